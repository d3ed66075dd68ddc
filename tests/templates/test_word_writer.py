"""The Word file holds what the blocks say, as Word itself would have written it."""

import io
import re
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from lxml import etree

from templates.blocks import CrossRef, Document, Heading, Landscape, Language, PageBreak, Paragraph, Table, text
from templates.word.labels import labels_of
from templates.word.writer import write

W = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}


@pytest.fixture(scope="module")
def word(exported: bytes) -> WordDocument:
    return docx.Document(io.BytesIO(exported))


def document_xml(data: bytes, part: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(part))


def instructions(word: WordDocument) -> list[str]:
    return [found.text.strip() for found in word.element.iter(qn("w:instrText"))]


def bookmarks(word: WordDocument) -> list[str]:
    return [found.get(qn("w:name")) for found in word.element.iter(qn("w:bookmarkStart"))]


def paragraph_of(word: WordDocument, start: str) -> str:
    return next(paragraph.text for paragraph in word.paragraphs if paragraph.text.startswith(start))


def test_user_text_is_printed_character_for_character(word: WordDocument, hostile: str) -> None:
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    assert cells.count(hostile) == 3


def test_headings_are_numbered_by_their_style(word: WordDocument) -> None:
    numbering = word.part.numbering_part.element
    for level in (1, 2, 3):
        numbered = word.styles[f"Heading {level}"].element.pPr.numPr
        assert numbered.ilvl.val == level - 1
        scheme = numbering.xpath(f"./w:num[@w:numId='{numbered.numId.val}']/w:abstractNumId/@w:val")[0]
        linked = f"./w:abstractNum[@w:abstractNumId='{scheme}']/w:lvl[@w:ilvl='{level - 1}']/w:pStyle/@w:val"
        assert numbering.xpath(linked) == [f"Heading{level}"]


def test_captions_count_and_references_agree(word: WordDocument) -> None:
    assert [found for found in instructions(word) if found.startswith("SEQ")] == [
        r"SEQ Tableau \* ARABIC", r"SEQ Figure \* ARABIC", r"SEQ Tableau \* ARABIC",
    ]  # fmt: skip
    assert paragraph_of(word, "Tableau") == "Tableau\u00a01\u00a0: Hypothèses retenues et leurs sources"
    assert "voir le Tableau\u00a01, la Figure\u00a01 et la section 3." in paragraph_of(word, "Sous H")
    targets = [found.split()[1] for found in instructions(word) if found.startswith("REF")]
    assert targets
    assert set(targets) <= set(bookmarks(word))


def test_contents_are_filled_linked_and_ask_nothing(exported: bytes, word: WordDocument) -> None:
    entries = [paragraph for paragraph in word.paragraphs if str(paragraph.style.name).startswith("toc ")]
    assert [entry.text.split("\t") for entry in entries[:3]] == [
        ["1", "Contexte et justification"], ["1.1", "Besoin"], ["1.1.1", "Détail"],
    ]  # fmt: skip
    links = [found.get(qn("w:anchor")) for found in word.element.iter(qn("w:hyperlink"))]
    assert len(links) == len(entries)
    assert set(links) <= set(bookmarks(word))
    assert document_xml(exported, "word/settings.xml").find("w:updateFields", W) is None
    assert not [found for found in instructions(word) if found.startswith("PAGEREF")]


def test_contents_with_pages(document: Callable[[Language], Document]) -> None:
    word = docx.Document(io.BytesIO(write(document("fr"), toc_pages={"background": 3})))
    assert paragraph_of(word, "1\tContexte").endswith("\t3")


def test_bookmarks_are_unique_and_fields_closed(word: WordDocument) -> None:
    ids = [found.get(qn("w:id")) for found in word.element.iter(qn("w:bookmarkStart"))]
    ends = [found.get(qn("w:id")) for found in word.element.iter(qn("w:bookmarkEnd"))]
    assert len(set(ids)) == len(ids)
    assert sorted(ids) == sorted(ends)
    assert len(set(bookmarks(word))) == len(ids)
    kinds = [found.get(qn("w:fldCharType")) for found in word.element.iter(qn("w:fldChar"))]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end")


def test_tables_repeat_their_header_and_keep_their_rows(word: WordDocument) -> None:
    table = next(table for table in word.tables if table.rows[0].cells[0].text == "Hypothèse")
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert table.rows[1].cells[1].paragraphs[0].alignment == 2
    assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Hypothèses retenues et leurs sources"
    widths = [int(found.get(qn("w:w"))) for found in table._tbl.iter(qn("w:gridCol"))]
    assert sum(widths) == pytest.approx(16 * 567, abs=10)


def test_gaps_carry_a_comment(word: WordDocument) -> None:
    comments = list(word.comments)
    assert [comment.author for comment in comments] == ["Preuve", "Preuve"]
    assert {str(comment.timestamp)[:10] for comment in comments} == {"2025-03-01"}
    assert comments[1].text == "SPIRIT 2025, 3a : nommer l'investigateur coordonnateur."
    placeholder = "[À compléter\u00a0: nom et qualité]"
    assert placeholder in [cell.text for table in word.tables for row in table.rows for cell in row.cells]


def test_figures_have_a_text_for_who_cannot_see_them(word: WordDocument) -> None:
    (shape,) = word.inline_shapes
    assert shape._inline.docPr.get("descr") == "La puissance croît avec le nombre de sujets."
    assert shape.width.cm == pytest.approx(14, abs=0.01)


def test_numbered_lists_restart(word: WordDocument) -> None:
    numbering = word.part.numbering_part.element
    used = {paragraph._p.pPr.numPr.numId.val for paragraph in word.paragraphs if paragraph.style.name == "List Number"}
    assert all(numbering.xpath(f"./w:num[@w:numId='{number}']/w:lvlOverride") for number in used)


def test_page_language_and_properties(exported: bytes, word: WordDocument) -> None:
    upright, sideways = word.sections
    assert (round(upright.page_width.mm), round(upright.page_height.mm)) == (210, 297)
    assert (round(sideways.page_width.mm), round(sideways.page_height.mm)) == (297, 210)
    assert upright.different_first_page_header_footer
    assert not sideways.different_first_page_header_footer
    assert upright.header.paragraphs[0].text == "DORMIR-2\tVersion 1.0"
    assert upright.footer.paragraphs[0].text == "\tPage\u00a01\u00a0/\u00a01"
    language = document_xml(exported, "word/styles.xml").find(".//w:docDefaults//w:lang", W)
    assert language.get(qn("w:val")) == "fr-FR"
    core = word.core_properties
    assert (core.author, core.language, core.comments) == ("Dormir SAS", "fr-FR", "")
    assert core.created.date().isoformat() == "2025-03-01"
    assert core.keywords == "insomnie, ISI"


def test_english(document: Callable[[Language], Document]) -> None:
    word = docx.Document(io.BytesIO(write(document("en"))))
    assert paragraph_of(word, "Table") == "Table\u00a01: Assumptions and their sources"
    assert paragraph_of(word, "Contents") == "Contents"
    assert "[To be completed: nom et qualité]" in paragraph_of(word, "See")
    assert word.core_properties.language == "en-GB"


def test_same_document_same_bytes(document: Callable[[Language], Document]) -> None:
    assert write(document("fr")) == write(document("fr"))


def test_no_duplicate_entries_and_no_trace_of_the_tool(exported: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(exported)) as archive:
        names = archive.namelist()
        assert len(set(names)) == len(names)
        everything = b"".join(archive.read(name) for name in names)
    assert b"python-docx" not in everything
    assert not re.search(rb"\{\{(?! x \}\}| 7\*7)", everything)


def test_a_repeated_anchor_or_a_dangling_reference_is_an_error() -> None:
    twice = (Heading(1, text("a"), "x"), Heading(1, text("b"), "x"))
    with pytest.raises(ValueError, match="'x' is used twice"):
        write(Document("t", "fr", twice))
    with pytest.raises(ValueError, match="nowhere"):
        write(Document("t", "fr", (Paragraph((CrossRef("nowhere"),)),)))
    with pytest.raises(ValueError, match="skips a level"):
        labels_of(Document("t", "fr", (Heading(2, text("a")),)))


def test_empty_and_hostile_documents() -> None:
    assert docx.Document(io.BytesIO(write(Document("", "fr", ())))).paragraphs
    control = "a\x00\x0b\ud800\ufffe" * 3
    rows = ((text(control),),)
    blocks = (PageBreak(), Table("t", text(control), (text(control),), rows), Paragraph(text("x" * 100_000)))
    word = docx.Document(io.BytesIO(write(Document(control, "en", blocks, header=control, version=control))))
    assert word.tables[0].rows[1].cells[0].text == "a\na\na\n"


def test_upright_pages_come_back_after_sideways_ones() -> None:
    blocks = (Landscape((Paragraph(text("a")),)), Paragraph(text("b")))
    word = docx.Document(io.BytesIO(write(Document("t", "fr", blocks))))
    assert [section.page_width > section.page_height for section in word.sections] == [False, True, False]


def test_a_row_that_heads_others_stays_with_them() -> None:
    """In a table that a page may cut; the heads of columns keep the first row."""
    rows = ((text("Critère 1"), (), ()), *((text("a"), text("1"), ()) for _ in range(12)))
    table = Table("t", text("Table"), (text("x"), text("y"), text("z")), rows)
    word = docx.Document(io.BytesIO(write(Document("t", "fr", (table,)))))
    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in word.tables[0].rows]
    assert kept == [True, True, *[None] * 12]


def test_large_tables_are_written_whole() -> None:
    rows = tuple(tuple(text(f"{row}.{column}") for column in range(8)) for row in range(400))
    table = Table("t", text("Grand"), tuple(text(str(column)) for column in range(8)), rows)
    word = docx.Document(io.BytesIO(write(Document("t", "fr", (table,)))))
    assert [cell.text for cell in word.tables[0].rows[400].cells][-1] == "399.7"
