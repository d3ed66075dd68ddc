"""Lists: bullets share one sequence, every numbered list has its own that starts at 1."""

from __future__ import annotations

from templates.blocks import ListBlock
from templates.word.canvas import Canvas
from templates.word.inlines import write_inlines
from templates.word.numbering import BULLETS, NUMBERS, instance, numbering_root, scheme


def write_list(block: ListBlock, canvas: Canvas, level: int = 0) -> None:
    """Write a list and the lists nested under its entries."""
    sequence = _sequence(block.ordered, canvas)
    role = "list_number" if block.ordered else "list_bullet"
    for entry in block.entries:
        paragraph = canvas.paragraph(role)
        numbered = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        numbered.get_or_add_ilvl().val = level
        numbered.get_or_add_numId().val = int(sequence)
        write_inlines(paragraph, entry.content, canvas)
        if entry.nested:
            write_list(entry.nested, canvas, level + 1)


def _sequence(ordered: bool, canvas: Canvas) -> str:
    root = numbering_root(canvas.word)
    if ordered:
        return instance(root, scheme(root, "PreuveNumbers", NUMBERS), restarted_levels=len(NUMBERS))
    return instance(root, scheme(root, "PreuveBullets", BULLETS))
