"""One proportion against a goal: published plans, R, SciPy's binomial."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.stats import binom, binomtest

from stats.formulas.binomial import critical_count, interval, pmf, upper_tail
from stats.registry import parse
from stats.solver import solve
from tests.stats.examples import Example, Plan, ni, sup

ONE = sup(alpha=0.025, sides=1)


def plan(expected: float, reference: float, goal: dict[str, Any] = ONE, **more: Any) -> Any:
    return parse({"kind": "one_proportion", "goal": goal, "p_expected": expected, "p_reference": reference} | more)


def test_ai_ecg_p96() -> None:
    """Sensitivity 0.869 against 0.80, power 0.9: 310 is the first exact size, 327 the stable one; normal 311."""
    design = plan(0.869, 0.8, sup())
    found = solve(design, 0.9)
    assert (found.first, found.analysed) == (310, 327)
    variants = {variant.design.method: solve(variant.design, 0.9).analysed for variant in design.variants()}
    assert variants["score"] == 311


def test_an_exact_one_sided_test_is_the_design_of_a_hern() -> None:
    """His tables are one-sided; nobody looks for them behind a sensitivity at a two-sided risk."""
    others = plan(0.9, 0.8, sup()), plan(0.9, 0.8, method="score"), plan(0.9, 0.85, ni(0.05))
    assert "A'Hern" in plan(0.9, 0.8).sentence().fr and not any("A'Hern" in one.sentence().fr for one in others)


@pytest.mark.parametrize(
    ("reference", "expected", "target", "first", "safe"),
    [
        pytest.param(0.85, 0.92, 0.9, 225, 240, id="p1-exact-01; rpact 4.3.0 240"),
        pytest.param(0.97, 0.99, 0.8, 386, 478, id="disagreements 1; rpact 4.3.0 478"),
        pytest.param(0.8, 0.9, 0.8, 107, 113, id="stats_peers 3c"),
        pytest.param(0.57, 0.75, 0.9, 74, 80, id="QUARTO III, P97"),
    ],
)
def test_saw_tooth(reference: float, expected: float, target: float, first: int, safe: int) -> None:
    found = solve(plan(expected, reference), target)
    assert (found.first, found.analysed) == (first, safe)


@pytest.mark.parametrize(
    ("expected", "reference", "n", "power"),
    [(0.92, 0.85, 200, 0.82112748842), (0.9, 0.8, 140, 0.89436127399), (0.85, 0.75, 200, 0.92802018934)],
)
def test_power_at_a_size(expected: float, reference: float, n: int, power: float) -> None:
    assert float(plan(expected, reference).attained({"participants": n})) == pytest.approx(power, abs=1e-9)


def test_normal_formulas() -> None:
    assert solve(plan(0.92, 0.85, method="wald"), 0.9).exact == pytest.approx(157.8257831269, abs=1e-6)
    assert solve(plan(0.9, 0.8, method="score"), 0.8).exact == pytest.approx(107.43, abs=0.005)  # rpact


def test_equivalences() -> None:
    """A two-sided 0.05 is a one-sided 0.025; a lower event rate is a higher success rate; a margin moves the goal."""
    base = solve(plan(0.9, 0.8), 0.8)
    for same in (
        plan(0.9, 0.8, sup()),
        plan(0.1, 0.2, sup("lower")),
        plan(0.9, 0.85, ni(0.05)),
        plan(0.1, 0.15, ni(0.05, "lower")),
    ):
        found = solve(same, 0.8)
        assert (found.first, found.analysed) == (base.first, base.analysed)


@pytest.mark.parametrize("goal", [ONE, sup("lower", 0.025, 1)])
def test_success_threshold_is_where_the_p_value_crosses(goal: dict[str, Any]) -> None:
    up = goal["better"] == "higher"
    design = plan(0.9, 0.8, goal) if up else plan(0.1, 0.2, goal)
    count = int(solve(design, 0.8).least_success.values["count"].value)
    side, null, step = ("greater", 0.8, -1) if up else ("less", 0.2, 1)
    assert binomtest(count, 113, null, side).pvalue <= 0.025 < binomtest(count + step, 113, null, side).pvalue


def test_binomial_functions_agree_with_scipy() -> None:
    for n, p in ((1, 0.3), (17, 0.01), (250, 0.97), (2000, 0.5)):
        counts = np.arange(n + 2)
        np.testing.assert_allclose(upper_tail(counts, n, p), binom.sf(counts - 1, n, p), atol=1e-12)
        np.testing.assert_allclose(pmf(counts[:-1], n, p), binom.pmf(counts[:-1], n, p), rtol=1e-9, atol=1e-300)
    n = np.arange(1, 400)
    for p, alpha in ((0.02, 0.025), (0.5, 0.05), (0.98, 0.025)):
        np.testing.assert_array_equal(critical_count(n, p, alpha), binom.isf(alpha, n, p) + 1)


def test_intervals_agree_with_scipy() -> None:
    for count, n in ((0, 10), (10, 10), (3, 17), (97, 100)):
        for ours, theirs in (("clopper_pearson", "exact"), ("wilson", "wilson")):
            expected = binomtest(count, n).proportion_ci(0.9, theirs)
            assert interval(count, n, 0.9, ours) == pytest.approx((expected.low, expected.high), abs=1e-9)


def test_exact_size_of_the_test() -> None:
    """The type I error of the exact test, computed rather than simulated, is at most alpha for every size."""
    n = np.arange(1, 1000)
    for reference in (0.03, 0.5, 0.8, 0.97):
        assert (upper_tail(critical_count(n, reference, 0.025), n, reference) <= 0.025).all()


def _one(goal: Plan, expected: float, reference: float, **more: Any) -> Plan:
    return {"kind": "one_proportion", "goal": goal, "p_expected": expected, "p_reference": reference} | more


EXAMPLES = [
    Example("exact", _one(sup(alpha=0.025, sides=1), 0.9, 0.8), 0.8, vanishing={"p_expected": 0.8 + 1e-9}),
    Example("exact, beyond 0.95", _one(sup(alpha=0.025, sides=1), 0.99, 0.97), 0.8),
    Example("exact, fewer than 15", _one(sup(), 0.9, 0.4), 0.8),
    Example("exact, lower, margin", _one(ni(0.05, "lower"), 0.1, 0.12), 0.9),
    Example("exact, 0.5", _one(sup(), 0.9, 0.8), 0.5),
    Example("exact, 0.99", _one(sup(), 0.9, 0.8), 0.99),
    Example("score", _one(sup(), 0.9, 0.8, method="score"), 0.9, vanishing={"p_expected": 0.8 + 1e-9}, slack=0.03),
    Example("wald", _one(ni(0.1), 0.8, 0.8, method="wald"), 0.9, slack=0.04),
]
