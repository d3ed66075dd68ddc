"""ICC against a goal: Walter's table and case, ICC.Sample.Size, the F test, refusals."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError
from scipy.stats import f, f_oneway

from stats.formulas.agreement.icc import icc_of, one_way, random_effects
from stats.refusal import Refusal, problems
from stats.registry import parse
from stats.solver import solve
from tests.stats.examples import Example, Plan, ni, sup


def _icc(goal: Plan, rho1: float, rho0: float, readings: float, **more: Any) -> Plan:
    return {
        "kind": "icc",
        "goal": goal,
        "icc_expected": rho1,
        "icc_reference": rho0,
        "readings": readings,
    } | more


ONE = sup(alpha=0.05, sides=1)


@pytest.mark.parametrize(
    ("rho1", "rho0", "k", "goal", "target", "exact", "whole"),
    [
        pytest.param(0.8, 0.6, 3, ONE, 0.8, 26.0662430291, 27, id="icc-walter-01"),
        pytest.param(0.8, 0.6, 3, sup(), 0.8, None, 33, id="ICC.Sample.Size, its default of two tails"),
        pytest.param(0.8, 0.6, 3, ONE, 0.8, None, 27, id="ICC.Sample.Size, one tail"),
        pytest.param(0.6, 0.0, 2, sup(), 0.9, None, 23, id="ICC.Sample.Size, goal 0"),
        pytest.param(0.95, 0.9, 10, sup(), 0.8, None, 33, id="ICC.Sample.Size, ten readings"),
    ],
)
def test_walter(rho1: float, rho0: float, k: float, goal: Plan, target: float, exact: float | None, whole: int) -> None:
    found = solve(parse(_icc(goal, rho1, rho0, k, method="walter")), target)
    assert found.analysed == whole
    if exact is not None:
        assert found.exact == pytest.approx(exact, rel=1e-9)


def test_exact_power_at_the_size_of_walter() -> None:
    """The shared case simulates 0.81838 (standard error 0.0012) by the F test at 27 cases."""
    assert float(parse(_icc(ONE, 0.8, 0.6, 3)).attained({"participants": 27})) == pytest.approx(0.81838, abs=0.003)
    critical = f.ppf(0.95, 26, 54) * (1 + 2 * 0.6) / 0.4 / ((1 + 2 * 0.8) / 0.2)
    assert float(parse(_icc(ONE, 0.8, 0.6, 3)).attained({"participants": 27})) == pytest.approx(f.sf(critical, 26, 54))


def test_the_analysis_is_a_one_way_analysis_of_variance() -> None:
    data = random_effects(0.5, 12, 4, 3, np.random.default_rng(1))
    for row, ratio in zip(data, one_way(data), strict=True):
        assert ratio == pytest.approx(f_oneway(*row).statistic)
    assert float(icc_of(1.0, 4)) == 0.0


def test_a_margin_lowers_the_goal() -> None:
    a = solve(parse(_icc(ni(0.1), 0.8, 0.8, 2)), 0.8).exact
    assert a == pytest.approx(solve(parse(_icc(sup(), 0.8, 0.7, 2)), 0.8).exact)


@pytest.mark.parametrize(
    ("plan", "field"),
    [
        (_icc(sup(), 0.6, 0.8, 3), "icc_expected"),
        (_icc(sup(), 0.8, 0.6, 2.5), "readings"),
        (_icc(sup("lower"), 0.6, 0.8, 3), "goal.better"),
        (_icc(ni(0.7), 0.6, 0.6, 3), "goal.margin"),
    ],
)
def test_refusals(plan: Plan, field: str) -> None:
    with pytest.raises((ValidationError, Refusal)) as caught:
        parse(plan)
    assert field in {one.field for one in problems(caught.value)}


EXAMPLES = [
    Example("three readings, one-sided", _icc(ONE, 0.8, 0.6, 3), 0.8),
    Example("goal 0, few", _icc(sup(), 0.7, 0.0, 2), 0.8),
    Example("extreme, 0.99", _icc(sup(), 0.97, 0.9, 2), 0.99),
    Example("margin, Walter, 0.5", _icc(ni(0.1), 0.8, 0.8, 2, method="walter"), 0.5, slack=0.03),
]
