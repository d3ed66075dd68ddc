"""The amendment table: one row a change, in both languages, with an empty column for the reason; inert whatever was typed."""

from __future__ import annotations

import datetime as dt
import io

import docx
import pytest

from protocols.changes_between import changes
from protocols.compared import Amount, Listed, Reason, Said, Span, Tabled
from protocols.excerpts import Passage, Piece
from protocols.exchange import example
from protocols.protocol import Protocol
from stats.quantities import Unit
from stats.text import Text
from templates.amendment import State, amendment, amendment_docx, by_section
from templates.blocks import Document, Language, Run, Table, plain_inlines, walk
from templates.changed_words import say_state
from tests.templates.conftest import HOSTILE

LANGUAGES: tuple[Language, ...] = ("fr", "en")
SLEEP = example("i_sleep")
LATER = SLEEP.changed("population", "inclusion", (*SLEEP.population.inclusion[1:], HOSTILE)).changed(
    "sizing", "target", 0.9
)


def made(before: Protocol, after: Protocol, language: Language = "fr") -> Document:
    names = State(before, "v0.1"), State(after, HOSTILE)
    return amendment(*names, changes(before, after), language, dt.date(2026, 11, 22))


def table(document: Document) -> Table:
    (found,) = (block for block in walk(document.blocks) if isinstance(block, Table))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_row_for_each_change_and_the_reason_left_empty(language: Language) -> None:
    found = table(made(SLEEP, LATER, language))
    assert len(found.header) == 4 and len(found.rows) == len(changes(SLEEP, LATER)) == 4
    assert all(row[3] == () for row in found.rows)
    said = ["\n".join(plain_inlines(cell, language) for cell in row) for row in found.rows]
    power = "80\u00a0%" if language == "fr" else "80%"
    assert any(power in row for row in said)
    assert any(HOSTILE in row for row in said)
    size = SLEEP.sample_size()
    assert any(f"\n{size.enrolled}\n" in row for row in said)  # type: ignore[union-attr]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_changed_is_a_sentence(language: Language) -> None:
    document = made(SLEEP, SLEEP, language)
    assert not [block for block in document.blocks if isinstance(block, Table)] and len(document.blocks) == 2


SAID: list[tuple[Said, str, str]] = [
    (None, "non renseigné", "not filled in"),
    (Amount(0.8, Unit.PROPORTION), "80\u00a0%", "80%"),
    (Amount(4.5, Unit.ENDPOINT, "points"), "4,5\u00a0points", "4.5\u00a0points"),
    (Amount(12500.5), "12\u202f500,5", "12,500.5"),
    (Span(3.0, 5.5, Unit.ENDPOINT, "mm"), "3 à 5,5\u00a0mm", "3 to 5.5\u00a0mm"),
    (Span(None, 0.3, Unit.PROPORTION), "≤\u00a030\u00a0%", "≤\u00a030%"),
    (Span(0.0, None, Unit.PROPORTION), "≥\u00a00\u00a0%", "≥\u00a00%"),
    (Reason("sans suivi"), "Sans objet\u00a0: sans suivi", "Not applicable: sans suivi"),
    (dt.date(2026, 1, 1), "1er\u00a0janvier 2026", "1\u00a0January 2026"),
    (Text(fr="soin courant", en="usual care"), "Soin courant", "Usual care"),
    (Listed(("a", "b")), "•\u00a0a\n•\u00a0b", "•\u00a0a\n•\u00a0b"),
    (Listed(("b", "a"), order=True), "Seul l'ordre change\u00a0:\n1. b\n2. a", "Only the order changes:\n1. b\n2. a"),
    (Tabled((), (("V1", "", Text(fr="ajouté", en="added")),)), "•\u00a0V1 | ajouté", "•\u00a0V1 | added"),
]


@pytest.mark.parametrize(("said", "french", "english"), SAID)
def test_each_kind_of_value_in_words(said: Said, french: str, english: str) -> None:
    assert plain_inlines(say_state(said, "fr"), "fr") == french
    assert plain_inlines(say_state(said, "en"), "en") == english


def test_what_changed_is_in_bold_unless_everything_did() -> None:
    part = Passage((Piece("âge de "), Piece("18", True), Piece(" ans")))
    assert say_state(part, "fr") == (Run("âge de "), Run("18", bold=True), Run(" ans"))
    assert say_state(Passage((Piece("tout", True), Piece(" […] "), Piece("neuf", True))), "fr")[0] == Run("tout")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_shows_one_table_for_each_section(language: Language) -> None:
    found = by_section(changes(SLEEP, LATER), language)
    assert [len(one.rows) for _, one in found] == [1, 3]
    assert found[0][0] == "Population"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("before", ["ai_ecg", "empty"])
def test_the_word_file_holds_the_whole_table(language: Language, before: str) -> None:
    old = Protocol() if before == "empty" else example(before)
    found = changes(old, LATER)
    names = State(old, "x\x00" * 50), State(LATER, HOSTILE)
    data = amendment_docx(*names, found, language, dt.date(2026, 11, 22))
    word = docx.Document(io.BytesIO(data))
    last = word.tables[-1]
    assert len(last.rows) == len(found) + 1
    assert all(not row.cells[3].text for row in last.rows[1:])
    assert any(HOSTILE in cell.text for table in word.tables for row in table.rows for cell in row.cells)
    assert data == amendment_docx(*names, found, language, dt.date(2026, 11, 22))


def test_a_draft_without_a_title_still_has_its_table() -> None:
    document = made(Protocol(), Protocol().changed("background", "need", "x"))
    assert document.title == "[À compléter\u00a0: titre de l'étude]"
    assert table(document).rows
