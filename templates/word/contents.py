"""The table of contents, already filled: titles and links show at once, and Word asks no question on opening."""

from __future__ import annotations

from collections.abc import Mapping

from docx.oxml.xmlchemy import BaseOxmlElement

from templates.word.bookmarks import bookmark_name
from templates.word.canvas import Canvas, printable
from templates.word.fields import field, mark, opening
from templates.word.headings import CONTENTS_PREFIX
from templates.word.labels import WORDS, OutlineEntry
from templates.word.xml import element, text_run

_INSTRUCTION = r'TOC \o "1-3" \h \z \u'


def write_contents(canvas: Canvas, pages: Mapping[str, int] | None) -> None:
    """Write the contents; page numbers only when a first rendering gave them (``pages``, by heading anchor).

    A later "update field" in Word fills the pages itself; the stored field never prompts for it.
    """
    outline = canvas.labels.outline
    if not outline:
        return
    canvas.paragraph("contents_title").add_run(WORDS[canvas.language]["contents"])
    for index, entry in enumerate(outline):
        paragraph = canvas.paragraph(f"contents_{entry.level}")
        if index == 0:
            paragraph._p.extend(opening(_INSTRUCTION))
        paragraph._p.append(_link(entry, (pages or {}).get(entry.anchor)))
        if index == len(outline) - 1:
            paragraph._p.append(mark("end"))


def _link(entry: OutlineEntry, page: int | None) -> BaseOxmlElement:
    name = bookmark_name(entry.anchor, CONTENTS_PREFIX)
    link = element("w:hyperlink", {"w:anchor": name, "w:history": "1"})
    link.extend([text_run(entry.number), _tab(), text_run(printable(entry.words))])
    if page is not None:
        link.extend([_tab(), *field(rf"PAGEREF {name} \h", str(page))])
    return link


def _tab() -> BaseOxmlElement:
    return element("w:r", None, element("w:tab"))
