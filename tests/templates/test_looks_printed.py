"""The section on interim analyses prints what the calculation knows, and asserts nothing that nobody said."""

from __future__ import annotations

import pytest

from protocols.model.section import NotApplicable
from protocols.protocol import Protocol
from stats.text import LANGUAGES, Language
from templates.blocks import plain_text
from templates.compose import section
from tests.protocols.test_combining import with_
from tests.protocols.test_looks import LOOKED, PLAIN, STAGED

HEADS = {"fr": ("Analyses intermédiaires", "Multiplicité"), "en": ("Interim analyses", "Multiplicity")}
SINGLE = {"fr": "une seule analyse du critère", "en": "a single analysis of the primary"}


def printed(protocol: Protocol, language: Language, name: str = "analysis") -> str:
    blocks = section(protocol, name, language, protocol.sample_size())
    words = "\n".join(plain_text(one, language) for one in blocks).replace("\u00a0", " ").replace("\u202f", " ")
    if name != "analysis":
        return words
    head, after = HEADS[language]
    return words.rsplit(f"{head}\n", 1)[1].split(after)[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_looks_of_the_calculation_are_printed_and_the_committee_is_asked(language: Language) -> None:
    futility = {
        "choices": {"futility_spending": "pocock", "futility_spends": "null_stop"},
        "values": {"null_stop": 0.6},
    }
    words = printed(with_(interim={"looks": [0.4, 0.7], **futility}).changed("analysis", "interim", None), language)
    expected = {
        "fr": ("deux analyses intermédiaires", "40 % et 70 %", "(54 et 94 participants", "probabilité d'arrêt de 60 %",
               "[À compléter : comité des analyses"),
        "en": ("two interim analyses", "40% and 70%", "(54 and 94 participants", "probability of stopping of 60%",
               "[To be completed: committee of the interim"),
    }[language]  # fmt: skip
    assert [one for one in expected if one not in words] == []
    assert SINGLE[language] not in words
    told = LOOKED.changed("analysis", "interim", "Charte signée avant la première inclusion.")
    words = printed(told, language)
    assert "Charte signée" in words and "[" not in words
    brief = printed(told, language, "synopsis")
    assert ("Dans le calcul : une, à 50 %" if language == "fr" else "In the calculation: one, at 50%") in brief


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_of_two_stages_is_printed_as_a_look(language: Language) -> None:
    words = printed(STAGED, language)
    plan = STAGED.sample_size().design.plan(float(STAGED.sample_size().analysed))  # type: ignore[union-attr]
    said = f"{plan.n1} participants" if language == "fr" else f"once {plan.n1} participants"
    assert said in words and ("absence d'événement" if language == "fr" else "absence of event") in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_single_analysis_is_asserted_only_once_the_author_has_said_so(language: Language) -> None:
    assert SINGLE[language] in printed(PLAIN, language)
    inapplicable = PLAIN.changed("analysis", "interim", NotApplicable(not_applicable="étude courte"))
    assert SINGLE[language] in printed(inapplicable, language)
    announced = "Une analyse intermédiaire d'efficacité à 50 % de l'information."
    for told in (None, announced, "Les données sont gelées avant toute lecture."):
        assert SINGLE[language] not in printed(PLAIN.changed("analysis", "interim", told), language)
