"""One mean against a reference: published plans, other programs, SciPy's test."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.stats import ttest_1samp
from statsmodels.stats.power import TTestPower

from stats.refusal import problems
from stats.registry import parse
from stats.solver import solve
from tests.stats.examples import Example, Plan, eq, ni, sup


def _plan(goal: Plan, mean: float, reference: float, sd: float, **more: Any) -> Plan:
    return {"kind": "one_mean", "goal": goal, "mean_expected": mean, "mean_reference": reference, "sd": sd} | more


@pytest.mark.parametrize(
    ("design", "target", "total"),
    [
        pytest.param(_plan(ni(2), 0, 0, 9), 0.9, 214.7052559209, id="rpact, groups = 1"),
        pytest.param(_plan(sup(), 0.5, 0, 1), 0.8, 33.36713, id="R pwr, statsmodels"),
        pytest.param(_plan(sup("lower"), 99, 100, 2), 0.8, 33.36713, id="the reference moves nothing"),
    ],
)
def test_other_programs(design: Plan, target: float, total: float) -> None:
    assert solve(parse(design), target).exact == pytest.approx(total, abs=1e-4)


def test_paro_p41() -> None:
    """0.63 with a deviation of 0.74 at power 0.9: 15 is the normal approximation, the t test needs 17."""
    assert solve(parse(_plan(sup(), 0.63, 0, 0.74, method="z")), 0.9).analysed == 15
    assert solve(parse(_plan(sup(), 0.63, 0, 0.74)), 0.9).analysed == 17


@pytest.mark.parametrize(("n", "d"), [(5, 2.0), (20, 0.6), (400, 0.12)])
def test_power_agrees_with_statsmodels(n: int, d: float) -> None:
    theirs = TTestPower().power(d, n, 0.025, alternative="larger")
    assert float(parse(_plan(sup(), d, 0, 1)).attained({"participants": n})) == pytest.approx(theirs, abs=1e-7)


def test_the_analysis_is_that_of_scipy() -> None:
    design = parse(_plan(sup(), 12, 10, 3))
    size, seed = {"participants": 14}, 5
    done = design.simulate(size, 6, np.random.default_rng(seed))
    data = design.sample(size, 6, np.random.default_rng(seed), design.effect)[0] + 10
    theirs = ttest_1samp(data, 10, axis=1, alternative="greater")
    np.testing.assert_allclose(done.p, theirs.pvalue, rtol=1e-9)
    np.testing.assert_allclose(done.estimate, data.mean(axis=1))
    np.testing.assert_allclose(done.lower, ttest_1samp(data, 10, axis=1).confidence_interval(0.95).low)


def test_the_reference_is_the_null_value_and_the_edge_is_a_mean() -> None:
    design = parse(_plan(sup(), 12, 10, 3))
    assert design.null_value().value == 10
    found = solve(design, 0.8)
    assert 10 < found.least_success.values["edge"].value < 12
    assert solve(parse(_plan(eq(1, 1), 10, 10, 3)), 0.8).least_success is None


def test_equivalence_is_one_test_when_the_far_limit_never_binds() -> None:
    wide = solve(parse(_plan(eq(200, 5), 11, 10, 10)), 0.9).exact
    assert wide == pytest.approx(solve(parse(_plan(ni(5, "lower"), 11, 10, 10)), 0.9).exact, rel=1e-5)


@pytest.mark.parametrize(
    "plan", [_plan(sup(), 10, 10, 3), _plan(sup(), 9, 10, 3), _plan(ni(2), 7, 10, 3), _plan(eq(1, 1), 12, 10, 3)]
)
def test_wrong_side_is_refused(plan: Plan) -> None:
    with pytest.raises(ValueError) as caught:
        parse(plan)
    assert [one.field for one in problems(caught.value)] == ["mean_expected"]  # type: ignore[arg-type]


EXAMPLES = [
    Example("t", _plan(sup(), 0.5, 0, 1), 0.8, vanishing={"mean_expected": 1e-9}),
    Example("lower, 0.99", _plan(sup("lower"), 96, 100, 4.5), 0.99),
    Example("margin", _plan(ni(2), 0, 0, 9), 0.9),
    Example("equivalence off centre, few, 0.5", _plan(eq(5, 4), 51, 50, 5), 0.5),
    Example("normal", _plan(sup(), 0.5, 0, 1, method="z"), 0.8, slack=0.02),
]
