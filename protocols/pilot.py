"""From an estimate of pilot data to a line of the assumption register: which lines fit it, and what is written there."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from math import isfinite
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from protocols.claims_order import claims_of
from protocols.economic_claim import economic
from protocols.model.sizing import Assumption, OtherClaim
from protocols.phrases import plainly
from protocols.protocol import Protocol
from protocols.register import Entry, register_of
from stats.estimate.result import Estimate
from stats.quantities import Series, Unit

_DATA = Path(__file__).parent / "data" / "pilot.yaml"
_COST_EFFECT = "correlation_cost_effect"
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
    costs: frozenset[str]  # words of a column that holds money
    anywhere: frozenset[str]  # words that tell no claim from another


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
        _words(" ".join(read["costs"])),
        _words(" ".join(read["anywhere"])),
    )


Claims = tuple[OtherClaim, ...]
Columns = tuple[str, ...]  # of the file, that the estimates are made of


def slots(protocol: Protocol, estimate: Estimate, columns: Columns = ()) -> tuple[Entry, ...]:
    """The lines that an estimate fits, the most likely first: those of the claim that the columns name, then by name, then by unit."""
    data, register, claims = known(), register_of(protocol), claims_of(protocol)
    if all(one.claim is None for one in register):
        return ()
    named, side = data.fits.get(estimate.name, ()), _side(estimate.group)
    found = [one for one in register if one.name not in data.never and _fits(claims, one, estimate)]

    def rank(one: Entry) -> tuple[int, int, int, int, bool]:
        ours = one.name in named and not (side and _arm(claims, one) and _arm(claims, one) != side)
        shared = one.claim is None and bool(one.place)
        return (
            shared,
            -_likeness(claims, one, columns),
            one.claim or 0,
            named.index(one.name) if ours else 99,
            not ours,
        )

    return tuple(sorted(found, key=rank))


def likely(protocol: Protocol, estimate: Estimate, offered: tuple[Entry, ...], columns: Columns = ()) -> Entry | None:
    """The line to propose among those that `slots` offers: one that bears the name of the estimate, and, for a group, of its arm."""
    data, side, claims = known(), _side(estimate.group), claims_of(protocol)
    for one in offered:
        if one.place == "flow" or one.name not in data.fits.get(estimate.name, ()):
            continue
        if not one.place and estimate.name != _COST_EFFECT:
            continue  # two measurements may be a start and an end as well as two endpoints
        arm = _arm(claims, one)
        if arm and (estimate.group and not side or side and arm != side):
            continue  # the other arm, or which arm the group is cannot be told from its name
        if estimate.unit is Unit.ENDPOINT and one.asked.unit is Unit.EUROS and not _likeness(claims, one, columns):
            continue  # nothing says that this measurement is a cost
        value = oriented(protocol, estimate, one).value
        return one if _end(value, one) == _written(value, one) else None  # a value it would refuse
    return None


def oriented(protocol: Protocol, estimate: Estimate, entry: Entry) -> Estimate:
    """The estimate with the sign of its line: claims are correlated in their favourable directions, columns as they are measured."""
    if entry.place or not _turned(claims_of(protocol), estimate):
        return estimate
    low, high = estimate.plausible
    return replace(estimate, value=-estimate.value, low=-estimate.high, high=-estimate.low, plausible=(-high, -low))


def line(estimate: Estimate, slot: Entry, cautious: bool, citation: str, day: date) -> Assumption:
    """The line to write. Raises ValidationError when the value is out of the bounds of the assumption."""
    value = estimate.cautious if cautious and estimate.cautious is not None else estimate.value
    slot.quantity.check(_written(value, slot))
    low, high = (_end(one, slot) for one in estimate.plausible)
    if low is None or high is None or low >= high:
        low = high = None
    return Assumption(
        value=_written(value, slot), low=low, high=high, source="pilot", source_year=day.year, citation=citation
    )


def _end(value: float, slot: Entry) -> float | None:
    """An end of the range, moved to the nearest admissible value when the bound itself is admissible."""
    if not isfinite(value):
        return None
    bounded = _written(min(max(value, slot.quantity.lower), slot.quantity.upper), slot)
    try:
        slot.quantity.check(bounded)
    except ValidationError:
        return None
    return bounded


def _written(value: float, slot: Entry) -> float:
    """Four significant digits; whole where the register counts."""
    return float(round(value)) if slot.quantity.unit is Unit.COUNT else float(f"{value:.4g}")


def _fits(claims: Claims, entry: Entry, estimate: Estimate) -> bool:
    if isinstance(entry.asked, Series):
        return False
    named = entry.name in known().fits.get(estimate.name, ())
    if not entry.place:
        return named and _turned(claims, estimate) is not None
    if estimate.name == _COST_EFFECT:
        return named and entry.claim is not None and economic(claims[entry.claim])
    if estimate.unit is Unit.EUROS and entry.asked.unit is not Unit.EUROS:
        return False
    return named or estimate.unit in _TELLING and entry.asked.unit is estimate.unit


def _turned(claims: Claims, estimate: Estimate) -> bool | None:
    """Whether a correlation of two columns changes sign between claims, each counted in its favourable direction; None: it is not theirs."""
    directions = {one.better for one in claims}
    if estimate.name == _COST_EFFECT:
        if not any(one.kind == "cost_difference" for one in claims):
            return None  # a net benefit already holds both
        directions = {one.better for one in claims if not economic(one)}
        return None if len(directions) != 1 or None in directions else directions != {"lower"}
    return None if None in directions or len(directions) > 1 and len(claims) > 2 else len(directions) > 1


def _arm(claims: Claims, entry: Entry) -> str:
    """The arm that a line is about; one that has a twin for the control arm is that of the device."""
    told = next((side for side in ("_control", "_experimental") if entry.name.endswith(side)), "")
    if told or entry.claim is None:
        return told
    return "_experimental" if f"{entry.name}_control" in claims[entry.claim].quantities() else ""


def _likeness(claims: Claims, entry: Entry, columns: Columns) -> int:
    """How many words the columns share with the name and the unit of the claim; words of money name an economic claim."""
    if entry.claim is None:
        return 0
    claim = claims[entry.claim]
    named = _words(f"{claim.name} {claim.unit}") | (known().costs if economic(claim) else frozenset())
    told = _words(" ".join(columns)) - known().anywhere
    return sum(1 for one in told if any(_alike(one, other) for other in named))


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]{3,}", plainly(text)))


def _alike(one: str, other: str) -> bool:
    """The same word, in the plural or shortened to four letters at least."""
    return one == other or min(len(one), len(other)) >= 4 and (one.startswith(other) or other.startswith(one))


def _side(group: str) -> str:
    """The arm that a group is, read from its name; empty when it does not say."""
    words = set(re.findall(r"\w+", group.casefold()))
    if words & known().without:
        return "_control"  # "without AI" names the device too
    control, experimental = bool(words & known().control), bool(words & known().experimental)
    if control == experimental:
        return ""
    return "_control" if control else "_experimental"
