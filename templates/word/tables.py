"""Tables: caption above, header row repeated on each page, rows that do not break, a title for screen readers."""

from __future__ import annotations

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm
from docx.table import Table as WordTable
from docx.table import _Row

from templates.blocks import Alignment, Inlines, Table, plain_inlines
from templates.word.canvas import Canvas, printable
from templates.word.captions import write_caption
from templates.word.column_widths import column_widths
from templates.word.inlines import write_inlines
from templates.word.xml import element

_FEW_ROWS, _FEW_CHARACTERS = 8, 900  # of a table that is not cut by a page
_SIDES = {"right": WD_ALIGN_PARAGRAPH.RIGHT, "center": WD_ALIGN_PARAGRAPH.CENTER}


def write_table(block: Table, canvas: Canvas) -> None:
    """Write a table; its note or the text after it keeps its distance by style."""
    write_caption("table", block.anchor, block.caption, canvas)
    title = plain_inlines(block.caption, canvas.language, canvas.labels.by_anchor)
    table = empty_table(len(block.rows) + 1, column_widths(block, canvas.width_cm(), canvas.language), "table", canvas)
    _describe(table, title)
    alignments = block.alignments or tuple[Alignment, ...](["left"] * len(block.header))
    kept = range(len(block.rows) if _short(block, canvas) else 2)
    for index, (row, cells) in enumerate(zip(table.rows, (block.header, *block.rows), strict=True)):
        if index == 0:
            mark_header(row)
        _fill(row, cells, alignments, "table_text" if index else "table_header", canvas)
        if index in kept or (cells[0] and not any(cells[1:])):  # the latter heads those below
            row.cells[0].paragraphs[0].paragraph_format.keep_with_next = True
    end_table(canvas)


def empty_table(rows: int, widths_cm: list[float], role: str, canvas: Canvas) -> WordTable:
    """A table of fixed columns, every row kept on one page."""
    if canvas.page_starts:
        canvas.paragraph("table_end")
    table: WordTable = canvas.word.add_table(rows, len(widths_cm))
    properties = table._tbl.tblPr
    properties.style = canvas.style_id(role)
    table.autofit = False
    total = str(Cm(sum(widths_cm)).twips)
    _replace(properties, element("w:tblW", {"w:w": total, "w:type": "dxa"}))
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths_cm, strict=True):
        column.w = Cm(width)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(element("w:cantSplit"))
        # row.cells walks the row once; table.cell() walks the table for each cell.
        for cell, width in zip(row.cells, widths_cm, strict=True):
            cell._tc.width = Cm(width)
    return table


def mark_header(row: _Row) -> None:
    """Repeat this row at the top of each page."""
    row._tr.get_or_add_trPr().append(element("w:tblHeader"))


def end_table(canvas: Canvas) -> None:
    """Word joins two tables that touch; a thin empty paragraph keeps what follows apart."""
    canvas.paragraph("table_end")


def _fill(row: _Row, cells: tuple[Inlines, ...], alignments: tuple[Alignment, ...], role: str, canvas: Canvas) -> None:
    for cell, content, alignment in zip(row.cells, cells, alignments, strict=True):
        paragraph = cell.paragraphs[0]
        canvas.dress(paragraph, role)
        if alignment in _SIDES:
            paragraph.alignment = _SIDES[alignment]
        write_inlines(paragraph, content, canvas)


def _short(block: Table, canvas: Canvas) -> bool:
    """Whether the table is small enough to stay on one page whole."""
    said = sum(len(plain_inlines(cell, canvas.language, canvas.labels.by_anchor)) for row in block.rows for cell in row)
    return len(block.rows) <= _FEW_ROWS and said <= _FEW_CHARACTERS


def _describe(table: WordTable, title: str) -> None:
    properties = table._tbl.tblPr
    _replace(properties, element("w:tblLook", {"w:val": "0020", "w:firstRow": "1", "w:noHBand": "1", "w:noVBand": "1"}))
    properties.append(element("w:tblCaption", {"w:val": printable(title)}))


def _replace(properties: BaseOxmlElement, made: BaseOxmlElement) -> None:
    found = properties.find(made.tag)
    if found is not None:
        properties.replace(found, made)
    elif made.tag == qn("w:tblW"):
        properties.insert(1, made)
    else:
        properties.append(made)
