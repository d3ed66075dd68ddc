"""Facts that make a rule fire, and the change that silences it: plan, claims, algorithm, support."""

from __future__ import annotations

from typing import Any

from stats.text import Text

Known = dict[str, Any]
SD = Text(fr="Écart-type", en="Standard deviation")
NI, SUP, PIVOTAL, AI = (
    {"framework": "non_inferiority"},
    {"framework": "superiority"},
    {"phase": "confirmatory"},
    {"uses_ai": True},
)
MASKED = {"primary_source": "self_report", "participants_blinded": False, "assessor_blinded": False}
POLICY = NI | {"ice_strategies": ("treatment_policy",), "has_pp_analysis": False}
CASES: dict[str, tuple[Known, Known]] = {
    "preuve:PLAN-01": ({"plan_type": "accuracy", "design_arms": 2}, {"design_arms": 1}),
    "stats:CLUS-01": ({"clusters_randomised": True, "design_clustered": False}, {"design_clustered": True}),
    "stats:CLUS-02": ({"cluster_cv_given": False}, {"cluster_cv_given": True}),
    "stats:CLUS-03": ({"n_clusters_smallest": 6}, {"n_clusters_smallest": 10}),
    "stats:COUNT-01": ({"overdispersion": False}, {"overdispersion": True}),
    "stats:SS-19": (
        {"variance_reduction": 0.4, "variance_reduction_documented": False},
        {"variance_reduction_documented": True},
    ),
    "preuve:PLAN-02": ({"randomised": True, "allocation_given": False}, {"allocation_given": True}),
    "preuve:PLAN-03": ({"recruit_months": 30.0, "followup_months": 24.0}, {"followup_months": 18.0}),
    "preuve:REG-01": (PIVOTAL | {"registration_planned": False}, {"registration_planned": True}),
    "stats:SS-15": (
        {"randomised": True, "allocation_stated": 2.0, "allocation_ratio": 1.0},
        {"allocation_ratio": 2.0},
    ),
    "stats:CLUS-06": ({"clinicians_shared": True, "contamination_plan": False}, {"contamination_plan": True}),
    "stats:OUT-02": (MASKED, {"assessor_blinded": True}),
    "stats:DIAG-05": (PIVOTAL | {"sampling": "case_control", "plan_type": "accuracy"}, {"sampling": "other"}),
    "stats:DIAG-07": ({"reference_readers_blinded": False}, {"reference_readers_blinded": True}),
    "stats:DIAG-08": ({"data_paired": True, "ss_paired": False}, {"ss_paired": True}),
    "stats:INT-01": ({"interim_planned": True, "interim_in_design": False}, {"interim_planned": False}),
    "preuve:INT-06": ({"interim_planned": False, "interim_in_design": True}, {"interim_planned": True}),
    "stats:INT-05": ({"interim_planned": True, "idmc": False}, {"idmc": True}),
    "stats:NI-07": (SUP | {"claim": "equivalence"}, {"claim": "superiority"}),
    "stats:NI-04": (POLICY, {"has_pp_analysis": True}),
    "stats:NI-05": (
        NI | {"expected_diff_favours_new": 0.03, "expected_diff_justified": False},
        {"expected_diff_justified": True},
    ),
    "preuve:NI-09": (NI | {"attrition": 0.3}, {"attrition": 0.2}),
    "preuve:TYPE-01": ({"primary_type": "binary", "type_sized": "continuous"}, {"type_sized": "binary"}),
    "stats:MULT-04": (PIVOTAL | {"n_secondary_claims": 3, "secondary_hierarchy": False}, {"secondary_hierarchy": True}),
    "stats:OUT-01": (PIVOTAL | {"primary_level": "usage"}, {"primary_level": "other"}),
    "stats:AI-05": (
        {"claim_level": "clinical_benefit", "primary_level": "standalone_performance"},
        {"primary_level": "other"},
    ),
    "stats:EST-02": ({"ice_device_covered": False}, {"ice_device_covered": True}),
    "stats:ECO-03": ({"economic_endpoint": True, "economic_frame": False}, {"economic_frame": True}),
    "stats:POWER-03": ({"posthoc_power_planned": True}, {"posthoc_power_planned": False}),
    "stats:SURV-03": (
        {"primary_type": "time_to_event", "delayed_effect_plausible": True, "nph_sensitivity": False},
        {"delayed_effect_plausible": False},
    ),
    "stats:AI-02": (AI | {"split_level": "image"}, {"split_level": "patient"}),
    "preuve:AI-08": (AI | {"independence_given": False}, {"independence_given": True}),
    "stats:AI-04": (AI | PIVOTAL | {"n_sites": 1}, {"n_sites": 2}),
    "stats:AI-06": ({"updates_planned": True, "change_control_plan": False}, {"updates_planned": False}),
    "stats:AI-07": ({"unevaluable": 0.08, "missing_data_method": "failure"}, {"unevaluable": 0.0}),
    "stats:FAIR-02": (AI | {"subgroups_planned": False}, {"subgroups_planned": True}),
    "stats:SS-01": (
        {"n_enrolled": 160, "n_enrolled_needed": 126, "planned_reason_given": False},
        {"n_enrolled": 128},
    ),
    "stats:SS-06": ({"n_enrolled": 785, "n_arms": 2, "allocation_ratio": 1.0}, {"n_enrolled": 786}),
    "stats:SS-10": ({"effect_basis": "expert", "effect_documented": False}, {"effect_documented": True}),
    "stats:SS-12": ({"pilot_without_range": (SD,)}, {"pilot_without_range": ()}),
    "preuve:RANGE-01": ({"outside_range": (SD,)}, {"outside_range": ()}),
    "stats:DIAG-01": (
        {"n_enrolled": 300, "prevalence": 0.1, "n_cases_required": 139, "kept": 1.0},
        {"n_enrolled": 1600},
    ),
    "stats:DIAG-02": (
        {"n_enrolled": 1400, "prevalence": 0.1, "n_cases_required": 139, "kept": 1.0},
        {"n_enrolled": 1600},
    ),
    "stats:DIAG-10": ({"pg_justified": False}, {"pg_justified": True}),
    "stats:EXT-02": ({"benchmark_uncertain": True}, {"benchmark_uncertain": False}),
}
SILENT: list[tuple[str, Known]] = [
    ("stats:SS-15", {"randomised": True, "allocation_stated": 0.5, "allocation_ratio": 2.0}),  # 1:2 written 2:1
    ("stats:SS-06", {"n_enrolled": 96, "n_arms": 2, "allocation_ratio": 2.0}),
    ("stats:SS-06", {"n_enrolled": 97, "n_arms": 1, "allocation_ratio": 1.0}),
    ("stats:SS-01", {"n_enrolled": 160, "n_enrolled_needed": 126, "planned_reason_given": True}),
    ("stats:NI-07", NI | {"claim": "non_inferiority"}),
    ("stats:NI-05", NI | {"expected_diff_favours_new": 0.0, "expected_diff_justified": False}),
    ("stats:DIAG-02", {"n_enrolled": 300, "prevalence": 0.1, "n_cases_required": 139, "kept": 1.0}),  # DIAG-01 says it
    ("stats:MULT-04", {"phase": "exploratory", "n_secondary_claims": 3, "secondary_hierarchy": False}),
    ("stats:AI-02", {"uses_ai": False, "split_level": "image"}),
    ("preuve:PLAN-01", {"plan_type": "paired_accuracy", "design_arms": 1}),
]
FIRES: list[tuple[str, Known]] = [
    ("preuve:PLAN-01", {"plan_type": "randomised_parallel", "design_arms": 1}),
    ("stats:NI-07", NI | {"claim": "superiority"}),
    ("stats:SS-06", {"n_enrolled": 100, "n_arms": 2, "allocation_ratio": 2.0}),
    ("stats:DIAG-08", {"data_paired": False, "ss_paired": True}),
]
