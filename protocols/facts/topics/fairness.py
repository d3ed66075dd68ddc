"""Subgroups: how precisely the smallest is known."""

from __future__ import annotations

from protocols.facts.topics import Known
from protocols.protocol import Protocol


def known(protocol: Protocol) -> Known:
    """The largest width of the interval that the subgroups are sized for."""
    sizing = protocol.sizing
    return {"subgroup_width": (sizing.target, "sizing.target")} if sizing.kind == "subgroup_precision" else {}
