"""Facts that make a rule fire, and the change that silences it: qualification and maturity."""

from __future__ import annotations

from typing import Any

from stats.text import Text

Known = dict[str, Any]
PILLAR = Text(fr="Le pilier 1", en="Pillar 1")
CASES: dict[str, tuple[Known, Known]] = {
    "preuve:QUAL-01": (
        {"product_declared": "device", "product_derived": "not_a_device"},
        {"product_derived": "device"},
    ),
    "preuve:QUAL-02": ({"product_type": "not_a_device", "aim": "benefit"}, {"product_type": "ivd"}),
    "preuve:QUAL-03": (
        {"mdr_class": "I", "product_type": "device", "informs_decisions": True},
        {"mdr_class": "IIa"},
    ),
    "preuve:QUAL-04": ({"product_type": "ivd", "mdr_class": "IIa"}, {"product_type": "device"}),
    "preuve:MAT-01": ({"aim": "benefit", "pillars_missing": (PILLAR,)}, {"pillars_missing": ()}),
    "preuve:MAT-02": ({"aim": "benefit", "quality_ready": False}, {"quality_ready": True}),
}
FIRES: list[tuple[str, Known]] = [("preuve:QUAL-02", {"product_type": "not_a_device", "aim": "latm"})]
SILENT: list[tuple[str, Known]] = [
    ("preuve:QUAL-02", {"product_type": "not_a_device", "aim": "living_lab"}),
    ("preuve:QUAL-03", {"mdr_class": "I", "product_type": "device", "informs_decisions": False}),
    ("preuve:MAT-01", {"aim": "living_lab", "pillars_missing": (PILLAR,)}),
]
