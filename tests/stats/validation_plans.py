"""Plans of external validation, shared by their tests."""

from __future__ import annotations

from typing import Any

from tests.stats.examples import Plan


def validation(kind: str, confidence: float = 0.95, **more: Any) -> Plan:
    return {"kind": kind, "goal": {"kind": "precision", "confidence": confidence}} | more
