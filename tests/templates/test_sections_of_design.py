"""The choice of the design in the protocol: what was answered, the ideal trial, the distance from it, the designs set aside."""

from __future__ import annotations

import pytest

from protocols.advice import advise
from protocols.advice.adopting import adopt
from protocols.exchange import example
from protocols.model.situation import QUESTIONS, REASONED
from protocols.protocol import Protocol
from templates.blocks import gaps_of, plain_text, walk
from templates.compose import section
from templates.saying import words
from tests.protocols.situations import protocol_of

LANGUAGES = ("fr", "en")


def printed(protocol: Protocol, language: str) -> str:
    blocks = section(protocol, "rationale", language)  # type: ignore[arg-type]
    return "\n".join(plain_text(block, language) for block in walk(blocks))  # type: ignore[arg-type]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_adopted_design_is_printed_with_what_it_gives_up(language: str) -> None:
    protocol = protocol_of("decision support that teaches, wards randomised").model_copy(update={"language": language})
    made = adopt(protocol, advise(protocol), "cluster_rct")
    text = printed(made, language)
    asks = made.situation.asks()
    for name in QUESTIONS:
        assert words(asks[name].options[getattr(made.situation, name)], language) in text  # type: ignore[arg-type]
    assert made.situation.ideal and made.situation.ideal in text
    assert made.situation.distance and made.situation.distance in text
    assert isinstance(made.situation.alternatives, tuple) and len(made.situation.alternatives) > 3
    assert all(line in text for line in made.situation.alternatives)


def test_an_empty_choice_asks_for_its_reasons() -> None:
    comments = [gap.comment for gap in gaps_of(section(Protocol(), "rationale", "fr"))]
    for name in (*QUESTIONS, *REASONED):
        why = words(Protocol().situation.asks()[name].why, "fr")
        assert any(why in one for one in comments), name


@pytest.mark.parametrize("name", ("ai_ecg", "i_sleep", "sms_contraception"))
def test_the_examples_say_why_their_design(name: str) -> None:
    protocol = example(name)
    text = printed(protocol, "fr").replace("\u00a0", " ")
    assert protocol.situation.distance
    assert protocol.situation.distance.split(" : ")[0][:60] in text
    assert not gaps_of(section(protocol, "rationale", "fr"))
