"""The sections of a protocol: complete, empty, hostile; in both languages; with every kind of design."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from protocols.exchange import example, loads
from protocols.model.section import NotApplicable, is_empty
from protocols.protocol import Protocol
from stats.card import Family
from stats.registry import kinds
from templates import compose as composing
from templates.blocks import Document, Heading, gaps_of, items_of, plain_text, walk
from templates.compose import compose, export_docx, outline, section
from templates.context import OVERVIEW_ITEMS, REFERENCE_ITEMS, SIZE_ITEMS
from templates.reading.refused import Refused
from templates.saying import words
from templates.word.embed import read
from templates.word.labels import labels_of
from tests.templates.cases import ALL, DESIGNS, completed, finished_examples, found_of, protocol_of, retyped

LANGUAGES = ("fr", "en")
HOSTILE = '{{ 7*7 }} {% raw %} <b>gras</b> | # x **y** _z_ [a](http://b) 👩🏽‍⚕️ שלום \\ ~s~ & "q"'


def printed(document: Document) -> str:
    """Every word of a document."""
    labels = labels_of(document).by_anchor
    return "\n".join(plain_text(block, document.language, labels) for block in walk(document.blocks))


def without_r(text: str) -> str:
    """The text without its R calls, whose braces and digits are R's."""
    return "\n".join(line for line in text.split("\n") if "dans R\u00a0: " not in line and "in R: " not in line)


def composed(name: str, language: str) -> Document:
    return compose(protocol_of(name), language=language, size=found_of(name))  # type: ignore[arg-type]


def empty_headings(document: Document) -> list[str]:
    """Headings with nothing under them before the next one of their level."""
    blocks = list(document.blocks)
    followers = [*blocks[1:], Heading(1, ())]
    return [
        plain_text(block)
        for block, after in zip(blocks, followers, strict=True)
        if isinstance(block, Heading) and isinstance(after, Heading) and after.level <= block.level
    ]


def test_the_words_of_a_design_are_there_in_both_languages() -> None:
    for language in LANGUAGES:
        folder = composing.FOLDER / language / "designs"
        written = {path.stem for path in folder.glob("*.md")}
        assert written <= {*kinds(), *(family.value for family in Family), "none", "general"}
        assert written == {path.stem for path in (composing.FOLDER / "fr" / "designs").glob("*.md")}


def test_every_section_has_a_file_in_both_languages() -> None:
    for language in LANGUAGES:
        written = {path.stem for path in Path(composing.FOLDER / language).glob("*.md")}
        assert written == {*outline(), *outline("synopsis")}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ALL)
def test_a_complete_protocol_reads_as_text(name: str, language: str) -> None:
    document = composed(name, language)
    text = without_r(printed(document))
    assert not re.search(r"\{|\}|\bNone\b|\bnan\b|\binf\b|\bTrue\b|\bFalse\b|\*\*", text)
    assert not re.search(r"\d[.,]\d{6}", re.sub(r"doi:\S+", "", text))
    assert not empty_headings(document)
    assert gaps_of(document.blocks) == ()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", DESIGNS)
def test_the_solved_numbers_are_the_printed_ones(name: str, language: str) -> None:
    from templates.formatting import integer

    found, text = found_of(name), printed(composed(name, language))
    assert integer(found.analysed, language) in text  # type: ignore[arg-type]
    assert integer(found.enrolled, language) in text  # type: ignore[arg-type]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_protocol_asks_for_every_field_it_needs(language: str) -> None:
    protocol = Protocol()
    document = compose(protocol, language=language)  # type: ignore[arg-type]
    comments = " ".join(gap.comment for gap in gaps_of(document.blocks))
    for page, part in protocol.sections().items():
        for name in protocol.missing(page):
            assert words(part.asks()[name].why, language) in comments, name  # type: ignore[arg-type]
    assert "SPIRIT 2025 (1a)" in comments
    assert not empty_headings(document)
    assert not re.search(r"\{|\}|\bNone\b|\bnan\b", printed(document))


def test_an_optional_field_left_empty_leaves_no_gap() -> None:
    labels = {gap.label for gap in gaps_of(compose(Protocol(), language="fr").blocks)}
    assert "code du protocole" not in labels
    assert "unité" not in labels


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_person_typed_is_printed_literally(language: str) -> None:
    protocol = retyped(example("i_sleep"), HOSTILE)
    document = compose(protocol, language=language)  # type: ignore[arg-type]
    # Narratives keep **bold** and ~subscript~ as looks: only these marks may leave the text.
    literal = "{{ 7*7 }} {% raw %} <b>gras</b> | # x "
    text = printed(document)
    assert text.count(literal) > 60
    assert "49" not in re.findall(r"\b\d+\b", "".join(line for line in text.split("\n") if literal in line))
    assert "[a](http://b) 👩🏽‍⚕️ שלום" in text
    assert HOSTILE in text  # short values keep every mark
    assert document.title == HOSTILE


def test_control_characters_never_reach_the_document() -> None:
    protocol = retyped(example("i_sleep"), "a\x00b\x07c\ufffe\ue000d")
    assert not re.search("[\x00\x07\ufffe\ue000]", printed(compose(protocol)))
    assert "abcd" in printed(compose(protocol))
    export_docx(protocol)


def test_blank_text_is_a_gap_not_an_empty_section() -> None:
    bare = example("i_sleep").model_copy(update={"references": ()})  # a reference cannot be blank
    protocol = retyped(bare, "\x00 \n\t ")
    document = compose(protocol)
    assert not empty_headings(document)
    assert len(gaps_of(document.blocks)) > 30


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ("i_sleep", "ai_ecg", "sms_contraception"))
def test_blocks_answer_exactly_the_items_of_the_given_fields(name: str, language: str) -> None:
    protocol = example(name)
    given = {
        item
        for part in protocol.sections().values()
        for field, ask in part.asks().items()
        if not is_empty(getattr(part, field))
        for item in ask.items
    }
    document = compose(protocol, language=language)  # type: ignore[arg-type]
    assert items_of(document.blocks) == given | {*SIZE_ITEMS, *OVERVIEW_ITEMS, *REFERENCE_ITEMS}


def test_an_empty_protocol_answers_nothing() -> None:
    assert items_of(compose(Protocol()).blocks) == frozenset()


@pytest.mark.parametrize("name", ALL)
def test_both_languages_have_the_same_structure(name: str) -> None:
    french, english = (composed(name, language) for language in LANGUAGES)
    assert [type(block) for block in french.blocks] == [type(block) for block in english.blocks]
    anchors = [[getattr(block, "anchor", None) for block in one.blocks] for one in (french, english)]
    assert anchors[0] == anchors[1]
    assert all(block.anchor for block in french.blocks if isinstance(block, Heading))


@pytest.mark.parametrize("name", ALL)
def test_french_spaces_do_not_break(name: str) -> None:
    protocol = retyped(protocol_of(name), "Texte")
    for document in (compose(protocol, language="fr", size=found_of(name)), compose(Protocol(), language="fr")):
        text = printed(document) + " ".join(gap.comment for gap in gaps_of(document.blocks))
        assert not re.search(r"[^\S\u00a0\u202f\n][;:!?%»](?![\w{])|« ", text.replace(" :: ", ""))


def test_not_applicable_is_printed_with_its_reason() -> None:
    document = compose(example("ai_ecg"), language="fr")
    assert "Sans objet\u00a0: Étude à un seul groupe sur données existantes" in printed(document)


@pytest.mark.parametrize(
    ("language", "said"),
    (("fr", "Sans objet\u00a0: l'étude comporte un seul groupe"), ("en", "Not applicable: the study has a single")),
)
def test_a_single_group_needs_no_randomisation(language: str, said: str) -> None:
    protocol = example("ai_ecg").changed("plan", "allocation", None)
    assert said in printed(compose(protocol, language=language))  # type: ignore[arg-type]


def test_a_missing_source_is_a_gap() -> None:
    protocol = completed(example("i_sleep"))
    unsourced = protocol.sizing.assumptions["sd"].model_copy(update={"source": None, "citation": ""})
    sizing = protocol.sizing.model_copy(update={"assumptions": {**protocol.sizing.assumptions, "sd": unsourced}})
    gaps = gaps_of(compose(protocol.model_copy(update={"sizing": sizing})).blocks)
    assert [gap.label for gap in gaps] == ["source"]
    assert "DELTA2" in gaps[0].comment


def test_an_incomplete_sizing_prints_what_is_known_and_what_is_missing() -> None:
    protocol = example("i_sleep")
    without = {name: line for name, line in protocol.sizing.assumptions.items() if name != "sd"}
    sizing = protocol.sizing.model_copy(update={"assumptions": without})
    document = compose(protocol.model_copy(update={"sizing": sizing}), language="fr")
    assert "\u22122,25\u00a0points" in printed(document)
    assert any("écart-type" in gap.label for gap in gaps_of(document.blocks))
    assert not set(SIZE_ITEMS[:1]) & items_of(document.blocks)


def test_a_section_alone_is_the_same_as_in_its_document() -> None:
    protocol = example("i_sleep")
    assert section(protocol, "background")[0] in compose(protocol).blocks
    assert len(section(protocol, "sample_size")) > 20


def test_every_reference_is_listed_once_and_numbered_from_the_author() -> None:
    protocol = example("i_sleep")
    text = printed(compose(protocol, language="fr"))
    listed = text[text.rindex("Références") :]
    assert listed.index(protocol.references[0].text[:40]) < listed.index("Phillips")
    assert listed.count("10.1002/sim.1783") == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", finished_examples())
def test_the_word_file_reopens_as_the_protocol(name: str, language: str) -> None:
    protocol = example(name)
    assert loads(read(export_docx(protocol, language)).project_json) == protocol  # type: ignore[arg-type]


def test_an_export_without_data_holds_none() -> None:
    with pytest.raises(Refused):
        read(export_docx(example("i_sleep"), with_data=False))


def test_reasons_stay_with_not_applicable_rows() -> None:
    protocol = example("i_sleep").changed(
        "objectives", "intercurrent", NotApplicable(not_applicable="aucun <i>attendu</i>")
    )
    assert "Sans objet\u00a0: aucun <i>attendu</i>" in printed(compose(protocol, language="fr"))


def test_a_method_offered_for_comparison_says_so() -> None:
    found = found_of("sensitivity, Wald")
    caution = found.design.caution()
    assert caution is not None and words(caution, "fr") in printed(composed("sensitivity, Wald", "fr"))


def test_an_unknown_kind_of_document_is_an_error() -> None:
    with pytest.raises(ValueError, match="no document"):
        compose(Protocol(), kind="../protocol")
