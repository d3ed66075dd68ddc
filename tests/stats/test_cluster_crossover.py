"""Cluster crossover with means: closed forms, two-sample t test on cluster differences, several periods."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError
from scipy.stats import ttest_ind

from stats.formulas.clusters.period_model import mixed_model
from stats.refusal import NoSolution, problems
from stats.registry import parse
from stats.solver import solve
from tests.stats.examples import Example, Plan, ni, sup


def _cross(difference: float = 0.3, goal: Plan | None = None, **more: Any) -> Plan:
    base = {"kind": "cluster_crossover", "goal": goal or sup(), "difference": difference, "sd": 1.0, "icc": 0.05}
    return base | more


def plan(difference: float = 0.3, goal: Plan | None = None, **more: Any) -> Any:
    return parse(_cross(difference, goal, **more))


def test_two_period_design_effect() -> None:
    """Giraudeau 2008: 1 + (m - 1) icc - m icc cac against an individually randomised trial."""
    design = plan(cluster_period_size=30.0, correlation="nested_exchangeable", cac=0.8, method="z")
    alone = 4 * (1.959963985 + 0.841621234) ** 2 / 0.3**2
    assert solve(design, 0.8).exact == pytest.approx(alone * (1 + 29 * 0.05 - 30 * 0.05 * 0.8), rel=1e-8)
    effect = next(one for one in design.steps({"participants": 1200}) if one.label.en == "Design effect")
    assert effect.value.value == pytest.approx(1 + 29 * 0.05 - 30 * 0.05 * 0.8)


def test_a_single_icc_costs_nothing() -> None:
    """With one correlation for all periods the cluster effect cancels: 1 - icc."""
    design = plan(cluster_period_size=30.0, method="z")
    assert solve(design, 0.8).exact == pytest.approx(4 * (1.959963985 + 0.841621234) ** 2 / 0.3**2 * 0.95, rel=1e-8)


def test_two_periods_decay_is_nested() -> None:
    nested, decay = (
        plan(cluster_period_size=30.0, correlation=one, cac=0.7) for one in ("nested_exchangeable", "decay")
    )
    assert solve(nested, 0.8).exact == pytest.approx(solve(decay, 0.8).exact)


def test_degrees_of_freedom_of_two_periods_are_clusters_less_two() -> None:
    design = plan(clusters_available=10)
    assert float(design.degrees(np.array(10.0))) == 8


def test_two_period_analysis_is_the_t_test_of_cluster_differences() -> None:
    rng = np.random.default_rng(2)
    treated = np.repeat(np.array([[1.0, 0.0], [0.0, 1.0]]), 5, axis=0)
    cells = 3 * rng.standard_normal((6, 10, 1)) + rng.standard_normal((6, 10, 2))
    estimate, error = mixed_model(cells, treated, "exchangeable", False)
    change = cells[..., 0] - cells[..., 1]
    theirs = ttest_ind(change[:, :5], change[:, 5:], axis=1)
    np.testing.assert_allclose(estimate / error, theirs.statistic, rtol=0.02)


def test_three_emergency_departments() -> None:
    """A multiple-period crossover in three departments solves, and says that three clusters are few."""
    design = plan(clusters_available=3, periods=12, correlation="decay", cac=0.9)
    found = solve(design, 0.8)
    assert found.analysed % 36 == 0 and found.clusters[0].size == 3
    assert "10 clusters" in design.caution().en
    assert any("10 clusters" in (step.how.en if step.how else "") for step in found.steps)


def test_more_periods_need_fewer_people() -> None:
    sizes = [
        solve(plan(clusters_available=8, periods=one, correlation="nested_exchangeable", cac=0.8), 0.8).exact
        for one in (2, 4, 8)
    ]
    assert sizes == sorted(sizes, reverse=True)
    with pytest.raises(NoSolution):
        solve(plan(clusters_available=4, correlation="nested_exchangeable", cac=0.5, icc=0.2), 0.8)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({}, "cluster_period_size"),
        ({"clusters_available": 2.0}, "clusters_available"),
        ({"clusters_available": 10.0, "periods": 2.5}, "periods"),
        ({"clusters_available": 10.0, "periods": 1.0}, "periods"),
        ({"clusters_available": 10.0, "difference": -0.1}, "difference"),
        ({"clusters_available": 10.0, "goal": ni(0.2), "difference": -0.2}, "difference"),
    ],
)
def test_bad_input_is_refused_with_its_field(change: Plan, field: str) -> None:
    with pytest.raises((ValidationError, ValueError)) as caught:
        parse(_cross() | change)
    assert field in {one.field for one in problems(caught.value)}


_NESTED = {"correlation": "nested_exchangeable", "cac": 0.8}

EXAMPLES = [
    Example(
        "two periods",
        _cross(cluster_period_size=15.0, **_NESTED),
        0.8,
        _cross(-0.3, sup("lower"), cluster_period_size=15.0, **_NESTED),
    ),
    Example(
        "six periods, decay, 0.9",
        _cross(2.0, sd=7.0, clusters_available=14.0, periods=6, correlation="decay", cac=0.8),
        0.9,
        _cross(-2.0, sup("lower"), sd=7.0, clusters_available=14.0, periods=6, correlation="decay", cac=0.8),
        {"difference": 1e-9},
    ),
    Example(
        "few clusters, margin, 0.5", _cross(0.1, ni(0.6), clusters_available=5.0, periods=4, **_NESTED), 0.5, slack=0.03
    ),
    Example("0.99", _cross(1.0, cluster_period_size=6.0, **_NESTED), 0.99),
]
