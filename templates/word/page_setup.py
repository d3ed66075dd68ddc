"""Pages: A4, upright or sideways."""

from __future__ import annotations

from docx.enum.section import WD_ORIENTATION, WD_SECTION
from docx.section import Section
from docx.shared import Mm

from templates.blocks import Document
from templates.word.canvas import Canvas
from templates.word.page_furniture import furnish

_SHORT, _LONG = Mm(210), Mm(297)


def set_a4(section: Section) -> None:
    """An upright A4 page; margins belong to the brand."""
    section.orientation = WD_ORIENTATION.PORTRAIT
    section.page_width, section.page_height = _SHORT, _LONG


def turn(document: Document, canvas: Canvas, sideways: bool) -> None:
    """Start a section whose pages are turned sideways, or upright again."""
    section = canvas.word.add_section(WD_SECTION.NEW_PAGE)
    section.different_first_page_header_footer = False
    section.orientation = WD_ORIENTATION.LANDSCAPE if sideways else WD_ORIENTATION.PORTRAIT
    section.page_width, section.page_height = (_LONG, _SHORT) if sideways else (_SHORT, _LONG)
    canvas.sideways = sideways
    canvas.page_starts = False
    furnish(section, document, canvas)
