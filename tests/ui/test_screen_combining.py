"""Interim looks, other claims and assurance are chosen, filled and solved on the sizing page."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from protocols.exchange import example
from stats.result import SampleSize
from tests.protocols.test_combining import COST, economic, with_
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


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_revision_is_decided_field_by_field(screen: Opened, language: str) -> None:
    page = screen(language).open(example("i_sleep"), "sizing")
    page.enter("sizing.extension", "reestimation")
    assert solved(page).design.kind == "blinded_reestimation"
    assert ("registre" if language == "fr" else "register") in page.words() and "3" in page.words()
    page.enter("sizing.reestimation.share_first", "40 %").enter("sizing.reestimation.largest", "1.5")
    page.enter("sizing.reestimation.bounds", "both").enter("sizing.reestimation.variance", "adjusted")
    kept = page.protocol.sizing.reestimation
    assert kept.values == {"share_first": 0.4, "largest": 1.5}
    assert kept.choices == {"bounds": "both", "variance": "adjusted"}
    page.enter("sizing.reestimation.largest", "0.5")
    assert page.errors() and page.protocol.sizing.reestimation == kept


def test_what_a_revision_cannot_revise_is_said(screen: Opened) -> None:
    page = screen().open(with_(reestimation={}, choices={"method": "z"}), "sizing")
    assert "deux moyennes" in page.words()


def test_an_economic_claim_is_added_field_by_field(screen: Opened) -> None:
    page = screen().open(example("i_sleep"), "sizing")
    page.enter("sizing.extension", "others").press("sizing.others.add")
    page.enter("sizing.others.0.kind", "cost_difference").enter("sizing.others.0.name", "Coût total")
    page.enter("sizing.others.0.better", "lower").enter("sizing.others.0.goal.kind", "superiority")
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


def test_correlations_by_pair_are_asked_of_three_claims(screen: Opened) -> None:
    third = {**COST, "name": "Coût des transports"}
    page = screen().open(with_(others=[COST, third], correlation={"value": 0.2}), "sizing")
    assert "Coût total à 12 mois et Coût des transports" in page.words()
    page.enter("sizing.correlations", "0,3 ; −0,2 ; 0,1")
    assert page.protocol.sizing.correlations == (0.3, -0.2, 0.1)
    assert solved(page).design.pairs == (0.3, -0.2, 0.1)  # type: ignore[attr-defined]
    page.enter("sizing.correlations", "0,3 ; −0,2")
    assert "soit 3 valeurs" in page.words()
    page.enter("sizing.correlations", "0,9 ; 0,9 ; 0,2")
    assert "doit être comprise entre" in page.words()
    page.press("sizing.others.1.remove").enter("sizing.correlation.value", "−0,4")
    assert solved(page).design.pairs == (-0.4,)  # type: ignore[attr-defined]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_assurance_says_what_it_averages(screen: Opened, language: str) -> None:
    page = screen(language).open(with_(extension="assurance"), "sizing")
    assert solved(page).design.kind == "assurance"
    assert "assurance" in page.words().lower()


def test_assurance_over_looks_asks_for_both(screen: Opened) -> None:
    page = screen().open(with_(), "sizing").enter("sizing.extension", "interim_assurance")
    page.enter("sizing.interim.looks", "50 %")
    assert solved(page).design.looks.information == (0.5, 1.0)  # type: ignore[attr-defined]
    assert page.widget("sizing.target").label == "Assurance visée" and len(page.at.multiselect) == 1


def test_a_procedure_is_chosen_with_its_order_and_its_lists(screen: Opened) -> None:
    page = screen().open(with_(others=[COST], correlation={"value": 0.2}), "sizing")
    page.enter("sizing.procedure", "fixed_sequence")
    assert "Les tests suivent cet ordre" in page.words() and "Coût total à 12 mois" in page.words()
    page.enter("sizing.rule", "at_least_one").enter("sizing.procedure", "full")
    assert "ne maîtrise pas le risque" in page.words()
    page.enter("sizing.procedure", "graphical")
    assert "transitions ligne par ligne" in page.words()
    page.enter("sizing.shares", "80 % ; 20 %").enter("sizing.transitions", "0 % ; 100 % ; 100 % ; 0 %")
    assert page.protocol.sizing.transitions == (0.0, 1.0, 1.0, 0.0)
    assert solved(page).design.procedure == "graphical"  # type: ignore[attr-defined]
    page.enter("sizing.transitions", "0 % ; 300 % ; 100 % ; 0 %")
    assert page.protocol.sizing.transitions == (0.0, 1.0, 1.0, 0.0) and page.errors()


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("where", ["sizing", "claim"])
def test_the_claim_of_the_call_is_set_up_in_one_click(screen: Opened, language: str, where: str) -> None:
    protocol = example("i_sleep").changed("claim", "aim", "benefit")
    protocol = protocol.changed("claim", "benefit", "economic_superiority_medical_non_inferiority")
    page = screen(language).open(protocol, where)
    assert ("testé en non-infériorité" if language == "fr" else "tested for non-inferiority") in page.words()
    page.press("sizing.call")
    sizing = page.protocol.sizing
    claim = sizing.others[0]
    assert (claim.kind, claim.better, sizing.extension) == ("net_benefit", "higher", "others")  # it counts QALYs
    assert sizing.goal.kind == "non_inferiority" and sizing.assumptions == protocol.sizing.assumptions
    assert ("Le calcul suit la revendication" if language == "fr" else "follows the claim") in page.words()
    if where == "sizing":
        assert page.widget("sizing.goal.kind").value == "non_inferiority" and page.has("sizing.others.0.kind")


def test_the_claim_of_the_call_is_chosen_once(screen: Opened) -> None:
    page = screen().open(example("i_sleep").changed("claim", "aim", None), "sizing")
    page.enter("sizing.benefit", "economic_and_medical_superiority")
    assert page.protocol.claim.benefit == "economic_and_medical_superiority" and page.protocol.claim.aim == "benefit"
    assert len(page.protocol.sizing.others) == 1 and not page.has("sizing.benefit")
    page.go("claim")
    assert page.widget("claim.benefit").value == "economic_and_medical_superiority"
    for aim in ("ce_marking", "lppr"):
        other = screen().open(example("i_sleep").changed("claim", "aim", aim), "sizing")
        assert not other.has("sizing.benefit") and "Le calcul suit" not in other.words()


def test_a_claim_moved_first_becomes_the_primary_endpoint_and_comes_back(screen: Opened) -> None:
    page = screen().open(with_(others=[COST], correlation={"value": 0.2}), "sizing")
    before, found = page.protocol, solved(page)
    page.enter("sizing.others.0.assumptions.cv.value", "beaucoup").press("sizing.order.1.up")
    assert (page.protocol.endpoints.name, page.protocol.sizing.kind) == (COST["name"], "cost_difference")
    assert page.protocol.sizing.others[0].name == before.endpoints.name
    assert page.draft.pending == {"sizing.assumptions.cv.value": "beaucoup"} and page.errors()
    assert page.widget("sizing.others.0.name").value == before.endpoints.name
    assert solved(page).analysed == found.analysed
    page.press("sizing.order.0.down")
    assert page.protocol == before and "sizing.others.0.assumptions.cv.value" in page.draft.pending


def test_a_claim_without_calculation_does_not_come_first(screen: Opened) -> None:
    page = screen().open(with_(others=[COST], correlation={"value": 0.2}), "sizing").press("sizing.others.add")
    moved = {one.key.split(".", 2)[-1]: one.disabled for one in page.at.button if "sizing.order" in (one.key or "")}
    assert moved["sizing.order.0.up"] and not moved["sizing.order.1.up"] and not moved["sizing.order.2.up"]
    page.press("sizing.order.2.up")
    assert page.protocol.sizing.others[1].name == COST["name"]
    moved = {one.key.split(".", 2)[-1]: one.disabled for one in page.at.button if "sizing.order" in (one.key or "")}
    assert moved["sizing.order.1.up"] and moved["sizing.order.0.down"]


def test_the_goal_of_another_claim_has_its_risk_and_its_margin(screen: Opened) -> None:
    page = screen().open(with_(others=[COST], correlation={"value": 0.2}), "sizing")
    page.enter("sizing.others.0.goal.kind", "non_inferiority").enter("sizing.others.0.goal.margin", "150")
    page.enter("sizing.others.0.goal.alpha", "2 %").enter("sizing.others.0.goal.margin_reason", "Avis d'experts")
    goal = page.protocol.sizing.others[0].goal
    assert (goal.kind, goal.margin, goal.alpha, goal.margin_reason) == ("non_inferiority", 150, 0.02, "Avis d'experts")


def test_the_uncertain_assumptions_are_chosen_among_those_with_a_range(screen: Opened) -> None:
    page = screen().open(economic(), "sizing")
    assert "choisir les plus incertaines" in page.words()
    (asked,) = page.at.multiselect
    assert len(asked.options) == 4 and asked.value == []
    asked.select("delta_effect").select("delta_cost")
    page.run()
    assert page.protocol.sizing.uncertain == ("delta_effect", "delta_cost")
    assert solved(page).design.kind == "assurance"


def test_looks_out_of_order_are_said_in_the_words_of_the_field(screen: Opened) -> None:
    page = screen().open(example("i_sleep"), "sizing").enter("sizing.extension", "interim")
    page.enter("sizing.interim.looks", "75 % ; 25 %")
    said = page.words().replace("\u00a0", " ")
    assert "plus grande que la précédente" in said and "finir à 1" not in said
    page.enter("sizing.interim.looks", "25 ; 50")  # refused itself: nothing more is said of the entry before
    beside = [one.value for one in page.at.warning]
    assert page.errors() and not any("précédente" in one for one in beside)


def test_what_a_claim_lacks_or_refuses_is_said_once(screen: Opened) -> None:
    refused = COST | {"assumptions": COST["assumptions"] | {"mean_cost": {"value": 9000}}}
    page = screen().open(with_(others=[refused], correlation={"value": 0.2}), "sizing")
    assert sum("défavorable" in one.value for one in page.at.warning) == 1


def test_the_correlation_of_another_question_is_not_that_of_the_claims(screen: Opened) -> None:
    page = screen().open(with_(), "sizing").enter("sizing.extension", "none")
    page.open(page.protocol.changed("sizing", "kind", "net_benefit"), "sizing")
    assert not any("Corrélation" in one.value for one in page.at.warning)


def test_under_assurance_the_target_is_called_one(screen: Opened) -> None:
    page = screen().open(example("i_sleep"), "sizing")
    assert page.widget("sizing.target").label == "Puissance visée"
    page.enter("sizing.extension", "assurance")
    assert page.widget("sizing.target").label == "Assurance visée"


def test_the_ratio_of_the_arms_is_asked_once(screen: Opened) -> None:
    page = screen().open(with_(others=[COST], correlation={"value": 0.2}), "sizing")
    assert page.has("sizing.assumptions.allocation.value")
    assert not page.has("sizing.others.0.assumptions.allocation.value")


def test_futility_may_spend_a_probability_under_the_null(screen: Opened) -> None:
    page = screen().open(with_(interim={"looks": [0.5]}), "sizing")
    assert not page.has("sizing.interim.futility_spends") and not page.has("sizing.interim.beta")
    page.enter("sizing.interim.futility_spending", "pocock")
    assert page.has("sizing.interim.beta") and not page.has("sizing.interim.null_stop")
    page.enter("sizing.interim.beta", "10 %").enter("sizing.interim.futility_spends", "null_stop")
    assert page.has("sizing.interim.null_stop") and not page.has("sizing.interim.beta")
    assert "À renseigner pour les bornes choisies" in page.words()
    page.enter("sizing.interim.null_stop", "99 %")
    assert "ne peut pas dépasser un moins le risque alpha" in page.words()
    page.enter("sizing.interim.null_stop", "60 %")
    design = solved(page).design
    assert (design.null_stop, design.beta) == (0.6, None)  # type: ignore[attr-defined]
    assert "Dépensé sous l&#x27;hypothèse nulle" in page.words()
    page.enter("sizing.interim.futility_spends", "beta")
    design = solved(page).design
    assert (design.null_stop, design.beta) == (None, 0.1)  # type: ignore[attr-defined]
    page.enter("sizing.interim.futility_spending", "none")
    assert not page.has("sizing.interim.beta") and solved(page).design.beta is None  # type: ignore[attr-defined]
