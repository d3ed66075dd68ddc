"""Facts that make a rule fire, and the change that silences it: the application for funding."""

from __future__ import annotations

from typing import Any

Known = dict[str, Any]


def _edition(id: str, theme: str = "none", **facts: Any) -> Known:
    return {"funding_edition": id, "funding_theme": theme} | facts


CASES: dict[str, tuple[Known, Known]] = {
    "fr:BPI-01": (_edition("2021_22", funding_months=50), {"funding_months": 48}),
    "fr:BPI-02": (_edition("2020_grand_defi", funding_aid=600_000.0), {"funding_aid": 500_000.0}),
    "fr:BPI-03": (_edition("2021_22", funding_spend=6_000_000.0), {"funding_spend": 5_000_000.0}),
    "fr:BPI-04": (_edition("dmn_equip", "equipement", funding_spend=400_000.0), {"funding_spend": 500_000.0}),
    "fr:BPI-05": (_edition("2023_v3", funding_partners=1), {"funding_partners": 0}),
    "fr:BPI-06": (_edition("dmn_equip", "numerique", funding_ce="not_ce"), {"funding_ce": "ce_in_purpose"}),
    "fr:BPI-07": (_edition("2021_22", funding_ce="not_ce", funding_quality=False), {"funding_quality": True}),
    "fr:BPI-08": (_edition("2023_v3", funding_quality_covers=False), {"funding_quality_covers": True}),
    "fr:BPI-09": (_edition("2020_grand_defi", evaluation_only=False), {"evaluation_only": True}),
    "fr:BPI-13": (_edition("2023_v3", funding_share_french=0.4), {"funding_share_french": 0.5}),
    "fr:BPI-14": (_edition("2021_22", funding_starts_after_filing=False), {"funding_starts_after_filing": True}),
    "fr:BPI-17": (_edition("2023_v3", funding_stage="comments_pending"), {"funding_stage": "comments_answered"}),
    "preuve:FUND-01": (_edition("2023_v3", applicant_is_manufacturer=False), {"applicant_is_manufacturer": True}),
    "preuve:FUND-02": (_edition("2023_v3", applicant_french=False), {"applicant_french": True}),
    "preuve:FUND-03": (
        _edition("2021_22", funding_ce="not_ce", funding_ce_before_end=False),
        {"funding_ce_before_end": True},
    ),
    "preuve:FUND-04": (_edition("2021_22", funding_aid_share=1.2), {"funding_aid_share": 1.0}),
}
FIRES: list[tuple[str, Known]] = [
    ("fr:BPI-01", _edition("2020_grand_defi", funding_months=48)),  # 36 months at most in 2020
    ("fr:BPI-01", _edition("dmn_equip", funding_months=11)),
    ("fr:BPI-03", _edition("dmn_equip", "numerique", funding_spend=6_000_000.0)),
    ("fr:BPI-05", _edition("dmn_equip", funding_partners=2)),
]
SILENT: list[tuple[str, Known]] = [
    ("fr:BPI-05", _edition("2021_22", funding_partners=3)),  # a consortium is allowed
    ("fr:BPI-06", _edition("2021_22", funding_ce="not_ce")),
    ("fr:BPI-03", _edition("dmn_equip", "equipement", funding_spend=9_000_000.0)),
    ("fr:BPI-17", _edition("2023_v3", funding_stage="synopsis")),
    ("preuve:FUND-01", _edition("2021_22", applicant_is_manufacturer=False)),
    ("fr:BPI-07", _edition("2021_22", funding_ce="ce_in_purpose", funding_quality=False)),
]
