"""What a number means: its unit, and, for a clinical assumption, its label, bounds and help.

Each assumption is declared once, on the field of the design that uses it; the form, the validation, the JSON schema,
the assumption table and the documentation all derive from that declaration.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

from annotated_types import Ge, GroupedMetadata, Gt, Le, Lt
from pydantic import Strict, TypeAdapter

if TYPE_CHECKING:
    from stats.text import Text


class Unit(StrEnum):
    """Closed list of units. Proportions stay in [0, 1] everywhere; per cent exist only on screen and on paper."""

    PROPORTION = "proportion"
    POINTS = "percentage points"  # a difference of two proportions, in [-1, 1]
    ENDPOINT = "endpoint"  # the endpoint's own unit, named once, on the endpoint
    MONTHS = "months"
    RATIO = "ratio"
    HAZARD_RATIO = "hazard ratio"
    COUNT = "count"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Value:
    """A number with its unit, ready to be formatted in either language."""

    value: float
    unit: Unit = Unit.NUMBER


@dataclass(frozen=True)
class Quantity(GroupedMetadata):
    """Declaration of a clinical assumption: what is asked, in which unit, between which bounds."""

    label: Text
    unit: Unit
    help: Text
    symbol: str = ""
    gt: float | None = None
    ge: float | None = None
    lt: float | None = None
    le: float | None = None

    def __iter__(self) -> Iterator[Any]:
        yield Strict()  # "0.5" and True are not numbers
        if self.gt is not None:
            yield Gt(self.gt)
        if self.ge is not None:
            yield Ge(self.ge)
        if self.lt is not None:
            yield Lt(self.lt)
        if self.le is not None:
            yield Le(self.le)

    @property
    def lower(self) -> float:
        """The smallest admissible value, minus infinity when there is none."""
        return next((b for b in (self.gt, self.ge) if b is not None), float("-inf"))

    @property
    def upper(self) -> float:
        """The largest admissible value, infinity when there is none."""
        return next((b for b in (self.lt, self.le) if b is not None), float("inf"))

    def check(self, value: float) -> None:
        """Raise pydantic's ValidationError, with its bound, when a value is out of bounds."""
        TypeAdapter(Annotated[float, self]).validate_python(value)


@dataclass(frozen=True)
class Choice:
    """Declaration of a choice among named conventions (a method, an interval)."""

    label: Text
    options: dict[str, Text]
    help: Text | None = None
