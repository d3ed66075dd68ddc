"""A run of text with its look, built directly: a protocol has thousands of them."""

from __future__ import annotations

import re

from docx.oxml.xmlchemy import BaseOxmlElement

from templates.blocks import Run
from templates.word.canvas import printable
from templates.word.xml import element, text_element

_BREAKS = re.compile(r"([\n\t])")
_TAGS = {"\n": "w:br", "\t": "w:tab"}


def run_element(piece: Run) -> BaseOxmlElement:
    """The run of a piece; newlines become line breaks and tabs stay tabs."""
    run = element("w:r")
    look = _look(piece)
    if look:
        run.append(element("w:rPr", None, *look))
    for words in _BREAKS.split(printable(piece.text)):
        if words:
            run.append(element(_TAGS[words]) if words in _TAGS else text_element(words))
    return run


def _look(piece: Run) -> list[BaseOxmlElement]:
    """In the order of the schema."""
    look = []
    if piece.bold:
        look.append(element("w:b"))
    if piece.italic:
        look.append(element("w:i"))
    if piece.superscript or piece.subscript:
        look.append(element("w:vertAlign", {"w:val": "superscript" if piece.superscript else "subscript"}))
    return look
