"""What a study of one proportion concludes along the true proportion: a table, and its curves."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from stats.exhibit import Column, Exhibit, Line, Mark, Plot, Words
from stats.quantities import Unit
from stats.text import Text

_POINTS = 41
RATE = Column(Text(fr="Proportion réelle", en="Actual proportion"), Unit.PROPORTION)
_CHANCE = Column(Text(fr="Probabilité", en="Probability"), Unit.PROPORTION)
_REFERENCE = Text(fr="hypothèse nulle", en="null hypothesis")
_EXPECTED = Text(fr="proportion attendue", en="expected proportion")


def operating_exhibit(
    title: Text,
    reference: float,
    expected: float,
    columns: tuple[tuple[Column, Callable[[float], float]], ...],
    alt: Words,
    note: Words | None = None,
) -> Exhibit:
    """The table at the reference, at the expected proportion, between and around; the curves of what is a probability.

    columns: what is shown with the function that gives it at a true proportion
    """
    low, high = sorted((reference, expected))
    step = (high - low) / 2
    inside = (low - step, low, low + step, high, high + step)
    rates = sorted({float(f"{one:.4g}") for one in inside if 0 < one < 1} | {reference, expected})
    kept = [
        one for one in rates if one in (reference, expected) or min(abs(one - reference), abs(one - expected)) > 1e-3
    ]
    drawn = [float(one) for one in np.linspace(max(low - step, 0.0), min(high + step, 1.0), _POINTS)]
    lines = [
        Line(column.label, tuple((one, measured(one)) for one in drawn))
        for column, measured in columns
        if column.unit is Unit.PROPORTION
    ]
    return Exhibit(
        "operating",
        title,
        (RATE, *(column for column, _ in columns)),
        tuple((one, *(measured(one) for _, measured in columns)) for one in kept),
        retained=kept.index(expected),
        note=note,
        plot=Plot(RATE, _CHANCE, tuple(lines), alt, (Mark(_REFERENCE, x=reference), Mark(_EXPECTED, x=expected))),
    )
