"""Adjusted means: the shared reference case, Shieh's method, ordinary least squares by statsmodels."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import statsmodels.api as sm

from stats.refusal import problems
from stats.registry import parse
from stats.simulation import claim_rate
from stats.solver import solve, solve_for
from tests.stats.examples import Example, Plan, eq, ni, sup


def _plan(goal: Plan, difference: float, sd: float, correlation: float | None = None, **more: Any) -> Plan:
    return {"kind": "ancova", "goal": goal, "difference": difference, "sd": sd, "correlation": correlation} | more


def power(method: str, n: int = 40, **more: Any) -> float:
    return float(parse(_plan(sup(), 5, 12, 0.6, method=method, **more)).attained({"participants": n}))


def test_small_sample_reference() -> None:
    """m-ancova-margin-exact: 20 per arm; simulated 0.35298 with a Monte Carlo error of 0.0015."""
    assert power("t") == pytest.approx(0.36105045205, abs=1e-9)
    assert power("expected") == pytest.approx(0.35291119367, abs=1e-9)
    assert power("exact") == pytest.approx(0.353292894595, abs=1e-9)
    assert power("t") > power("exact") > power("expected")


def test_simulation_tells_exact_from_balanced_with_many_covariates() -> None:
    plan = _plan(sup(), 10, 12, r_squared=0.5, covariates=6)
    rate = claim_rate(parse(plan), {"participants": 30}, 20_000).rate
    exact, balanced = (float(parse(plan | {"method": one}).attained({"participants": 30})) for one in ("exact", "t"))
    assert rate == pytest.approx(exact, abs=0.01)
    assert balanced > exact + 0.05


def test_borm_and_the_per_arm_number() -> None:
    """n (1 - r^2): 242.09 in all without adjustment, 154.94 with r = .6; 77.5 per arm by z, 78.4 by t."""
    assert solve(parse(_plan(sup(), 5, 12, 0.6, method="z")), 0.9).exact == pytest.approx(0.64 * 242.0910273356)
    assert solve(parse(_plan(sup(), 5, 12, 0.6, method="t")), 0.9).exact / 2 == pytest.approx(78.4, abs=0.1)


def test_equivalences() -> None:
    base = solve(parse(_plan(sup(), 5, 12, 0.6)), 0.8).exact
    for same in (
        _plan(sup(), 5, 12, -0.6),
        _plan(sup(), 5, 12, r_squared=0.36),
        _plan(sup("lower"), -5, 12, 0.6),
        _plan(ni(5), 0, 12, 0.6),
        _plan(sup(alpha=0.025, sides=1), 50, 120, 0.6),
        _plan(eq(500, 5), 0, 12, 0.6),
    ):
        assert solve(parse(same), 0.8).exact == pytest.approx(base, rel=1e-7)
    plain = solve(parse({"kind": "two_means", "goal": sup(), "difference": 5, "sd": 12}), 0.8).exact
    assert solve(parse(_plan(sup(), 5, 12, r_squared=0.0)), 0.8).exact == pytest.approx(plain + 1, abs=0.05)


def test_a_large_study_needs_no_average_over_imbalance() -> None:
    sizes = np.array([4990.0, 4998, 5002, 5003, 5004, 5010])
    reached = parse(_plan(sup(), 0.9, 12, 0.6)).attained({"participants": sizes})
    assert (np.diff(reached) > 0).all()


@pytest.mark.parametrize("covariates", [1, 3])
def test_the_analysis_is_that_of_statsmodels(covariates: int) -> None:
    design = parse(_plan(sup(), 8, 12, r_squared=0.4, covariates=covariates, allocation=2))
    size = {"participants": 24}
    done = design.simulate(size, 4, np.random.default_rng(7))
    y, x, other_y, other_x = design.sample(size, 4, np.random.default_rng(7), 8.0)
    for row in range(4):
        arm = np.repeat([1.0, 0.0], [y.shape[1], other_y.shape[1]])
        table = np.column_stack([np.ones(24), arm, np.concatenate([x[row], other_x[row]])])
        fitted = sm.OLS(np.concatenate([y[row], other_y[row]]), table).fit()
        assert done.estimate[row] == pytest.approx(fitted.params[1])
        assert [done.lower[row], done.upper[row]] == pytest.approx(list(fitted.conf_int()[1]))
        assert done.p[row] == pytest.approx(
            fitted.pvalues[1] / 2 if fitted.params[1] > 0 else 1 - fitted.pvalues[1] / 2
        )


def test_variants_say_what_the_adjustment_saves() -> None:
    design = parse(_plan(sup(), 5, 12, 0.6))
    sizes = [solve(one.design, 0.9).analysed for one in design.variants()]
    assert len(sizes) == 5
    assert sizes[-2] == 246  # the t test without adjustment
    assert sizes[-1] == pytest.approx(0.8 * 246, abs=2)  # changes: 2 (1 - r) of the variance
    assert parse(_plan(sup(), 5, 12, 0.6, method="z")).caution() is not None


def test_the_correlation_needed_at_a_size() -> None:
    found = solve_for(parse(_plan(sup(), 5, 12, 0.6)), "correlation", {"participants": 160}, 0.9)
    assert float(found.attained({"participants": 160})) == pytest.approx(0.9)


@pytest.mark.parametrize(
    ("plan", "field"),
    [
        (_plan(sup(), 5, 12), "correlation"),
        (_plan(sup(), 5, 12, 0.5, r_squared=0.25), "correlation"),
        (_plan(sup(), 5, 12, 1.0), "correlation"),
        (_plan(sup(), 5, 12, 0.5, covariates=1.5), "covariates"),
        (_plan(sup(), 5, 12, 0.5, covariates=0), "covariates"),
        (_plan(sup(), -5, 12, 0.5), "difference"),
        (_plan(eq(5, 5), 6, 12, 0.5), "difference"),
    ],
)
def test_bad_inputs_are_refused(plan: Plan, field: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse(plan)
    assert [one.field for one in problems(caught.value)] == [field]  # type: ignore[arg-type]


def test_too_few_participants_for_the_covariates_have_no_power() -> None:
    design = parse(_plan(sup(), 50, 12, r_squared=0.5, covariates=20))
    assert list(design.attained({"participants": np.array([6.0, 20, 23])})) == [0, 0, 0]
    assert solve(design, 0.8).analysed >= 24


EXAMPLES = [
    Example("exact", _plan(sup(), 5, 12, 0.6), 0.8, _plan(sup("lower"), -5, 12, 0.6), {"difference": 1e-9}),
    Example(
        "2:1, five covariates, 0.99",
        _plan(sup("lower"), -9, 12, r_squared=0.45, covariates=5, allocation=2),
        0.99,
        _plan(sup(), 9, 12, r_squared=0.45, covariates=5, allocation=0.5),
    ),
    Example("equivalence, few, 0.5", _plan(eq(9, 9), 0, 10, -0.7), 0.5),
    Example("margin 1:2, mean imbalance", _plan(ni(5), -1, 12, 0.5, allocation=0.5, method="expected"), 0.8),
    Example("equivalence off centre", _plan(eq(7, 6), 1, 12, 0.6), 0.9),
    Example("balanced", _plan(sup(), 5, 12, 0.6, method="t"), 0.9, slack=0.015),
    Example("normal", _plan(sup(), 4, 12, 0.6, method="z"), 0.9, slack=0.015),
]
