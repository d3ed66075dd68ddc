"""Facts that make a rule fire, and the change that silences it: the claim."""

from __future__ import annotations

from typing import Any

from stats.text import Text

Known = dict[str, Any]
MISSING = Text(fr="La marge", en="The margin")
NI = {"benefit": "economic_superiority_medical_non_inferiority"}
BOTH = {"benefit": "economic_and_medical_superiority"}
MEDICAL = {"benefit": "medical_superiority"}
CASES: dict[str, tuple[Known, Known]] = {
    "fr:BPI-10": ({"aim": "benefit", "benefit_declared": False}, {"benefit_declared": True}),
    "fr:BPI-11": (NI | {"margin_parts_missing": (MISSING,)}, {"margin_parts_missing": ()}),
    "fr:BPI-12": (BOTH | {"economic_parts_missing": (MISSING,)}, {"economic_parts_missing": ()}),
    "preuve:CLAIM-01": (NI | {"economic_sized": False}, {"economic_sized": True}),
    "preuve:CLAIM-02": (BOTH | {"power": 0.8}, {"power": 0.9}),
    "preuve:CLAIM-03": (NI | {"objective_claim": "superiority"}, {"objective_claim": "non_inferiority"}),
    "fr:HAS-01": (
        {"aim": "benefit", "randomised": False, "rct_reason_given": False},
        {"rct_reason_given": True},
    ),
    "preuve:CLAIM-05": ({"aim": "benefit", "plan_type": "accuracy"}, {"plan_type": "randomised_parallel"}),
    "preuve:CLAIM-06": ({"aim": "secondary_use", "plan_type": "cluster_crossover"}, {"plan_type": "accuracy"}),
    "fr:PEC-01": ({"results_after_cover_months": 6.5, "cover_deadline_months": 6}, {"cover_deadline_months": 9}),
    "preuve:CLAIM-07": ({"asa_comparator": "other"}, {"asa_comparator": "protocol"}),
    "preuve:CLAIM-08": (
        {"heart_failure_monitored": True, "comparator_names_monitoring": False},
        {"comparator_names_monitoring": True},
    ),
    "preuve:CLAIM-09": (
        {"market_target": "latm_brand", "intervention_type": "patient_app"},
        {"intervention_type": "telemonitoring"},
    ),
}
FIRES: list[tuple[str, Known]] = [
    ("preuve:CLAIM-02", NI | {"power": 0.89}),
    ("preuve:CLAIM-03", MEDICAL | {"objective_claim": "equivalence"}),
    ("preuve:CLAIM-09", {"market_target": "lppr", "intervention_type": "diagnostic_ai"}),
]
SILENT: list[tuple[str, Known]] = [
    ("fr:BPI-10", {"aim": "ce_marking", "benefit_declared": False}),
    ("fr:BPI-11", MEDICAL | {"margin_parts_missing": (MISSING,)}),
    ("fr:BPI-12", MEDICAL | {"economic_parts_missing": (MISSING,)}),
    ("preuve:CLAIM-01", MEDICAL | {"economic_sized": False}),
    ("preuve:CLAIM-02", MEDICAL | {"power": 0.8}),
    ("preuve:CLAIM-02", BOTH | {"power": 0.8, "joint_sized": True}),
    ("preuve:CLAIM-03", NI | {"objective_claim": "superiority", "economic_sized": True}),
    ("fr:HAS-01", {"aim": "benefit", "randomised": True, "rct_reason_given": False}),
    ("preuve:CLAIM-06", {"aim": "benefit", "plan_type": "cluster_crossover"}),
    ("fr:PEC-01", {"results_after_cover_months": 6.0, "cover_deadline_months": 6}),
]
