"""The preview: what is printed, as safe HTML."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from protocols.exchange import example
from protocols.protocol import Protocol
from templates.blocks import (
    CrossRef,
    Entry,
    Field,
    FieldRows,
    Figure,
    Gap,
    Heading,
    Landscape,
    ListBlock,
    Note,
    PageBreak,
    Paragraph,
    Run,
    Table,
    text,
)
from templates.compose import compose, section
from templates.preview import figures_of, parts, preview
from templates.word.labels import labels_of
from tests.templates.cases import retyped

ATTACK = "<script>alert(1)</script> <b onmouseover='x'> \"&amp; </div>"
ALLOWED = {
    "div", "p", "h2", "h3", "h4", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td", "mark", "strong", "span",
    "b", "i", "sup", "sub", "br",
}  # fmt: skip


class Reader(HTMLParser):
    """Collects tags and text, and checks that tags close in order."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.words: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    assert not reader.open
    return reader


@pytest.mark.parametrize("language", ("fr", "en"))
@pytest.mark.parametrize("protocol", (example("ai_ecg"), retyped(example("i_sleep"), ATTACK), Protocol()))
def test_a_whole_document_is_plain_safe_html(protocol: Protocol, language: str) -> None:
    document = compose(protocol, language=language)  # type: ignore[arg-type]
    reader = read(preview(document.blocks, document.language, labels_of(document).by_anchor))
    assert set(reader.tags) <= ALLOWED
    assert reader.attributes <= {"class", "style", "title", "lang", "role", "aria-label", "scope"}


def test_what_a_person_typed_is_escaped() -> None:
    html = preview((Paragraph(text(ATTACK)), FieldRows((Field(ATTACK, (Gap(ATTACK, ATTACK),)),))), "fr")
    assert "<script" not in html and "<b " not in html
    assert "".join(read(html).words).count(ATTACK) == 3


def test_a_gap_says_what_is_expected() -> None:
    html = preview((Paragraph((Gap("promoteur", "SPIRIT 2025 (3c)"),)),), "fr")
    assert 'title="SPIRIT 2025 (3c)"' in html
    assert "[À compléter\u00a0: promoteur]" in html


def test_each_block_has_its_shape() -> None:
    figure = Figure("f", text("Légende"), "Description", {})
    html = preview(
        (
            Heading(2, text("Titre"), "t"),
            ListBlock((Entry(text("un"), ListBlock((Entry(text("deux")),), ordered=True)),)),
            Table(
                "tab",
                text("Valeurs"),
                (text("a"), text("b")),
                ((text("1"), (Run("x", bold=True),)),),
                ("left", "right"),
            ),
            Note("warning", (Run("H", subscript=True), Run("a\nb", superscript=True, italic=True))),
            Landscape((Paragraph((CrossRef("t"), CrossRef("nowhere"))),)),
            PageBreak(),
            figure,
        ),
        "fr",
        {"t": "4.2", "tab": "Tableau\u00a03", "f": "Figure\u00a01"},
    )
    for piece in (
        '<span style="margin-right:.7em">4.2</span>Titre</h3>',
        "un<ol",
        "Tableau\u00a03\u00a0: ",
        "text-align:right",
        "<b>x</b>",
        "<sub>H</sub>",
        "<sup><i>a<br>b</i></sup>",
        "4.2…",
        'aria-label="Description"',
        "Figure\u00a01\u00a0: ",
    ):
        assert piece in html


def test_figures_are_handed_to_the_page_where_they_stand() -> None:
    document = compose(example("i_sleep"), language="fr")
    pieces = parts(document.blocks, "fr", labels_of(document).by_anchor)
    figures = [piece for piece in pieces if isinstance(piece, Figure)]
    assert tuple(figures) == figures_of(document.blocks) and figures
    assert all(not (isinstance(a, Figure) and isinstance(b, Figure)) for a, b in zip(pieces, pieces[1:], strict=False))
    for piece in pieces:
        if isinstance(piece, str):
            read(piece)
    after = pieces[pieces.index(figures[0]) + 1]
    assert isinstance(after, str) and "Schéma de l" in after.split("</p>")[0]


def test_a_section_alone_can_be_previewed() -> None:
    html = preview(section(example("i_sleep"), "objectives", "en"), "en")
    assert "Primary objective" in html
