"""Two means: published plans, R, statsmodels."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError
from scipy.stats import ttest_ind
from statsmodels.stats.power import TTestIndPower
from statsmodels.stats.weightstats import ttost_ind

from stats.flow import Flow
from stats.formulas.t_tests import two_sample_t
from stats.refusal import problems
from stats.registry import parse
from stats.solver import solve
from tests.stats.examples import Example, Plan, beyond, eq, ni, sup


def plan(difference: float, sd: float = 1.0, goal: dict[str, Any] | None = None, **more: Any) -> Any:
    return parse({"kind": "two_means", "goal": goal or sup(), "difference": difference, "sd": sd} | more)


def test_i_sleep_p12() -> None:
    """d = 0.5, power 0.8, 20 % attrition: 64 per arm analysed, 80 per arm enrolled."""
    found = solve(plan(-0.5, goal=sup("lower")), 0.8, flow=Flow(attrition=0.2))
    assert [arm.size for arm in found.arms] == [64, 64]
    assert [arm.size for arm in found.enrolled_arms] == [80, 80]


@pytest.mark.parametrize(
    ("design", "target", "total"),
    [
        pytest.param(plan(0.5), 0.8, 127.5312, id="R power.t.test, rpact"),
        pytest.param(plan(0.5, allocation=2), 0.8, 143.23, id="rpact 2:1"),
        pytest.param(plan(0, goal=ni(0.4)), 0.9, 264.621, id="rpact, margin 0.4 SD"),
        pytest.param(plan(7.7, 18.5), 0.8, 183.1705, id="P01, R power.t.test 91.585 per arm"),
        pytest.param(plan(0.5, method="z"), 0.8, 125.5821, id="rpact, normal"),
        pytest.param(plan(6, 11, beyond(2)), 0.85, 273.5310142, id="rpact, thetaH0 = 2: superiority by a margin"),
        pytest.param(plan(-6, 11, beyond(2, "lower")), 0.85, 273.5310142, id="the same, lower is better"),
    ],
)
def test_other_programs(design: Any, target: float, total: float) -> None:
    assert solve(design, target).exact == pytest.approx(total, abs=0.01)


@pytest.mark.parametrize(("n", "d", "ratio"), [(4, 2.5, 1), (9, 1.2, 2), (40, 0.5, 0.5), (500, 0.1, 1)])
def test_power_agrees_with_statsmodels(n: int, d: float, ratio: float) -> None:
    one_tail = TTestIndPower().power(d, n, 0.025, ratio, alternative="larger")
    design = plan(d, allocation=ratio, goal=sup(alpha=0.025, sides=1))
    assert float(design.attained({"participants": n * (1 + ratio)})) == pytest.approx(one_tail, abs=1e-7)


def test_equivalences() -> None:
    base = solve(plan(0.5), 0.8).exact
    for same in (
        plan(0.5, goal=sup(alpha=0.025, sides=1)),
        plan(-0.5, goal=sup("lower")),
        plan(5, 10),
        plan(0, goal=ni(0.5)),
        plan(-0.1, goal=ni(0.6)),
        plan(0.1, goal=ni(0.6, "lower")),
    ):
        assert solve(same, 0.8).exact == pytest.approx(base, rel=1e-9)
    assert solve(plan(1, 10, eq(4, 5)), 0.9).exact == pytest.approx(solve(plan(-1, 10, eq(5, 4)), 0.9).exact)
    wide = solve(plan(1, 10, eq(200, 5)), 0.9).exact  # the far limit never binds: one non-inferiority test is left
    assert wide == pytest.approx(solve(plan(1, 10, ni(5, "lower")), 0.9).exact, rel=1e-5)


def test_equal_deviations_by_welch_cost_hardly_more() -> None:
    student, welch = solve(plan(0.5), 0.8).exact, solve(plan(0.5, sd_control=1.0), 0.8).exact
    assert welch == pytest.approx(student, rel=1e-6)  # the same degrees of freedom at 1:1
    assert solve(plan(0.5, sd_control=1.0, allocation=2), 0.8).exact > solve(plan(0.5, allocation=2), 0.8).exact


def test_the_analysis_is_that_of_scipy() -> None:
    rng = np.random.default_rng(1)
    first, second = rng.normal(0.4, 1, (6, 15)), rng.normal(0, 2, (6, 25))
    for pooled in (True, False):
        estimate, error, df = two_sample_t(first, second, pooled)
        theirs = ttest_ind(first, second, axis=1, equal_var=pooled)
        np.testing.assert_allclose(estimate / error, theirs.statistic, rtol=1e-12)
        np.testing.assert_allclose(df, theirs.df, rtol=1e-12)


def test_equivalence_p_value_is_that_of_statsmodels() -> None:
    design = plan(0.2, 1, eq(1, 1.2))
    size = {"participants": 60}
    done = design.simulate(size, 5, np.random.default_rng(3))
    first, second = design.sample(size, 5, np.random.default_rng(3), 0.2)
    for row in range(5):
        p, _, _ = ttost_ind(first[row], second[row], -1, 1.2)
        assert done.p[row] == pytest.approx(p, rel=1e-9)


def test_least_success_is_where_the_test_turns() -> None:
    found = solve(plan(0.5), 0.8)
    edge = found.least_success.values["edge"].value
    assert edge == pytest.approx(1.97897 * np.sqrt(2 / 64), abs=1e-4)  # t, 126 degrees of freedom
    assert solve(plan(0, goal=ni(0.5)), 0.8).least_success.values["edge"].value == pytest.approx(edge - 0.5, abs=1e-4)
    assert solve(plan(0, 1, eq(0.5, 0.5)), 0.8).least_success is None


def _means(goal: Plan, difference: float, sd: float, **more: Any) -> Plan:
    return {"kind": "two_means", "goal": goal, "difference": difference, "sd": sd} | more


EXAMPLES = [
    Example("t", _means(sup(), 0.5, 1), 0.8, _means(sup("lower"), -0.5, 1), {"difference": 1e-9}),
    Example(
        "2:1, 0.99",
        _means(sup("lower"), -3, 8, allocation=2),
        0.99,
        _means(sup(), 3, 8, allocation=0.5),
        {"difference": -1e-9},
    ),
    Example(
        "superiority by a margin, 2:1",
        {"kind": "two_means", "goal": beyond(2.0, "lower"), "difference": -6.0, "sd": 11.0, "allocation": 2.0},
        target=0.5,
    ),
    Example(
        "welch 1:2",
        _means(sup(), 5, 10, sd_control=16, allocation=0.5),
        0.9,
        _means(sup("lower"), -5, 16, sd_control=10, allocation=2),
    ),
    Example("normal", _means(sup(), 0.5, 1, method="z"), 0.8, _means(sup("lower"), -0.5, 1, method="z")),
    Example("fewer than 15 per arm", _means(sup(), 2.2, 1.6), 0.8, _means(sup("lower"), -2.2, 1.6), slack=0.015),
    Example("margin, effect not 0", _means(ni(4), -1, 10), 0.5, _means(ni(4, "lower"), 1, 10)),
    Example("equivalence off centre", _means(eq(5, 4), 1, 10), 0.9, _means(eq(4, 5), -1, 10)),
    Example("ratio without block", _means(sup(), 0.5, 1, allocation=1.37), 0.8),
]


def test_an_effect_within_the_superiority_margin_is_refused() -> None:
    with pytest.raises(ValidationError) as caught:
        plan(1.5, 11, beyond(2))
    assert "marge de supériorité" in problems(caught.value)[0].phrase.text.fr
