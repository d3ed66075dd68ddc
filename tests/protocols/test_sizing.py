"""The seam between a draft and a design: what is missing is named, what is wrong gets a sentence, nothing is guessed."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from protocols import exchange
from protocols.model.sizing import Assumption, GoalChoice, Sizing
from protocols.solving import design_of, losses_of, size_of
from stats.card import Family
from stats.design import Design
from stats.flow import Flow
from stats.goals import Better
from stats.refusal import Problem, problems
from stats.registry import design_class, kinds
from stats.result import SampleSize
from stats.text import LANGUAGES
from templates.saying import say

MEANS = {
    "kind": "two_means",
    "goal": {"kind": "superiority"},
    "target": 0.8,
    "assumptions": {"difference": {"value": 5.0}, "sd": {"value": 10.0}},
}
SIMPLE = [kind for kind in kinds() if design_class(kind).card.family is not Family.COMBINED]


def sizing(**changes: Any) -> Sizing:
    return Sizing.model_validate(MEANS | changes)


def fields(answer: object) -> list[str]:
    """The fields named by a list of problems, each of which must be a sentence in both languages."""
    assert isinstance(answer, tuple) and answer, answer
    for one in answer:
        assert isinstance(one, Problem)
        said = {say(one.phrase, language) for language in LANGUAGES}
        assert all(len(sentence) > 5 for sentence in said)
        assert not any(mark in sentence for sentence in said for mark in ("{", "Input should", "validation error"))
    return [one.field for one in answer]


def test_a_complete_sizing_is_a_design_and_a_size() -> None:
    design = design_of(sizing(), "higher")
    assert isinstance(design, Design) and design.kind == "two_means"
    found = size_of(sizing(), "higher")
    assert isinstance(found, SampleSize) and found.analysed == 128


@pytest.mark.parametrize("kind", SIMPLE)
@pytest.mark.parametrize("better", ["higher", None])
def test_every_missing_field_is_named(kind: str, better: Better | None) -> None:
    model = design_class(kind)
    required = [name for name in (*model.quantities(), *model.series()) if model.model_fields[name].is_required()]
    goal = next(one for one in model.goal_kinds())
    assert fields(design_of(Sizing(kind=kind), better)) == ["goal.kind", "target", *required]
    chosen = Sizing.model_validate({"kind": kind, "goal": {"kind": goal}, "target": 0.8})
    tested = goal not in ("precision", "reach")
    direction = ["better"] if better is None and tested and model.card.direction is None else []
    named = fields(design_of(chosen, better))  # what a choice makes necessary is named by the design itself
    assert named == [*margins_of(goal), *direction, *required] or not required


def margins_of(goal: str) -> list[str]:
    """The margins that a goal cannot do without."""
    named = {"non_inferiority": ["margin"], "superiority_by_margin": ["margin"]}
    named["equivalence"] = ["margin_lower", "margin_upper"]
    return [f"goal.{one}" for one in named.get(goal, [])]


def test_each_missing_value_is_named_alone() -> None:
    assert fields(design_of(sizing(assumptions={"difference": {"value": 5.0}}), "higher")) == ["sd"]
    assert fields(design_of(sizing(assumptions=MEANS["assumptions"] | {"sd": {}}), "higher")) == ["sd"]
    assert fields(size_of(sizing(target=None), "higher")) == ["target"]


def test_a_value_left_empty_is_asked_for_by_its_label() -> None:
    empty = design_of(sizing(assumptions=MEANS["assumptions"] | {"sd": {"citation": "à venir"}}), "higher")
    assert isinstance(empty, tuple)
    label = design_class("two_means").quantities()["sd"].label
    for language in LANGUAGES:
        assert label[language] in say(empty[0].phrase, language)


@pytest.mark.parametrize("kind", [None, "", "no such design", "../two_means", "two_means "])
def test_no_design_or_an_unknown_one(kind: str | None) -> None:
    assert fields(design_of(sizing(kind=kind), "higher")) == ["kind"]
    assert fields(size_of(sizing(kind=kind), "higher")) == ["kind"]
    assert sizing(kind=kind).quantities() == {}


@pytest.mark.parametrize(
    ("kind", "goal"),
    [
        ("two_means", "precision"),
        ("one_proportion", "precision"),
        ("one_proportion", "equivalence"),
        ("paired_proportions", "equivalence"),
        ("one_proportion_precision", "superiority"),
        ("log_rank", "precision"),
    ],
)
def test_a_goal_the_design_cannot_answer(kind: str, goal: str) -> None:
    model = design_class(kind)
    values = {name: {"value": 0.5} for name in model.quantities() if model.model_fields[name].is_required()}
    wrong = sizing(kind=kind, goal={"kind": goal, "margin": 0.1}, assumptions=values)
    assert fields(design_of(wrong, "higher"))[0].startswith("goal")


def test_a_margin_that_is_missing_is_asked_for() -> None:
    assert fields(design_of(sizing(goal={"kind": "non_inferiority"}), "higher")) == [
        "goal.non_inferiority.margin"
    ] or fields(design_of(sizing(goal={"kind": "non_inferiority"}), "higher")) == ["goal.margin"]


@pytest.mark.parametrize("kind", SIMPLE)
def test_assumptions_kept_from_another_design_do_no_harm(kind: str) -> None:
    kept = {name: {"value": 0.5} for other in SIMPLE if other != kind for name in design_class(other).quantities()}
    own = design_class(kind).quantities() | design_class(kind).series()
    kept = {name: one for name, one in kept.items() if name not in own}
    required = [name for name in own if design_class(kind).model_fields[name].is_required()]
    goal = design_class(kind).goal_kinds()[0]
    named = fields(design_of(sizing(kind=kind, goal={"kind": goal}, assumptions=kept), "higher"))
    assert named == [*margins_of(goal), *required] or not required
    found = size_of(sizing(assumptions=MEANS["assumptions"] | {"hazard_ratio": {"value": 0.7}}), "higher")
    assert isinstance(found, SampleSize) and found.analysed == 128


def test_a_choice_kept_from_another_design_does_no_harm() -> None:
    """Its widget is no longer on the page: the author could not act on a refusal."""
    assert design_of(sizing(choices={"interval": "wald"}), "higher") == design_of(sizing(), "higher")


def test_an_unknown_option_gets_a_sentence_at_its_field() -> None:
    assert fields(design_of(sizing(choices={"method": "no such method"}), "higher")) == ["method"]


@pytest.mark.parametrize("name", ["sd", "goal", "kind", "__class__", "model_config"])
def test_a_choice_replaces_neither_an_assumption_nor_the_goal(name: str) -> None:
    answer = design_of(sizing(choices={name: "precision"}), "higher")
    if isinstance(answer, Design):
        assert answer == design_of(sizing(), "higher")
    else:
        assert fields(answer) == [name]


@pytest.mark.parametrize(
    ("flow", "field"),
    [
        ({"attrition": {"value": 1.0}}, "attrition"),
        ({"attrition": {"value": -0.1}}, "attrition"),
        ({"attrition": {"value": 20.0}}, "attrition"),
        ({"prevalence": {"value": 0.0}}, "prevalence"),
        ({"lost": {"value": 0.2}}, "lost"),
    ],
)
def test_wrong_losses(flow: dict[str, Any], field: str) -> None:
    assert fields(losses_of(sizing(flow=flow))) == [field]
    assert fields(size_of(sizing(flow=flow), "higher")) == [field]
    both = size_of(sizing(flow=flow, assumptions={"difference": {"value": 5.0}}), "higher")
    assert fields(both) == ["sd", field]


def test_losses_left_empty_are_none() -> None:
    assert losses_of(sizing(flow={"attrition": {}})) == Flow()


@pytest.mark.parametrize(
    ("changes", "better", "field"),
    [
        ({"difference": {"value": 0.0}}, "higher", "difference"),
        ({"difference": {"value": 5.0}}, "lower", "difference"),
        ({"sd": {"value": 0.0}}, "higher", "sd"),
        ({"sd": {"value": -1.0}}, "higher", "sd"),
        ({"allocation": {"value": 0.0}}, "higher", "allocation"),
    ],
)
def test_wrong_values_are_refused_at_their_field(changes: dict[str, Any], better: Better, field: str) -> None:
    assert fields(size_of(sizing(assumptions=MEANS["assumptions"] | changes), better)) == [field]


@pytest.mark.parametrize(
    ("difference", "sd"),
    [(1e-9, 1.0), (1.0, 1e-3), (1e5, 1.0), (1e308, 1e-300), (1e-300, 1e300), (1.0, 1e-300), (1e300, 1e300)],
)
def test_extreme_values_give_a_size_or_a_sentence(difference: float, sd: float) -> None:
    values = {"difference": {"value": difference}, "sd": {"value": sd}}
    answer = size_of(sizing(assumptions=values), "higher")
    if isinstance(answer, tuple):
        fields(answer)
    else:
        assert answer.enrolled >= 2 and answer.attained >= 0.8


FOUND_BY_FUZZING: list[dict[str, Any]] = [
    {"kind": "two_means", "allocation": 0.05, "difference": 5.0, "sd": 2.0, "sd_control": 0.65, "target": 0.05},
    {"kind": "two_means", "allocation": 12.0, "difference": -0.5, "sd": 0.01, "sd_control": 1.0, "target": 0.5},
    {"kind": "two_means", "allocation": 5.0, "difference": 1e6, "sd": 0.2, "sd_control": 1e-6, "target": 0.05},
    {"kind": "two_proportions", "allocation": 0.05, "p_experimental": 0.9999, "p_control": 1e-6, "target": 0.8},
]
GOALS = ("superiority", "non_inferiority", "equivalence")


@pytest.mark.parametrize("case", FOUND_BY_FUZZING)
@pytest.mark.parametrize("goal", GOALS)
def test_a_typing_slip_gives_a_size_or_a_sentence(case: dict[str, Any], goal: str) -> None:
    """A value a thousand times too large or too small is typed every day."""
    values = {name: {"value": value} for name, value in case.items() if name not in ("kind", "target")}
    margins = (
        {"margin": 5.0, "margin_lower": 5.0, "margin_upper": 5.0} if case["kind"] == "two_means" else {"margin": 0.1}
    )
    choices = {"method": "unpooled"} if case["kind"] == "two_proportions" else {}
    draft = sizing(
        kind=case["kind"], goal={"kind": goal} | margins, target=case["target"], assumptions=values, choices=choices
    )
    for better in ("higher", "lower"):
        answer = size_of(draft, better)
        if isinstance(answer, tuple):
            fields(answer)
        else:
            assert answer.attained >= case["target"] and answer.enrolled >= 2


@pytest.mark.parametrize("target", [1e-9, 0.02, 1 - 1e-12])
def test_extreme_targets_give_a_size_or_a_sentence(target: float) -> None:
    answer = size_of(sizing(target=target), "higher")
    if isinstance(answer, tuple):
        fields(answer)
    else:
        assert answer.attained >= target


@pytest.mark.parametrize("value", ["0.5", "0,5", True, float("nan"), float("inf"), [], {}])
@pytest.mark.parametrize("field", ["value", "low", "high"])
def test_only_finite_numbers_are_numbers(field: str, value: Any) -> None:
    with pytest.raises(ValidationError) as caught:
        Assumption.model_validate({field: value})
    assert fields(problems(caught.value)) == [field]


@pytest.mark.parametrize("field", ["target", "planned"])
@pytest.mark.parametrize("value", ["0.5", "160", True, float("nan"), -1, 0, 1e400, [], {}])
def test_the_target_and_the_planned_number_too(field: str, value: Any) -> None:
    with pytest.raises(ValidationError) as caught:
        sizing(**{field: value})
    assert fields(problems(caught.value)) == [field]


@pytest.mark.parametrize(
    "goal",
    [
        {"alpha": 0.0}, {"alpha": 0.5}, {"alpha": "0.05"}, {"alpha": True}, {"margin": 0.0}, {"margin": -1.0},
        {"sides": 3}, {"sides": "2"}, {"sides": True}, {"confidence": 95}, {"kind": "futility"}, {"power": 0.8},
    ],
)  # fmt: skip
def test_wrong_goals(goal: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as caught:
        GoalChoice.model_validate(goal)
    assert fields(problems(caught.value)) == list(goal)


def test_a_range_needs_two_ends_in_order() -> None:
    assert Assumption(low=1.0, high=2.0).plausible == (1.0, 2.0)
    for line in (
        Assumption(low=2.0, high=1.0),
        Assumption(low=1.0),
        Assumption(high=1.0),
        Assumption(low=1.0, high=1.0),
    ):
        assert line.plausible is None


def test_a_combinator_without_its_inner_design_says_so() -> None:
    answer = Sizing.model_validate({"kind": "group_sequential", "goal": {"kind": "superiority"}, "target": 0.8})
    assert "inner" in fields(design_of(answer, "higher"))


@pytest.mark.parametrize("name", exchange.example_names())
def test_the_house_conventions_fill_a_risk_left_empty(name: str) -> None:
    protocol = exchange.example(name)
    goal = protocol.sizing.model_dump()["goal"] | {"alpha": None, "sides": None}
    assert protocol.changed("sizing", "goal", goal).sample_size() == protocol.sample_size()
