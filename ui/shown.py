"""A number as it stands in a field: every digit it has, in the language of the screen, with per cent for proportions."""

from __future__ import annotations

from decimal import Decimal

from stats.quantities import Unit
from templates.formatting import number, parted, percent
from ui import state


def shown(value: float, unit: Unit) -> str:
    """The text of a number field; `ui.numbers.parse` reads it back to the same value."""
    exact = Decimal(repr(value))
    if not -15 <= exact.adjusted() <= 12:  # beyond what is written out: 1e-20 as it is
        return str(exact)
    digits = max(0, -int(exact.normalize().as_tuple().exponent))
    if unit in (Unit.PROPORTION, Unit.POINTS):
        said = percent(value, state.language(), max(0, digits - 2))
    else:
        said = number(value, state.language(), digits)
    return said.replace(",", "") if state.language() == "en" else said  # "1,200" could be read as 1.2


def shown_list(values: tuple[float, ...], unit: Unit) -> str:
    """The text of a field that holds several numbers."""
    return parted((shown(one, unit) for one in values), state.language())
