"""Ordinal shift: Hmisc posamsize and popower, samplesize, lrstat, SciPy's Mann-Whitney on shared tables."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.stats import mannwhitneyu

from stats.refusal import problems
from stats.registry import parse
from stats.simulation import claim_rate
from stats.solver import solve
from tests.stats.examples import Example, Plan, sup

FOUR = [0.1, 0.2, 0.3, 0.4]
FIVE = [0.5, 0.3, 0.1, 0.06, 0.04]


def data(shares: list[float], ratio: float, method: str = "whitehead", **more: Any) -> Plan:
    goal = sup("higher" if ratio > 1 else "lower")
    return {"kind": "ordinal_shift", "goal": goal, "shares": shares, "odds_ratio": ratio, "method": method} | more


def plan(*values: Any, **more: Any) -> Any:
    return parse(data(*values, **more))


@pytest.mark.parametrize(
    ("design", "total", "within"),
    [
        pytest.param(plan(FIVE, 0.4, allocation=2), 174.8385934995, 1e-8, id="ord-whitehead-02, Hmisc"),
        pytest.param(plan(FOUR, 1.5), 652.0263, 1e-4, id="stats_peers: Hmisc 652"),
        pytest.param(plan(FOUR, 1 / 1.5), 625.785, 1e-3, id="the odds ratio of a lower category"),
        pytest.param(plan(FOUR, 1.5, shares_of="average"), 636.5601, 1e-3, id="Hmisc posamsize, average shares"),
        pytest.param(plan(FOUR, 1.5, "wilcoxon"), 655.8009, 1e-4, id="lrstat at .025"),
        pytest.param(plan(FIVE, 0.4, "wilcoxon", allocation=2), 167.80438, 1e-4, id="lrstat 2:1"),
        pytest.param(plan([0.2, 0.5, 0.2, 0.1], 2, "wilcoxon"), 228.2069, 1e-4, id="lrstat, another"),
        pytest.param(plan(FOUR, 1.5, "ridits"), 658.5, 0.5, id="samplesize n.wilcox.ord 659, rounded up"),
        pytest.param(plan(FIVE, 0.4, "ridits", allocation=2), 165.5, 0.5, id="samplesize 166, rounded up"),
        pytest.param(plan([0.2, 0.5, 0.2, 0.1], 2, "ridits"), 230.5, 0.5, id="samplesize 231, rounded up"),
    ],
)
def test_other_programs(design: Any, total: float, within: float) -> None:
    assert solve(design, 0.8).exact == pytest.approx(total, abs=within)


def test_popower_01() -> None:
    """Hmisc 4.8.0 popower: power .7425075, efficiency .9305158 (divided by 1 - 1 / N^2 there)."""
    design = plan([0.25, 0.3, 0.28, 0.17], 1.6, "information", shares_of="average")
    assert float(design.attained({"participants": 400})) == pytest.approx(0.74250750035, abs=1e-10)
    assert design.efficiency / (1 - 1 / 400**2) == pytest.approx(0.93051581572, abs=1e-10)


@pytest.mark.parametrize("ratio", [0.3, 1.6, 5.0])
@pytest.mark.parametrize("allocation", [0.5, 1.0, 2.0])
def test_average_shares_are_split_back(ratio: float, allocation: float) -> None:
    base = plan(FOUR, ratio, allocation=allocation)
    again = plan(list(map(float, base.average)), ratio, shares_of="average", allocation=allocation)
    for one, other in zip(base.arms_shares, again.arms_shares, strict=True):
        np.testing.assert_allclose(one, other, atol=1e-12)
    experimental, control = (np.cumsum(one)[:-1] for one in base.arms_shares)
    odds = (1 - experimental) / experimental / ((1 - control) / control)
    np.testing.assert_allclose(odds, ratio)


def test_test_is_scipys() -> None:
    """One table of each arm, judged by mannwhitneyu with ties and without continuity correction."""
    rng = np.random.default_rng(8)
    design = plan(FOUR, 1.8)
    done = design.simulate({"participants": 60}, 1, rng)
    again = np.random.default_rng(8)
    x = np.repeat(np.arange(4), again.multinomial(30, design.arms_shares[0], 1)[0])
    y = np.repeat(np.arange(4), again.multinomial(30, design.arms_shares[1], 1)[0])
    theirs = mannwhitneyu(x, y, alternative="greater", use_continuity=False, method="asymptotic").pvalue
    assert done.p[0] == pytest.approx(theirs, abs=1e-12)


def test_two_categories_are_two_proportions() -> None:
    """With two categories the ridit test has the pooled chi-square's variances under H0."""
    design = plan([0.6, 0.4], 2.0, "wilcoxon")
    p = 2 * 0.4 / (1 + 0.4)
    same = {"kind": "two_proportions", "goal": sup(), "p_experimental": p, "p_control": 0.4}
    assert solve(design, 0.8).exact == pytest.approx(solve(parse(same), 0.8).exact, rel=1e-9)


def test_equivalences() -> None:
    base = solve(plan(FOUR, 1.5), 0.8).exact
    assert solve(plan(FOUR[::-1], 1 / 1.5), 0.8).exact == pytest.approx(base)
    assert solve(plan([0.1, 0.2, 0.0, 0.3, 0.4], 1.5), 0.8).exact == pytest.approx(base)
    assert solve(plan(FOUR, 1.5, goal=sup(alpha=0.025, sides=1)), 0.8).exact == pytest.approx(base)
    assert plan(FOUR, 4.0).caution() is not None and plan(FOUR, 1.5).caution() is None


def test_far_from_one() -> None:
    """Whitehead's formula is several points optimistic at an odds ratio of 8, the two variances hold."""
    short = plan([0.2, 0.5, 0.2, 0.1], 8.0)
    assert claim_rate(short, {"participants": 24}, 20_000).rate < 0.77
    held = plan([0.2, 0.5, 0.2, 0.1], 8.0, "wilcoxon")
    assert claim_rate(held, {"participants": 28}, 20_000).rate == pytest.approx(0.81, abs=0.02)


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        (data([0.5, 0.3], 1.5), "shares"),
        (data([0.5, 0.5, 0.5], 1.5), "shares"),
        (data([1.0, 0.0], 1.5), "shares"),
        (data([-0.1, 1.1], 1.5), "shares"),
        (data([0.5], 1.5), "shares"),
        (data(FOUR, 1.0), "odds_ratio"),
        (data(FOUR, 0.5, goal=sup()), "odds_ratio"),
        (data(FOUR, 0.0), "odds_ratio"),
    ],
)
def test_refused(bad: Plan, field: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse(bad)
    assert problems(caught.value)[0].field == field  # type: ignore[arg-type]


EXAMPLES = [
    Example("control shares", data(FOUR, 1.5), 0.8, None, {"odds_ratio": 1 + 1e-9}),
    Example(
        "average shares, 1:2, wilcoxon",
        data([0.6, 0.2, 0.15, 0.05], 0.5, "wilcoxon", shares_of="average", allocation=0.5),
        0.9,
        data([0.6, 0.2, 0.15, 0.05], 2.0, "wilcoxon", shares_of="average", allocation=2.0),
        slack=0.02,
    ),
    Example("few, ridits", data([0.3, 0.4, 0.3], 5.0, "ridits"), 0.5, slack=0.04),
    Example("seven categories, 0.99", data([0.1, 0.2, 0.2, 0.2, 0.1, 0.1, 0.1], 1.7, "information"), 0.99),
]
