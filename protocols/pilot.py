"""From an estimate of pilot data to a line of the assumption register: which lines fit it, and what is written there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import isfinite
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from protocols.model.sizing import Assumption, Sizing
from stats.estimate.result import Estimate
from stats.flow import Flow
from stats.quantities import Quantity, Unit
from stats.registry import design_class, kinds
from stats.text import Text

_DATA = Path(__file__).parent / "data" / "pilot.yaml"
_TELLING = (Unit.PROPORTION, Unit.ENDPOINT, Unit.MONTHS, Unit.RATE, Unit.EUROS)  # units that say what a number is


@dataclass(frozen=True, slots=True)
class Known:
    """The file of data about pilot estimates."""

    largest: int  # bytes of a file
    fits: dict[str, tuple[str, ...]]
    never: frozenset[str]
    without: frozenset[str]
    control: frozenset[str]
    experimental: frozenset[str]


@cache
def known() -> Known:
    """What is known of the way from estimates to the register."""
    read: dict[str, Any] = yaml.safe_load(_DATA.read_text(encoding="utf-8"))
    return Known(
        read["largest_megabytes"] * 1_000_000,
        {name: tuple(fields) for name, fields in read["fits"].items()},
        frozenset(read["never"]),
        frozenset(read["without"]),
        frozenset(read["control"]),
        frozenset(read["experimental"]),
    )


@dataclass(frozen=True, slots=True)
class Slot:
    """A line of the register that an estimate may fill. place: "assumptions", "flow", or "others.0.assumptions"."""

    place: str
    name: str
    quantity: Quantity
    claim: str = ""  # the name of another claim than the first

    @property
    def path(self) -> str:
        return f"{self.place}.{self.name}"

    @property
    def label(self) -> Text:
        return self.quantity.label


def slots(sizing: Sizing, estimate: Estimate) -> tuple[Slot, ...]:
    """The lines that an estimate fits, the most likely first: by name, then those of the same unit."""
    data = known()
    named, side = data.fits.get(estimate.name, ()), _side(estimate.group)
    found = [one for one in _all(sizing) if one.name in named or _same_unit(one, estimate)]
    found = [one for one in found if one.name not in data.never]

    def rank(one: Slot) -> tuple[int, bool, int]:
        ours = one.name in named
        against = bool(side) and one.name.endswith(("_control", "_experimental")) and not one.name.endswith(side)
        return (len(named) if not ours else named.index(one.name), not ours, 0) if not against else (99, not ours, 0)

    return tuple(sorted(found, key=lambda one: (one.place != "assumptions", *rank(one))))


def likely(sizing: Sizing, estimate: Estimate) -> Slot | None:
    """The line to propose: one that bears the name of the estimate, and, for a group, not that of the other arm."""
    data, side = known(), _side(estimate.group)
    for one in slots(sizing, estimate):
        if one.place != "assumptions" or one.name not in data.fits.get(estimate.name, ()):
            continue
        if estimate.group and not side and one.name.endswith(("_control", "_experimental")):
            continue  # which arm the group is cannot be told from its name
        if side and one.name.endswith(("_control", "_experimental")) and not one.name.endswith(side):
            continue
        return one if _end(estimate.value, one) == _written(estimate.value, one) else None  # a value it would refuse
    return None


def line(estimate: Estimate, slot: Slot, cautious: bool, citation: str, day: date) -> Assumption:
    """The line to write. Raises ValidationError when the value is out of the bounds of the assumption."""
    value = estimate.cautious if cautious and estimate.cautious is not None else estimate.value
    slot.quantity.check(_written(value, slot))
    low, high = (_end(one, slot) for one in estimate.plausible)
    if low is None or high is None or low >= high:
        low = high = None
    return Assumption(
        value=_written(value, slot), low=low, high=high, source="pilot", source_year=day.year, citation=citation
    )


def _end(value: float, slot: Slot) -> float | None:
    """An end of the range, moved to the nearest admissible value when the bound itself is admissible."""
    if not isfinite(value):
        return None
    bounded = _written(min(max(value, slot.quantity.lower), slot.quantity.upper), slot)
    try:
        slot.quantity.check(bounded)
    except ValidationError:
        return None
    return bounded


def _written(value: float, slot: Slot) -> float:
    """Four significant digits; whole where the register counts."""
    return float(round(value)) if slot.quantity.unit is Unit.COUNT else float(f"{value:.4g}")


def _same_unit(slot: Slot, estimate: Estimate) -> bool:
    return estimate.unit in _TELLING and slot.quantity.unit is estimate.unit


def _all(sizing: Sizing) -> list[Slot]:
    found = [Slot("assumptions", name, one) for name, one in sizing.quantities().items()]
    if not found:
        return []
    found += [Slot("flow", name, one) for name, one in Flow.quantities().items()]
    if sizing.extension == "others":
        for place, other in enumerate(sizing.others):
            asked = design_class(other.kind).quantities() if other.kind and other.kind in kinds() else {}
            found += [Slot(f"others.{place}.assumptions", name, one, other.name) for name, one in asked.items()]
    return found


def _side(group: str) -> str:
    """The arm that a group is, read from its name; empty when it does not say."""
    words = set(re.findall(r"\w+", group.casefold()))
    if words & known().without:
        return "_control"  # "without AI" names the device too
    control, experimental = bool(words & known().control), bool(words & known().experimental)
    if control == experimental:
        return ""
    return "_control" if control else "_experimental"
