"""References: uncited, unknown, malformed, old, doubled."""

from typing import Any

from stats.text import Text

_SD = Text(fr="Écart-type", en="Standard deviation")
CASES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "preuve:REF-01": ({"uncited_references": ("Smith2021",)}, {"uncited_references": ()}),
    "preuve:REF-02": ({"unknown_citations": ("HAS2023",)}, {"unknown_citations": ()}),
    "preuve:REF-03": ({"malformed_dois": ("11.1000/x",)}, {"malformed_dois": ()}),
    "preuve:REF-04": ({"old_sources": ((_SD, 2004),)}, {"old_sources": ()}),
    "preuve:REF-05": ({"double_references": ("Smith2021b",)}, {"double_references": ()}),
}
