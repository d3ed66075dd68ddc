"""Reference values of the economic evaluation, as dated and cited data; each is a proposal, never a verdict."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from protocols.provenance import Provenance, provenance_of
from stats.text import Text

FOLDER = Path(__file__).parent / "data" / "economics"


@dataclass(frozen=True, slots=True)
class Reference:
    """A value of a guide: what it says, and where that comes from."""

    id: str
    value: tuple[float | str, ...]
    said: Text
    provenance: Provenance

    @property
    def number(self) -> float:
        """The value where it is a single number."""
        return float(self.value[0])


@dataclass(frozen=True, slots=True)
class Indicator:
    """A ready indicator of organisational impact, for some roles of a device (all of them when none is named)."""

    id: str
    roles: tuple[str, ...]
    criterion: str
    impact: Text
    actor: Text
    indicator: Text
    instrument: Text


@cache
def references() -> dict[str, Reference]:
    """Every reference value, by id."""
    return {
        one["id"]: Reference(one["id"], tuple(one["value"]), Text(**one["said"]), provenance_of(one, one["checked_on"]))
        for one in _read("has")["values"]
    }


@cache
def indicators(role: str | None = None) -> tuple[Indicator, ...]:
    """The indicators proposed for a role; all of them while the role is not known."""
    found = (
        Indicator(
            one["id"], tuple(one["roles"]), one["criterion"],
            *(Text(**one[name]) for name in ("impact", "actor", "indicator", "instrument")),
        )
        for one in _read("indicators")["indicators"]
    )  # fmt: skip
    return tuple(one for one in found if role is None or not one.roles or role in one.roles)


@cache
def indicators_provenance() -> Provenance:
    """Where the indicators come from."""
    read = _read("indicators")
    return provenance_of(read, read["checked_on"])


def proposed_rate(horizon_months: float) -> float:
    """The discount rate proposed for a horizon, in per cent (none up to the length for which HAS asks none)."""
    held = references()
    return 0.0 if horizon_months <= held["no_discount_months"].number else held["discount"].number


def _read(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return loaded
