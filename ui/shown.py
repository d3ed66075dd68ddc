"""A number as it stands in a field: short, in the language of the screen, with per cent for proportions."""

from __future__ import annotations

from stats.quantities import Unit
from templates.formatting import number, percent
from ui import state


def shown(value: float, unit: Unit) -> str:
    """The text of a number field; `ui.numbers.parse` reads it back to the same value."""
    if unit in (Unit.PROPORTION, Unit.POINTS):
        return percent(value, state.language())
    return number(value, state.language())
