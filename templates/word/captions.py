"""Captions: "Tableau 1 : words", numbered by a SEQ field and bookmarked for references."""

from __future__ import annotations

from typing import Literal

from templates.blocks import Inlines
from templates.word.bookmarks import bookmark_name
from templates.word.canvas import Canvas
from templates.word.fields import field
from templates.word.inlines import write_inlines
from templates.word.labels import WORDS
from templates.word.xml import text_run


def write_caption(kind: Literal["table", "figure"], anchor: str, content: Inlines, canvas: Canvas) -> None:
    """Write the caption of a table (kept with the table under it) or of a figure."""
    paragraph = canvas.paragraph("caption")
    paragraph.paragraph_format.keep_with_next = kind == "table" or None
    word, number = canvas.labels.by_anchor[anchor].split("\u00a0")
    look = canvas.style_id("caption_label")
    label = [text_run(f"{word}\u00a0", style_id=look), *field(rf"SEQ {word} \* ARABIC", number, look)]
    paragraph._p.extend(canvas.bookmarks.around(bookmark_name(anchor), label))
    paragraph._p.append(text_run(WORDS[canvas.language]["separator"], style_id=look))
    write_inlines(paragraph, content, canvas)
