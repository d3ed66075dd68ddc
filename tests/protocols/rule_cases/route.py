"""Facts that make a rule fire, and the change that silences it: the legal route."""

from __future__ import annotations

from typing import Any

from protocols.model.route import Route

Known = dict[str, Any]
_VICTIM = Route.asks()["insurance_victim"].label
IC = {"route_investigation": True}
CASES: dict[str, tuple[Known, Known]] = {
    "fr:REG-01": ({"route_open": 2}, {"route_open": 0}),
    "preuve:ROUTE-01": ({"route_confirmed": False}, {"route_confirmed": True}),
    "fr:REG-02": (IC | {"cover_short": (_VICTIM,)}, {"cover_short": ()}),
    "fr:REG-03": ({"route_id": "IC_2", "route_days": 55, "filing_to_inclusion": 54}, {"filing_to_inclusion": 55}),
    "fr:REG-04": ({"route_id": "IC_3", "filing_to_inclusion": 29}, {"filing_to_inclusion": 30}),
    "fr:REG-05": ({"route_cpp": True, "id_rcb_known": False}, {"id_rcb_known": True}),
    "fr:REG-06": (IC | {"clusters_randomised": True, "consent_form": "none"}, {"consent_form": "written"}),
    "fr:REG-07": ({"uses_claims_data": True, "methodology_named": "MR-001"}, {"uses_claims_data": False}),
    "fr:REG-08": ({"used_in_purpose": True, "purpose_given": False}, {"purpose_given": True}),
    "fr:REG-09": ({"vulnerable_included": True, "vulnerable_explained": False}, {"vulnerable_explained": True}),
    "fr:REG-10": ({"sponsor_named": True, "sponsor_place": "outside"}, {"sponsor_place": "representative"}),
    "preuve:ROUTE-03": ({"existing_only": True, "procedures_added": 2}, {"procedures_added": 0}),
    "preuve:ROUTE-04": ({"route_id": "RIPH2", "benefit_sought": True}, {"route_id": "IC_4.2"}),
}
FIRES: list[tuple[str, Known]] = [
    ("fr:REG-10", {"sponsor_named": False, "sponsor_place": "eu"}),
    ("fr:REG-03", {"route_id": "IC_3", "route_days": 55, "filing_to_inclusion": 40}),
]
SILENT: list[tuple[str, Known]] = [
    ("fr:REG-03", {"route_id": "IC_3", "route_days": 55, "filing_to_inclusion": 20}),  # REG-04 says it
    ("fr:REG-06", {"clusters_randomised": True, "route_investigation": False, "consent_form": "none"}),
    ("fr:REG-06", {"clusters_randomised": False, "route_investigation": True, "consent_form": "none"}),
]
