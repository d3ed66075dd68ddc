"""Algorithm, human factors, economics, safety: complete, empty and without AI; in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from protocols.exchange import example
from protocols.model.algorithm import Algorithm
from protocols.model.conduct import Conduct
from protocols.model.economics import Economics
from protocols.model.human_factors import HumanFactors
from protocols.model.safety import Safety
from protocols.model.section import NotApplicable, is_empty
from protocols.protocol import Protocol
from templates.answers import gap_comment
from templates.blocks import Blocks, Heading, Table, gaps_of, items_of, plain_text, walk
from templates.compose import section
from templates.saying import words
from tests.templates.cases import finished_examples

LANGUAGES = ("fr", "en")
TITLES = {
    "algorithm": ("Données, algorithme et versions", "Data, algorithm and versions"),
    "human_factors": (
        "Facteurs humains, usage réel et erreurs de performance",
        "Human factors, real use and performance errors",
    ),
    "economics": ("Évaluation économique et organisationnelle", "Economic and organisational evaluation"),
    "safety": ("Sécurité, vigilance et défectuosités", "Safety, vigilance and device deficiencies"),
}
PROTOCOLS = {name: example(name) for name in finished_examples()} | {"empty": Protocol()}
CASES = [(name, which, language) for name in TITLES for which in PROTOCOLS for language in LANGUAGES]
SECTIONS = (Algorithm, Conduct, HumanFactors, Economics, Safety)


def rendered(protocol: Protocol, name: str, language: str) -> Blocks:
    return section(protocol, name, language)  # type: ignore[arg-type]


def printed(blocks: Blocks, language: str) -> str:
    return "\n".join(plain_text(block, language) for block in walk(blocks))  # type: ignore[arg-type]


def items_given(protocol: Protocol, name: str) -> set[str]:
    part = protocol.sections()[name]
    return {item for field, ask in part.asks().items() if not is_empty(getattr(part, field)) for item in ask.items}


def headings(blocks: Blocks) -> Iterator[tuple[Heading, bool]]:
    """Each heading, and whether anything stands under it."""
    followers = [*blocks[1:], Heading(1, ())]
    for block, after in zip(blocks, followers, strict=True):
        if isinstance(block, Heading):
            yield block, not (isinstance(after, Heading) and after.level <= block.level)


@pytest.mark.parametrize(("name", "which", "language"), CASES)
def test_a_section_has_its_title_and_nothing_left_over(name: str, which: str, language: str) -> None:
    blocks = rendered(PROTOCOLS[which], name, language)
    title = blocks[0]
    assert isinstance(title, Heading) and (title.level, title.anchor) == (1, name)
    assert plain_text(title) == TITLES[name][LANGUAGES.index(language)]
    assert all(filled and heading.anchor for heading, filled in headings(blocks))
    text = printed(blocks, language)
    assert not re.search(r"\{|\}|\bNone\b|\bnan\b|\bTrue\b|\bFalse\b|\*\*|::", text)
    if language == "fr":
        assert not re.search(r"[^\S\u00a0\u202f\n][;:!?%»]|« ", text)


@pytest.mark.parametrize("which", PROTOCOLS)
@pytest.mark.parametrize("name", TITLES)
def test_both_languages_have_the_same_blocks(name: str, which: str) -> None:
    french, english = (rendered(PROTOCOLS[which], name, language) for language in LANGUAGES)
    for one, other in zip(french, english, strict=True):
        assert type(one) is type(other)
        assert getattr(one, "anchor", None) == getattr(other, "anchor", None)
        assert getattr(one, "items", None) == getattr(other, "items", None)


def test_no_anchor_is_used_twice() -> None:
    blocks = [block for name in TITLES for block in rendered(PROTOCOLS["ai_ecg"], name, "fr")]
    anchors = [block.anchor for block in blocks if isinstance(block, Heading | Table)]
    assert len(anchors) == len(set(anchors))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("which", finished_examples())
@pytest.mark.parametrize("name", TITLES)
def test_an_example_has_no_gap_and_answers_its_items(name: str, which: str, language: str) -> None:
    protocol = PROTOCOLS[which]
    blocks = rendered(protocol, name, language)
    assert gaps_of(blocks) == ()
    assert items_given(protocol, name) <= items_of(blocks)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TITLES)
def test_an_empty_protocol_is_asked_for_every_needed_field(name: str, language: str) -> None:
    protocol = Protocol()
    blocks = rendered(protocol, name, language)
    comments = {gap.comment for gap in gaps_of(blocks)}
    part = protocol.sections()[name]
    asked = {gap_comment(part.asks()[field], language) for field in part.missing()}  # type: ignore[arg-type]
    assert asked <= comments
    assert items_of(blocks) == frozenset()


@pytest.mark.parametrize(
    ("language", "said"),
    (
        ("fr", "Sans objet\u00a0: le dispositif ne repose pas sur un algorithme entraîné."),
        ("en", "Not applicable: the device does not rest on a trained algorithm."),
    ),
)
def test_without_ai_the_section_says_so_and_asks_for_nothing_about_training(language: str, said: str) -> None:
    assert said in printed(rendered(PROTOCOLS["i_sleep"], "algorithm", language), language)
    assert said not in printed(rendered(PROTOCOLS["ai_ecg"], "algorithm", language), language)
    assert said not in printed(rendered(Protocol(), "algorithm", language), language)  # not known yet
    bare = Protocol().changed("device", "uses_ai", "no")
    blocks = rendered(bare, "algorithm", language)
    assert said in printed(blocks, language)
    assert not {gap.label for gap in gaps_of(blocks)} & {
        words(ask.label, language).lower()  # type: ignore[arg-type]
        for ask in Algorithm.asks().values()
    }


def test_not_applicable_keeps_its_reason() -> None:
    protocol = PROTOCOLS["ai_ecg"]
    reason = protocol.economics.organisation
    assert isinstance(reason, NotApplicable)
    assert reason.not_applicable in printed(rendered(protocol, "economics", "fr"), "fr")


def test_without_an_evaluation_the_reason_stands_alone() -> None:
    protocol = PROTOCOLS["ai_ecg"]
    text = printed(rendered(protocol, "economics", "fr"), "fr")
    assert (protocol.economics.plan or "") in text and "CEESP" not in text
    assert "Cadre de l'évaluation" in printed(rendered(PROTOCOLS["i_sleep"], "economics", "fr"), "fr")


@pytest.mark.parametrize("language", LANGUAGES)
def test_safety_prints_the_regulatory_defaults_to_be_confirmed(language: str) -> None:
    for protocol in PROTOCOLS.values():
        text = printed(rendered(protocol, "safety", language), language).replace("\u00a0", " ")
        assert "MDCG 2020-10/1" in text and "2017/745" in text
        days = re.findall(r"(\d+) (?:jours calendaires|calendar days)", text)
        assert days == ["3", "2", "7"]
        assert re.search("à confirmer avant le dépôt|to be confirmed before submission", text)


@pytest.mark.parametrize("part", SECTIONS)
def test_every_question_shows_an_example_in_both_languages(part: type) -> None:
    for name, ask in part.asks().items():
        assert ask.example is not None, name
        assert ask.example.fr.strip() and ask.example.en.strip() and ask.example.fr != ask.example.en, name


@pytest.mark.parametrize("which", finished_examples())
def test_examples_mark_what_the_research_adds(which: str) -> None:
    conduct = PROTOCOLS[which].conduct
    names = {visit.name for visit in conduct.visits}
    assert {"usual", "device"} <= {one.nature for one in conduct.procedures}
    assert all(visit.name and visit.timing for visit in conduct.visits)
    assert all(one.nature != "added" and one.visits and set(one.visits) <= names for one in conduct.procedures)
