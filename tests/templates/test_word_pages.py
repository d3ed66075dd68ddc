"""Page numbers come from a first printing, or not at all."""

import io
import shutil
from collections.abc import Callable

import docx
import pytest

from templates.blocks import Document, Language
from templates.word import pages
from templates.word.labels import OutlineEntry
from templates.word.pages import find_headings, heading_pages, write_with_pages

OUTLINE = [
    OutlineEntry(1, "1", "Contexte", "a"),
    OutlineEntry(2, "1.1", "Besoin", "b"),
    OutlineEntry(1, "2", "Fin", "c"),
]


def test_headings_are_found_after_the_contents() -> None:
    printed = [
        "Couverture",
        "1 Contexte\n1.1 Besoin\n2 Fin",
        "1  Contexte\nvoir 2 Fin",
        "1.1 Besoins",
        "1.1 Besoin\n\n  2 Fin",
    ]
    assert find_headings(OUTLINE, printed) == {"a": 3, "b": 5, "c": 5}


def test_a_heading_that_is_not_found_gives_no_page_at_all() -> None:
    assert find_headings(OUTLINE, ["", "2 Fin", "1 Contexte"]) is None


def test_without_libreoffice_there_is_no_page(
    monkeypatch: pytest.MonkeyPatch, document: Callable[[Language], Document]
) -> None:
    monkeypatch.setattr(pages.shutil, "which", lambda name: None)
    assert heading_pages(document("fr")) is None


@pytest.mark.tools
@pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftotext")), reason="LibreOffice or pdftotext is not installed"
)
def test_two_passes(document: Callable[[Language], Document]) -> None:
    word = docx.Document(io.BytesIO(write_with_pages(document("fr"))))
    entries = [paragraph.text.split("\t") for paragraph in word.paragraphs if paragraph.style.name.startswith("toc")]
    assert [(number, int(page)) for number, _, page in entries][:2] == [("1", 3), ("1.1", 3)]
    assert all(int(page) >= 3 for _, _, page in entries)
