"""Facts of the situation of the device, and of the design adopted."""

from __future__ import annotations

from typing import Any

from protocols.advice.catalogue import entries
from protocols.protocol import Protocol


def known(protocol: Protocol) -> dict[str, tuple[Any, str]]:
    """What is known of the situation; None is not known."""
    situation, source = protocol.situation, protocol.route.data_source
    adopted = entries().get(situation.adopted or "")
    return {
        "situation_existing_data": (source and source == "existing_only", "route.data_source"),
        "situation_randomisable": (situation.randomisable, "situation.randomisable"),
        "situation_autonomous": (situation.user and situation.user == "none", "situation.user"),
        "situation_taught": (situation.user and situation.user != "patient", "situation.user"),
        "situation_contamination": (
            situation.contamination and situation.contamination == "yes",
            "situation.contamination",
        ),
        "situation_adopted_plan": (adopted.plan if adopted else None, "situation.adopted"),
        "situation_rate": (protocol.plan.rate_per_site, "plan.rate_per_site"),
    }
