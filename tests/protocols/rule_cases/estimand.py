"""Facts that make the rules on the estimand fire, and the change that silences them."""

from __future__ import annotations

from typing import Any

from stats.text import Text

NAMED = (Text(fr="« Arrêt de l'application »", en="“Stopping the app”"),)
CASES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "preuve:EST-04": ({"ice_not_events": NAMED}, {"ice_not_events": ()}),
    "preuve:EST-05": ({"ice_ignored": NAMED}, {"ice_ignored": ()}),
    "preuve:EST-06": ({"ice_unsaid": NAMED}, {"ice_unsaid": ()}),
    "preuve:EST-07": ({"ice_counted_twice": True}, {"ice_counted_twice": False}),
    "stats:CLUS-04": ({"analysis_unit": "lesion", "allows_within_patient": False}, {"allows_within_patient": True}),
    "preuve:DIAG-12": ({"uninterpretable": "excluded"}, {"uninterpretable": "error"}),
}
SILENT: list[tuple[str, dict[str, Any]]] = [
    ("stats:CLUS-04", {"analysis_unit": "patient", "allows_within_patient": False})
]
