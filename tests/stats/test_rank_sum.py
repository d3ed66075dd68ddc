"""Wilcoxon-Mann-Whitney: the shared case, lrstat and TrialSize, SciPy's test, simulated power."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.stats import mannwhitneyu, multivariate_normal, norm

from stats.designs.ranks.rank_sum import _error
from stats.refusal import problems
from stats.registry import parse
from stats.solver import solve
from tests.stats.examples import Example, Plan, sup

HALF = 0.6381631950841185  # probability of superiority of two normal distributions half a standard deviation apart


def data(theta: float, method: str = "noether", **more: Any) -> Plan:
    goal = sup("higher" if theta > 0.5 else "lower")
    return {"kind": "rank_sum", "goal": goal, "p_superiority": theta, "method": method} | more


def plan(*values: Any, **more: Any) -> Any:
    return parse(data(*values, **more))


def test_wmw_are_01() -> None:
    """d = 0.5, power .8: 67 per arm for normal data, 74 at the least efficiency, 69 after Noether."""
    expected = {"noether": 69, "t_normal": 67, "t_least": 74}
    for method, per_arm in expected.items():
        assert [arm.size for arm in solve(plan(HALF, method), 0.8).arms] == [per_arm, per_arm]
    assert plan(HALF).standardised == pytest.approx(0.5)
    assert plan(HALF).null_value().value == 0.5


@pytest.mark.parametrize(
    ("theta", "allocation", "total"),
    [(0.7, 1, None), (0.4, 2, None), (HALF, 1, 137.05714598)],
)
def test_noether_by_hand(theta: float, allocation: float, total: float | None) -> None:
    c = allocation / (1 + allocation)
    formula = (1.959963984540054 + 0.8416212335729143) ** 2 / (12 * c * (1 - c) * (theta - 0.5) ** 2)
    assert solve(plan(theta, allocation=float(allocation)), 0.8).exact == pytest.approx(total or formula, rel=1e-9)


@pytest.mark.parametrize(("theta", "n", "m"), [(0.55, 30, 30), (0.8, 12, 24), (0.95, 40, 10)])
def test_variance_under_the_shift(theta: float, n: int, m: int) -> None:
    """P(X < Y, X' < Y) by the bivariate normal distribution, and the variance of simulated statistics."""
    h = norm.ppf(theta)
    both = multivariate_normal([0, 0], [[1, 0.5], [0.5, 1]]).cdf([h, h])
    exact = ((n + m - 2) * (both - theta**2) + theta * (1 - theta)) / (n * m)
    assert float(_error(theta, n, m)) ** 2 == pytest.approx(exact, rel=1e-5)
    rng = np.random.default_rng(5)
    x, y = rng.standard_normal((4000, n)) + np.sqrt(2) * h, rng.standard_normal((4000, m))
    seen = (x[:, :, None] > y[:, None, :]).mean(axis=(1, 2))
    assert seen.var() == pytest.approx(exact, rel=0.1)


def test_test_is_scipys() -> None:
    design = plan(0.7, allocation=2.0)
    done = design.simulate({"participants": 36}, 2, np.random.default_rng(4))
    values = np.random.default_rng(4).standard_normal((2, 36))
    for i in range(2):
        theirs = mannwhitneyu(
            values[i, :24] + design.standardised,
            values[i, 24:],
            alternative="greater",
            use_continuity=False,
            method="asymptotic",
        )
        assert done.p[i] == pytest.approx(theirs.pvalue, abs=1e-12)
        assert done.estimate[i] == pytest.approx(theirs.statistic / (24 * 12))


def test_equivalences() -> None:
    for method in ("noether", "shift", "t_normal", "t_least"):
        base = solve(plan(0.65, method), 0.8).exact
        assert solve(plan(0.35, method), 0.8).exact == pytest.approx(base)
        assert solve(plan(0.65, method, goal=sup(alpha=0.025, sides=1)), 0.8).exact == pytest.approx(base)
    t_test = {"kind": "two_means", "goal": sup(), "difference": 0.5, "sd": 1.0}
    assert solve(plan(HALF, "t_normal"), 0.8).exact == pytest.approx(
        solve(parse(t_test), 0.8).exact * np.pi / 3, rel=1e-6
    )


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        (data(0.5), "p_superiority"),
        (data(0.4, goal=sup()), "p_superiority"),
        (data(1.0), "p_superiority"),
        (data(0.0), "p_superiority"),
    ],
)
def test_refused(bad: Plan, field: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse(bad)
    assert problems(caught.value)[0].field == field  # type: ignore[arg-type]


EXAMPLES = [
    Example("noether", data(0.65), 0.8, data(0.35), {"p_superiority": 0.5 + 1e-11}, slack=0.03),
    Example("shift, 2:1", data(0.3, "shift", allocation=2.0), 0.9, data(0.7, "shift", allocation=0.5)),
    Example("t, 1:2, 0.99", data(0.75, "t_normal", allocation=0.5), 0.99),
    Example("few, shift", data(0.85, "shift"), 0.5, slack=0.03),
]
