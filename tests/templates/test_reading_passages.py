"""The text of a file as passages, and every hostile file as a sentence."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest

from protocols.exchange import example
from templates.compose import export_docx
from templates.reading.limited import limited
from templates.reading.passages import passages_of
from templates.reading.refused import Refused
from templates.reading.reviewing import reviewed
from tests.templates.planting import parts_changed

GOOD = export_docx(example("i_sleep"))
DOCUMENT = "word/document.xml"


def package(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return made.getvalue()


def body(content: str) -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return f'<w:document xmlns:w="{space}"><w:body>{content}</w:body></w:document>'.encode()


def paragraph(*runs: str) -> str:
    return "<w:p>" + "".join(runs) + "</w:p>"


def run(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def texts(content: str) -> list[str]:
    return [one.text for one in passages_of(package(word__document=body(content)))]


def test_words_as_they_are_read() -> None:
    deleted = "<w:del><w:r><w:delText>400</w:delText></w:r></w:del>"
    inserted = f"<w:ins>{run('568')}</w:ins>"
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>SEQ Table</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("2")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert texts(paragraph(run("n = "), deleted, inserted)) == ["n = 568"]
    assert texts(paragraph(run("Tableau "), field)) == ["Tableau 2"]
    assert texts(paragraph(run("  ")) + paragraph()) == []


def test_the_table_of_contents_is_left_out() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o "1-3"</w:instrText></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    content = paragraph(begin, run("1 Contexte 3")) + paragraph(run("2 Objectifs 4")) + paragraph(end)
    assert texts(content + paragraph(run("Contexte"))) == ["Contexte"]


def test_cells_have_their_place() -> None:
    row = f"<w:tr><w:tc>{paragraph(run('a'))}</w:tc><w:tc>{paragraph(run('b'))}</w:tc></w:tr>"
    found = passages_of(package(word__document=body(f"<w:tbl>{row}{row}</w:tbl>")))
    assert [one.cell for one in found] == ["1.1.1", "1.1.2", "1.2.1", "1.2.2"]


def test_the_passages_are_those_that_python_docx_sees() -> None:
    found = passages_of(GOOD)
    shown = {one.text.strip() for one in docx.Document(io.BytesIO(GOOD)).paragraphs if one.text.strip()}
    assert len({one.text for one in found} & shown) > 0.7 * len(shown)
    assert any(one.heading for one in found) and any(one.cell for one in found)


BOMB = package(word__document=b"<w:t/>" * 12_000_000)
ENTITIES = b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><d>&b;</d>'
MACROS = io.BytesIO()
with zipfile.ZipFile(MACROS, "w") as made:
    for part in ("[Content_Types].xml", DOCUMENT, "word/vbaProject.bin"):
        made.writestr(part, b"<x/>")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"bonjour",
        GOOD[: len(GOOD) // 2],
        BOMB,
        MACROS.getvalue(),
        b"PK" + bytes(100 * 1024 * 1024),
        b"\xd0\xcf\x11\xe0" + bytes(512),
        package(word__document=ENTITIES),
        package(word__document=b"<w:document"),
        parts_changed(GOOD, lambda name, content: ENTITIES if name == DOCUMENT else content),
        parts_changed(GOOD, lambda name, content: content[:-50] if name == DOCUMENT else content),
        export_docx(example("i_sleep"), with_data=False),
    ],
    ids=["empty", "text", "cut", "bomb", "macros", "100MB", "doc", "entities", "xml", "entities-ours", "cut-ours", "foreign"],
)  # fmt: skip
def test_a_hostile_file_gets_a_sentence(data: bytes) -> None:
    with pytest.raises(Refused) as refusal:
        reviewed(data, "fr")
    for said in (refusal.value.fr, refusal.value.en):
        assert said.endswith(".") and len(said) > 40


def test_deep_nesting_does_not_stop_us() -> None:
    deep = "<w:sdt>" * 200_000 + "</w:sdt>" * 200_000
    with pytest.raises(Refused):
        passages_of(package(word__document=body(deep)))


def test_a_process_that_takes_too_long_or_too_much_is_stopped() -> None:
    with pytest.raises(Refused):
        limited("templates.reading.extract", GOOD, seconds=15, memory=1 << 22)
    with pytest.raises(Refused):
        limited("this", b"")
