"""Risk ratio: rpact and lrstat, the two proportions design, restricted rates by optimisation, tests on shared tables."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.optimize import minimize_scalar
from scipy.special import xlogy
from statsmodels.stats import proportion

from stats.formulas.binary.proportion_ratio import Counts, restricted_odds, restricted_risks
from stats.refusal import problems
from stats.registry import parse
from stats.solver import solve
from tests.stats.examples import Example, Plan, eq, ni, sup


def data(p: float, q: float, goal: Plan | None = None, method: str = "score", **more: Any) -> Plan:
    goal = goal or sup("higher" if p > q else "lower")
    return {"kind": "risk_ratio", "goal": goal, "p_experimental": p, "p_control": q, "method": method} | more


def plan(*values: Any, **more: Any) -> Any:
    return parse(data(*values, **more))


LRSTAT = [  # lrstat 0.2.15: getDesignRiskRatioFM, getDesignRiskRatio(nullVariance = TRUE, FALSE), rounding = FALSE
    (data(0.15, 0.3), 0.8, (240.9438764, 235.7002132, 261.382637)),
    (data(0.1, 0.1, ni(1.5, "lower"), allocation=2), 0.9, (2793.665243, 2911.345889, 2588.476744)),
    (data(0.85, 0.9, ni(1.15), allocation=0.5), 0.8, (955.0322444, 982.6306411, 800.6978328)),
]


@pytest.mark.parametrize(("base", "target", "totals"), LRSTAT)
def test_lrstat(base: Plan, target: float, totals: tuple[float, ...]) -> None:
    for method, total in zip(("score", "null_variance", "wald"), totals, strict=True):
        assert solve(parse(base | {"method": method}), target).exact == pytest.approx(total, rel=1e-6)


def test_equivalence_of_lrstat() -> None:
    design = plan(0.5, 0.52, eq(1.25, 1.25) | {"alpha": 0.05}, "wald", allocation=2)
    assert solve(design, 0.8).exact == pytest.approx(831.7778127, rel=1e-6)


def test_superiority_by_the_score_is_the_chi_square() -> None:
    for p, q, k in ((0.15, 0.3, 1.0), (0.97, 0.9, 2.0), (0.02, 0.05, 0.5)):
        same = {
            "kind": "two_proportions",
            "goal": sup("higher" if p > q else "lower"),
            "p_experimental": p,
            "p_control": q,
        }
        assert solve(plan(p, q, allocation=k), 0.8).exact == pytest.approx(
            solve(parse(same | {"allocation": k}), 0.8).exact, rel=1e-9
        )


@pytest.mark.parametrize("ratio", [0.4, 1.0, 1.7])
@pytest.mark.parametrize(("a", "b", "k"), [(0.2, 0.3, 1.0), (0.9, 0.8, 2.0), (0.0, 0.4, 0.5), (0.05, 0.5, 1.0)])
def test_restricted_rates_maximise_the_likelihood(a: float, b: float, k: float, ratio: float) -> None:
    for odds, function in ((False, restricted_risks), (True, restricted_odds)):

        def lost(q: float, odds: bool = odds) -> float:
            p = ratio * q / (1 + (ratio - 1) * q) if odds else ratio * q
            return float(-(k * (xlogy(a, p) + xlogy(1 - a, 1 - p)) + xlogy(b, q) + xlogy(1 - b, 1 - q)))

        top = 1.0 if odds else min(1.0, 1 / ratio)
        best = minimize_scalar(lost, bounds=(1e-9, top - 1e-9), method="bounded", options={"xatol": 1e-10})
        assert float(function(a, b, k, ratio)[1]) == pytest.approx(best.x, abs=2e-6)


@pytest.mark.parametrize(("method", "theirs"), [("score", "score"), ("wald", "log")])
@pytest.mark.parametrize("null", [0.8, 1.0, 1.3])
def test_tests_are_those_of_statsmodels(method: str, theirs: str, null: float) -> None:
    """Its ratio comparisons are right; the score has the factor N / (N - 1) only when asked for."""
    seen = Counts(np.array([23.0]), 80.0, np.array([31.0]), 70.0)
    expected = proportion.test_proportions_2indep(
        23, 80, 31, 70, value=null, method=theirs, compare="ratio", correction=False
    ).statistic
    assert plan(0.3, 0.4, method=method).statistic(seen, np.log(null))[0] == pytest.approx(expected, abs=1e-8)


def test_interval_inverts_the_test() -> None:
    low, high = proportion.confint_proportions_2indep(23, 80, 31, 70, method="score", compare="ratio", correction=False)
    lower, upper = plan(0.3, 0.4)._bounds(Counts(np.array([23.0]), 80.0, np.array([31.0]), 70.0), 1.959963984540054)
    assert (lower[0], upper[0]) == pytest.approx((low, high), abs=1e-6)


def test_equivalences() -> None:
    wide = solve(plan(0.3, 0.3, eq(50, 1.4)), 0.9).exact
    assert wide == pytest.approx(solve(plan(0.3, 0.3, ni(1.4, "lower")), 0.9).exact, rel=1e-3)
    one = solve(plan(0.15, 0.3, sup("lower", 0.025, 1)), 0.8).exact
    assert one == pytest.approx(solve(plan(0.15, 0.3), 0.8).exact)


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        (data(0.3, 0.3), "p_experimental"),
        (data(0.3, 0.2, sup("lower")), "p_experimental"),
        (data(0.3, 0.3, ni(0.9, "lower")), "goal.margin"),
        (data(0.8, 0.8, ni(1.3, "lower")), "goal.margin"),
        (data(0.5, 0.3, ni(1.3, "lower")), "p_experimental"),
        (data(0.0, 0.3), "p_experimental"),
        (data(0.5, 1.0), "p_control"),
    ],
)
def test_refused(bad: Plan, field: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse(bad)
    assert problems(caught.value)[0].field == field  # type: ignore[arg-type]


EXAMPLES = [
    Example("score", data(0.15, 0.3), 0.8, data(0.3, 0.15), {"p_experimental": 0.3 - 1e-10}, slack=0.02),
    Example(
        "margin, 2:1", data(0.2, 0.2, ni(1.5, "lower"), allocation=2), 0.8, data(0.2, 0.2, ni(1.5), allocation=0.5)
    ),
    Example("high rates, 1:2", data(0.95, 0.96, ni(1.08), allocation=0.5), 0.9, slack=0.02),
    Example("wald, 0.99", data(0.5, 0.3, method="wald"), 0.99),
    Example("equivalence, null variance", data(0.5, 0.5, eq(1.3, 1.3), "null_variance"), 0.5, slack=0.02),
]
