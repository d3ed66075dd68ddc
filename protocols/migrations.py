"""Steps from one schema of the project to the next; none loses an answer."""

from __future__ import annotations

import re
from typing import Any

_MOST_PROCEDURES = 200


def from_1_to_2(data: dict[str, Any]) -> dict[str, Any]:
    """The algorithm has its own section: what stood under the device moves there."""
    device = dict(data.get("device", {}))
    moved = {"model": device.pop("algorithm", None), "threshold_fixed": device.pop("threshold_fixed", None)}
    return data | {"schema_version": 2, "device": device, "algorithm": moved}


def from_2_to_3(data: dict[str, Any]) -> dict[str, Any]:
    """The guide has its sections, none answered yet; the economic narratives find their place among its new questions,
    the secondary endpoints become rows, visits and procedures are crossed."""
    endpoints = dict(data.get("endpoints", {}))
    if isinstance(endpoints.get("secondary"), list):  # one line each becomes a row of the table of endpoints
        endpoints["secondary"] = [{"name": one} if isinstance(one, str) else one for one in endpoints["secondary"]]
    economics = _economics(dict(data.get("economics", {})))
    crossed = {"conduct": _scheduled(data["conduct"])} if data.get("conduct") else {}
    return data | {"schema_version": 3, "economics": economics, "endpoints": endpoints} | crossed


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


def _scheduled(conduct: dict[str, Any]) -> dict[str, Any]:
    """Visits that held their procedures as text become columns; each procedure becomes a row that names its visits."""
    old = conduct.get("visits")
    if not isinstance(old, list | tuple) or "procedures" in conduct:
        return conduct
    rows = [dict(one) for one in old]
    names = _distinct([str(row.get("name") or "").strip() for row in rows])
    parts = [_parts(str(row.get("procedures") or "")) for row in rows]
    if sum(map(len, parts)) > _MOST_PROCEDURES:  # one row per visit rather than a loss
        parts = [[text] if (text := str(row.get("procedures") or "").strip()) else [] for row in rows]
    procedures: dict[tuple[str, str], list[str]] = {}
    for row, name, held in zip(rows, names, parts, strict=True):
        nature = "usual" if row.get("added") == "usual" else "added"
        for part in held or ([name] if name else []):
            procedures.setdefault((part, nature), []).append(name)
    return conduct | {
        "visits": [{"name": name, "timing": row.get("timing", "")} for row, name in zip(rows, names, strict=True)],
        "procedures": [{"name": name, "nature": nature, "visits": at} for (name, nature), at in procedures.items()],
    }


def _distinct(names: list[str]) -> list[str]:
    """Each visit under a name of its own: procedures name the visits where they take place."""
    given: list[str] = []
    for rank, name in enumerate(names, start=1):
        wanted, more = name or f"Visite {rank}", 2
        while wanted in given:
            wanted, more = f"{name or 'Visite'} ({more})", more + 1
        given.append(wanted)
    return given


def _parts(text: str) -> list[str]:
    """The procedures of a visit: separated by commas or semicolons, never inside brackets."""
    return [part.strip() for part in re.split(r"[,;](?![^()]*\))\s*", text) if part.strip()]
