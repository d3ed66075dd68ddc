"""Headers and footers: title and version above, page x / y below; the cover carries only its notice."""

from __future__ import annotations

from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.section import Section, _BaseHeaderFooter
from docx.shared import Cm
from docx.text.paragraph import Paragraph

from templates.blocks import Document
from templates.word.canvas import Canvas, printable
from templates.word.fields import field
from templates.word.labels import WORDS
from templates.word.xml import text_run

_LONGEST = 90


def furnish(section: Section, document: Document, canvas: Canvas) -> None:
    """Write the header and the footer of a section; a company's own are kept, with [[TITLE]] and [[VERSION]] filled."""
    if canvas.own_furniture:
        _fill_own(section, document)
        return
    head = _line(section.header, "header", canvas)
    head.add_run(_shortened(printable(document.header or document.title)) + "\t" + printable(document.version))
    foot = _line(section.footer, "footer", canvas)
    foot.add_run("\t" + WORDS[canvas.language]["page"] + "\u00a0")
    foot._p.extend([*field("PAGE", "1"), text_run("\u00a0/\u00a0"), *field("NUMPAGES", "1")])


def furnish_cover(section: Section, document: Document, canvas: Canvas) -> None:
    """A first page without header, with the notice (confidentiality) as its footer."""
    if canvas.own_furniture:
        return
    section.different_first_page_header_footer = True
    section.first_page_header.is_linked_to_previous = False
    # The header style draws a rule, which has nothing to underline here.
    canvas.dress(section.first_page_header.paragraphs[0], "footer")
    footer = section.first_page_footer
    footer.is_linked_to_previous = False
    canvas.dress(footer.paragraphs[0], "cover_notice" if document.notice else "footer")
    footer.paragraphs[0].add_run(printable(document.notice))


def has_content(section: Section) -> bool:
    """Whether a section of a base already prints something above or below the text."""
    parts = (section.header, section.footer)
    return any(not part.is_linked_to_previous and _prints(part) for part in parts)


def _prints(part: _BaseHeaderFooter) -> bool:
    return bool(part._element.xpath(".//w:tbl | .//w:drawing | .//w:pict | .//w:fldChar | .//w:t[normalize-space()]"))


def _fill_own(section: Section, document: Document) -> None:
    """Put title and version where a company's header or footer asks for them by [[TITLE]] and [[VERSION]]."""
    values = {"[[TITLE]]": document.header or document.title, "[[VERSION]]": document.version}
    for part in (section.header, section.footer, section.first_page_header, section.first_page_footer):
        for held in part._element.iter(qn("w:t")) if not part.is_linked_to_previous else ():
            for token, value in values.items():
                held.text = (held.text or "").replace(token, printable(value))


def _line(part: _BaseHeaderFooter, role: str, canvas: Canvas) -> Paragraph:
    part.is_linked_to_previous = False
    paragraph: Paragraph = part.paragraphs[0]
    canvas.dress(paragraph, role)
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(canvas.width_cm()), WD_TAB_ALIGNMENT.RIGHT)
    return paragraph


def _shortened(words: str) -> str:
    words = " ".join(words.split())
    if len(words) <= _LONGEST:
        return words
    return words[:_LONGEST].rsplit(" ", 1)[0] + "…"
