"""The page of the design as a person sees it: questions, designs side by side, one click, and nothing lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from protocols.advice import advise
from protocols.advice.catalogue import entries, reasons, roles
from protocols.model.situation import QUESTIONS
from protocols.protocol import Protocol
from stats.result import SampleSize
from templates.formatting import integer
from tests.protocols.situations import protocol_of
from tests.ui.screens import Screen
from ui import advice_words as said
from ui.identity import LOCAL
from ui.speech import plain

NAME = "decision support switched on and off by period"
Open = Callable[..., Screen]


@pytest.mark.parametrize("language", ("fr", "en"))
def test_the_designs_stand_side_by_side(screen: Open, language: str) -> None:
    protocol = protocol_of(NAME)
    page = screen(language).open(protocol, "situation")
    text = page.words()
    assert plain(roles()["recommends"].ideal[language]) in text
    for option in advise(protocol).options:
        entry = option.entry
        for one in (entry.title, entry.bias, entry.reviewer, entry.why, entry.cannot):
            assert plain(one[language]) in text
        assert option.size is not None and integer(option.size.enrolled, language) in text
        assert page.at.button(key=_key(page, entry.id)).label == said.ADOPT[language]
    assert plain(reasons()["patients_not_randomisable"][language]) in text
    assert text.count(said.MONTHS[language]) == 3 and "k€" in text


def _key(page: Screen, id: str) -> str:
    return next(one.key for one in page.at.button if (one.key or "").endswith(f"advice.adopt.{id}"))


def test_from_nothing_to_designs(screen: Open) -> None:
    page = screen().open(Protocol(), "situation")
    assert said.CHOOSE_ROLE.fr in page.words()
    assert all(page.has(f"situation.{name}") for name in QUESTIONS)
    page.enter("situation.role", "treats").enter("endpoints.type", "continuous").enter("endpoints.better", "lower")
    assert plain(entries()["parallel_rct"].title.fr) in page.words()
    assert any("il manque" in one.value for one in page.at.info)
    page.enter("situation.numbers.sd", "10").enter("situation.numbers.effect_mean", "4")
    assert page.protocol.situation.numbers == {"sd": 10.0, "effect_mean": 4.0}
    assert "<b>200</b>" in page.words()


def test_one_click_adopts_and_the_version_before_is_kept(screen: Open) -> None:
    page = screen().open(protocol_of(NAME), "situation")
    before = page.protocol
    page.press("advice.adopt.cluster_crossover")
    after, found = page.protocol, page.protocol.sample_size()
    assert after.plan.type == "cluster_crossover" and after.situation.adopted == "cluster_crossover"
    assert isinstance(found, SampleSize) and found.enrolled == 960
    assert page.widget("situation.distance").value == entries()["cluster_crossover"].distance.fr
    assert any("Plan adopté" in one.value for one in page.at.success)
    kept = page.store.versions.listed(LOCAL, page.draft.id)
    assert len(kept) == 1 and page.store.versions.read(LOCAL, kept[0].id).protocol == before


def test_a_refused_number_stays_with_its_sentence(screen: Open) -> None:
    page = screen().open(protocol_of(NAME), "situation")
    page.enter("situation.numbers.control", "300 %")
    assert page.errors()
    assert page.widget("situation.numbers.control").value == "300 %"
    assert page.protocol.situation.numbers["control"] == 0.4
    page.enter("plan.sites", "0")
    assert page.protocol.plan.sites == 6 and len(page.at.error) == 2


def test_contradictory_answers_are_said(screen: Open) -> None:
    page = screen().open(protocol_of(NAME), "situation")
    page.enter("route.data_source", "existing_only").enter("situation.user", "none").enter(
        "situation.contamination", "yes"
    )
    page.enter("plan.rate_per_site", "5000")
    warned = "\n".join(one.value for one in page.at.warning).replace("\\", "")
    assert "ne peut plus être attribué au hasard" in warned
    assert "il n'y a personne pour apprendre" in warned
    assert "aucun centre n'inclut plus de patients" in warned
