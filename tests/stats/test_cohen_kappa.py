"""Kappa against a goal: irr, lrstat and kappaSize, the variance of statsmodels, refusals."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError
from statsmodels.stats.inter_rater import cohens_kappa

from stats.formulas.agreement.kappa import agreement_weights, kappa_and_variance
from stats.refusal import Refusal, problems
from stats.registry import parse
from stats.solver import solve
from tests.stats.examples import Example, Plan, ni, sup


def _kappa(goal: Plan, k1: float, k0: float, categories: list[float], **more: Any) -> Plan:
    return {
        "kind": "cohen_kappa",
        "goal": goal,
        "kappa_expected": k1,
        "kappa_reference": k0,
        "categories": categories,
    } | more


ONE = sup(alpha=0.05, sides=1)


@pytest.mark.parametrize(
    ("p", "q", "k1", "k0", "goal", "target", "total"),
    [
        pytest.param(0.3, 0.3, 0.6, 0.4, ONE, 0.8, 141, id="irr k-test-02, one-sided"),
        pytest.param(0.3, 0.3, 0.6, 0.4, sup(), 0.8, 181, id="irr k-test-02, two-sided"),
        pytest.param(0.1, 0.15, 0.7, 0.5, ONE, 0.8, 231, id="irr, unequal margins"),
        pytest.param(0.1, 0.15, 0.7, 0.5, sup(), 0.9, 385, id="irr, unequal margins, 0.9"),
        pytest.param(0.5, 0.5, 0.7, 0.85, sup("lower", 0.05, 1), 0.8, 96, id="irr, its help page: below the goal"),
        pytest.param(0.05, 0.05, 0.5, 0.0, ONE, 0.8, 45, id="irr, rare category, goal 0"),
        pytest.param(0.4, 0.5, 0.75, 0.6, sup(), 0.9, 249, id="irr, high kappa"),
    ],
)
def test_irr(p: float, q: float, k1: float, k0: float, goal: Plan, target: float, total: int) -> None:
    for method in ("cantor", "largest_variance"):  # the same table: with two categories there is only one
        plan = _kappa(goal, k1, k0, [p, 1 - p], categories_second=[q, 1 - q], method=method)
        assert solve(parse(plan), target).analysed == total


@pytest.mark.parametrize(
    ("shares", "k1", "k0", "goal", "target", "total"),
    [
        ([0.2, 0.25, 0.55], 0.6, 0.4, ONE, 0.8, 101),
        ([0.1, 0.2, 0.3, 0.4], 0.8, 0.6, sup(), 0.9, 100),
    ],
)
def test_largest_variance_is_that_of_irr(
    shares: list[float], k1: float, k0: float, goal: Plan, target: float, total: int
) -> None:
    """irr::N2.cohen.kappa 0.84.1"""
    worst = solve(parse(_kappa(goal, k1, k0, shares, method="largest_variance")), target)
    assert worst.analysed == total
    assert solve(parse(_kappa(goal, k1, k0, shares)), target).exact < worst.exact


@pytest.mark.parametrize(
    ("shares", "k1", "k0", "alpha", "target", "exact"),
    [
        pytest.param([0.2, 0.3, 0.5], 0.6, 0.4, 0.05, 0.8, 114.64923476, id="kappaSize k-3cat-01"),
        pytest.param([0.3, 0.7], 0.6, 0.4, 0.05, 0.9, 254.97353716, id="kappaSize PowerBinary"),
        pytest.param([0.1, 0.2, 0.3, 0.4], 0.8, 0.6, 0.05, 0.8, 79.81610395, id="kappaSize Power4Cats"),
        pytest.param([0.1, 0.1, 0.2, 0.2, 0.4], 0.7, 0.5, 0.1, 0.8, 64.21321451, id="kappaSize Power5Cats"),
        pytest.param([0.05, 0.95], 0.8, 0.6, 0.05, 0.8, 627.50035354, id="kappaSize, rare"),
    ],
)
def test_kappa_size(shares: list[float], k1: float, k0: float, alpha: float, target: float, exact: float) -> None:
    plan = _kappa(sup(alpha=alpha), k1, k0, shares, method="common_correlation")
    assert solve(parse(plan), target).exact == pytest.approx(exact, rel=2e-4)  # theirs counts the far tail too


@pytest.mark.parametrize("scheme", ["none", "linear", "quadratic"])
def test_variance_is_that_of_statsmodels(scheme: Any) -> None:
    table = np.array([[20.0, 5, 1], [3, 30, 6], [2, 4, 29]])
    theirs = cohens_kappa(table, wt=None if scheme == "none" else scheme)
    kappa, variance = kappa_and_variance(table / 100, agreement_weights(3, scheme))
    assert float(kappa) == pytest.approx(theirs.kappa, rel=1e-10)
    assert float(variance) / 100 == pytest.approx(theirs.var_kappa, rel=1e-10)


def test_a_margin_lowers_the_goal() -> None:
    a = solve(parse(_kappa(ni(0.1), 0.7, 0.7, [0.3, 0.7])), 0.8).exact
    assert a == pytest.approx(solve(parse(_kappa(sup(), 0.7, 0.6, [0.3, 0.7])), 0.8).exact)


@pytest.mark.parametrize(
    ("plan", "field"),
    [
        (_kappa(sup(), 0.4, 0.6, [0.3, 0.7]), "kappa_expected"),
        (_kappa(sup(), 0.6, 0.4, [0.3, 0.6]), "categories"),
        (_kappa(sup("lower"), 0.6, 0.4, [0.3, 0.7]), "kappa_expected"),
        (_kappa(ni(0.5, "lower"), 0.6, 0.6, [0.3, 0.7]), "goal.margin"),
        (_kappa(ni(0.5), 0.4, 0.4, [0.3, 0.7]), "goal.margin"),
        (_kappa(sup(), 0.9, 0.4, [0.3, 0.7], categories_second=[0.6, 0.4]), "categories_second"),
        (_kappa(sup(), 0.6, 0.4, [0.3, 0.7], categories_second=[0.3, 0.3, 0.4]), "categories_second"),
        (_kappa(sup(), 0.6, 0.4, [0.3, 0.3, 0.4], categories_second=[0.2, 0.4, 0.4]), "categories_second"),
    ],
)
def test_refusals(plan: Plan, field: str) -> None:
    with pytest.raises((ValidationError, Refusal)) as caught:
        parse(plan)
    assert field in {one.field for one in problems(caught.value)}


EXAMPLES = [
    Example("two categories", _kappa(sup(), 0.6, 0.4, [0.3, 0.7]), 0.8, slack=0.015),
    Example(
        "unequal margins, 0.5", _kappa(sup(), 0.8, 0.6, [0.2, 0.8], categories_second=[0.25, 0.75]), 0.5, slack=0.02
    ),
    Example("margin, four categories", _kappa(ni(0.2), 0.7, 0.7, [0.1, 0.2, 0.3, 0.4]), 0.9, slack=0.02),
    Example("below the goal", _kappa(sup("lower"), 0.5, 0.75, [0.4, 0.6]), 0.8, slack=0.02),
    Example("common correlation", _kappa(sup(), 0.6, 0.3, [0.3, 0.7], method="common_correlation"), 0.8, slack=0.02),
    Example(
        "largest variance, 0.99", _kappa(sup(), 0.7, 0.4, [0.2, 0.3, 0.5], method="largest_variance"), 0.99, slack=0.02
    ),
]
