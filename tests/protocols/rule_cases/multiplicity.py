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
    "preuve:MULT-09": (
        {"n_primary": 2, "success_rule": "all", "multiplicity_method": "bonferroni"},
        {"multiplicity_method": "full"},
    ),
    "preuve:MULT-10": (
        {"procedures_stated": ("bonferroni",), "multiplicity_method": "full"},
        {"procedures_stated": ("bonferroni", "full")},
    ),
    "preuve:MULT-11": ({"risk_split": (0.03, 0.03), "alpha": 0.05}, {"risk_split": (0.03, 0.02)}),
    "preuve:MULT-12": (
        {"power_stated": 0.9, "joint_power": 0.81, "success_rule": "all", "power": 0.8},
        {"power_stated": 0.81},
    ),
    "preuve:MULT-13": ({"several_announced": True, "several_sized": False}, {"several_sized": True}),
    "preuve:MULT-22": ({"one_announced": True, "several_sized": True}, {"one_announced": False}),
    "preuve:MULT-14": ({"success_stated": "at_least_one", "success_rule": "all"}, {"success_stated": "all"}),
    "preuve:POWER-04": (
        {"power_stated": 0.9, "power": 0.8, "several_sized": False},
        {"power_stated": 0.8},
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
    ("preuve:MULT-09", {"n_primary": 2, "success_rule": "at_least_one", "multiplicity_method": "bonferroni"}),
    ("preuve:MULT-12", {"power_stated": 0.9, "joint_power": 0.64, "success_rule": "at_least_one", "power": 0.8}),
    ("preuve:POWER-04", {"power_stated": 0.9, "power": 0.8, "several_sized": True}),  # MULT-12 says it
    ("stats:MULT-01", {"n_primary": 2, "success_rule": "all", "multiplicity_method": "full"}),
    ("stats:MULT-02", {"n_primary": 2, "success_rule": "at_least_one", "joint_power": 0.4, "power": 0.8}),
    ("stats:MULT-02", {"n_primary": 2, "success_rule": "all", "joint_power": 0.797, "power": 0.8}),
    ("preuve:MULT-08", {"n_comparisons": 3, "comparisons_method": "none", "comparisons_all_required": True}),
]
