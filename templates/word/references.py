"""Cross-references: REF fields whose printed text is already right."""

from __future__ import annotations

from docx.oxml.xmlchemy import BaseOxmlElement

from templates.blocks import CrossRef
from templates.word.bookmarks import bookmark_name
from templates.word.canvas import Canvas
from templates.word.fields import field


def reference(piece: CrossRef, canvas: Canvas) -> list[BaseOxmlElement]:
    """A link to a table or figure by its label, or to a section by its number."""
    # \r asks for the paragraph number of the bookmarked heading, without it the bookmarked text is repeated.
    switches = r"\r \h" if piece.anchor in canvas.sections else r"\h"
    return field(f"REF {bookmark_name(piece.anchor)} {switches}", canvas.labels.by_anchor[piece.anchor])
