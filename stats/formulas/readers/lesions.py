"""Several lesions in one case: the error variance of a reader over cases whose lesions are read one by one.

s lesions a case, correlated by ICC, weigh as s / (1 + (s - 1) ICC) independent ones (Obuchowski and Hillis 2011, AJR 197:W821-8;
MRMCsamplesize with corr = TRUE, which rounds the lesions before the cases).
"""

from __future__ import annotations

from stats.quantities import Quantity, Unit
from stats.refusal import Refusal
from stats.text import Text

LESIONS = Quantity(
    label=Text(fr="Lésions par cas malade, en moyenne", en="Lesions per diseased case, on average"),
    unit=Unit.NUMBER,
    help=Text(
        fr="1 si chaque cas compte pour une réponse. Au-delà, chaque lésion (ou segment) est lue et jugée, et les lésions d'un même cas se "
        "ressemblent.",
        en="1 when each case counts as one answer. Above, each lesion (or segment) is read and judged, and the lesions of one case "
        "resemble each other.",
    ),
    symbol="s",
    ge=1,
    le=50,
    seldom=True,
)
LESION_ICC = Quantity(
    label=Text(fr="Corrélation entre lésions d'un même cas (ICC)", en="Correlation between lesions of one case (ICC)"),
    unit=Unit.NUMBER,
    help=Text(
        fr="Ne sert qu'avec plusieurs lésions par cas : 0 si elles sont indépendantes, 0,5 est prudent.",
        en="Used only with several lesions per case: 0 when they are independent, 0.5 is cautious.",
    ),
    symbol="ICC",
    ge=0,
    le=1,
    seldom=True,
)
_ALREADY_THERE = Text(
    fr="La variance d'erreur d'une étude pilote compte déjà ses lésions : laisser 1 lésion par cas.",
    en="The error variance of a pilot study already counts its lesions: leave 1 lesion per case.",
)
_NO_ICC = Text(
    fr="Avec plusieurs lésions par cas, indiquer la corrélation entre lésions d'un même cas (0,5 est prudent).",
    en="With several lesions per case, give the correlation between the lesions of one case (0.5 is cautious).",
)


def per_case(lesions: float, icc: float | None) -> float:
    """By what the error variance of one answer per case is multiplied."""
    return (1 + (lesions - 1) * (icc or 0.0)) / lesions


def check_lesions(lesions: float, icc: float | None, from_pilot: bool = False) -> None:
    """Refuse lesions without their correlation, or lesions beside a pilot variance that already counts them."""
    if lesions > 1 and from_pilot:
        raise Refusal(_ALREADY_THERE, "lesions")
    if lesions > 1 and icc is None:
        raise Refusal(_NO_ICC, "lesion_icc")
