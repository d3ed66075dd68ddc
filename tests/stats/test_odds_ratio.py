"""Odds ratio: lrstat and TrialSize, logistic regression, the pooled chi-square, refused input."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import statsmodels.api as sm
from statsmodels.stats import proportion

from stats.formulas.binary.proportion_ratio import Counts
from stats.refusal import problems
from stats.registry import parse
from stats.solver import solve
from tests.stats.examples import Example, Plan, eq, ni, sup


def data(p: float, q: float, goal: Plan | None = None, method: str = "wald", **more: Any) -> Plan:
    goal = goal or sup("higher" if p > q else "lower")
    return {"kind": "odds_ratio", "goal": goal, "p_experimental": p, "p_control": q, "method": method} | more


def plan(*values: Any, **more: Any) -> Any:
    return parse(data(*values, **more))


LRSTAT = [  # lrstat 0.2.15: getDesignOddsRatio(nullVariance = TRUE, FALSE), rounding = FALSE
    (data(0.15, 0.3), 0.8, (235.3750275, 251.3262651)),
    (data(0.1, 0.1, ni(1.5, "lower"), allocation=2), 0.9, (3473.451669, 3195.650302)),
]


@pytest.mark.parametrize(("base", "target", "totals"), LRSTAT)
def test_lrstat(base: Plan, target: float, totals: tuple[float, ...]) -> None:
    for method, total in zip(("score", "wald"), totals, strict=True):
        assert solve(parse(base | {"method": method}), target).exact == pytest.approx(total, rel=1e-6)


def test_equivalence_of_lrstat() -> None:
    design = plan(0.5, 0.52, eq(1 / 0.7, 1.5) | {"alpha": 0.05}, allocation=2)
    assert solve(design, 0.8).exact == pytest.approx(1468.786807, rel=1e-6)


@pytest.mark.parametrize(("p", "q", "k"), [(0.4, 0.25, 1.0), (0.9, 0.8, 2.0)])
def test_wang_chow_by_hand(p: float, q: float, k: float) -> None:
    """TrialSize RelativeRisk.Equality: control arm (z + z)^2 (1 / (k p (1 - p)) + 1 / (q (1 - q))) / log(OR)^2."""
    odds = p / (1 - p) / (q / (1 - q))
    variance = 1 / (k * p * (1 - p)) + 1 / (q * (1 - q))
    control = (1.959963984540054 + 0.8416212335729143) ** 2 * variance / np.log(odds) ** 2
    assert solve(plan(p, q, allocation=k), 0.8).exact == pytest.approx((1 + k) * control)


def test_wald_is_the_logistic_regression() -> None:
    seen = Counts(np.array([23.0]), 80.0, np.array([31.0]), 70.0)
    outcome = np.repeat([1.0, 0.0, 1.0, 0.0], [23, 57, 31, 39])
    arm = np.repeat([1.0, 0.0], [80, 70])
    fitted = sm.Logit(outcome, sm.add_constant(arm)).fit(disp=0)
    assert plan(0.3, 0.4).statistic(seen, 0.0)[0] == pytest.approx(fitted.params[1] / fitted.bse[1], abs=1e-6)


@pytest.mark.parametrize("null", [0.6, 1.0, 1.5])
def test_score_is_that_of_statsmodels(null: float) -> None:
    seen = Counts(np.array([23.0]), 80.0, np.array([31.0]), 70.0)
    expected = proportion.test_proportions_2indep(
        23, 80, 31, 70, value=null, method="score", compare="odds-ratio", correction=False
    ).statistic
    assert plan(0.3, 0.4, method="score").statistic(seen, np.log(null))[0] == pytest.approx(expected, abs=1e-8)


def test_equivalences() -> None:
    for method in ("wald", "score"):
        base = solve(plan(0.15, 0.3, method=method), 0.8).exact
        assert solve(plan(0.85, 0.7, method=method), 0.8).exact == pytest.approx(base)  # successes for failures
        assert solve(plan(0.3, 0.15, method=method), 0.8).exact == pytest.approx(base)
    wide = solve(plan(0.3, 0.3, eq(500, 1.8)), 0.9).exact
    assert wide == pytest.approx(solve(plan(0.3, 0.3, ni(1.8, "lower")), 0.9).exact, rel=1e-5)


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        (data(0.3, 0.3), "p_experimental"),
        (data(0.3, 0.2, sup("lower")), "p_experimental"),
        (data(0.3, 0.3, ni(1.0, "lower")), "goal.margin"),
        (data(0.5, 0.3, ni(1.3, "lower")), "p_experimental"),
        (data(1.0, 0.3), "p_experimental"),
    ],
)
def test_refused(bad: Plan, field: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse(bad)
    assert problems(caught.value)[0].field == field  # type: ignore[arg-type]


EXAMPLES = [
    Example("wald", data(0.45, 0.3), 0.8, data(0.3, 0.45), {"p_experimental": 0.3 + 1e-10}),
    Example(
        "margin, 2:1, score",
        data(0.3, 0.3, ni(1.8, "lower"), "score", allocation=2),
        0.8,
        data(0.3, 0.3, ni(1.8), "score", allocation=0.5),
        slack=0.02,
    ),
    Example("high rates, 1:2", data(0.96, 0.88, method="score", allocation=0.5), 0.9, slack=0.02),
    Example("few, score, 0.5", data(0.8, 0.3, method="score"), 0.5, slack=0.03),
    Example("equivalence", data(0.5, 0.5, eq(2, 2)), 0.9),
]
