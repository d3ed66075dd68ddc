"""What every construct needs while a document is being written."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from docx.blkcntnr import BlockItemContainer
from docx.document import Document as WordDocument
from docx.styles.style import BaseStyle, ParagraphStyle
from docx.text.paragraph import Paragraph

from protocols.cleaning import clean
from templates.blocks import Language
from templates.word.bookmarks import Bookmarks
from templates.word.brand import Brand
from templates.word.labels import Labels
from templates.word.xml import element


@dataclass
class Canvas:
    """The Word document in progress, with the styles of the brand and the printed names of the document."""

    word: WordDocument
    brand: Brand
    labels: Labels
    language: Language
    written_on: dt.datetime
    bookmarks: Bookmarks = field(default_factory=Bookmarks)
    sideways: bool = False
    page_starts: bool = False
    own_furniture: bool = False

    def __post_init__(self) -> None:
        by_name = {str(style.name): style for style in self.word.styles}
        self._styles: dict[str, BaseStyle] = {role: by_name[name] for role, name in self.brand.styles.items()}
        self.sections = frozenset(entry.anchor for entry in self.labels.outline)

    def style(self, role: str) -> BaseStyle:
        """The style of a role, for example ``"body"``."""
        return self._styles[role]

    def paragraph_style(self, role: str) -> ParagraphStyle:
        """The paragraph style of a role."""
        found = self._styles[role]
        if not isinstance(found, ParagraphStyle):
            raise TypeError(f"The style {found.name} is not a paragraph style.")
        return found

    def new_page(self) -> None:
        """The next paragraph starts a page: no empty paragraph is left at its top, as a page break would."""
        self.page_starts = True

    def style_id(self, role: str) -> str:
        """The id that the XML uses for the style of a role; it differs between languages of Word."""
        return str(self._styles[role].style_id)

    def paragraph(self, role: str, inside: BlockItemContainer | None = None) -> Paragraph:
        """A new empty paragraph with the style of ``role``, at the end of the document or of a container."""
        made = (inside or self.word).add_paragraph()
        self.dress(made, role)
        if self.page_starts and inside is None:
            made.paragraph_format.page_break_before = True
            self.page_starts = False
        return made

    def dress(self, paragraph: Paragraph, role: str) -> None:
        """Give a paragraph the style of ``role``."""
        held = paragraph._p
        if len(held):
            held.style = self.style_id(role)
        else:
            held.append(element("w:pPr", None, element("w:pStyle", {"w:val": self.style_id(role)})))

    def width_cm(self) -> float:
        """The width between the margins of the current section."""
        section = self.word.sections[-1]
        sizes = (section.page_width, section.left_margin, section.right_margin)
        page, left, right = (size.cm if size is not None else 0.0 for size in sizes)
        return page - left - right


def printable(words: str) -> str:
    """Text that Word accepts, whatever code or user it comes from."""
    return clean(words)
