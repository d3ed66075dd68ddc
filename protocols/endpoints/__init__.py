"""The library of endpoints: ready sentences by role of the device, and what of them goes into a protocol."""

from protocols.endpoints.library import Difference, Entry, by_role, library, named_entry
from protocols.endpoints.using import as_primary, as_row, would_replace

__all__ = [
    "Difference",
    "Entry",
    "as_primary",
    "as_row",
    "by_role",
    "library",
    "named_entry",
    "would_replace",
]
