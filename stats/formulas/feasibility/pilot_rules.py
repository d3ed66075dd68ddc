"""A pilot size beside the usual rules: how far the SD may be underestimated, and what it adds to the main study."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.special import chdtri

from stats.exhibit import Cell, Column, Exhibit, Line, Mark, Plot
from stats.quantities import Unit
from stats.text import Text

_LEVELS = (0.8, 0.95)
_PLAN = Text(fr="ce plan", en="this plan")
_RULES: tuple[tuple[Text, Callable[[int], int]], ...] = (
    (Text(fr="12 par groupe (Julious 2005)", en="12 per group (Julious 2005)"), lambda groups: 12 * groups),
    (Text(fr="30 au total (Browne 1995)", en="30 in all (Browne 1995)"), lambda groups: 30),
    (Text(fr="55 au total (Sim et Lewis 2012)", en="55 in all (Sim and Lewis 2012)"), lambda groups: 55),
    (Text(fr="35 par groupe (Teare 2014)", en="35 per group (Teare 2014)"), lambda groups: 35 * groups),
)
_RULE = Column(Text(fr="Règle", en="Rule"), width=6)
_PEOPLE = Column(Text(fr="Participants du pilote", en="Participants of the pilot"), Unit.COUNT, 3)
_AT_80 = Column(Text(fr="Borne de l'écart-type à 80 %", en="80% limit of the SD"), width=4)
_AT_95 = Column(Text(fr="Borne de l'écart-type à 95 %", en="95% limit of the SD"), width=4)
_MAIN = Column(Text(fr="Inflation de l'étude principale", en="Inflation of the main study"), width=4)
_CURVES = (Text(fr="borne à 80 % (Browne)", en="80% limit (Browne)"), Text(fr="borne à 95 %", en="95% limit"))
_RULES_TITLE = Text(
    fr="Ce plan et les règles usuelles de taille d'un pilote", en="This plan and the usual rules of pilot size"
)
_RULES_NOTE = Text(
    fr="Bornes supérieures unilatérales, en écarts-types observés. L'inflation est le carré de la borne à 80 % : ce par quoi multiplier l'effectif de "
    "l'étude principale pour que sa puissance tienne quatre fois sur cinq. Règles qui dépendent de l'effet visé : Whitehead (2016), 75, 25, 15 ou 10 par "
    "bras pour une différence standardisée très petite, petite, moyenne ou grande et une puissance de 90 % ; Cocks et Torgerson (2013), au moins "
    "9 % de l'effectif de l'étude principale.",
    en="One-sided upper limits, in observed standard deviations. The inflation is the square of the 80% limit: by which to multiply the size of the "
    "main study so that its power holds four times in five. Rules that depend on the effect aimed at: Whitehead (2016), 75, 25, 15 or 10 per arm for "
    "an extra small, small, medium or large standardised difference and a power of 90%; Cocks and Torgerson (2013), at least 9% of the size of the "
    "main study.",
)
_CURVE = Text(
    fr="Inflation de l'étude principale selon la taille du pilote",
    en="Inflation of the main study by size of the pilot",
)
_CURVE_ALT = Text(
    fr="L'inflation diminue vite jusqu'à une trentaine de participants, puis lentement.",
    en="The inflation falls fast up to about thirty participants, then slowly.",
)


def _factor(n: float, groups: int, level: float) -> float:
    """One-sided upper limit of the SD, in observed SDs."""
    return float(np.sqrt((n - groups) / chdtri(n - groups, level)))


def rules(pilot: int, groups: int) -> Exhibit:
    """This pilot among the rules of thumb; the inflation of the main study against the size of the pilot."""
    sizes = sorted([*((label, rule(groups)) for label, rule in _RULES), (_PLAN, pilot)], key=lambda one: one[1])
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (label, float(n), *(_factor(n, groups, level) for level in _LEVELS), _factor(n, groups, 0.8) ** 2)
        for label, n in sizes
    )
    along = np.unique(np.round(np.linspace(groups + 5, max(100.0, 2.0 * pilot), 40)))
    lines = tuple(
        Line(label, tuple((float(n), _factor(float(n), groups, level) ** 2) for n in along))
        for level, label in zip(_LEVELS, _CURVES, strict=True)
    )
    plot = Plot(_PEOPLE, _MAIN, lines, _CURVE_ALT, (Mark(_PLAN, float(pilot), _factor(pilot, groups, 0.8) ** 2),))
    retained = [label for label, _ in sizes].index(_PLAN)
    return Exhibit(
        "rules", _RULES_TITLE, (_RULE, _PEOPLE, _AT_80, _AT_95, _MAIN), rows, retained, _RULES_NOTE, plot, _CURVE
    )
