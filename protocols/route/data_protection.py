"""The data-protection route (CNIL): reference methodology or authorisation, from the route and a few questions on data."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from protocols.protocol import Protocol
from protocols.provenance import Provenance
from protocols.route.data import loaded, provenance, said
from protocols.route.outcomes import Route
from protocols.route.reading import route_of
from stats.text import Text


@dataclass(frozen=True, slots=True)
class DataRoute:
    """The formality, why it applies, and where this comes from."""

    id: str
    name: Text
    reason: Text
    provenance: Provenance


def data_route_of(protocol: Protocol) -> DataRoute | None:
    """The formality of a study; None while the route or the questions on data leave it open."""
    id = _id(protocol)
    return None if id is None else _entry(id)


def data_duties() -> tuple[tuple[Text, ...], Provenance]:
    """What every study owes on data, whatever the formality."""
    one = loaded("data_protection")["always"]
    return tuple(said(item) for item in one["items"]), provenance(_confirmed(one), "data_protection")


def transfer_duty() -> Text:
    """What a transfer outside the Union asks for."""
    return said(loaded("data_protection")["outside_eu"])


def _id(protocol: Protocol) -> str | None:
    asked = protocol.route
    if asked.data_source == "existing_only":
        return _reuse(protocol)
    found = route_of(protocol)
    if not isinstance(found, Route) or asked.snds is None or asked.identifying is None:
        return None
    if asked.snds != "none" or asked.identifying == "yes":
        return "CESREES_CNIL" if found.id == "HORS_RIPH" else "CNIL_AUTHORISATION"
    if found.id == "HORS_RIPH":
        return "MR-004"
    if asked.genetic == "yes" or asked.individual_consent in ("written", "express"):
        return "MR-001"
    without = asked.individual_consent in ("non_opposition", "none")
    return "MR-003" if without or found.id in ("RIPH3", "RIPH3_OR_HORS_RIPH") else "MR-001"


def _reuse(protocol: Protocol) -> str | None:
    """Existing data only."""
    asked = protocol.route
    if asked.own_patients == "yes":
        return "INTERNAL"
    if asked.snds is None or asked.identifying is None:
        return None
    if asked.identifying == "yes":
        return "CESREES_CNIL"
    return {"none": "MR-004", "pmsi": "MR-005-006", "snds": "MR-007-008"}[asked.snds]


def _confirmed(one: dict[str, object]) -> dict[str, object]:
    return {"confirm": loaded("data_protection")["confirm"]} | one


@cache
def _entry(id: str) -> DataRoute:
    one = next(entry for entry in loaded("data_protection")["routes"] if entry["id"] == id)
    return DataRoute(id, said(one), said(one, "reason"), provenance(_confirmed(one), "data_protection"))
