"""Facts for the rules of what replaces a calculation."""

from typing import Any

Known = dict[str, Any]
_THREE: Known = {"rule_of_three": True, "rare_cases": 1.0, "rare_confidence": 0.95, "n_evaluable": 300}
CASES: dict[str, tuple[Known, Known]] = {
    "stats:PRED-05": ({"events_per_variable": True}, {"events_per_variable": False}),
    "stats:PRED-06": ({"parameters_stated": 40, "parameters_sized": 24.0}, {"parameters_stated": 24}),
    "stats:FEAS-01": ({"pilot_tested": True}, {"pilot_tested": False}),
    "stats:FEAS-02": ({"pilot_confirmatory": True}, {"pilot_confirmatory": False}),
    "stats:FEAS-03": (_THREE | {"rare_cases": 3.0}, {"rare_cases": 1.0}),
    "stats:FEAS-04": (
        {"rule_of_three": True, "excluded_by_three": 0.01, "n_evaluable": 100},
        {"excluded_by_three": 0.03},
    ),
    "stats:BAY-02": ({"assurance_on_effect": False}, {"assurance_on_effect": True}),
}
FIRES: list[tuple[str, Known]] = [
    ("stats:FEAS-03", _THREE | {"rare_confidence": 0.9}),
    ("stats:FEAS-03", _THREE | {"n_evaluable": 20}),
]
SILENT: list[tuple[str, Known]] = [
    ("stats:PRED-06", {"parameters_stated": 10, "parameters_sized": 24.0}),  # a variable may take several parameters
    ("stats:FEAS-03", _THREE | {"rule_of_three": False, "rare_cases": 3.0}),
]
