"""Clusters with a baseline period: shared values, exact analysis of covariance, the analyses against SciPy and statsmodels."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import statsmodels.api as sm
from pydantic import ValidationError
from scipy.stats import ttest_ind

from stats.flow import Flow
from stats.formulas.clusters.before_after import _analysed
from stats.refusal import problems
from stats.registry import parse
from stats.simulation import claim_rate
from stats.solver import solve
from tests.stats.examples import Example, Plan, ni, sup


def _before(difference: float = 0.3, goal: Plan | None = None, **more: Any) -> Plan:
    base = {"kind": "before_after_control", "goal": goal or sup(), "difference": difference, "sd": 1.0}
    return base | {"icc": 0.05, "cac": 0.8} | more


def plan(difference: float = 0.3, goal: Plan | None = None, **more: Any) -> Any:
    return parse(_before(difference, goal, **more))


def test_shared_case_crt_xo_01() -> None:
    """15 clusters per arm, 30 per cluster and period: correlation 0.48980 of cluster means, power 0.59422."""
    design = plan(0.2, clusters_available=30, method="z")
    assert float(design.attained({"participants": 1800})) == pytest.approx(0.59422096065, abs=1e-9)
    assert design.steps({"participants": 1800})[-1].value.value == pytest.approx(0.48979591837, abs=1e-9)


def test_analyses_are_ordered() -> None:
    """Adjusting never loses against both others; change scores win over follow-up means when r is above one half."""
    errors = {
        (analysis, cac): float(
            plan(clusters_available=30, cac=cac, analysis=analysis).standard_error({"participants": 1800})
        )
        for analysis in ("ancova", "change", "follow_up")
        for cac in (0.2, 0.8, 1.0)
    }
    for cac in (0.2, 0.8, 1.0):
        assert errors["ancova", cac] < min(errors["change", cac], errors["follow_up", cac])
    assert errors["change", 0.2] > errors["follow_up", 0.2] and errors["change", 1.0] < errors["follow_up", 1.0]


def test_equivalences() -> None:
    base = solve(plan(cluster_period_size=20.0), 0.8).exact
    assert solve(plan(-0.3, sup("lower"), cluster_period_size=20.0), 0.8).exact == pytest.approx(base)
    assert solve(plan(0.0, ni(0.3), cluster_period_size=20.0), 0.8).exact == pytest.approx(base)
    ratio = [solve(plan(cluster_period_size=20.0, allocation=one), 0.8).exact for one in (2.0, 0.5)]
    assert ratio[0] == pytest.approx(ratio[1]) and ratio[0] > base


def test_exact_power_with_few_clusters() -> None:
    """The average over the baseline imbalance is exact, where a plain t would be optimistic."""
    design = plan(0.7, clusters_available=7, icc=0.02)
    size = {"participants": 7 * 2 * 30}
    simulated = claim_rate(design, size, 100_000).rate
    assert float(design.attained(size)) == pytest.approx(simulated, abs=0.005)
    assert claim_rate(design, size, 100_000, "null").rate == pytest.approx(0.025, abs=0.0016)


def test_clusters_arms_and_losses() -> None:
    found = solve(plan(cluster_period_size=20.0, allocation=2.0), 0.8, flow=Flow(attrition=0.1))
    first, second = (arm.size for arm in found.clusters)
    assert first == 2 * second and found.analysed == (first + second) * 2 * 20
    assert [arm.size for arm in found.arms] == [first * 40, second * 40]
    assert found.enrolled == (first + second) * 2 * 23 and [arm.size for arm in found.enrolled_arms][1] == second * 46


def test_the_analyses_are_those_of_statsmodels_and_scipy() -> None:
    rng = np.random.default_rng(5)
    cells = 2 * rng.standard_normal((4, 11, 1)) + rng.standard_normal((4, 11, 2))
    treated = np.repeat([1.0, 0.0], [6, 5])
    estimate, error = _analysed(cells, 6, "ancova")
    for row in range(4):
        fit = sm.OLS(cells[row, :, 1], sm.add_constant(np.column_stack([treated, cells[row, :, 0]]))).fit()
        assert (estimate[row], error[row]) == pytest.approx((fit.params[1], fit.bse[1]), rel=1e-9)
        assert fit.df_resid == 8
    for name, values in (("change", cells[..., 1] - cells[..., 0]), ("follow_up", cells[..., 1])):
        estimate, error = _analysed(cells, 6, name)
        theirs = ttest_ind(values[:, :6], values[:, 6:], axis=1)
        np.testing.assert_allclose(estimate / error, theirs.statistic, rtol=1e-9)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({}, "cluster_period_size"),
        ({"clusters_available": 3.0}, "clusters_available"),
        ({"clusters_available": 20.0, "allocation": 1.37}, "allocation"),
        ({"clusters_available": 20.5}, "clusters_available"),
        ({"clusters_available": 20.0, "cac": 1.2}, "cac"),
        ({"clusters_available": 20.0, "difference": -0.1}, "difference"),
    ],
)
def test_bad_input_is_refused_with_its_field(change: Plan, field: str) -> None:
    with pytest.raises((ValidationError, ValueError)) as caught:
        parse(_before() | change)
    assert field in {one.field for one in problems(caught.value)}


EXAMPLES = [
    Example(
        "members given",
        _before(0.4, cluster_period_size=20.0),
        0.8,
        _before(-0.4, sup("lower"), cluster_period_size=20.0),
    ),
    Example(
        "2:1, few clusters, 0.9",
        _before(4.0, sd=6.0, cluster_period_size=25.0, allocation=2.0),
        0.9,
        _before(-4.0, sup("lower"), sd=6.0, cluster_period_size=25.0, allocation=0.5),
    ),
    Example(
        "clusters given, change, cohort",
        _before(0.3, clusters_available=24.0, analysis="change", sampling="cohort", iac=0.6),
        0.5,
        _before(-0.3, sup("lower"), clusters_available=24.0, analysis="change", sampling="cohort", iac=0.6),
        {"difference": 1e-9},
    ),
    Example("margin, 0.99", _before(0.1, ni(0.6), cluster_period_size=15.0, cac=0.6), 0.99),
]
