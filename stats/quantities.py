"""What a number means: its unit, and, for a clinical assumption, its label, bounds and help.

Each assumption is declared once, on the field of the design that uses it; the form, the validation, the JSON schema,
the assumption table and the documentation all derive from that declaration.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any

from annotated_types import Ge, GroupedMetadata, Gt, Le, Lt, MaxLen, MinLen
from pydantic import AfterValidator, Strict, TypeAdapter
from pydantic_core import PydanticKnownError

if TYPE_CHECKING:
    from stats.text import Text


class Unit(StrEnum):
    """Closed list of units. Proportions stay in [0, 1] everywhere; per cent exist only on screen and on paper."""

    PROPORTION = "proportion"
    POINTS = "percentage points"  # a difference of two proportions, in [-1, 1]
    ENDPOINT = "endpoint"  # the endpoint's own unit, named once, on the endpoint
    MONTHS = "months"
    YEARS = "years"
    RATE = "events per person-year"
    EUROS = "euros"
    RATIO = "ratio"
    EFFECT_RATIO = "effect ratio"  # hazard, odds, risk, rate ratios: 1 is no effect
    COUNT = "count"
    STATISTIC = "test statistic"  # z or t: three decimals
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
    seldom: bool = False  # asked of few studies: the form folds it until it is given

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
        _bounds_of(self).validate_python(value)


@lru_cache(maxsize=1024)
def _bounds_of(quantity: Quantity) -> TypeAdapter[float]:
    return TypeAdapter(Annotated[float, quantity])


@dataclass(frozen=True)
class Series(GroupedMetadata):
    """Declaration of a list of values (categories, periods, pieces of a curve), typed as a tuple of numbers.

    shortest, longest: how many values are admitted; the bounds hold for each value.
    """

    label: Text
    unit: Unit
    help: Text
    symbol: str = ""
    shortest: int = 1
    longest: int = 20
    gt: float | None = None
    ge: float | None = None
    lt: float | None = None
    le: float | None = None

    def __iter__(self) -> Iterator[Any]:
        yield MinLen(self.shortest)
        yield MaxLen(self.longest)
        yield AfterValidator(self._bounded)

    def check(self, values: tuple[float, ...]) -> None:
        """Raise pydantic's ValidationError when a value is out of bounds; a list may still be too short while typed."""
        loose = replace(self, shortest=0)
        TypeAdapter(Annotated[Numbers, loose]).validate_python(values)

    def _bounded(self, values: tuple[float, ...]) -> tuple[float, ...]:
        if self.gt is not None and any(one <= self.gt for one in values):
            raise PydanticKnownError("greater_than", {"gt": self.gt})
        if self.ge is not None and any(one < self.ge for one in values):
            raise PydanticKnownError("greater_than_equal", {"ge": self.ge})
        if self.lt is not None and any(one >= self.lt for one in values):
            raise PydanticKnownError("less_than", {"lt": self.lt})
        if self.le is not None and any(one > self.le for one in values):
            raise PydanticKnownError("less_than_equal", {"le": self.le})
        return values


Numbers = tuple[Annotated[float, Strict()], ...]  # the type of a field that a Series declares


@dataclass(frozen=True)
class Choice:
    """Declaration of a choice among named conventions (a method, an interval)."""

    label: Text
    options: dict[str, Text]
    help: Text | None = None
    seldom: bool = False  # the usual option suits nearly every study: the form folds it until another is taken
