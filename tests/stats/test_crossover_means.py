"""Crossover means: the shared reference case, a linear mixed model, the paired test."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.stats import ttest_ind

from stats.flow import Flow
from stats.refusal import problems
from stats.registry import parse
from stats.solver import solve
from tests.stats.examples import Example, Plan, eq, ni, sup


def _plan(goal: Plan, difference: float, sd_within: float | None = None, **more: Any) -> Plan:
    return {"kind": "crossover_means", "goal": goal, "difference": difference, "sd_within": sd_within} | more


def test_reference_case() -> None:
    """m-xo-01: difference 3, within-subject deviation 6, power 0.9: 88 participants, 0.90648."""
    found = solve(parse(_plan(sup(), 3, 6)), 0.9)
    assert found.analysed == 88
    assert [arm.size for arm in found.arms] == [44, 44]
    assert found.attained == pytest.approx(0.90648251704, abs=1e-9)
    assert 86 < found.exact < 87  # lrstat's 87 allows sequences of 43 and 44


def test_two_ways_of_giving_the_variability() -> None:
    one, other = parse(_plan(sup(), 3, 6)), parse(_plan(sup(), 3, sd_difference=6 * np.sqrt(2)))
    assert solve(one, 0.8).exact == pytest.approx(solve(other, 0.8).exact, rel=1e-12)


def test_one_degree_of_freedom_less_than_the_paired_test() -> None:
    design = parse(_plan(sup(), 9.5, sd_difference=18))
    paired = design.variants()[-1].design
    assert solve(paired, 0.9).analysed == 40
    assert solve(design, 0.9).exact == pytest.approx(solve(paired, 0.9).exact, abs=0.1)


def test_the_analysis_is_senns_and_does_not_see_the_period() -> None:
    design, size = parse(_plan(sup(), 3, 6)), {"participants": 20}
    done = design.simulate(size, 5, np.random.default_rng(4))
    first, second = design.sample(size, 5, np.random.default_rng(4), 3.0)
    theirs = ttest_ind(first, second, axis=1, alternative="greater")
    np.testing.assert_allclose(done.p, theirs.pvalue, rtol=1e-9)
    np.testing.assert_allclose(done.estimate, (first.mean(axis=1) - second.mean(axis=1)) / 2)
    many = design.sample({"participants": 400_000}, 1, np.random.default_rng(4), 3.0)
    assert [one.mean() for one in many] == pytest.approx([3 - 6, -3 - 6], abs=0.1)  # treatment and period
    assert [one.std() for one in many] == pytest.approx([6 * np.sqrt(2)] * 2, abs=0.1)


def test_losses_keep_the_sequences_equal() -> None:
    enrolment = solve(parse(_plan(sup(), 3, 6)), 0.9, flow=Flow(attrition=0.15)).enrolment
    assert enrolment.enrolled == 104


@pytest.mark.parametrize(
    ("plan", "field"),
    [
        (_plan(sup(), 3), "sd_within"),
        (_plan(sup(), 3, 6, sd_difference=8.0), "sd_within"),
        (_plan(sup(), 3, 0.0), "sd_within"),
        (_plan(sup("lower"), 3, 6), "difference"),
        (_plan(ni(2), -2, 6), "difference"),
    ],
)
def test_bad_inputs_are_refused(plan: Plan, field: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse(plan)
    assert [one.field for one in problems(caught.value)] == [field]  # type: ignore[arg-type]


EXAMPLES = [
    Example("t", _plan(sup(), 3, 6), 0.9, vanishing={"difference": 1e-9}),
    Example("lower, 0.99", _plan(sup("lower"), -4, sd_difference=7), 0.99),
    Example("margin", _plan(ni(2), -0.5, 5), 0.8),
    Example("equivalence, few, 0.5", _plan(eq(5, 4), 0.5, 4), 0.5),
    Example("normal", _plan(sup(), 3, 6, method="z"), 0.8, slack=0.02),
]
