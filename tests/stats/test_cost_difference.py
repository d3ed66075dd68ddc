"""Difference in mean costs: Welch's test, gamma and log-normal costs, the type I error under skewness."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError
from scipy.stats import ttest_ind

from stats.refusal import problems
from stats.registry import parse
from stats.simulation import claim_rate
from stats.solver import solve
from tests.stats.examples import Example, Plan, ni, sup


def _plan(mean: float, control: float, cv: float, goal: Plan | None = None, **more: Any) -> Plan:
    goal = goal or sup("lower")
    return {"kind": "cost_difference", "goal": goal, "mean_cost": mean, "mean_cost_control": control, "cv": cv} | more


def plan(*values: Any, **more: Any) -> Any:
    return parse(_plan(*values, **more))


def test_is_welch_at_the_deviations() -> None:
    welch = {"kind": "two_means", "goal": sup("lower"), "difference": -500, "sd": 1600, "sd_control": 2100}
    assert solve(plan(1600, 2100, 1.0), 0.8).exact == pytest.approx(solve(parse(welch), 0.8).exact)
    welch = {"kind": "two_means", "goal": ni(300, "lower"), "difference": 100, "sd": 2200, "sd_control": 1500}
    found = plan(1100, 1000, 2.0, ni(300, "lower"), cv_control=1.5, allocation=2)
    assert solve(found, 0.9).exact == pytest.approx(solve(parse(welch | {"allocation": 2}), 0.9).exact)


def test_a_published_standard_deviation_is_typed_as_it_is() -> None:
    """The same as two coefficients of variation; one SD alone is common to both arms."""
    by_sd = parse({**_plan(1600, 2000, 1.0), "cv": None, "sd": 1600.0, "sd_control": 2000.0})
    assert solve(by_sd, 0.8).exact == solve(plan(1600, 2000, 1.0), 0.8).exact
    common = parse({**_plan(1600, 2000, 1.0), "cv": None, "sd": 1800.0})
    assert solve(common, 0.8).exact == pytest.approx(solve(plan(1600, 2000, 1800 / 1600, cv_control=0.9), 0.8).exact)
    assert "{sd}" in common.sentence().fr and "{cv}" not in common.sentence().fr


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"cv": None}, "cv"),
        ({"sd": 900.0}, "sd"),
        ({"sd_control": 900.0}, "sd_control"),
        ({"cv": None, "sd": 900.0, "cv_control": 1.0}, "cv_control"),
        ({"cv": None, "sd": 90_000.0}, "sd"),
    ],
)
def test_one_spread_of_costs(change: Plan, field: str) -> None:
    with pytest.raises(ValidationError) as caught:
        parse(_plan(1600, 2000, 1.0) | change)
    assert [one.field for one in problems(caught.value)] == [field]


def test_normal_formula_by_hand() -> None:
    """(1.959964 + 0.841621)² (1600² + 2000²) / 400² per arm, costs of 1600 and 2000 euros, CV of 1."""
    assert solve(plan(1600, 2000, 1.0, method="z"), 0.8).exact / 2 == pytest.approx(7.8488797 * 41.0, rel=1e-6)


def test_the_shape_changes_the_risk_and_not_the_size() -> None:
    gamma, long_tail = (plan(800, 1000, 1.5, cost_shape=shape) for shape in ("gamma", "log_normal"))
    assert solve(gamma, 0.8).exact == solve(long_tail, 0.8).exact
    size = {"participants": 1000}
    assert float(long_tail.type_one_error(size)) < float(gamma.type_one_error(size)) < 0.025


@pytest.mark.parametrize(
    ("design", "total"),
    [
        pytest.param(plan(900, 1000, 1.0, allocation=0.25), 300, id="1:4, gamma, CV 1"),
        pytest.param(plan(900, 1000, 1.0, allocation=4), 600, id="4:1, gamma, CV 1"),
        pytest.param(plan(900, 1000, 0.7, cv_control=1.0), 200, id="1:1, different CV"),
        pytest.param(plan(1000, 1000, 0.6, ni(100, "lower"), allocation=0.5, cost_shape="log_normal"), 400, id="1:2"),
    ],
)
def test_type_one_error_of_skewed_costs(design: Any, total: int) -> None:
    """The first-order expansion is near the simulated risk, and leaves the nominal one."""
    computed = float(design.type_one_error({"participants": total}))
    rate = claim_rate(design, {"participants": total}, 30_000, "null").rate
    assert abs(computed - 0.025) > 0.0015
    assert rate == pytest.approx(computed, abs=0.15 * abs(computed - 0.025) + 0.0035)


def test_caution_where_skewness_does_not_balance() -> None:
    assert plan(800, 1000, 1.0).caution() is None
    assert plan(800, 1000, 2.0, allocation=4).caution() is None  # then the test is conservative
    few = plan(800, 1000, 2.0, allocation=0.25)
    assert str(few.calm_from) in few.caution().fr and few.calm_from > 1000
    at = {"participants": few.calm_from}
    assert float(few.type_one_error(at)) == pytest.approx(0.0275, abs=1e-5)


def test_the_analysis_is_welch_on_costs() -> None:
    design = plan(800, 1000, 1.0, cost_shape="log_normal")
    size = {"participants": 60}
    done = design.simulate(size, 5, np.random.default_rng(3))
    first, second = design.sample(size, 5, np.random.default_rng(3), -200.0)
    assert first.shape == (5, 30) and first.min() > 0
    theirs = ttest_ind(first, second, axis=1, equal_var=False, alternative="less")
    np.testing.assert_allclose(done.p, theirs.pvalue, rtol=1e-9)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"goal": sup("higher")}, "goal.better"),
        ({"mean_cost": 1000.0}, "mean_cost"),
        ({"mean_cost": 1100.0}, "mean_cost"),
        ({"goal": ni(100.0, "lower"), "mean_cost": 1100.0}, "mean_cost"),
        ({"mean_cost_control": 0.0}, "mean_cost_control"),
        ({"cv": 0.0}, "cv"),
        ({"cv": 6.0}, "cv"),
    ],
)
def test_refused(more: Plan, field: str) -> None:
    with pytest.raises(ValidationError) as caught:
        parse(_plan(800.0, 1000.0, 1.0) | more)
    assert field in {problem.field for problem in problems(caught.value)}


@pytest.mark.parametrize(("allocation", "shape"), [(0.25, "gamma"), (1, "log_normal"), (2, "gamma"), (4, "gamma")])
def test_corrected_power_is_the_simulated_one(allocation: float, shape: str) -> None:
    """Where the t method is up to six points off, the first-order correction is within one and a half."""
    design = plan(700, 1000, 1.0, allocation=allocation, cost_shape=shape, method="skewed")
    found = solve(design, 0.8)
    assert claim_rate(design, {"participants": found.analysed}, 20_000).rate == pytest.approx(found.attained, abs=0.015)
    assert found.exact != solve(plan(700, 1000, 1.0, allocation=allocation), 0.8).exact
    assert found.r_call is None and "skewness" in design.method_text().en


def test_four_controls_for_one() -> None:
    """Fewer than two participants in an arm, while the size is searched, is no obstacle."""
    assert solve(plan(100, 1000, 0.5, allocation=0.25), 0.8).analysed % 5 == 0


EXAMPLES = [
    Example("standard deviation", {**_plan(3000, 4000, 1.0), "cv": None, "sd": 3500.0}, 0.8),
    Example("gamma", _plan(1600, 2100, 1.0), 0.8, vanishing={"mean_cost": 2100 - 1e-7}),
    Example(
        "log-normal 2:1, corrected", _plan(3500, 5000, 0.8, cost_shape="log_normal", allocation=2, method="skewed"), 0.9
    ),
    Example("normal formula 1:2", _plan(1200, 2000, 1.2, cv_control=1.0, allocation=0.5, method="z"), 0.99),
    Example("margin", _plan(1000, 1000, 0.9, ni(200, "lower")), 0.5),
    Example("few", _plan(900, 2000, 0.4, method="skewed"), 0.8, slack=0.02),
]
