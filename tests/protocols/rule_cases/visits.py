"""Facts that make a rule fire, and the change that silences it: the table of visits and procedures."""

from __future__ import annotations

from typing import Any

from stats.text import Text

Known = dict[str, Any]
_SCAN = Text(fr="Scanner", en="CT scan")
CASES: dict[str, tuple[Known, Known]] = {
    "preuve:VISIT-01": ({"procedures_unweighed": (_SCAN,)}, {"procedures_unweighed": ()}),
    "preuve:VISIT-02": ({"procedures_unplaced": (_SCAN,)}, {"procedures_unplaced": ()}),
}
