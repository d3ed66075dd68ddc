"""Two paired means: published plans, other programs, SciPy's test."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.stats import ttest_rel

from stats.flow import Flow
from stats.refusal import problems
from stats.registry import parse
from stats.solver import solve, solve_for
from tests.stats.examples import Example, Plan, eq, ni, sup


def _plan(goal: Plan, difference: float, sd_difference: float | None = None, **more: Any) -> Plan:
    return {"kind": "paired_means", "goal": goal, "difference": difference, "sd_difference": sd_difference} | more


def test_mandibular_device_p94() -> None:
    """9.5 with a deviation of 18 at power 0.9: 40 pairs, power 0.902."""
    found = solve(parse(_plan(sup(), 9.5, 18)), 0.9)
    assert found.analysed == 40
    assert found.attained == pytest.approx(0.902, abs=5e-4)


def test_rpact_with_a_margin() -> None:
    assert solve(parse(_plan(ni(2), 0, 9)), 0.9).exact == pytest.approx(214.7052559209, abs=1e-4)


def test_two_ways_of_giving_the_variability() -> None:
    base = solve(parse(_plan(sup(), 5, 12)), 0.8).exact
    for r in (-0.5, 0.0, 0.6, 0.95):
        same = _plan(sup(), 5, sd=12 / np.sqrt(2 * (1 - r)), correlation=r)
        assert solve(parse(same), 0.8).exact == pytest.approx(base, rel=1e-9)
    unequal = parse(_plan(sup(), 5, sd=10.0, sd_control=8.0, correlation=0.5))
    assert unequal.sd_of_differences == pytest.approx(np.sqrt(84))


def test_the_data_have_the_deviation_and_the_correlation_asked() -> None:
    design = parse(_plan(sup(), 5, sd=10.0, sd_control=8.0, correlation=-0.4))
    first, second = design.sample({"participants": 200_000}, 1, np.random.default_rng(1), 5.0)
    assert np.corrcoef(first[0], second[0])[0, 1] == pytest.approx(-0.4, abs=0.01)
    assert [first.std(), second.std(), first.mean()] == pytest.approx([10, 8, 5], abs=0.1)


def test_the_analysis_is_that_of_scipy() -> None:
    design, size = parse(_plan(sup("lower"), -5, sd=10.0, correlation=0.5)), {"participants": 15}
    done = design.simulate(size, 6, np.random.default_rng(2))
    first, second = design.sample(size, 6, np.random.default_rng(2), -5.0)
    np.testing.assert_allclose(done.p, ttest_rel(first, second, axis=1, alternative="less").pvalue, rtol=1e-9)


def test_losses_and_detectable_difference() -> None:
    design = parse(_plan(sup(), 9.5, 18))
    assert solve(design, 0.9, flow=Flow(attrition=0.2)).enrolment.enrolled == 50
    smaller = solve_for(design, "difference", {"participants": 100}, 0.9)
    assert float(smaller.attained({"participants": 100})) == pytest.approx(0.9)


@pytest.mark.parametrize(
    ("plan", "field"),
    [
        (_plan(sup(), 5), "sd_difference"),
        (_plan(sup(), 5, sd=10.0), "correlation"),
        (_plan(sup(), 5, 12, sd=10.0), "sd"),
        (_plan(sup(), 5, 12, correlation=0.5), "correlation"),
        (_plan(sup(), 5, sd=10.0, correlation=1.0), "correlation"),
        (_plan(sup(), 0, 12), "difference"),
        (_plan(sup("lower"), 5, 12), "difference"),
        (_plan(ni(2), -3, 12), "difference"),
    ],
)
def test_bad_inputs_are_refused(plan: Plan, field: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse(plan)
    assert [one.field for one in problems(caught.value)] == [field]  # type: ignore[arg-type]


EXAMPLES = [
    Example("differences", _plan(sup(), 9.5, 18), 0.9, vanishing={"difference": 1e-9}),
    Example("correlation", _plan(sup("lower"), -6, sd=10.0, correlation=0.6), 0.8),
    Example("margin, unequal, 0.99", _plan(ni(4), -1, sd=10.0, sd_control=7.0, correlation=0.5), 0.99),
    Example("equivalence, few, 0.5", _plan(eq(5, 4), 1, 5), 0.5),
    Example("normal", _plan(sup(), 5, 12, method="z"), 0.8, slack=0.02),
]
