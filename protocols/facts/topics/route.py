"""Facts of the legal route: category, delays, identifiers, insurance, data, sponsor, people."""

from __future__ import annotations

import re
from datetime import date

from protocols.facts.topics import Known
from protocols.model.section import NotApplicable, is_empty
from protocols.phrases import given, says, words
from protocols.protocol import Protocol
from protocols.route import Route, route_of
from protocols.route.lead_times import clearance_days
from protocols.route.outcomes import insurance_minima

_BENEFIT = ("benefit", "ce_marking", "lppr", "latm", "pecan", "forfait_innovation")
_VULNERABLE = (
    r"\bmineurs?\b|\benfants?\b|adolescents?\b|nouveau-nés?|femmes? enceintes?|majeurs? protégés?|tutelle|curatelle|"
    r"privées? de liberté|\bminors?\b|\bchild(ren)?\b|pregnant|newborns?|prisoners?"
)


def known(protocol: Protocol) -> Known:
    """The facts of the page "route" and of those it reads."""
    asked, found = protocol.route, route_of(protocol)
    begun = asked.data_source is not None or asked.evaluates_device is not None
    facts: Known = {
        "route_open": ((0 if isinstance(found, Route) else len(found)) if begun else None, "route.data_source"),
        "consent_form": (asked.individual_consent, "route.individual_consent"),
        "cover_short": (_short(protocol), "route.insurance_victim"),
        "uses_claims_data": (None if asked.snds is None else asked.snds != "none", "route.snds"),
        "methodology_named": (_methodology(protocol), "data.protection"),
        "used_in_purpose": (
            None if protocol.device.ce_status is None else protocol.device.ce_status == "ce_in_purpose",
            "device.ce_status",
        ),
        "purpose_given": (not is_empty(protocol.device.intended_purpose) if begun else None, "device.intended_purpose"),
        "vulnerable_included": (_vulnerable(protocol), "population.inclusion"),
        "vulnerable_explained": (given(protocol.ethics.vulnerable) is True if begun else None, "ethics.vulnerable"),
        "sponsor_named": (not is_empty(protocol.identification.sponsor) if begun else None, "identification.sponsor"),
        "sponsor_place": (asked.sponsor_place, "route.sponsor_place"),
        "existing_only": (
            None if asked.data_source is None else asked.data_source == "existing_only",
            "route.data_source",
        ),
        "benefit_sought": (None if protocol.claim.aim is None else protocol.claim.aim in _BENEFIT, "claim.aim"),
    }
    return facts | (_outcome(protocol, found) if isinstance(found, Route) else {})


def _outcome(protocol: Protocol, found: Route) -> Known:
    asked = protocol.route
    filed, first = asked.filing_date, asked.first_inclusion
    wait = (first - filed).days if isinstance(filed, date) and isinstance(first, date) else None
    return {
        "route_id": (found.id, "route.data_source"),
        "route_investigation": (found.investigation, "route.data_source"),
        "route_confirmed": (not found.to_confirm, "route.data_source"),
        "route_cpp": (found.cpp == "opinion", "route.id_rcb"),
        "route_days": (clearance_days(protocol), "route.filing_date"),
        "filing_to_inclusion": (wait, "route.first_inclusion"),
        "id_rcb_known": (not is_empty(asked.id_rcb), "route.id_rcb"),
    }


def _short(protocol: Protocol) -> tuple[object, ...] | None:
    """The amounts of the policy that are below their minimum, by the label of their question."""
    asked, low = protocol.route, insurance_minima()
    pairs = {
        "insurance_victim": low.victim,
        "insurance_protocol": low.protocol,
        "insurance_year": low.year,
        "insurance_claims": low.years,
    }
    values = {name: getattr(asked, name) for name in pairs}
    numbers = {name: one for name, one in values.items() if one is not None and not isinstance(one, NotApplicable)}
    if not numbers:
        return None
    return tuple(asked.asks()[name].label for name, one in numbers.items() if one < pairs[name])


def _methodology(protocol: Protocol) -> str | None:
    found = re.search(r"MR[- ]?(00[1-8])", words(protocol.data.protection))
    return f"MR-{found[1]}" if found else None


def _vulnerable(protocol: Protocol) -> bool | None:
    criteria = [words(one) for one in protocol.population.inclusion]
    return any(says(one, _VULNERABLE) for one in criteria) if criteria else None
