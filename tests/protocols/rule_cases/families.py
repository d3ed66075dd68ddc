"""Facts for the rules of reader studies, prediction models, futility, priors and subgroups."""

from __future__ import annotations

from typing import Any

Known = dict[str, Any]
VALIDATION = {"prediction_stage": "validation"}
CASES: dict[str, tuple[Known, Known]] = {
    "stats:MRMC-01": ({"n_readers": 5.0, "readers_fixed": True}, {"readers_fixed": False}),
    "stats:MRMC-02": ({"n_readers": 3.0, "readers_fixed": False}, {"n_readers": 8.0}),
    "stats:MRMC-03": ({"readings_separated": False}, {"readings_separated": True}),
    "stats:MRMC-04": ({"n_readers": 12.0, "readers_stated": 10}, {"readers_stated": 12}),
    "stats:DIAG-14": ({"auc_sized": True, "operating_point_named": False}, {"operating_point_named": True}),
    "stats:PRED-01": (
        VALIDATION | {"validation_prevalence": 0.0625, "n_evaluable": 960},
        {"validation_prevalence": 0.15, "n_evaluable": 1050},
    ),
    "stats:PRED-02": ({"shrinkage_target": 0.85}, {"shrinkage_target": 0.9}),
    "stats:PRED-03": (VALIDATION | {"calibration_planned": False}, {"calibration_planned": True}),
    "stats:PRED-04": ({"internal_validation": False}, {"internal_validation": True}),
    "stats:INT-03": ({"futility_binding": True}, {"futility_binding": False}),
    "stats:BAY-01": ({"prior_weight": 200.0, "n_evaluable": 100}, {"prior_weight": 40.0}),
    "stats:FAIR-01": ({"subgroup_width": 0.28}, {"subgroup_width": 0.2}),
}
FIRES: list[tuple[str, Known]] = [
    ("stats:MRMC-02", {"n_readers": 4.0, "readers_fixed": False}),
    ("stats:PRED-01", VALIDATION | {"validation_prevalence": 0.95, "n_evaluable": 1000}),  # non-events
    ("stats:PRED-01", VALIDATION | {"validation_prevalence": 0.1, "n_evaluable": 1000, "n_analysed_planned": 999}),
    ("stats:PRED-03", {"prediction_stage": "development", "calibration_planned": False}),
]
SILENT: list[tuple[str, Known]] = [
    ("stats:MRMC-01", {"n_readers": 1.0, "readers_fixed": True}),
    ("stats:MRMC-02", {"n_readers": 5.0, "readers_fixed": False}),
    ("stats:MRMC-02", {"n_readers": 3.0, "readers_fixed": True}),  # MRMC-01 says it
    ("stats:PRED-01", {"prediction_stage": "development", "validation_prevalence": 0.01, "n_evaluable": 500}),
    ("stats:PRED-01", VALIDATION | {"validation_prevalence": 0.1, "n_evaluable": 1000}),
    ("stats:BAY-01", {"prior_weight": 100.0, "n_evaluable": 100}),
]
