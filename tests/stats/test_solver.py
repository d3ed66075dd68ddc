"""Solving for a size and for an assumption; what has no answer says so."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from stats.flow import Flow
from stats.refusal import NoSolution, Refusal, problems
from stats.registry import parse
from stats.solver import number_to_enrol, solve, solve_for, with_value
from tests.stats.examples import Example, examples, ni, sup

INVERTIBLE = [
    pytest.param(one, id=f"{kind}-{one.name}")
    for kind in ("two_means", "one_proportion", "two_proportions", "log_rank", "one_proportion_precision")
    for one in examples()[kind]
    if "exact" not in json.dumps(one.design) and "fisher" not in one.name and not one.name.startswith("exact")
]
MEANS = {"kind": "two_means", "goal": sup(), "difference": 0.5, "sd": 1}
RATE = {"kind": "one_proportion", "goal": sup(), "p_expected": 0.9, "p_reference": 0.8}


def plan(base: dict[str, Any], **changes: Any) -> Any:
    return parse(base | changes)


@pytest.mark.parametrize("example", INVERTIBLE)
def test_solve_for_is_the_inverse_of_solve(example: Example) -> None:
    """At the exact size the present value of each assumption reaches the target, so it must be found again, or another
    value on the way that does (a power need not be monotone in a rate or a ratio)."""
    design = parse(example.design)
    exact = {"participants": solve(design, example.target).exact}
    for field in design.quantities():
        value = getattr(design, field)
        if not value or value == {"allocation": 1, "p_expected": 0.5}.get(field):
            continue  # not used; or at the top of a curve, which touches the target and does not cross it
        moved = with_value(design, field, value * 1.02) or with_value(design, field, value * 0.98)
        assert moved is not None
        found = solve_for(moved, field, exact, example.target)
        assert float(found.attained(exact)) == pytest.approx(example.target, abs=1e-7), field
        if field in {"difference", "sd", "p_experimental", "p_expected", "hazard_ratio", "follow_up", "horizon"}:
            assert getattr(found, field) == pytest.approx(value, rel=2e-3), field


def test_a_width_infinite_in_a_small_study_does_not_stop_the_search() -> None:
    goal = {"kind": "precision", "assurance": 0.8}
    rates = {"sensitivity": 0.85, "specificity": 0.9, "prevalence": 0.5, "ratio": "negative"}
    found = solve(parse({"kind": "likelihood_ratio_precision", "goal": goal} | rates), 6)
    assert found.exact == pytest.approx(19.687545121, rel=1e-9)


def test_smallest_detectable_difference() -> None:
    found = solve_for(plan(MEANS), "difference", {"participants": 128}, 0.9)
    assert found.difference == pytest.approx(0.5773, abs=1e-3)
    assert solve(found, 0.9).exact == pytest.approx(128, abs=1e-5)
    lower = solve_for(plan(MEANS, goal=sup("lower"), difference=-2), "difference", {"participants": 128}, 0.9)
    assert lower.difference == pytest.approx(-found.difference, abs=1e-6)


@pytest.mark.parametrize("target", [0.0, 1.0, -0.1, 80.0, float("nan")])
def test_target_outside_its_range(target: float) -> None:
    with pytest.raises(Refusal) as caught:
        solve(plan(MEANS), target)
    assert caught.value.fields == ("target",)
    assert "0.8" in caught.value.phrase.text.en and "0,8" in caught.value.phrase.text.fr


def test_no_size_says_what_to_change() -> None:
    with pytest.raises(NoSolution) as caught:
        solve(plan(MEANS, difference=1e-6), 0.9)
    phrase = caught.value.phrase
    assert phrase.text.placeholders == set(phrase.values)
    assert phrase.values["target"].value == 0.9
    assert phrase.values["best"].value < 0.9
    assert "Revise" in phrase.text.en and "Revoir" in phrase.text.fr
    with pytest.raises(NoSolution):
        solve(plan(RATE, p_expected=0.80001), 0.9)


def test_no_value_says_what_to_change() -> None:
    with pytest.raises(NoSolution) as caught:
        solve_for(plan(RATE, method="score"), "p_expected", {"participants": 4}, 0.9999)
    assert caught.value.fields == ("p_expected",)
    assert caught.value.phrase.text.placeholders == set(caught.value.phrase.values)


@pytest.mark.parametrize(
    "call", [lambda: solve(plan(MEANS), 0.8, "readers"), lambda: solve_for(plan(MEANS), "x", {}, 0.8)]
)
def test_unknown_names(call: Any) -> None:
    with pytest.raises(Refusal) as caught:
        call()
    assert caught.value.phrase.text.placeholders == set(caught.value.phrase.values)


BAD: list[tuple[dict[str, Any], dict[str, Any], str]] = [
    (MEANS, {"difference": 0}, "difference"),
    (MEANS, {"difference": -0.5}, "difference"),
    (MEANS, {"goal": ni(0.3), "difference": -0.4}, "difference"),
    (MEANS, {"goal": ni(0.3), "difference": -0.3}, "difference"),
    (MEANS, {"goal": {"kind": "equivalence", "margin_lower": 1, "margin_upper": 0.4}}, "difference"),
    (MEANS, {"difference": float("nan")}, "difference"),
    (MEANS, {"difference": float("inf")}, "difference"),
    (MEANS, {"difference": "half"}, "difference"),
    (MEANS, {"sd": 0}, "sd"),
    (MEANS, {"allocation": 0}, "allocation"),
    (MEANS, {"colour": "blue"}, "colour"),
    (RATE, {"p_expected": 0.8}, "p_expected"),
    (RATE, {"p_expected": 0.7}, "p_expected"),
    (RATE, {"p_expected": 90}, "p_expected"),
    (RATE, {"goal": ni(0.9)}, "goal"),
    (RATE, {"goal": sup(alpha=0.5)}, "goal.superiority.alpha"),
    (RATE, {"goal": {"kind": "superiority"}}, "goal.superiority.better"),
    (RATE, {"goal": ni(0)}, "goal.non_inferiority.margin"),
]


@pytest.mark.parametrize(("base", "changes", "field"), BAD)
def test_input_refused_beside_its_field(base: dict[str, Any], changes: dict[str, Any], field: str) -> None:
    with pytest.raises((ValidationError, Refusal)) as caught:
        plan(base, **changes)
    found = problems(caught.value)
    assert field in {problem.field for problem in found}
    for problem in found:
        assert problem.phrase.text.fr and problem.phrase.text.placeholders <= set(problem.phrase.values)


def test_a_missing_assumption_is_named() -> None:
    with pytest.raises(ValidationError) as caught:
        parse({"kind": "two_means", "goal": sup(), "sd": 1})
    assert [problem.field for problem in problems(caught.value)] == ["difference"]


def test_result_is_never_a_bare_number() -> None:
    found = solve(plan(MEANS), 0.85)
    assert found.exact < found.analysed <= found.exact + 2
    assert found.at_80 == 128 and found.at_90 == 172
    assert found.attained >= 0.85 > float(found.design.attained({"participants": found.analysed - 2}))
    labels = [step.label.en for step in found.steps]
    assert "Exact solution, total" in labels and "Total analysed" in labels


def test_saw_tooth_on_random_plans() -> None:
    rng = np.random.default_rng(1)
    for _ in range(25):
        reference = float(rng.uniform(0.3, 0.93))
        expected = float(min(0.995, reference + rng.uniform(0.04, 0.2)))
        target = float(rng.choice([0.5, 0.8, 0.9, 0.95]))
        design = plan(RATE, p_expected=expected, p_reference=reference)
        found = solve(design, target)
        power = design.attained({"participants": np.arange(1, 2 * found.analysed + 500)})
        assert found.analysed == np.flatnonzero(power < target)[-1] + 2
        assert found.first == np.flatnonzero(power >= target)[0] + 1


@pytest.mark.parametrize(
    ("reference", "expected", "alpha", "target", "first", "safe"),
    [
        (0.8554937164451794, 0.9427938247978754, 0.05, 0.3, 20, 31),
        (0.06104871517494051, 0.09461164236875627, 0.1, 0.5, 102, 145),
        (0.8, 0.9, 0.025, 0.8, 107, 113),
    ],
)
def test_first_touch_is_the_first(
    reference: float, expected: float, alpha: float, target: float, first: int, safe: int
) -> None:
    design = plan(RATE, goal=sup(alpha=alpha, sides=1), p_reference=reference, p_expected=expected)
    found = solve(design, target)
    assert (found.first, found.analysed) == (first, safe)


def test_large_exact_size_is_found_or_refused_truthfully() -> None:
    """0.801 against 0.80 needs about 1.25 million: within the bound announced, so there is an answer."""
    try:
        assert 1_200_000 < solve(plan(RATE, p_expected=0.801), 0.8).analysed < 1_300_000
    except NoSolution as refused:
        values = refused.phrase.values
        assert values["best"].value < values["target"].value


def test_a_ceiling_between_the_target_and_90_percent_is_no_refusal() -> None:
    """Power .61 is the most the largest size gives: 50 % is reachable, the sizes at 80 and 90 % are not."""
    found = solve(plan(MEANS, difference=0.00045), 0.5)
    assert found.attained >= 0.5 and found.at_80 is None and found.at_90 is None


@pytest.mark.parametrize(
    "kind", ["two_means", "simon_two_stage", "log_rank", "assurance", "group_sequential", "cluster_means"]
)
def test_the_number_alone_is_that_of_the_whole_answer(kind: str) -> None:
    one, flow = examples()[kind][0], Flow(attrition=0.1) if kind != "log_rank" else Flow()
    design = parse(one.design)
    assert number_to_enrol(design, 0.8, flow) == solve(design, 0.8, flow=flow).enrolled
    with pytest.raises(Refusal):
        number_to_enrol(design, 1.2, flow)
