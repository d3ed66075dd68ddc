"""Facts for the rules of multiplicity."""

from typing import Any

Known = dict[str, Any]
CASES: dict[str, tuple[Known, Known]] = {
    "stats:MULT-01": (
        {"n_primary": 2, "success_rule": "at_least_one", "multiplicity_method": "full"},
        {"multiplicity_method": "holm"},
    ),
    "stats:MULT-02": (
        {"n_primary": 2, "success_rule": "all", "joint_power": 0.64, "power": 0.8},
        {"joint_power": 0.81},
    ),
    "preuve:MULT-08": (
        {"n_comparisons": 3, "comparisons_method": "none", "comparisons_all_required": False},
        {"n_comparisons": 1},
    ),
}
FIRES: list[tuple[str, Known]] = [
    (
        "stats:MULT-02",
        {
            "n_primary": 2,
            "success_rule": "at_least_one",
            "joint_power": 0.4,
            "power": 0.8,
            "both_claims_required": True,
        },
    ),
]
SILENT: list[tuple[str, Known]] = [
    ("stats:MULT-01", {"n_primary": 2, "success_rule": "all", "multiplicity_method": "full"}),
    ("stats:MULT-02", {"n_primary": 2, "success_rule": "at_least_one", "joint_power": 0.4, "power": 0.8}),
    ("stats:MULT-02", {"n_primary": 2, "success_rule": "all", "joint_power": 0.797, "power": 0.8}),
    ("preuve:MULT-08", {"n_comparisons": 3, "comparisons_method": "none", "comparisons_all_required": True}),
]
