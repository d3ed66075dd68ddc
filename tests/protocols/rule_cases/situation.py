"""Facts that make a rule fire, and the change that silences it: the situation of the device and the choice of the design."""

from __future__ import annotations

from typing import Any

Known = dict[str, Any]
_TAUGHT = {"situation_contamination": True, "situation_taught": True, "plan_type": "randomised_parallel"}
CASES: dict[str, tuple[Known, Known]] = {
    "preuve:SIT-01": ({"situation_existing_data": True, "randomised": True}, {"situation_existing_data": False}),
    "preuve:SIT-02": ({"situation_autonomous": True, "situation_contamination": True}, {"situation_autonomous": False}),
    "preuve:SIT-03": (_TAUGHT, {"plan_type": "cluster_parallel"}),
    "preuve:SIT-04": (
        {"plan_type": "accuracy", "situation_adopted_plan": "cluster_parallel"},
        {"plan_type": "cluster_parallel"},
    ),
    "preuve:SIT-05": ({"situation_rate": 4000.0}, {"situation_rate": 40.0}),
}
FIRES: list[tuple[str, Known]] = [
    ("preuve:SIT-01", {"situation_existing_data": True, "situation_randomisable": "patient"}),
]
SILENT: list[tuple[str, Known]] = [
    ("preuve:SIT-01", {"situation_existing_data": True, "randomised": False, "situation_randomisable": "nothing"}),
    ("preuve:SIT-03", _TAUGHT | {"situation_taught": False}),
]
