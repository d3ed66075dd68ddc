"""What the table of visits and procedures says: what the research adds, the burden on a participant, the extra cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from protocols.model.conduct import ADDED, Procedure
from protocols.protocol import Protocol

Extra = Literal["none", "light", "invasive_or_burdensome"]


@dataclass(frozen=True, slots=True)
class Burden:
    """What the research adds for one participant followed to the end.

    added, heavy: number of added procedures, each counted at each of its visits
    minutes: of the participant's time; cost: in euros; None while none of the added procedures has one
    untimed, unpriced: added procedures (rows) without minutes, without a unit cost
    """

    added: int
    heavy: int
    minutes: float | None
    cost: float | None
    untimed: int
    unpriced: int


def named_visits(protocol: Protocol) -> tuple[str, ...]:
    """The names of the visits, in order, each once."""
    return tuple(dict.fromkeys(visit.name.strip() for visit in protocol.conduct.visits if visit.name.strip()))


def procedures_of(protocol: Protocol) -> tuple[Procedure, ...]:
    """The procedures that have a name."""
    return tuple(one for one in protocol.conduct.procedures if one.name.strip())


def times(protocol: Protocol, procedure: Procedure) -> int:
    """At how many of the planned visits a procedure takes place."""
    return len(set(procedure.visits) & set(named_visits(protocol)))


def extra_procedures(protocol: Protocol) -> Extra | None:
    """Question 8 of the route, read from the table; None while there is no table or a weight is to be specified."""
    natures = {one.nature for one in procedures_of(protocol)}
    if "added_heavy" in natures:
        return "invasive_or_burdensome"
    if not natures or "added" in natures:
        return None
    return "light" if "added_light" in natures else "none"


def burden(protocol: Protocol) -> Burden:
    """What the research adds for one participant."""
    added = [one for one in procedures_of(protocol) if one.nature in ADDED]
    counted = [(one, times(protocol, one)) for one in added]
    timed = [one.minutes * n for one, n in counted if one.minutes is not None]
    priced = [one.cost * n for one, n in counted if one.cost is not None]
    return Burden(
        added=sum(n for _, n in counted),
        heavy=sum(n for one, n in counted if one.nature == "added_heavy"),
        minutes=sum(timed) if timed else None,
        cost=sum(priced) if priced else None,
        untimed=sum(one.minutes is None for one in added),
        unpriced=sum(one.cost is None for one in added),
    )


def unplaced(protocol: Protocol) -> tuple[str, ...]:
    """Procedures that take place at none of the planned visits."""
    return tuple(one.name for one in procedures_of(protocol) if not times(protocol, one))
