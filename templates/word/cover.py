"""The cover: logo, title, subtitle, identification of the document."""

from __future__ import annotations

from docx.shared import Pt

from templates.blocks import Document
from templates.word.canvas import Canvas, printable
from templates.word.field_rows import write_field_rows
from templates.word.pictures import place_picture

_LOGO_CM = 4.0


def write_cover(document: Document, canvas: Canvas) -> None:
    """Write the first page, up to where the contents begin."""
    if canvas.brand.logo:
        place_picture(canvas.paragraph("figure").add_run(), canvas.brand.logo, _LOGO_CM, "")
    if document.brief:
        _write_brief(document, canvas)
        return
    canvas.paragraph("title").add_run(printable(document.title))
    if document.subtitle:
        canvas.paragraph("subtitle").add_run(printable(document.subtitle))
    write_field_rows(document.cover, canvas)


def _write_brief(document: Document, canvas: Canvas) -> None:
    """The title of a few pages: what the document is, then the study, at the top of the first page."""
    title = canvas.paragraph("title")
    title.paragraph_format.space_before = Pt(0)
    title.add_run(printable(document.subtitle or document.title))
    canvas.paragraph("subtitle").add_run(printable(document.header or document.title))
