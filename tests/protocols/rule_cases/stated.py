"""Facts for the rules that compare the text with the calculation and the plan."""

from typing import Any

from stats.text import Text

Known = dict[str, Any]
BLIND = Text(fr="l'aveugle", en="blinding")
SD = Text(fr="Écart-type", en="Standard deviation")
TWO_SIDED = {"alpha": 0.05, "sided": 2}
CASES: dict[str, tuple[Known, Known]] = {
    "stats:ALPHA-04": ({"risks_stated": (0.1,), "sides_stated": 2} | TWO_SIDED, {"risks_stated": (0.05,)}),
    "preuve:ALPHA-05": ({"interval_stated": 0.9, "alpha": 0.025, "sided": 1}, {"interval_stated": 0.95}),
    "preuve:NI-10": ({"margin_stated": 0.1, "margin": 0.05}, {"margin_stated": 0.0}),
    "preuve:NI-11": ({"auc_kept": 0.55, "margin": 0.2}, {"auc_kept": 0.14, "margin": 0.05}),
    "preuve:SS-21": ({"people_stated": 300, "n_enrolled_needed": 160}, {"people_stated": 0}),
    "preuve:SS-22": ({"spread_stated": 6.0}, {"spread_stated": 0.0}),
    "preuve:SS-23": ({"effect_stated": 3.0}, {"effect_stated": 0.0}),
    "preuve:SS-24": ({"losses_stated": 0.4, "attrition": 0.2}, {"losses_stated": 0.0}),
    "preuve:RANGE-02": ({"hopeful": (SD,)}, {"hopeful": ()}),
    "preuve:MULT-21": ({"correlation_assumed": 0.8, "success_rule": "all"}, {"correlation_assumed": 0.0}),
    "preuve:REC-04": ({"sites_stated": 8, "n_sites": 20}, {"sites_stated": 0}),
    "preuve:TIME-01": ({"endpoint_days": 180.0, "followup_months": 2.0}, {"followup_months": 6.0}),
    "preuve:TIME-02": ({"objective_days": 180.0, "endpoint_days": 56.0}, {"objective_days": 0.0}),
    "preuve:TITLE-01": ({"title_against": (BLIND,)}, {"title_against": ()}),
    "preuve:VERS-01": ({"version_stated": "1.4", "algorithm_version": "2.0"}, {"version_stated": ""}),
}
FIRES: list[tuple[str, Known]] = [
    ("stats:ALPHA-04", {"risks_stated": (), "sides_stated": 1} | TWO_SIDED),
    ("stats:ALPHA-04", {"risks_stated": (0.05,), "sides_stated": 1} | TWO_SIDED),
    ("stats:ALPHA-04", {"risks_stated": (0.05,), "sides_stated": 2, "alpha": 0.05, "sided": 1}),
]
SILENT: list[tuple[str, Known]] = [
    ("stats:ALPHA-04", {"risks_stated": (0.05,), "sides_stated": 2, "alpha": 0.025, "sided": 1}),  # the same test
    ("stats:ALPHA-04", {"risks_stated": (0.025,), "sides_stated": 0} | TWO_SIDED),
    ("stats:ALPHA-04", {"risks_stated": (), "sides_stated": 2} | TWO_SIDED),
    ("preuve:ALPHA-05", {"interval_stated": 0.95, "alpha": 0.05, "sided": 2}),
    ("preuve:MULT-21", {"correlation_assumed": 0.8, "success_rule": "any"}),
    ("preuve:TIME-01", {"endpoint_days": 56.0, "followup_months": 2.0}),
    ("preuve:TIME-01", {"endpoint_days": 30.0, "followup_months": 0.0}),  # a study without follow-up
]
