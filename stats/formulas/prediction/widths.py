"""What a size for validating a prediction model shows: the width of the interval of each measure of performance."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from stats.exhibit import Column, Exhibit
from stats.formulas.prediction.predicted_risks import Risks
from stats.formulas.roc import shared_diseased
from stats.quantities import Unit
from stats.result import SampleSize
from stats.text import Text

_MEASURE = Column(Text(fr="Mesure", en="Measure"), width=6)
_ASKED = Column(Text(fr="Largeur visée", en="Width aimed at"), Unit.NUMBER, 3)
_NEEDED = Column(Text(fr="Patients nécessaires", en="Patients needed"), Unit.COUNT, 3)
_OBTAINED = Column(Text(fr="Largeur obtenue avec ce plan", en="Width obtained with this plan"), Unit.NUMBER, 4)
OBSERVED_EXPECTED = Text(fr="rapport observé / attendu", en="observed / expected ratio")
IN_THE_LARGE = Text(fr="calibration globale (log des cotes)", en="calibration in the large (log odds)")
SLOPE = Text(fr="pente de calibration", en="calibration slope")
DISCRIMINATION = Text(fr="statistique C", en="C statistic")
NET_BENEFIT = Text(fr="bénéfice net standardisé", en="standardised net benefit")
_ALL_MEASURES = Text(
    fr="Ce que cet effectif dit des autres mesures de performance",
    en="What this size implies for the other performance measures",
)
_ALL_NOTE = Text(
    fr="En gras, la mesure qui fixe l'effectif. Pour les autres, la largeur visée est celle que proposent pmvalsampsize (Riley 2021) et, pour la "
    "calibration globale, sampsizeval (Pavlou 2021), pour un modèle bien calibré ; elle se fixe selon la décision clinique.",
    en="In bold, the measure that sets the size. For the others the width aimed at is the one that pmvalsampsize (Riley 2021) and, for the "
    "calibration in the large, sampsizeval (Pavlou 2021) suggest, for a well calibrated model; the clinical decision sets it.",
)
_LIMIT = Column(Text(fr="Visé au plus", en="At most"), Unit.NUMBER, 3)
_REACHED = Column(Text(fr="Obtenu avec ce plan", en="Obtained with this plan"), Unit.NUMBER, 4)
_TOGETHER = Text(fr="Effectif demandé par chaque mesure", en="Size that each measure asks for")
_TOGETHER_NOTE = Text(
    fr="Largeur totale de l'intervalle pour la pente, le R² et l'écart moyen (dans l'unité du critère), facteur pour l'écart-type résiduel. En "
    "gras, la mesure qui impose l'effectif.",
    en="Full width of the interval for the slope, the R² and the mean error (in the unit of the outcome), factor for the residual SD. In bold, "
    "the measure that sets the size.",
)


@dataclass(frozen=True)
class Precise:
    """A performance measure, the width it is usually wanted with, and its width at a size of one, to be divided by its root."""

    name: Text
    wanted: float
    at: Callable[[float], float]  # width at n patients
    needed: Callable[[float], float]  # patients for a width


def measures_of(
    prevalence: float, risks: Risks | None, critical: float, c_statistic: float | None = None
) -> tuple[Precise, ...]:
    """The measures that a frequency, and a distribution of risks when there is one, give.

    c_statistic: the one that the distribution was made from, which its points give to four digits
    """
    odds = (1 - prevalence) / prevalence
    ratio = Precise(
        OBSERVED_EXPECTED,
        0.2,
        lambda n: 2 * float(np.sinh(min(critical * np.sqrt(odds / n), 700.0))),
        lambda width: odds * (critical / float(np.arcsinh(width / 2))) ** 2,
    )
    if risks is None:
        return (ratio,)
    first, cross, second = risks.information()
    separated = float(shared_diseased(c_statistic or risks.c_statistic, 1.0)) / (prevalence * (1 - prevalence))
    return (
        ratio,
        rooted(IN_THE_LARGE, 0.4, 1 / first, critical),
        rooted(SLOPE, 0.2, first / (first * second - cross**2), critical),
        rooted(DISCRIMINATION, 0.1, separated, critical),
    )


def rooted(name: Text, wanted: float, variance: float, critical: float) -> Precise:
    whole = 2 * critical * float(np.sqrt(variance))
    return Precise(name, wanted, lambda n: whole / float(np.sqrt(n)), lambda width: (whole / width) ** 2)


def beside(found: SampleSize, own: Text, measures: Sequence[Precise]) -> Exhibit:
    """Each measure with its width at the size found; the one that was asked for is retained."""
    n, asked = float(found.analysed), (own, found.target, found.exact, found.attained)
    others = [(one.name, one.wanted, one.needed(one.wanted), one.at(n)) for one in measures if one.name != own]
    columns = (_MEASURE, _ASKED, _NEEDED, _OBTAINED)
    return Exhibit("measures", _ALL_MEASURES, columns, (asked, *others), retained=0, note=_ALL_NOTE)


def together(found: SampleSize, own: Text, asked: float, needed: float, measures: Sequence[Precise]) -> Exhibit:
    """Every measure that must be precise at once; the one that asks for most is retained."""
    n = float(found.analysed)
    rows = [(own, asked, needed, found.attained)]
    rows += [(one.name, one.wanted, one.needed(one.wanted), one.at(n)) for one in measures]
    most = int(np.argmax([row[2] for row in rows]))
    columns = (_MEASURE, _LIMIT, _NEEDED, _REACHED)
    return Exhibit("measures", _TOGETHER, columns, tuple(rows), retained=most, note=_TOGETHER_NOTE)
