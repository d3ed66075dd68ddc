"""The size of a zip's directory, read from its last record: opening a directory of a million entries is the attack."""

from __future__ import annotations

import struct

# ZIP specification (APPNOTE 6.3.9), 4.3.14 to 4.3.16: the last record, and its 64-bit form with the locator before it.
_LAST, _SIZE_AT = b"PK\x05\x06", 12
_LOCATOR, _LOCATOR_LENGTH = b"PK\x06\x07", 20
_LAST_64, _SIZE_64_AT = b"PK\x06\x06", 40


def directory_size(data: bytes) -> int:
    """The size in bytes that the directory claims; 0 when there is no last record to say it."""
    last = data.rfind(_LAST)
    if last < 0:
        return 0
    if data[max(0, last - _LOCATOR_LENGTH) : last].startswith(_LOCATOR):
        return _number(data, data.rfind(_LAST_64, 0, last) + _SIZE_64_AT, "<Q")
    return _number(data, last + _SIZE_AT, "<I")


def _number(data: bytes, position: int, layout: str) -> int:
    field = data[position : position + struct.calcsize(layout)]
    return int(struct.unpack(layout, field)[0]) if len(field) == struct.calcsize(layout) else 0
