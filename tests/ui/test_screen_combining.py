"""Interim looks, other claims and assurance are chosen, filled and solved on the sizing page."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from protocols.exchange import example
from stats.result import SampleSize
from tests.protocols.test_combining import COST, with_
from tests.ui.screens import Screen

Opened = Callable[..., Screen]


def solved(page: Screen) -> SampleSize:
    found = page.protocol.sample_size()
    assert isinstance(found, SampleSize), found
    return found


def test_a_look_is_added_and_taken_back(screen: Opened) -> None:
    page = screen().open(example("i_sleep"), "sizing")
    page.enter("sizing.extension", "interim")
    assert "au moins une analyse intermédiaire" in page.words().replace("\u00a0", " ")
    page.enter("sizing.interim.looks", "50 % ; 75 %")
    assert page.protocol.sizing.interim.looks == (0.5, 0.75)
    assert solved(page).design.kind == "group_sequential"
    page.enter("sizing.interim.spending", "hwang_shih_decani")
    page.enter("sizing.interim.gamma", "-4")
    assert solved(page).design.kind == "group_sequential"
    page.enter("sizing.extension", "none")
    assert solved(page).design.kind == "two_means" and page.protocol.sizing.interim.looks == (0.5, 0.75)


def test_an_economic_claim_is_added_field_by_field(screen: Opened) -> None:
    page = screen().open(example("i_sleep"), "sizing")
    page.enter("sizing.extension", "others").press("sizing.others.add")
    page.enter("sizing.others.0.kind", "cost_difference").enter("sizing.others.0.name", "Coût total")
    page.enter("sizing.others.0.better", "lower").enter("sizing.others.0.goal", "superiority")
    for field, typed in (("mean_cost", "2 000"), ("mean_cost_control", "2600"), ("cv", "0,8")):
        page.enter(f"sizing.others.0.assumptions.{field}.value", typed)
    assert "corrélation" in page.words()
    page.enter("sizing.correlation.value", "0,2")
    found = solved(page)
    assert found.design.kind == "joint" and found.analysed > 128


def test_a_refused_number_of_another_claim_stays_with_its_sentence(screen: Opened) -> None:
    page = screen().open(with_(others=[COST], correlation={"value": 0.2}), "sizing")
    page.enter("sizing.correlation.value", "3")
    assert "0,99" in page.errors() and page.protocol.sizing.correlation.value == 0.2
    page.press("sizing.others.0.remove")
    assert page.protocol.sizing.others == ()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_assurance_says_what_it_averages(screen: Opened, language: str) -> None:
    page = screen(language).open(with_(extension="assurance"), "sizing")
    assert solved(page).design.kind == "assurance"
    assert "assurance" in page.words().lower()
