"""Blocks to a Word file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from docx.oxml.ns import qn

from templates.blocks import (
    Block,
    Document,
    FieldRows,
    Figure,
    Heading,
    Landscape,
    ListBlock,
    Note,
    PageBreak,
    Paragraph,
    Table,
)
from templates.word.brand import Brand, default_brand, open_base
from templates.word.canvas import Canvas
from templates.word.contents import write_contents
from templates.word.cover import write_cover
from templates.word.embed import Payload, attach
from templates.word.field_rows import write_field_rows
from templates.word.headings import write_heading
from templates.word.inlines import write_inlines
from templates.word.labels import OutlineEntry, labels_of
from templates.word.language import set_language
from templates.word.lists import write_list
from templates.word.numbering import number_headings
from templates.word.package import packed
from templates.word.page_furniture import furnish, furnish_cover, has_content
from templates.word.page_setup import set_a4, turn
from templates.word.pictures import write_figure
from templates.word.properties import set_properties
from templates.word.tables import write_table


def write(
    document: Document,
    brand: Brand | None = None,
    embed: Payload | None = None,
    toc_pages: Mapping[str, int] | None = None,
) -> bytes:
    """The .docx of a document: cover, contents, numbered sections, captions, references, comments.

    ``embed`` makes the project travel inside the file (None: export without data). ``toc_pages`` gives the page of
    each heading by anchor, from a first rendering. The same arguments give the same bytes when the document is
    dated. A repeated anchor or a reference to nothing is a ValueError.
    """
    canvas = _canvas(document, brand or default_brand())
    first = canvas.word.sections[0]
    set_a4(first)
    furnish_cover(first, document, canvas)
    furnish(first, document, canvas)
    write_cover(document, canvas)
    if not document.brief:
        canvas.new_page()
        write_contents(canvas, toc_pages)
        canvas.new_page()
    _write_blocks(document, canvas)
    set_language(canvas.word, document.language)
    set_properties(canvas.word, document, canvas.written_on)
    attach(canvas.word, embed)
    return packed(canvas.word)


def _canvas(document: Document, brand: Brand) -> Canvas:
    word = open_base(brand.base)
    body = word.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)
    day = dt.datetime.combine(document.date, dt.time()) if document.date else dt.datetime.now()
    canvas = Canvas(word, brand, labels_of(document), document.language, day.replace(microsecond=0))
    canvas.own_furniture = has_content(word.sections[0])
    number_headings(word, [canvas.paragraph_style(f"heading_{level}") for level in (1, 2, 3)])
    return canvas


def _write_blocks(document: Document, canvas: Canvas) -> None:
    outline = iter(canvas.labels.outline)
    for block in document.blocks:
        if isinstance(block, Landscape):
            turn(document, canvas, sideways=True)
            for inner in block.blocks:
                _write_block(inner, outline, canvas)
            continue
        if canvas.sideways:
            turn(document, canvas, sideways=False)
        _write_block(block, outline, canvas)


def _write_block(block: Block, outline: Iterator[OutlineEntry], canvas: Canvas) -> None:
    if isinstance(block, Heading):
        write_heading(block, next(outline), canvas)
    elif isinstance(block, Paragraph):
        write_inlines(canvas.paragraph(block.role), block.content, canvas)
    elif isinstance(block, Note):
        write_inlines(canvas.paragraph(block.kind), block.content, canvas)
    elif isinstance(block, ListBlock):
        write_list(block, canvas)
    elif isinstance(block, Table):
        write_table(block, canvas)
    elif isinstance(block, Figure):
        write_figure(block, canvas)
    elif isinstance(block, FieldRows):
        write_field_rows(block.fields, canvas)
    elif isinstance(block, PageBreak):
        canvas.new_page()
    else:
        raise TypeError("Landscape pages cannot hold landscape pages.")
