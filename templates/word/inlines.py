"""Inline content: runs, placeholders with their comment, references."""

from __future__ import annotations

from docx.text.paragraph import Paragraph

from templates.blocks import CrossRef, Gap, Inlines, Run, placeholder
from templates.word.canvas import Canvas, printable
from templates.word.comments import comment_on
from templates.word.references import reference
from templates.word.runs import run_element


def write_inlines(paragraph: Paragraph, content: Inlines, canvas: Canvas) -> None:
    """Append inline content to a paragraph."""
    for piece in content:
        if isinstance(piece, Run):
            paragraph._p.append(run_element(piece))
        elif isinstance(piece, Gap):
            _write_gap(paragraph, piece, canvas)
        elif isinstance(piece, CrossRef):
            paragraph._p.extend(reference(piece, canvas))


def _write_gap(paragraph: Paragraph, piece: Gap, canvas: Canvas) -> None:
    run = paragraph.add_run(printable(placeholder(piece.label, canvas.language)))
    run._r.style = canvas.style_id("gap")
    comment_on(run, piece.comment, canvas)
