"""The annex of checklists: complete, referring to sections that exist, and in agreement with the blocks printed."""

from __future__ import annotations

import re
from functools import cache

import pytest

from protocols.coverage import ELSEWHERE, Status, coverage
from protocols.exchange import example
from protocols.model.section import is_empty
from protocols.protocol import Protocol
from stats.text import LANGUAGES
from templates.blocks import (
    Block,
    CrossRef,
    Document,
    Heading,
    Language,
    Note,
    Paragraph,
    Run,
    Table,
    gaps_of,
    items_of,
    plain_text,
    text,
)
from templates.checklist_annex import anchors, annex, places_of
from templates.compose import FOLDER, compose, outline
from templates.word.labels import labels_of
from templates.word.writer import write
from tests.protocols.filled import an_answer, filled

EXAMPLES = ("ai_ecg", "i_sleep", "sms_contraception")
OF = pytest.mark.parametrize("study", EXAMPLES)
IN = pytest.mark.parametrize("language", LANGUAGES)
# Printed without carrying their points: other questions of the same page carry them.
UNMARKED = {("identification", "code"), ("objectives", "secondary")}


@cache
def document(study: str, language: Language, refuse: bool = False) -> Document:
    return compose(filled(study, refuse), language=language)


def with_annex(study: str, language: Language, refuse: bool = False) -> Document:
    """The document as it is printed, annex included."""
    return document(study, language, refuse)


def alone(protocol: Protocol, language: Language) -> tuple[Block, ...]:
    """The annex of a protocol, referring to the document that carries it."""
    return annex(protocol, language, compose(protocol, language=language).blocks)


def tables(blocks: tuple[object, ...]) -> list[Table]:
    return [one for one in blocks if isinstance(one, Table)]


@OF
@IN
@pytest.mark.parametrize("refuse", [False, True])
def test_one_table_per_list_and_one_row_per_point(study: str, language: Language, refuse: bool) -> None:
    protocol = filled(study, refuse)
    blocks = annex(protocol, language, document(study, language, refuse).blocks)
    found = coverage(protocol)
    assert [one.anchor for one in tables(blocks)] == [
        f"checklist-{one.checklist.name.replace('_', '-')}" for one in found
    ]
    for table, one in zip(tables(blocks), found, strict=True):
        assert [row[0][0].text.split(" ")[0] for row in table.rows] == [point.item.number for point in one.items]
        assert all(cell for row in table.rows for cell in row)
        for row, point in zip(table.rows, one.items, strict=True):
            answer = plain_text(Paragraph(row[2]), language)
            if point.status is Status.NOT_APPLICABLE:
                assert answer.startswith("Sans objet" if language == "fr" else "Not applicable")
            assert ("À compléter" in answer or "To be completed" in answer) == bool(point.missing)
    assert not items_of(blocks), "the annex lists the points, it does not answer them"
    assert not gaps_of(blocks)


@OF
@IN
def test_every_reference_of_the_annex_exists_and_word_takes_it(study: str, language: Language) -> None:
    printed = with_annex(study, language)
    labels = labels_of(printed).by_anchor
    named = {
        piece.anchor
        for table in tables(printed.blocks)
        if table.anchor.startswith("checklist-")
        for row in table.rows
        for piece in row[2]
        if isinstance(piece, CrossRef)
    }
    assert len(named) > 10 and named <= set(labels)
    assert write(printed)[:2] == b"PK"


@OF
def test_an_incomplete_protocol_says_what_is_missing(study: str) -> None:
    protocol = example(study).changed("ethics", "later_use", None).changed("background", "need", None)
    said = "\n".join(plain_text(one) for one in alone(protocol, "fr"))
    assert "utilisation ultérieure des données" in said and "besoin médical" in said
    assert alone(Protocol(), "en")


def test_the_annex_stands_inside_the_appendices() -> None:
    printed = document("i_sleep", "fr")
    blocks = annex(filled("i_sleep"), "fr", printed.blocks, level=2)
    assert {one.level for one in blocks if isinstance(one, Heading)} == {2, 3}
    assert labels_of(printed).by_anchor["checklists"].count(".") == 1


def test_editions_and_status_are_printed() -> None:
    for language in LANGUAGES:
        notes = " ".join(plain_text(one) for one in with_annex("ai_ecg", language).blocks if isinstance(one, Note))
        assert "SPIRIT 2013" in notes and "Preuve" in notes
        assert "EN ISO 14155:2020/A11:2024" in notes and "ISO 14155:2026" in notes


def test_what_the_author_typed_is_printed_as_typed() -> None:
    reason = "**non** {{ 7 * 7 }} <b>\x07& | fin"
    protocol = example("i_sleep").changed("plan", "unblinding", {"not_applicable": reason})
    protocol = protocol.changed("plan", "blinding", "Ouvert")
    (row,) = [row for row in tables(alone(protocol, "fr"))[0].rows if row[0] == text("24c")]
    assert row[2] == (Run("Sans objet\u00a0: **non** {{ 7 * 7 }} <b>& | fin"),)


def test_the_lists_set_aside_are_named_with_the_reason() -> None:
    protocol = filled("i_sleep").changed("economics", "planned", "no").changed("economics", "plan", "Aucune étude.")
    said = plain_text(alone(protocol, "fr")[-1])
    assert "STARD-AI 2025\u00a0: le dispositif ne repose pas sur l'IA." in said
    assert "CHEERS 2022\u00a0: Aucune étude." in said


def test_places_are_the_nearest_headings_and_many_become_their_chapter() -> None:
    blocks = (
        Heading(1, text("Un"), "one"),
        Heading(2, text("Un un"), "one-one"),
        Paragraph(text("x"), items=("a:1", "a:2")),
        Heading(2, text("Un deux"), "one-two"),
        Paragraph(text("x"), items=("a:1",)),
        Paragraph(text("x"), items=("a:1",)),
        Heading(1, text("Références"), "references"),
    )
    places = places_of(blocks)
    assert places["a:1"] == (("one", "one-one"), ("one", "one-two")) and places["a:2"] == (("one", "one-one"),)
    assert places["mdr_annex_xv:3.19"] == (("references", "references"),)
    assert anchors(places["a:1"]) == ("one-one", "one-two") and anchors(places["a:1"], most=1) == ("one",)
    assert places_of((Paragraph(text("x"), items=("a:1",)),)) == {}


def printed_fields(language: Language) -> set[tuple[str, str]]:
    """The questions that some section of the document prints, as far as sections are written."""
    parts = Protocol().sections()
    sources = [(FOLDER / language / f"{name}.md") for name in outline()]
    text_ = "\n".join(path.read_text(encoding="utf-8") for path in sources if path.is_file())
    return {
        (one, two) for one, two in re.findall(r"\b(\w+)\.(\w+)\b", text_) if one in parts and two in parts[one].asks()
    }


@OF
@IN
@pytest.mark.parametrize("refuse", [False, True])
def test_the_blocks_answer_what_the_model_says_is_answered(study: str, language: Language, refuse: bool) -> None:
    protocol = filled(study, refuse)
    parts, carried = protocol.sections(), items_of(document(study, language, refuse).blocks)
    printed = {field for field in printed_fields(language) if not is_empty(getattr(parts[field[0]], field[1]))}
    expected = {item for section, field in printed for item in parts[section].asks()[field].items}
    assert {item for item in expected if item not in carried} == set(), "answered, but no block carries it"
    elsewhere = {item for other in ELSEWHERE for item in other.items}
    assert carried - expected - elsewhere == set(), "carried by a block, but nobody answered it"


@IN
def test_each_answer_carries_its_own_points(language: Language) -> None:
    """One question answered at a time: its points appear, and no other."""
    start = Protocol().changed("plan", "type", "randomised_parallel").changed("device", "uses_ai", "yes")
    before = items_of(compose(start, language=language).blocks)
    for section, field in sorted(printed_fields(language)):
        ask = start.sections()[section].asks()[field]
        if not is_empty(getattr(start.sections()[section], field)):
            continue
        after = items_of(compose(start.changed(section, field, an_answer(ask)), language=language).blocks)
        assert after - before <= set(ask.items), (section, field)
        if (section, field) not in UNMARKED:
            assert set(ask.items) <= after, (section, field)
