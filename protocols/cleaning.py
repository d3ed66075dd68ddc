"""Text a Word file can hold: what XML forbids is removed, every line ending becomes one newline."""

from __future__ import annotations

import re
import unicodedata

# Word pastes its bullets as private-use characters of the Symbol and Wingdings fonts.
_WORD_BULLETS = str.maketrans({"\uf0b7": "•", "\uf0a7": "▪"})
_LINE_ENDINGS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17))
    + "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]"
)


def clean(value: str) -> str:
    """The same text in NFC, without control characters, lone surrogates, noncharacters or private-use characters.

    Tabs stay; vertical tabs (Word's line break), form feeds and Unicode line separators become newlines.
    """
    if value.isascii() and value.isprintable():
        return value
    lines = _LINE_ENDINGS.sub("\n", value).translate(_WORD_BULLETS)
    return unicodedata.normalize("NFC", _UNPRINTABLE.sub("", lines))
