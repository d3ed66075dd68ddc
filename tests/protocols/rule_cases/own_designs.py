"""Facts for the rules on designs of their own kind."""

from typing import Any

Known = dict[str, Any]
CASES: dict[str, tuple[Known, Known]] = {
    "preuve:INT-23": ({"looks_counted": 2, "looks_sized": (0.5,)}, {"looks_sized": (0.33, 0.67)}),
    "preuve:INT-24": ({"stages_named": False}, {"stages_named": True}),
    "preuve:INT-25": ({"stages_stated": (10, 29), "stages_sized": (15, 46)}, {"stages_stated": (15, 46)}),
    "preuve:INT-26": ({"revision_cap_stated": 3.0, "revision_cap_sized": 1.5}, {"revision_cap_stated": 1.5}),
    "preuve:INT-27": ({"revision_share_stated": 0.8, "revision_share_sized": 0.5}, {"revision_share_stated": 0.5}),
    "stats:BAY-04": ({"prior_tested": False, "prior_weight": 12.0}, {"prior_tested": True}),
    "stats:BAY-05": ({"posterior_stated": 0.8, "posterior_sized": 0.975}, {"posterior_stated": 0.975}),
    "stats:FEAS-08": ({"severity_planned": False}, {"severity_planned": True}),
    "stats:FEAS-09": ({"progression_planned": False}, {"progression_planned": True}),
    "stats:PRED-10": ({"calibration_tested_only": True}, {"calibration_tested_only": False}),
    "preuve:ECO-14": ({"economics_sized": True, "econ_planned": False}, {"econ_planned": True}),
    "preuve:ECO-15": ({"values_without_reason": ("50 000",)}, {"values_without_reason": ()}),
    "stats:SS-08": ({"other_test": True}, {"other_test": False}),
    "stats:CLUS-05": ({"time_modelled": False}, {"time_modelled": True}),
}
SILENT: list[tuple[str, Known]] = [
    ("preuve:INT-25", {"stages_stated": (15, 31), "stages_sized": (15, 46)}),  # the second stage alone
    ("stats:BAY-04", {"prior_tested": False, "prior_weight": 2.0}),  # a flat prior
]
