"""Steps from one schema of the project to the next; none loses an answer."""

from __future__ import annotations

from typing import Any


def from_1_to_2(data: dict[str, Any]) -> dict[str, Any]:
    """The algorithm has its own section: what stood under the device moves there."""
    device = dict(data.get("device", {}))
    moved = {"model": device.pop("algorithm", None), "threshold_fixed": device.pop("threshold_fixed", None)}
    return data | {"schema_version": 2, "device": device, "algorithm": moved}


def from_2_to_3(data: dict[str, Any]) -> dict[str, Any]:
    """The guide has its sections (qualification, claim, situation, route, recruitment, funding): none is answered yet;
    the secondary endpoints become rows."""
    endpoints = dict(data.get("endpoints", {}))
    if isinstance(endpoints.get("secondary"), list):  # one line each becomes a row of the table of endpoints
        endpoints["secondary"] = [{"name": one} if isinstance(one, str) else one for one in endpoints["secondary"]]
    return data | {"schema_version": 3, "endpoints": endpoints}
