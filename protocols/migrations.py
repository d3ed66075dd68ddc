"""Steps from one schema of the project to the next; none loses an answer."""

from __future__ import annotations

from typing import Any


def from_1_to_2(data: dict[str, Any]) -> dict[str, Any]:
    """The algorithm has its own section: what stood under the device moves there."""
    device = dict(data.get("device", {}))
    moved = {"model": device.pop("algorithm", None), "threshold_fixed": device.pop("threshold_fixed", None)}
    return data | {"schema_version": 2, "device": device, "algorithm": moved}


def from_2_to_3(data: dict[str, Any]) -> dict[str, Any]:
    """The guide has its sections, none answered yet; the economic narratives find their place among its new questions,
    and the secondary endpoints become rows."""
    endpoints = dict(data.get("endpoints", {}))
    if isinstance(endpoints.get("secondary"), list):  # one line each becomes a row of the table of endpoints
        endpoints["secondary"] = [{"name": one} if isinstance(one, str) else one for one in endpoints["secondary"]]
    economics = _economics(dict(data.get("economics", {})))
    return data | {"schema_version": 3, "economics": economics, "endpoints": endpoints}


def _economics(old: dict[str, Any]) -> dict[str, Any]:
    """A written plan means that an evaluation is planned; a reason for none is kept as that reason."""
    plan, resources, organisation = (old.get(name) for name in ("plan", "resources", "organisation"))
    moved: dict[str, Any] = {"planned": "yes" if plan else None, "plan": plan}
    if isinstance(plan, dict):
        moved = {"planned": "no", "plan": plan["not_applicable"]}
    for name, said in (("resources", resources), ("organisation", organisation)):
        if isinstance(said, dict):
            moved |= {name: said}
        elif isinstance(said, str):
            moved |= {f"{name}_note": said}
    return {key: value for key, value in moved.items() if value is not None}
