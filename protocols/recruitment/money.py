"""What the study costs: participants, centres, other items, overheads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from protocols.protocol import Protocol
from protocols.recruitment import sites
from protocols.recruitment.outlook import to_enrol
from protocols.visits import burden
from stats.result import SampleSize


@dataclass(frozen=True, slots=True)
class Budget:
    """Amounts in euros; a part that is not known counts for nothing and is named in ``unknown``."""

    participants: int | None
    per_participant: float | None
    added_procedures: float | None  # per participant, from the schedule of visits
    centres: int | None
    per_centre: float | None
    others: tuple[tuple[str, float], ...]
    overhead: float  # share of the direct costs
    declared: float | None  # total spending of the application
    aid: float | None

    @property
    def for_participants(self) -> float:
        return (self.participants or 0) * ((self.per_participant or 0.0) + (self.added_procedures or 0.0))

    @property
    def for_centres(self) -> float:
        return (self.centres or 0) * (self.per_centre or 0.0)

    @property
    def direct(self) -> float:
        return self.for_participants + self.for_centres + sum(amount for _, amount in self.others)

    @property
    def total(self) -> float:
        return self.direct * (1 + self.overhead)

    @property
    def each(self) -> float | None:
        """The whole cost of one participant."""
        return self.total / self.participants if self.participants else None


def budget_of(protocol: Protocol, size: SampleSize | object | None = None) -> Budget | None:
    """The budget once at least one cost is given; None before."""
    told = protocol.recruitment
    added = _added(protocol)
    others = told.other_costs if isinstance(told.other_costs, tuple) else ()
    priced = tuple((one.name.strip(), one.amount) for one in others if one.name.strip() and one.amount is not None)
    if not priced and not any(map(_amount, (told.cost_per_participant, told.cost_per_centre, added))):
        return None
    return Budget(
        participants=to_enrol(protocol, size),
        per_participant=_amount(told.cost_per_participant),
        added_procedures=added,
        centres=sites(protocol),
        per_centre=_amount(told.cost_per_centre),
        others=priced,
        overhead=(_amount(told.overhead_percent) or 0.0) / 100,
        declared=_amount(protocol.funding.total_spend),
        aid=_amount(protocol.funding.aid_requested),
    )


def _amount(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _added(protocol: Protocol) -> float | None:
    """The extra cost per participant of the procedures that the research adds, once the schedule of visits tells it."""
    return burden(protocol).cost
