"""Facts that make a rule fire, and the change that silences it: centres, calendar, money."""

from __future__ import annotations

from typing import Any

Known = dict[str, Any]
CASES: dict[str, tuple[Known, Known]] = {
    "fr:BPI-15": ({"enrolment_chance": 0.49}, {"enrolment_chance": 0.5}),
    "preuve:REC-01": ({"enrolment_chance": 0.79}, {"enrolment_chance": 0.8}),
    "preuve:REC-02": ({"centres_opening_late": 1}, {"centres_opening_late": 0}),
    "preuve:REC-03": ({"centres_without_range": 2, "n_sites": 8}, {"centres_without_range": 0}),
    "fr:BPI-16": ({"project_months": 36.1, "funded_months": 36}, {"project_months": 36.0}),
    "preuve:COST-01": ({"budget_total": 900_000.0, "spend_declared": 800_000.0}, {"spend_declared": 900_000.0}),
    "preuve:COST-02": ({"budget_each": 45_000.0}, {"budget_each": 4_500.0}),
}
SILENT: list[tuple[str, Known]] = [
    ("preuve:REC-01", {"enrolment_chance": 0.2}),  # BPI-15 says it
    (
        "stats:SS-18",  # the forecast says it once centres are listed
        {
            "n_enrolled": 600,
            "n_enrolled_needed": 600,
            "n_sites": 5,
            "rate_site_month": 3.0,
            "recruit_months": 24.0,
            "centres_listed": True,
        },
    ),
]
FIRES: list[tuple[str, Known]] = [("preuve:COST-02", {"budget_each": 20.0})]
