"""Facts for the rules of the economic evaluation, of the organisation of care and of access."""

from typing import Any

from stats.text import Text

Known = dict[str, Any]
COST = Text(fr="Hospitalisations", en="Hospital stays")
CASES: dict[str, tuple[Known, Known]] = {
    "fr:ECO-01": ({"econ_horizon_months": 60.0, "econ_discount_rate": 4.0}, {"econ_discount_rate": 2.5}),
    "preuve:ECO-02": ({"econ_horizon_months": 12.0, "econ_discount_rate": 2.5}, {"econ_discount_rate": 0.0}),
    "fr:ECO-02": (
        {"econ_method": "cost_utility", "econ_instrument": "mapped", "econ_instrument_reason": False},
        {"econ_instrument": "eq5d5l_france"},
    ),
    "fr:ECO-03": ({"econ_costs_incomplete": (COST,)}, {"econ_costs_incomplete": ()}),
    "fr:ECO-05": (
        {"asa_claimed": "III", "turnover_millions": 20.0, "econ_planned": False},
        {"econ_planned": True, "econ_method": "cost_utility"},
    ),
    "preuve:ECO-01": ({"econ_utilities_outside": (Text(fr="78", en="78"),)}, {"econ_utilities_outside": ()}),
    "preuve:ECO-03": ({"econ_benefit_claimed": True, "econ_planned": False}, {"econ_planned": True}),
    "preuve:ECO-04": (
        {"econ_horizon_months": 60.0, "followup_months": 12.0, "econ_modelled": False},
        {"econ_modelled": True},
    ),
    "preuve:ECO-05": (
        {"econ_method": "cost_minimisation", "framework": "superiority"},
        {"framework": "equivalence"},
    ),
    "preuve:ECO-06": (
        {"qaly_values_stated": (20000.0, 50000.0), "qaly_value_sized": 30000.0},
        {"qaly_value_sized": 50000.0},
    ),
    "preuve:ECO-07": (
        {"cost_spread_stated": (2900.0,), "cost_spreads_sized": (4000.0, 4000.0)},
        {"cost_spreads_sized": (2890.0, 4000.0)},
    ),
    "preuve:ECO-08": (
        {"cost_correlation_stated": -0.2, "cost_correlation_sized": 0.0},
        {"cost_correlation_sized": -0.2},
    ),
    "preuve:ECO-09": (
        {"economic_months": 12.0, "econ_horizon_months": 24.0, "econ_modelled": False},
        {"econ_modelled": True},
    ),
    "preuve:ECO-10": (
        {"economic_perspective": "health_insurance", "econ_perspective": "societal"},
        {"econ_perspective": "health_insurance"},
    ),
    "preuve:ECO-11": ({"economic_unit": "k€"}, {"economic_unit": "€"}),
    "preuve:ECO-12": ({"econ_sample_size": 420.0, "n_enrolled_needed": 160}, {"n_enrolled": 420}),
    "preuve:ORG-01": ({"device_role": "organises", "organisation_given": False}, {"organisation_given": True}),
    "preuve:SOC-01": (
        {"used_by_patient": True, "digital_alternative_given": False},
        {"digital_alternative_given": True},
    ),
}
FIRES: list[tuple[str, Known]] = [
    ("preuve:ECO-09", {"economic_months": 24.0, "econ_horizon_months": 12.0, "econ_modelled": True}),
    ("preuve:ECO-11", {"economic_unit": "jours"}),
    ("fr:ECO-01", {"econ_horizon_months": 13.0, "econ_discount_rate": 0.0}),
    (
        "fr:ECO-05",
        {"asa_claimed": "I", "turnover_millions": 35.0, "econ_planned": True, "econ_method": "cost_consequence"},
    ),
]
SILENT: list[tuple[str, Known]] = [
    ("preuve:ECO-09", {"economic_months": 12.0, "econ_horizon_months": 12.0, "econ_modelled": False}),
    ("preuve:ECO-11", {"economic_unit": "Euros"}),
    ("fr:ECO-01", {"econ_horizon_months": 12.0, "econ_discount_rate": 0.0}),
    ("fr:ECO-02", {"econ_method": "cost_utility", "econ_instrument": "mapped", "econ_instrument_reason": True}),
    ("fr:ECO-02", {"econ_method": "cost_consequence", "econ_instrument": "none", "econ_instrument_reason": False}),
    ("fr:ECO-05", {"asa_claimed": "IV", "turnover_millions": 90.0, "econ_planned": False}),
    ("fr:ECO-05", {"asa_claimed": "II", "turnover_millions": 19.9, "econ_planned": False}),
    ("preuve:ECO-04", {"econ_horizon_months": 12.0, "followup_months": 12.0, "econ_modelled": False}),
    ("preuve:SOC-01", {"used_by_patient": False, "digital_alternative_given": False}),
]
