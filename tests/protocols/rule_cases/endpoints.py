"""Facts that make the rules on the endpoints fire, and the change that silences them."""

from __future__ import annotations

from typing import Any

from stats.text import Text

NAMED = (Text(fr="« Qualité de vie »", en="“Quality of life”"),)
CASES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "stats:MULT-03": ({"several_comparisons": True, "secondary_hierarchy": False}, {"secondary_hierarchy": True}),
    "stats:MULT-05": ({"subgroup_claim": True, "subgroup_controlled": False}, {"subgroup_controlled": True}),
    "preuve:MULT-06": ({"alpha_above": NAMED}, {"alpha_above": ()}),
    "preuve:MULT-07": ({"key_incomplete": NAMED}, {"key_incomplete": ()}),
    "stats:OUT-03": ({"primary_surrogate": True, "surrogate_validated": False}, {"surrogate_validated": True}),
    "preuve:OUT-04": ({"safety_listed": False}, {"safety_listed": True}),
}
SILENT: list[tuple[str, dict[str, Any]]] = [
    ("stats:MULT-03", {"several_comparisons": False, "secondary_hierarchy": False}),
    ("stats:MULT-05", {"subgroup_claim": False, "subgroup_controlled": False}),
    ("stats:OUT-03", {"primary_surrogate": False, "surrogate_validated": False}),
]
