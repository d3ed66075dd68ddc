"""The sections of framework: data, governance, ethics, changes, transparency; answered or empty, in both languages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from protocols.exchange import example
from protocols.model.section import NotApplicable
from protocols.protocol import Protocol
from templates import compose as composing
from templates.blocks import Blocks, Gap, Heading, Language, Paragraph, gaps_of, items_of, plain_text, walk
from templates.compose import compose, export_docx, outline, section
from templates.formatting import french_spacing
from templates.saying import words
from templates.word.labels import labels_of
from tests.templates.cases import finished_examples

TITLES: dict[str, dict[Language, str]] = {
    "data": {
        "fr": "Données : gestion, qualité et protection",
        "en": "Data: management, quality and protection",
    },
    "governance": {
        "fr": "Gouvernance, comités et monitoring",
        "en": "Governance, committees and monitoring",
    },
    "ethics": {
        "fr": "Éthique, consentement et cadre réglementaire",
        "en": "Ethics, consent and regulatory framework",
    },
    "changes": {
        "fr": "Modifications, écarts, arrêt et fin d'étude",
        "en": "Amendments, deviations, stopping and end of study",
    },
    "transparency": {
        "fr": "Transparence, financement et diffusion",
        "en": "Transparency, funding and dissemination",
    },
}
LANGUAGES: tuple[Language, ...] = ("fr", "en")
# What a section prints besides its own answers.
BORROWED = {
    "governance": ("sponsor", "investigator", "statistician"),
    "transparency": ("registration", "funding"),
}

every_section = pytest.mark.parametrize("name", TITLES)
every_language = pytest.mark.parametrize("language", LANGUAGES)
every_example = pytest.mark.parametrize("study", finished_examples())


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """A document that holds these sections, whether its outline already names them or not."""
    sections = tuple(dict.fromkeys((*outline(), *TITLES)))
    monkeypatch.setattr(composing, "outline", lambda kind="protocol": sections)


def printed(blocks: Blocks, language: Language) -> str:
    return "\n".join(plain_text(block, language) for block in walk(blocks))


def references(value: Any) -> Iterator[str]:
    """Every anchor that inline content refers to."""
    return iter(re.findall(r"CrossRef\(anchor='([^']+)'", repr(value)))


def anchors_of(blocks: Blocks) -> list[str]:
    return [anchor for block in walk(blocks) if (anchor := getattr(block, "anchor", ""))]


@every_section
@every_language
@pytest.mark.parametrize("study", (*finished_examples(), None))
def test_a_section_reads_as_text_under_its_title(name: str, language: Language, study: str | None) -> None:
    blocks = section(example(study) if study else Protocol(), name, language)
    first, *others = blocks
    assert isinstance(first, Heading) and (first.level, first.anchor) == (1, name)
    assert plain_text(first) == (french_spacing(TITLES[name]["fr"]) if language == "fr" else TITLES[name]["en"])
    headings = [block for block in others if isinstance(block, Heading)]
    assert headings and all(block.anchor.startswith(f"{name}-") and block.level == 2 for block in headings)
    pairs = zip(others, [*others[1:], first], strict=True)
    assert not [one for one, after in pairs if isinstance(one, Heading) and isinstance(after, Heading)]
    assert not re.search(r"\{|\}|\bNone\b|\bTrue\b|\bFalse\b|\*\*|  ", printed(blocks, language))


@every_section
@every_language
@every_example
def test_every_answer_is_printed_with_its_items(name: str, language: Language, study: str) -> None:
    protocol = example(study)
    part, blocks = protocol.sections()[name], section(protocol, name, language)
    text = printed(blocks, language)
    expected = {item for ask in part.asks().values() for item in ask.items}
    for field in BORROWED.get(name, ()):
        expected |= set(protocol.identification.asks()[field].items)
        assert (getattr(protocol.identification, field) or "?") in text
    for field in part.asks():
        value = getattr(part, field)
        said = value.not_applicable if isinstance(value, NotApplicable) else value.split("\n")[0].removeprefix("- ")
        for words_of_author in re.split(r"\s?\[@[^\]]+\]", said):  # a mark is printed as a number
            assert words_of_author in text, field
    assert items_of(blocks) == expected
    assert gaps_of(blocks) == ()


@every_section
@every_language
def test_an_empty_section_asks_for_each_answer_and_claims_none(name: str, language: Language) -> None:
    blocks = section(Protocol(), name, language)
    asks = dict(Protocol().sections()[name].asks())
    identification = Protocol().identification.asks()
    asks |= {field: identification[field] for field in BORROWED.get(name, ())}
    asks = {field: ask for field, ask in asks.items() if ask.needed}
    asked_on_route = {
        words(ask.why, language) for ask in Protocol().route.asks().values()
    }  # printed with the framework
    gaps = [
        gap for gap in gaps_of(blocks) if isinstance(gap, Gap) and not any(one in gap.comment for one in asked_on_route)
    ]
    assert len(gaps) == len(asks)
    for ask in asks.values():
        assert sum(words(ask.why, language) in gap.comment for gap in gaps) == 1
    assert items_of(blocks) == frozenset()


@every_section
@every_language
def test_every_question_has_an_example_and_says_who_asks(name: str, language: Language) -> None:
    for field, ask in Protocol().sections()[name].asks().items():
        assert ask.items and (ask.needed or f"{name}.{field}" == "ethics.route"), (
            field
        )  # a complement to the route found
        assert ask.example is not None and ask.why[language] and ask.label[language], field
        assert 60 < len(ask.example[language]) < 500, field
        assert not re.search(r"[{}]", ask.example[language]), field


@every_section
@pytest.mark.parametrize("study", (*finished_examples(), None))
def test_both_languages_have_the_same_structure(name: str, study: str | None) -> None:
    protocol = example(study) if study else Protocol()
    french, english = (section(protocol, name, language) for language in LANGUAGES)
    assert [type(block) for block in french] == [type(block) for block in english]
    assert anchors_of(french) == anchors_of(english)
    assert list(references(french)) == list(references(english))


@every_section
@every_example
def test_french_spaces_do_not_break(name: str, study: str) -> None:
    for protocol in (example(study), Protocol()):
        blocks = section(protocol, name, "fr")
        text = printed(blocks, "fr") + " ".join(gap.comment for gap in gaps_of(blocks))
        assert not re.search(r"[^\S\u00a0\u202f\n][;:!?%»](?!\w)|« ", text)


@every_language
@every_example
def test_references_lead_somewhere_and_anchors_are_unique(whole: None, language: Language, study: str) -> None:
    document = compose(example(study), language=language)
    known = Counter(anchors_of(document.blocks))
    assert [anchor for anchor, count in known.items() if count > 1] == []
    assert set(references(document.blocks)) <= set(known)
    assert labels_of(document)


@every_example
def test_the_word_file_holds_the_sections(whole: None, study: str) -> None:
    assert export_docx(example(study))[:2] == b"PK"


def test_a_reference_to_a_table_reads_as_a_sentence(whole: None) -> None:
    for language, said in zip(LANGUAGES, ("Le Tableau\u00a0", "Table\u00a0"), strict=True):
        document = compose(example("i_sleep"), language=language)
        labels = labels_of(document).by_anchor
        lines = [plain_text(block, language, labels) for block in document.blocks if isinstance(block, Paragraph)]
        [line] = [one for one in lines if "62" in one and ("échéances" in one or "deadlines" in one)]
        assert line.startswith(said), line


AI_WORDS = {
    "data": ("journalisées", "are logged"),
    "ethics": ("2024/1689", "2024/1689"),
    "changes": ("présumé substantiel", "presumed substantial"),
    "transparency": ("vérification indépendante", "independent verification"),
}


@pytest.mark.parametrize("name", AI_WORDS)
def test_what_concerns_ai_is_said_of_ai_only(name: str) -> None:
    for language, said in zip(LANGUAGES, AI_WORDS[name], strict=True):
        assert said in printed(section(example("ai_ecg"), name, language), language)
        assert said not in printed(section(Protocol(), name, language), language)


@pytest.mark.parametrize(
    ("study", "uses_ai", "guideline"),
    (
        ("i_sleep", "no", "CONSORT 2025"),
        ("i_sleep", "yes", "CONSORT-AI"),
        ("ai_ecg", "yes", "STARD-AI"),
        ("ai_ecg", "no", "STARD 2015"),
    ),
)
@every_language
def test_the_reporting_guideline_follows_the_design(
    study: str, uses_ai: str, guideline: str, language: Language
) -> None:
    protocol = example(study).changed("device", "uses_ai", uses_ai)
    assert guideline in printed(section(protocol, "transparency", language), language)


def test_a_single_arm_study_names_no_guideline_of_trials() -> None:
    protocol = example("i_sleep").changed("plan", "type", "single_arm")
    text = printed(section(protocol, "transparency", "fr"), "fr")
    assert "EQUATOR" in text and "CONSORT" not in text and "STARD" not in text


def test_a_study_without_follow_up_does_not_end_with_a_visit() -> None:
    assert "dernier recueil de données" in printed(section(example("ai_ecg"), "changes", "fr"), "fr")
    assert "dernière visite" in printed(section(example("i_sleep"), "changes", "fr"), "fr")


def test_no_waiver_and_no_start_before_approval_are_always_said() -> None:
    for protocol in (Protocol(), example("i_sleep"), example("ai_ecg")):
        assert "Aucune dérogation au protocole" in printed(section(protocol, "changes", "fr"), "fr")
        assert "No waiver from the protocol" in printed(section(protocol, "changes", "en"), "en")
        framework = printed(section(protocol, "ethics", "fr"), "fr")
        for said in ("Déclaration d'Helsinki", "ISO 14155:2020", "2017/745", "ne commence pas avant", "à confirmer"):
            assert said in framework


def test_what_does_not_apply_is_printed_with_its_reason() -> None:
    text = printed(section(example("ai_ecg"), "ethics", "fr"), "fr")
    assert text.count("Sans objet\u00a0: ") == 4  # two questions of ethics, two numbers of the route
    assert "aucun patient n'est suivi ni exposé au logiciel" in text
