"""Facts for the rules of the revision of the size."""

from typing import Any

Known = dict[str, Any]
CASES: dict[str, tuple[Known, Known]] = {
    "stats:INT-04": (
        {"reestimation_on_effect": True, "reestimation_test_named": False},
        {"reestimation_test_named": True},
    ),
    "preuve:INT-07": (
        {"reestimation_planned": True, "reestimation_in_design": False, "reestimation_on_effect": False},
        {"reestimation_in_design": True},
    ),
    "preuve:INT-08": ({"reestimation_capped": False}, {"reestimation_capped": True}),
    "preuve:INT-09": ({"reestimation_ranged": False}, {"reestimation_ranged": True}),
    "preuve:INT-10": (
        {"reestimation_in_design": True, "participants_blinded": False, "reestimation_pooled": False},
        {"reestimation_pooled": True},
    ),
    "preuve:INT-11": ({"reestimation_worst_power": 0.7, "power": 0.8}, {"reestimation_worst_power": 0.76}),
}
FIRES: list[tuple[str, Known]] = [
    ("preuve:INT-10", {"reestimation_in_design": True, "participants_blinded": False}),
    ("stats:INT-01", {"interim_planned": True, "interim_in_design": False, "reestimation_in_design": True}),
]
SILENT: list[tuple[str, Known]] = [
    ("preuve:INT-10", {"reestimation_in_design": True, "participants_blinded": True}),
    ("preuve:INT-10", {"reestimation_in_design": False, "participants_blinded": False}),
    (
        "preuve:INT-07",
        {"reestimation_planned": True, "reestimation_in_design": False, "reestimation_on_effect": True},
    ),  # INT-04 says it
    (
        "stats:INT-01",
        {
            "interim_planned": True,
            "interim_in_design": False,
            "reestimation_planned": True,
            "reestimation_in_design": True,
        },
    ),
    (
        "stats:INT-05",
        {"interim_planned": True, "idmc": False, "reestimation_planned": True, "reestimation_in_design": True},
    ),
]
