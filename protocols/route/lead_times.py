"""The regulatory lead times of a study: only the steps that its route needs; all of them while it is not known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from protocols.protocol import Protocol
from protocols.provenance import Confidence, Provenance
from protocols.route.data import loaded, provenance, said
from protocols.route.data_protection import data_route_of
from protocols.route.outcomes import Route
from protocols.route.reading import route_of
from stats.text import Text

_WHILE_UNKNOWN = ("dossier", "cpp", "ansm_authorisation", "cnil_after_cesrees", "contracts")


@dataclass(frozen=True, slots=True)
class LeadTime:
    """One step before the first enrolment: how long, after what, and what the duration rests on."""

    id: str
    label: Text
    days: int
    after: Literal["start", "dossier"]
    basis: Text
    confidence: Confidence
    provenance: Provenance


def lead_times(protocol: Protocol) -> tuple[LeadTime, ...]:
    """The steps in order; those after the file run in parallel."""
    found, data = route_of(protocol), data_route_of(protocol)
    steps = loaded("lead_times")["steps"]
    if not isinstance(found, Route):
        return tuple(_step(one) for one in steps if one["id"] in _WHILE_UNKNOWN)
    known = {"cpp": found.cpp, "ansm": found.ansm, "data": data.id if data else ""}
    return tuple(_step(one) for one in steps if _needed(one, known))


def clearance_days(protocol: Protocol) -> int:
    """The longest of the opinions and authorisations that the route needs, in days; contracts and writing aside."""
    asked = [one.days for one in lead_times(protocol) if one.id not in ("dossier", "contracts")]
    return max(asked, default=0)


def _needed(one: dict[str, Any], known: dict[str, str]) -> bool:
    return all(known[topic] in values for topic, values in one.get("for", {}).items())


def _step(one: dict[str, Any]) -> LeadTime:
    return LeadTime(
        one["id"],
        said(one),
        one["days"],
        one["after"],
        said(one, "basis"),
        one["confidence"],
        provenance(one, "lead_times"),
    )
