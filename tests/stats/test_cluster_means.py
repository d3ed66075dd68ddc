"""Two means, clusters randomised: published plans, clusterPower, R, limits."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError
from scipy.stats import ttest_ind

from stats.flow import Flow
from stats.formulas.clusters.cluster_tests import Summaries, compare
from stats.refusal import NoSolution, problems
from stats.registry import parse
from stats.simulation import claim_rate
from stats.solver import solve
from tests.stats.examples import Example, Plan, eq, ni, sup


def means(goal: Plan, difference: float, icc: float, sd: float = 1, **more: Any) -> Plan:
    plan = {"kind": "cluster_means", "goal": goal, "difference": difference, "sd": sd, "icc": icc}
    return plan | ({} if "clusters_available" in more else {"cluster_size": 20}) | more


def plan(goal: Plan, difference: float, icc: float, sd: float = 1, **more: Any) -> Any:
    return parse(means(goal, difference, icc, sd, **more))


def per_arm(design: Any, target: float) -> float:
    return solve(design, target).exact / 2 / design.cluster_size


def test_reference_case() -> None:
    """27 clusters of 20 per arm: 0.82304907 with the far tail, which is no claim and weighs 1e-6."""
    power = plan(sup(), 0.25, 0.05).attained({"participants": 1080})
    assert float(power) == pytest.approx(0.82304845, abs=1e-7)


def test_fit_moms_p69() -> None:
    """Six clinics per arm, 80.06 % with 23.8 analysed of 34 enrolled; the normal formula would say five."""
    design = plan(sup("lower"), -2, 0.02, 4.5, cluster_size=23.8)
    found = solve(design, 0.8, flow=Flow(attrition=0.3))
    assert [arm.size for arm in found.clusters] == [6, 6]
    assert float(design.attained({"participants": 12 * 23.8})) == pytest.approx(0.8006, abs=5e-5)
    assert found.enrolled == 408 and [arm.size for arm in found.enrolled_arms] == [204, 204]
    assert per_arm(design.model_copy(update={"method": "z"}), 0.8) < 5
    assert sum(arm.size for arm in solve(design.model_copy(update={"method": "z"}), 0.8).clusters) == 10


@pytest.mark.parametrize(
    ("more", "clusters"),
    [({"method": "z"}, 24.5), ({}, 25.5), ({"cv_size": 0.6, "method": "z"}, 29.0)]
    + [({"cv_size": 0.6, "method": "taylor"}, 27.9), ({"cv_size": 0.6}, 30.0)],
)
def test_conventions_differ(more: Plan, clusters: float) -> None:
    assert per_arm(plan(sup(), 0.25, 0.05, **more), 0.8) == pytest.approx(clusters, abs=0.06)


def test_no_correlation_is_two_means_on_the_clusters_degrees() -> None:
    alone = parse({"kind": "two_means", "goal": sup(), "difference": 0.3, "sd": 1})
    ones = plan(sup(), 0.3, 0.0, cluster_size=1)
    assert solve(ones, 0.8).exact == pytest.approx(solve(alone, 0.8).exact, rel=1e-9)
    off = eq(0.5, 0.4)
    alone, ones = parse(alone.model_dump() | {"goal": off}), plan(off, 0.3, 0.9, cluster_size=1)
    np.testing.assert_allclose(ones.attained({"participants": 900}), alone.attained({"participants": 900}), atol=1e-10)


def test_cluster_means_carry_everything() -> None:
    """Power is that of a t test on cluster means, of standard deviation sqrt(icc + (1 - icc) / m)."""
    alone = parse({"kind": "two_means", "goal": sup(), "difference": 0.3, "sd": float(np.sqrt(0.1 + 0.9 / 15))})
    clusters = plan(sup(), 0.3, 0.1, cluster_size=15)
    assert solve(clusters, 0.9).exact == pytest.approx(15 * solve(alone, 0.9).exact, rel=1e-9)


def test_fixed_clusters_have_a_ceiling() -> None:
    found = solve(plan(sup(), 0.4, 0.05, clusters_available=20), 0.8)
    members = found.analysed // 20
    assert found.analysed == 20 * members and [arm.size for arm in found.clusters] == [10, 10]
    back = plan(sup(), 0.4, 0.05, cluster_size=members)
    assert float(back.attained({"participants": found.analysed})) == pytest.approx(found.attained, abs=1e-12)
    with pytest.raises(NoSolution) as caught:
        solve(plan(sup(), 0.2, 0.05, clusters_available=20), 0.8)
    assert "clusters" in caught.value.phrase.text.en and "grappes" in caught.value.phrase.text.fr
    assert plan(sup(), 0.4, 0.05, clusters_available=18).caution() is not None
    odd = plan(sup(), 0.5, 0.02, clusters_available=21, allocation=2)
    assert [arm.size for arm in solve(odd, 0.8).clusters] == [14, 7]


def test_whole_clusters_and_losses() -> None:
    found = solve(plan(sup(), 0.25, 0.05, allocation=2), 0.8, flow=Flow(attrition=0.15))
    experimental, control = (arm.size for arm in found.clusters)
    assert experimental == 2 * control and found.analysed == 20 * (experimental + control)
    assert found.enrolled == 24 * (experimental + control)  # 20 / 0.85 = 23.5
    assert [arm.size for arm in found.enrolled_arms] == [24 * experimental, 24 * control]


def test_the_analysis_is_students_on_cluster_means() -> None:
    rng = np.random.default_rng(5)
    first, second = rng.normal(0.4, 1, (6, 9)), rng.normal(0, 1, (6, 12))
    ones = [Summaries(one, np.full_like(one, 15), np.full(6, 2.0)) for one in (first, second)]
    for spread, pooled in (("common", True), ("welch", False)):
        estimate, error, df = compare(*ones, spread)  # type: ignore[arg-type]
        theirs = ttest_ind(first, second, axis=1, equal_var=pooled)
        np.testing.assert_allclose(estimate / error, theirs.statistic, rtol=1e-12)
        np.testing.assert_allclose(df, theirs.df, rtol=1e-12)


def test_unequal_sizes_by_simulation() -> None:
    """van Breukelen's formula is that of the weighted analysis; Eldridge's is below it."""
    design = plan(sup(), 0.25, 0.05, cv_size=0.6, method="taylor")
    size = {"participants": 2 * 28 * 20}
    power = claim_rate(design, size, 20_000).rate
    assert power == pytest.approx(float(design.attained(size)), abs=0.012)
    assert power > float(design.model_copy(update={"method": "t"}).attained(size)) + 0.015


@pytest.mark.parametrize(
    ("more", "field", "word"),
    [
        ({"cluster_size": None}, "cluster_size", "one of the two"),
        ({"cluster_size": 20, "clusters_available": 20}, "clusters_available", "one of the two"),
        ({"clusters_available": 20.5}, "clusters_available", "whole"),
        ({"clusters_available": 8, "allocation": 10.0}, "clusters_available", "two clusters"),
        ({"difference": -0.2}, "difference", "against"),
        ({"difference": 0.0}, "difference", "zero"),
        ({"icc": 1.0}, "icc", "less than"),
    ],
)
def test_refusals_say_what_to_do(more: Plan, field: str, word: str) -> None:
    with pytest.raises(ValidationError) as caught:
        plan(sup(), **({"difference": 0.2, "icc": 0.05} | more))
    problem = problems(caught.value)[0]
    assert problem.field == field and word in problem.phrase.text.en


def test_few_clusters_are_said() -> None:
    found = solve(plan(sup("lower"), -2, 0.02, 4.5, cluster_size=23.8), 0.8)
    assert any(step.how is not None and "Fewer than 10" in step.how.en for step in found.steps)


EXAMPLES = [
    Example("t", means(sup(), 0.25, 0.05), 0.8, means(sup("lower"), -0.25, 0.05), {"difference": 1e-9}),
    Example(
        "2:1, 0.99",
        means(sup("lower"), -3, 0.02, 8, allocation=2, cluster_size=15),
        0.99,
        means(sup(), 3, 0.02, 8, allocation=0.5, cluster_size=15),
    ),
    Example("fixed clusters, margin, 0.5", means(ni(0.7), -0.1, 0.05, clusters_available=12), 0.5),
    Example(
        "unequal sizes, 1:2",
        means(sup(), 5, 0.08, 12, allocation=0.5, cluster_size=30, cv_size=0.6, method="taylor"),
        0.9,
        means(sup("lower"), -5, 0.08, 12, allocation=2, cluster_size=30, cv_size=0.6, method="taylor"),
        slack=0.015,
    ),
    Example(
        "unequal sizes, Eldridge",
        means(sup(), 0.3, 0.05, cv_size=0.5, cluster_size=23.8),
        slack=0.03,
    ),
    Example("equivalence off centre", means(eq(5, 4), 1, 0.05, 10), 0.9, means(eq(4, 5), -1, 0.05, 10)),
    Example("normal", means(sup(), 0.2, 0.03, method="z"), slack=0.015),
    Example("design effect", means(sup(), 0.2, 0.03, method="individual"), slack=0.015),
    Example("three clusters per arm", means(sup(), 1.6, 0.3, cluster_size=10), 0.7),
]
