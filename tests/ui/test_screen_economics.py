"""The pages on economics and on society: what is hidden, proposed, added in one click, kept when it is absurd."""

from __future__ import annotations

import pytest

from protocols.exchange import example
from protocols.model.section import NotApplicable
from protocols.protocol import Protocol
from tests.ui.screens import Screen


@pytest.fixture
def screen(url: str) -> Screen:
    return Screen(url)


def test_no_hides_the_rest_and_keeps_what_was_answered(screen: Screen) -> None:
    screen.open(Protocol().changed("economics", "method", "cost_utility"), "economics")
    assert screen.has("economics.perspective")
    screen.enter("economics.planned", "no")
    assert not screen.has("economics.perspective") and screen.has("economics.plan")
    assert "Aucune évaluation économique" in screen.words()
    assert screen.protocol.economics.method == "cost_utility"
    screen.enter("economics.planned", "yes")
    assert screen.has("economics.perspective")


def test_the_rate_of_the_guide_is_proposed_for_the_horizon_with_its_source(screen: Screen) -> None:
    screen.open(Protocol(), "economics").enter("economics.horizon_months", "60")
    assert "confiance" in screen.words() and "2 juillet 2020" in screen.words()
    screen.press("economics.take_rate")
    assert screen.protocol.economics.discount_rate == 2.5


def test_no_rate_is_proposed_within_a_year(screen: Screen) -> None:
    screen.open(Protocol(), "economics").enter("economics.horizon_months", "12").press("economics.take_rate")
    assert screen.protocol.economics.discount_rate == 0.0


def test_an_absurd_rate_is_refused_beside_its_field_and_kept(screen: Screen) -> None:
    screen.open(Protocol(), "economics").enter("economics.discount_rate", "300")
    assert screen.errors() and screen.protocol.economics.discount_rate is None
    assert screen.draft.pending["economics.discount_rate"] == "300"


def test_an_impossible_utility_is_said_and_kept(screen: Screen) -> None:
    row = {"state": "Soins courants", "value": "78", "source": ""}
    screen.open(Protocol().changed("economics", "planned", "yes").changed("economics", "utilities", [row]), "economics")
    screen.enter("economics.part", "costs")
    assert any("0,525" in one.value for one in screen.at.warning)
    assert screen.widget("economics.utilities.0.value").value == "78"
    screen.enter("economics.utilities.0.value", "0,78")
    assert not screen.at.warning


def test_the_values_of_a_qaly_are_added_in_one_click(screen: Screen) -> None:
    screen.open(Protocol(), "economics").enter("economics.part", "costs").press("economics.take_values")
    listed = screen.protocol.economics.willingness
    assert not isinstance(listed, NotApplicable)
    assert [one.value.replace("\u202f", "").replace("\u00a0", "") for one in listed] == ["20000", "50000", "100000"]


def test_an_indicator_of_the_role_is_added_in_one_click_and_no_longer_proposed(screen: Screen) -> None:
    screen.open(Protocol().changed("situation", "role", "monitors"), "economics").enter(
        "economics.part", "organisation"
    )
    screen.press("economics.organisation.suggest.alerts")
    (row,) = screen.protocol.economics.organisation  # type: ignore[misc]
    assert row.criterion == "process" and "patient et par semaine" in row.indicator
    proposed = {one.key.rsplit(".", 1)[-1] for one in screen.at.button if ".suggest." in (one.key or "")}
    assert "alerts" not in proposed and "reading_delay" not in proposed and "staff_time" in proposed
    screen.enter("economics.organisation.0.target", "2 par semaine")
    assert screen.protocol.economics.organisation[0].target == "2 par semaine"  # type: ignore[index]
    screen.press("economics.organisation.0.remove")
    assert screen.protocol.economics.organisation == ()


def test_a_link_of_the_gaps_opens_the_part_of_its_field(screen: Screen) -> None:
    screen.open(Protocol(), "economics")
    screen.at.session_state["preuve.focus"] = "economics.uncertainty"
    screen.run()
    assert screen.has("economics.uncertainty") and not screen.has("economics.perspective")


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("page", ["economics", "society"])
def test_the_pages_stay_short_and_open_in_both_languages(url: str, language: str, page: str) -> None:
    screen = Screen(url, language).open(example("i_sleep"), page)
    for part in ("frame", "costs", "analysis", "organisation") if page == "economics" else ("",):
        if part:
            screen.enter("economics.part", part)
        assert len(screen._widgets()) < 60, part


def test_involvement_is_the_answer_given_with_the_conduct(screen: Screen) -> None:
    screen.open(Protocol(), "society").enter("conduct.patient_involvement", "Deux patients associés.")
    assert screen.protocol.conduct.patient_involvement == "Deux patients associés."
