"""Headings: numbered by their style, bookmarked for the contents and for references."""

from __future__ import annotations

from templates.blocks import Heading
from templates.word.bookmarks import bookmark_name
from templates.word.canvas import Canvas
from templates.word.inlines import write_inlines
from templates.word.labels import OutlineEntry

CONTENTS_PREFIX = "_Toc_"


def write_heading(block: Heading, entry: OutlineEntry, canvas: Canvas) -> None:
    """Write a heading; ``entry`` is its line in the outline."""
    paragraph = canvas.paragraph(f"heading_{block.level}")
    write_inlines(paragraph, block.content, canvas)
    words = [child for child in paragraph._p if child is not paragraph._p.pPr]
    referred = canvas.bookmarks.around(bookmark_name(entry.anchor), words)
    paragraph._p.extend(canvas.bookmarks.around(bookmark_name(entry.anchor, CONTENTS_PREFIX), referred))
