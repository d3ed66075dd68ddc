"""Bookmarks: the names that references and the table of contents point to."""

from __future__ import annotations

import hashlib
import re

from docx.oxml.xmlchemy import BaseOxmlElement

from templates.word.xml import element

# Word accepts 40 characters: letters, digits and underscores; a leading underscore hides the name.
_ROOM = 40


def bookmark_name(anchor: str, prefix: str = "_Ref_") -> str:
    """A name Word accepts, the same for the same anchor and different for different anchors."""
    plain = re.sub(r"[^A-Za-z0-9_]", "_", anchor)
    if plain == anchor and len(prefix + plain) <= _ROOM:
        return prefix + plain
    digest = hashlib.sha256(anchor.encode()).hexdigest()[:8]
    return f"{prefix}{plain[: _ROOM - len(prefix) - 9]}_{digest}"


class Bookmarks:
    """Gives each bookmark of one document its own number."""

    def __init__(self, first: int = 1) -> None:
        self._next = first

    def around(self, name: str, children: list[BaseOxmlElement]) -> list[BaseOxmlElement]:
        """``children`` between the start and the end of a bookmark."""
        number = str(self._next)
        self._next += 1
        start = element("w:bookmarkStart", {"w:id": number, "w:name": name})
        return [start, *children, element("w:bookmarkEnd", {"w:id": number})]
