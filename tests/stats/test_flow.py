"""From participants analysed to enrolled and screened; prevalence checked by simulation."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from stats.flow import Flow, enrol
from stats.refusal import NoSolution, Refusal, problems
from stats.registry import parse
from stats.solver import solve

SENSITIVITY = {
    "kind": "one_proportion",
    "goal": {"kind": "superiority", "better": "higher", "alpha": 0.025, "sides": 1},
    "p_expected": 0.9,
    "p_reference": 0.8,
}
MEANS = {"kind": "two_means", "goal": {"kind": "superiority", "better": "lower"}, "difference": -0.5, "sd": 1}


def means(**changes: Any) -> Any:
    return parse(MEANS | changes)


def test_losses_divide_and_apply_to_each_rounded_arm() -> None:
    found = solve(means(), 0.8, flow=Flow(attrition=0.2))
    assert [arm.size for arm in found.arms] == [64, 64]
    assert [arm.size for arm in found.enrolled_arms] == [80, 80]
    assert found.enrolled == found.enrolment.screened == 160


def test_a_rate_divides_once() -> None:
    assert enrol(parse(SENSITIVITY), Flow(attrition=0.2), 200, 0.8).enrolled == 250
    both = enrol(parse(SENSITIVITY), Flow(attrition=0.2, unevaluable=0.1), 180, 0.8)
    assert both.enrolled == 250  # 180 / (0.8 x 0.9)
    assert Flow(attrition=0.2, unevaluable=0.1).kept == pytest.approx(0.72)


def test_screening_comes_before_enrolment() -> None:
    done = enrol(parse(SENSITIVITY), Flow(attrition=0.2, screening_failure=0.5), 200, 0.8)
    assert (done.enrolled, done.screened) == (250, 500)


def test_losses_respect_the_allocation() -> None:
    found = solve(means(allocation=2), 0.8, flow=Flow(attrition=0.1))
    first, second = (arm.size for arm in found.enrolled_arms)
    assert first == 2 * second and first + second == found.enrolled
    analysed = [arm.size for arm in found.arms]
    assert first * 0.9 >= analysed[0] and second * 0.9 >= analysed[1]


def test_the_steps_lead_to_the_enrolment() -> None:
    found = solve(means(), 0.8, flow=Flow(attrition=0.2, screening_failure=0.25))
    values = {step.label.en: step.value.value for step in found.steps}
    assert values["Share of those enrolled who are analysed"] == pytest.approx(0.8)
    assert values["Number to enrol"] == found.enrolled == 160
    assert values["People to screen"] == found.enrolment.screened == 214


@pytest.mark.parametrize(("prevalence", "kept"), [(0.3, 1.0), (0.1, 0.9), (0.02, 1.0)])
def test_prevalence_meets_the_target_on_average(prevalence: float, kept: float) -> None:
    design, flow = parse(SENSITIVITY), Flow(prevalence=prevalence, unevaluable=1 - kept)
    found = solve(design, 0.8, flow=flow)
    rng = np.random.default_rng(1)

    def average(enrolled: int) -> float:
        cases = np.maximum(rng.binomial(enrolled, prevalence * kept, 200_000), 1)
        return float(design.attained({"participants": cases}).mean())

    assert average(found.enrolled) == pytest.approx(0.8, abs=0.002)
    assert average(round(found.enrolled * 0.95)) < 0.795
    assert found.enrolment.expected == np.ceil(found.analysed / (prevalence * kept) - 1e-6)


def test_assured_enrolment() -> None:
    done = solve(parse(SENSITIVITY), 0.8, flow=Flow(prevalence=0.1)).enrolment
    cases, rng = 113, np.random.default_rng(2)
    for enrolled, assurance in ((done.assured_80, 0.8), (done.assured_90, 0.9)):
        assert enrolled is not None
        assert (rng.binomial(enrolled, 0.1, 400_000) >= cases).mean() == pytest.approx(assurance, abs=0.005)
    assert done.expected is not None and done.assured_80 is not None and done.assured_90 is not None
    assert done.expected < done.assured_80 < done.assured_90


def test_everyone_a_case_needs_no_more_than_the_cases() -> None:
    found = solve(parse(SENSITIVITY | {"method": "score"}), 0.8, flow=Flow(prevalence=1.0))
    assert found.enrolled == found.analysed == found.enrolment.expected == found.enrolment.assured_90


@pytest.mark.parametrize("prevalence", [0.07, 0.11, 0.3, 0.63])
def test_prevalence_leaves_arms_that_add_up(prevalence: float) -> None:
    found = solve(means(allocation=2), 0.8, flow=Flow(prevalence=prevalence))
    assert sum(arm.size for arm in found.enrolled_arms) == found.enrolled


def test_cases_too_rare() -> None:
    with pytest.raises(NoSolution) as caught:
        solve(parse(SENSITIVITY), 0.8, flow=Flow(prevalence=1e-6))
    assert caught.value.fields == ("prevalence",)


@pytest.mark.parametrize(
    ("rates", "field"),
    [
        ({"attrition": 1.0}, "attrition"),
        ({"attrition": -0.1}, "attrition"),
        ({"attrition": 20}, "attrition"),
        ({"prevalence": 0}, "prevalence"),
        ({"prevalence": float("nan")}, "prevalence"),
        ({"dropout": 0.1}, "dropout"),
    ],
)
def test_refused_rates(rates: dict[str, float], field: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Flow.model_validate(rates)
    assert problems(caught.value)[0].field == field


def test_a_prevalence_is_not_counted_twice() -> None:
    both = {
        "kind": "sensitivity_specificity", "goal": {"kind": "superiority", "better": "higher"}, "sensitivity": 0.9,
        "sensitivity_goal": 0.8, "specificity": 0.85, "specificity_goal": 0.75, "share_diseased": 0.4,
    }  # fmt: skip
    with pytest.raises(Refusal) as caught:
        solve(parse(both), 0.8, flow=Flow(prevalence=0.4))
    assert caught.value.fields == ("prevalence",)
