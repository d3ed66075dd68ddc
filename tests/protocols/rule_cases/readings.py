"""Facts for the rules of reader studies: the text beside the calculation."""

from typing import Any

Known = dict[str, Any]
CASES: dict[str, tuple[Known, Known]] = {
    "stats:MRMC-05": ({"reader_correlations": (0.5, 0.25, 0.3)}, {"reader_correlations": (0.5, 0.35, 0.3)}),
    "stats:MRMC-06": ({"readings_split": True}, {"readings_split": False}),
    "stats:MRMC-07": ({"readers_fixed": True, "readers_for_others": True}, {"readers_fixed": False}),
    "stats:MRMC-08": ({"reading_gap": 7.0}, {"reading_gap": 28.0}),
}
FIRES: list[tuple[str, Known]] = [
    ("stats:MRMC-05", {"reader_correlations": (0.35, 0.5, 0.3)}),
    ("stats:MRMC-08", {"reading_gap": 0.0}),
]
SILENT: list[tuple[str, Known]] = [
    ("stats:MRMC-05", {"reader_correlations": (0.432, 0.433, 0.3)}),
    ("stats:MRMC-07", {"readers_fixed": True, "readers_for_others": False}),
]
