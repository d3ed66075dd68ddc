"""The sizing page: the number, its sentence and the findings follow every assumption."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from protocols.exchange import example, example_names
from protocols.model.sizing import GoalChoice
from protocols.protocol import Protocol
from stats.card import Family
from stats.registry import design_class, kinds
from stats.result import SampleSize
from tests.stats.examples import examples
from tests.templates.test_every_design import sized
from tests.ui.screens import Screen
from ui import words

Open = Callable[..., Screen]
EFFECT = "sizing.assumptions.difference.value"


def size(visitor: Screen) -> str:
    return visitor.at.metric[0].value


def test_number_sentence_and_findings_follow_the_expected_effect(screen: Open) -> None:
    visitor = screen().open(example("i_sleep"), "sizing")
    assert size(visitor) == "160"
    assert "128 participants analysables" in visitor.words()
    visitor.enter(EFFECT, "-4,5")
    assert size(visitor) == "44"
    assert "34 participants analysables" in visitor.words().replace("\\", "")
    planned = visitor.protocol.sample_size()
    assert str(planned.enrolled) == size(visitor)
    assert visitor.widget("sizing.planned").value == "160"
    visitor.enter("sizing.flow.attrition.value", "20").enter("sizing.planned", "30")
    assert visitor.protocol.sizing.flow["attrition"].value == 0.2  # 20 is ambiguous: kept aside
    assert "écrire 20 %" in visitor.errors().replace("\u202f", " ")
    assert words.SEVERITIES["blocking"]["fr"] in visitor.words() or words.SEVERITIES["major"]["fr"] in visitor.words()


def test_an_effect_on_the_wrong_side_is_said_beside_its_field(screen: Open) -> None:
    visitor = screen().open(example("i_sleep"), "sizing").enter(EFFECT, "2,25")
    assert visitor.protocol.sizing.assumptions["difference"].value == 2.25
    assert not visitor.at.metric
    assert any("sens" in one.value for one in visitor.at.warning), [one.value for one in visitor.at.warning]
    visitor.enter(EFFECT, "-2,25")
    assert size(visitor) == "160" and not visitor.at.warning


@pytest.mark.parametrize(("language", "typed", "shown"), [("fr", "0,65", "65 %"), ("en", "0.65", "65%")])
def test_what_was_understood_is_echoed(screen: Open, language: str, typed: str, shown: str) -> None:
    visitor = screen(language).open(example("ai_ecg"), "sizing").enter("sizing.assumptions.p_expected.value", typed)
    assert words.UNDERSTOOD[language].format(value=shown) in visitor.words().replace("\u00a0", " ")
    assert visitor.protocol.sizing.assumptions["p_expected"].value == 0.65


def test_the_register_keeps_range_source_and_citation(screen: Open) -> None:
    visitor = screen().open(example("i_sleep"), "sizing")
    path = "sizing.assumptions.sd"
    entries = {"low": "4", "high": "5,5", "source": "pilot", "citation": "Pilote, 42 patients"}
    for field, entry in entries.items():
        visitor.at.session_state[f"{prefix(visitor)}.{path}.register"] = True  # AppTest forgets what is open
        visitor.run()
        visitor.enter(f"{path}.{field}", entry)
    line = visitor.protocol.sizing.assumptions["sd"]
    assert (line.value, line.low, line.high, line.source) == (4.5, 4, 5.5, "pilot")
    assert line.citation == "Pilote, 42 patients"


def test_a_question_with_one_goal_does_not_ask_for_it(screen: Open) -> None:
    visitor = screen().open(Protocol(), "sizing").enter("sizing.kind", "rare_event")
    assert visitor.protocol.sizing.goal.kind == "reach"
    visitor.enter("sizing.target", "0,95").enter("sizing.assumptions.p_event.value", "0,01")
    assert size(visitor) == "299"
    assert visitor.widget("sizing.goal.kind").value == "reach"


def prefix(visitor: Screen) -> str:
    """What the keys of the widgets of this draft begin with."""
    return visitor.widget("sizing.kind").key.removesuffix(".sizing.kind")


@pytest.mark.parametrize("kind", [one for one in kinds() if design_class(one).card.family is not Family.COMBINED])
@pytest.mark.parametrize("name", example_names()[:1])
def test_another_design_keeps_what_was_typed_and_never_breaks(screen: Open, name: str, kind: str) -> None:
    visitor = screen().open(example(name), "sizing")
    before = visitor.protocol.sizing
    visitor.enter("sizing.kind", kind)
    assert visitor.protocol.sizing == before.model_copy(update={"kind": kind})
    visitor.enter("sizing.kind", before.kind)
    assert visitor.protocol == example(name)


def test_an_empty_form_leads_to_a_number_step_by_step(screen: Open) -> None:
    visitor = screen().open(Protocol().changed("endpoints", "better", "higher"), "sizing")
    visitor.enter("sizing.kind", "one_proportion").enter("sizing.goal.kind", "superiority")
    assert words.NOT_YET["fr"] in visitor.words()
    visitor.enter("sizing.target", "90 %").enter("sizing.assumptions.p_expected.value", "0,869")
    visitor.enter("sizing.assumptions.p_reference.value", "80 %")
    assert size(visitor) == "327"


@pytest.mark.parametrize("entry", ["0", "1e12", "1e-12", "1"])
@pytest.mark.parametrize("name", example_names())
def test_extreme_assumptions_give_a_number_or_a_sentence(screen: Open, name: str, entry: str) -> None:
    visitor = screen().open(example(name), "sizing")
    fields = [one.key.split(".", 2)[-1] for one in visitor.at.text_input if (one.key or "").endswith(".value")]
    for field in fields:
        before = visitor.widget(field).value
        visitor.enter(field, entry)
        assert visitor.at.metric or words.NOT_YET["fr"] in visitor.words()
        visitor.enter(field, before)


def test_other_software_and_simulation_are_computed_on_demand(screen: Open) -> None:
    visitor = screen().open(example("i_sleep"), "sizing")
    visitor.at.session_state[f"{prefix(visitor)}.others"] = True
    visitor.run()
    assert len(visitor.at.table) == 2
    visitor.press("simulate")
    assert "10 000 essais simulés" in visitor.at.success[0].value.replace("\u202f", " ").replace("\u00a0", " ")


def test_a_list_is_typed_on_one_line_and_nonsense_is_kept_beside_it(screen: Open) -> None:
    visitor = screen().open(Protocol().changed("endpoints", "better", "higher"), "sizing")
    visitor.enter("sizing.kind", "ordinal_shift").enter("sizing.goal.kind", "superiority")
    visitor.enter("sizing.target", "80 %").enter("sizing.assumptions.odds_ratio.value", "1,5")
    visitor.enter("sizing.assumptions.shares.values", "10 % ; vingt ; 30 %")
    assert "vingt" in visitor.errors()
    visitor.enter("sizing.assumptions.shares.values", "0,1; 0,2; 0,3; 0,4")
    assert visitor.protocol.sizing.assumptions["shares"].values == (0.1, 0.2, 0.3, 0.4)
    assert size(visitor) == "654"
    visitor.enter("sizing.assumptions.shares.values", "50 % ; 60 %")  # more than the whole
    assert words.NOT_YET["fr"] in visitor.words()
    assert visitor.protocol.sizing.assumptions["shares"].values == (0.5, 0.6)


def test_clusters_are_given_by_their_size_or_by_their_number(screen: Open) -> None:
    visitor = screen().open(Protocol().changed("endpoints", "better", "higher"), "sizing")
    visitor.enter("sizing.kind", "cluster_means").enter("sizing.goal.kind", "superiority")
    visitor.enter("sizing.target", "80 %").enter("sizing.assumptions.difference.value", "0,25")
    visitor.enter("sizing.assumptions.sd.value", "1").enter("sizing.assumptions.icc.value", "0,05")
    assert words.NOT_YET["fr"] in visitor.words()  # neither the size nor the number
    visitor.enter("sizing.assumptions.cluster_size.value", "20")
    assert "52 (26 par bras)" in visitor.words().replace("\u00a0", " ")
    visitor.enter("sizing.assumptions.clusters_available.value", "6")
    assert words.NOT_YET["fr"] in visitor.words()  # both
    visitor.enter("sizing.assumptions.cluster_size.value", "")
    assert words.NOT_YET["fr"] in visitor.words()  # six clusters never reach the power: add clusters
    assert "grappes" in visitor.words()


def test_a_width_is_in_the_unit_of_the_endpoint(screen: Open) -> None:
    draft = Protocol().changed("endpoints", "better", "lower").changed("endpoints", "unit", "mmHg")
    visitor = screen().open(draft, "sizing")
    visitor.enter("sizing.kind", "mean_precision").enter("sizing.goal.kind", "precision")
    visitor.enter("sizing.target", "4").enter("sizing.assumptions.sd.value", "12")
    assert "mmHg" in visitor.words() and size(visitor).isdigit()


READER_STUDY = {
    "kind": "mrmc_auc",
    "goal": {"kind": "superiority"},
    "target": 0.8,
    "assumptions": {
        name: {"value": value}
        for name, value in {
            "readers": 12.0,
            "auc_experimental": 0.85,
            "auc_control": 0.8,
            "reader_range": 0.1,
            "correlation_modalities": 0.5,
            "correlation_readers": 0.35,
            "correlation_both": 0.3,
        }.items()
    },
}


def offered(visitor: Screen) -> list[str]:
    return [one.label for one in visitor.at.button if (one.key or "").endswith("sizing.costs.adopt")]


def test_unit_costs_are_asked_of_readers_and_the_cheapest_number_is_adopted(screen: Open) -> None:
    protocol = Protocol.model_validate({"sizing": READER_STUDY, "endpoints": {"better": "higher"}})
    visitor = screen().open(protocol, "sizing")
    assert size(visitor) == "106" and not offered(visitor)
    visitor.enter("sizing.costs.reader", "3000").enter("sizing.costs.case", "150").enter("sizing.costs.reading", "8")
    assert visitor.protocol.sizing.costs.reader == 3000
    (label,) = offered(visitor)
    assert label.startswith("Adopter 7 lecteurs")
    visitor.press("sizing.costs.adopt")
    assert visitor.protocol.sizing.assumptions["readers"].value == 7
    assert size(visitor) == "160" and not offered(visitor)


def test_unit_costs_are_not_asked_where_nothing_is_traded(screen: Open) -> None:
    assert not screen().open(example("i_sleep"), "sizing").has("sizing.costs.reader")


def test_the_button_of_an_open_panel_keeps_its_name(screen: Callable[..., Screen]) -> None:
    """Another name would be another widget to Streamlit, and the panel would close under the hand."""
    page = screen().open(example("i_sleep"), "sizing")
    field = "sizing.assumptions.difference"
    key = page.widget(f"{field}.value").key.removesuffix("value") + "register"
    before = page.at.session_state[f"{key}.label"]
    page.at.session_state[key] = True
    page.run()
    page.enter(f"{field}.source", "expert")
    assert page.protocol.sizing.assumptions["difference"].source == "expert"
    assert page.at.session_state[f"{key}.label"] == before != "Avis d'experts"


def test_a_reversed_range_is_said_beside_its_value(screen: Callable[..., Screen]) -> None:
    protocol = example("i_sleep")
    lines = protocol.sizing.model_dump()["assumptions"]
    lines["sd"] |= {"low": 9.0, "high": 3.0}
    page = screen().open(protocol.changed("sizing", "assumptions", lines), "sizing")
    assert any("valeur basse (9)" in one.value.replace("\\", "") for one in page.at.warning)


def test_a_margin_is_missed_and_refused_by_its_name(screen: Callable[..., Screen]) -> None:
    page = screen().open(example("i_sleep"), "sizing").enter("sizing.goal.kind", "non_inferiority")
    page.enter("sizing.goal.margin", "")
    assert "Indiquer la marge de non" in page.words().replace("\u00a0", " ")
    page.enter("sizing.goal.margin", "-2")
    assert "la valeur doit être strictement supérieure à 0" in page.errors()


def test_what_reads_like_the_entry_is_not_said_again(screen: Callable[..., Screen]) -> None:
    page = screen().open(example("i_sleep"), "sizing")
    for entry, repeated in (("90 %", False), ("0,9", True)):
        page.enter("sizing.target", entry)
        assert ("compris : 90 %" in [one.value.replace("\u00a0", " ") for one in page.at.caption]) is repeated


@pytest.mark.parametrize("raw", ["150 %", "0", "-20 %"])
def test_a_target_out_of_range_is_refused_beside_its_field(screen: Open, raw: str) -> None:
    visitor = screen().open(example("i_sleep"), "sizing")
    before = visitor.protocol.sizing.target
    visitor.enter("sizing.target", raw)
    assert visitor.protocol.sizing.target == before and visitor.draft.pending["sizing.target"] == raw
    assert "strictement" in visitor.errors()


def test_a_measure_with_one_favourable_direction_does_not_ask_for_it(screen: Open) -> None:
    visitor = screen().open(Protocol(), "sizing").enter("sizing.kind", "auc_goal")
    visitor.enter("sizing.goal.kind", "superiority").enter("sizing.target", "80 %")
    visitor.enter("sizing.assumptions.auc.value", "0,85").enter("sizing.assumptions.auc_goal.value", "0,75")
    assert visitor.protocol.endpoints.better is None and not visitor.has("endpoints.better")
    assert int(size(visitor)) > 0
    turned = screen().open(visitor.protocol.changed("endpoints", "better", "lower"), "sizing")
    assert turned.has("endpoints.better") and not turned.at.metric


@pytest.mark.parametrize(
    ("kind", "goal", "part"),
    [("problem_discovery", "reach", "confidence"), ("validation_oe", "precision", "assurance")],
)
def test_a_part_of_the_goal_without_a_role_is_not_asked(screen: Open, kind: str, goal: str, part: str) -> None:
    """What was typed for another question stays in the draft and changes nothing."""
    protocol = sized(examples()[kind][0])
    before = protocol.sample_size()
    sizing = protocol.sizing.model_copy(update={"goal": GoalChoice.model_validate({"kind": goal, part: 0.7})})
    protocol = protocol.model_copy(update={"sizing": sizing})
    assert isinstance(before, SampleSize) and protocol.sample_size() == before
    visitor = screen().open(protocol, "sizing")
    assert size(visitor) == str(before.enrolled)
    assert not any(one.key.endswith(f"goal.{part}") for one in visitor.at.text_input)
