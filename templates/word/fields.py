"""Fields: what Word computes (page, sequence, reference), each with the result already written."""

from __future__ import annotations

from docx.oxml.xmlchemy import BaseOxmlElement

from templates.word.xml import element, styled_run, text_run


def mark(kind: str, style_id: str = "") -> BaseOxmlElement:
    """A run that begins, separates or ends a field."""
    return styled_run(element("w:fldChar", {"w:fldCharType": kind}), style_id)


def opening(instruction: str, style_id: str = "") -> list[BaseOxmlElement]:
    """The runs before a field's result."""
    words = text_run(f" {instruction} ", "w:instrText", style_id)
    return [mark("begin", style_id), words, mark("separate", style_id)]


def field(instruction: str, result: str, style_id: str = "") -> list[BaseOxmlElement]:
    """A whole field: ``field("PAGE", "1")``; LibreOffice takes the look of the result from the runs around it."""
    return [*opening(instruction, style_id), text_run(result, style_id=style_id), mark("end", style_id)]
