"""The cover: logo, title, subtitle, identification of the document."""

from __future__ import annotations

from templates.blocks import Document
from templates.word.canvas import Canvas, printable
from templates.word.field_rows import write_field_rows
from templates.word.pictures import place_picture

_LOGO_CM = 4.0


def write_cover(document: Document, canvas: Canvas) -> None:
    """Write the first page, up to where the contents begin."""
    if canvas.brand.logo:
        place_picture(canvas.paragraph("figure").add_run(), canvas.brand.logo, _LOGO_CM, "")
    canvas.paragraph("title").add_run(printable(document.title))
    if document.subtitle:
        canvas.paragraph("subtitle").add_run(printable(document.subtitle))
    write_field_rows(document.cover, canvas)
