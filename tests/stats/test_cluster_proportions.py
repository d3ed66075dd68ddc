"""Two proportions, clusters randomised: Hayes & Bennett, clusterPower, limits, the analysis."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError
from scipy.stats import ttest_ind

from stats.flow import Flow
from stats.formulas.clusters.cluster_tests import compare
from stats.refusal import NoSolution, problems
from stats.registry import parse
from stats.simulation import claim_rate
from stats.solver import solve
from tests.stats.examples import Example, Plan, eq, ni, sup


def rates(goal: Plan, experimental: float, control: float, **more: Any) -> Plan:
    plan = {"kind": "cluster_proportions", "goal": goal, "p_experimental": experimental, "p_control": control}
    plan |= {} if "k" in more else {"icc": 0.05}
    return plan | ({} if "clusters_available" in more else {"cluster_size": 20}) | more


def plan(goal: Plan, experimental: float, control: float, **more: Any) -> Any:
    return parse(rates(goal, experimental, control, **more))


def per_arm(design: Any, target: float = 0.8) -> float:
    return solve(design, target).exact / 2 / design.cluster_size


def test_drug_shops_p72() -> None:
    """0.60 v 0.75, k 0.25, 13 patients of whom 20 % are lost: 35.45, 36 clusters per arm, 468 patients."""
    design = plan(sup(), 0.75, 0.6, k=0.25, cluster_size=10.4, method="hayes_bennett")
    found = solve(design, 0.8, flow=Flow(attrition=0.2))
    assert per_arm(design) == pytest.approx(35.45, abs=0.005)
    assert [arm.size for arm in found.clusters] == [36, 36]
    assert [arm.size for arm in found.enrolled_arms] == [468, 468]


def test_k_and_correlation_say_the_same_when_proportions_are_equal() -> None:
    margin = ni(0.15)
    by_k = plan(margin, 0.6, 0.6, k=0.25)
    by_icc = plan(margin, 0.6, 0.6, icc=0.25**2 * 0.6 / 0.4)
    assert solve(by_k, 0.8).exact == pytest.approx(solve(by_icc, 0.8).exact, rel=1e-10)


def test_hayes_and_bennett_keep_a_slightly_larger_variance() -> None:
    """Their p (1 - p) / m counts the variance between clusters a second time, divided by m: k^2 p^2 / m."""
    ours, theirs = (plan(sup(), 0.75, 0.6, k=0.25, method=name) for name in ("z", "hayes_bennett"))
    assert ours.parts(0.6)[0] + 0.25**2 * 0.6**2 == pytest.approx(theirs.parts(0.6)[0])
    assert per_arm(ours) < per_arm(theirs) - 1


def test_conventions_are_ordered() -> None:
    z, t, welch = (per_arm(plan(sup(), 0.4, 0.25, method=name)) for name in ("z", "t", "welch"))
    assert z + 1 < t < z + 1.05 and t < welch < t + 0.02
    pooled = per_arm(plan(sup(), 0.4, 0.25, method="pooled"))
    assert pooled > t  # p (1 - p) is concave


def test_twelve_clusters_per_arm_are_not_enough() -> None:
    """0.30 v 0.20, 50 per cluster, correlation 0.02: 12 by the normal formula, 12.54 by the t, 0.781 simulated at 12."""
    design = plan(sup(), 0.3, 0.2, cluster_size=50, icc=0.02)
    assert per_arm(design) == pytest.approx(12.54, abs=0.005)
    assert sum(arm.size for arm in solve(design.model_copy(update={"method": "z"}), 0.8).clusters) == 24
    simulated = claim_rate(design, {"participants": 1200}, 20_000)
    assert simulated.rate == pytest.approx(0.781, abs=0.009)
    assert float(design.attained({"participants": 1200})) == pytest.approx(simulated.rate, abs=0.01)


def test_no_correlation_is_unpooled_proportions_on_fewer_degrees() -> None:
    alone = parse(
        {"kind": "two_proportions", "goal": sup(), "p_experimental": 0.4, "p_control": 0.25, "method": "unpooled"}
    )
    ones = plan(sup(), 0.4, 0.25, cluster_size=1, icc=0.0, method="z")
    assert solve(ones, 0.8).exact == pytest.approx(solve(alone, 0.8).exact, rel=1e-9)


def test_the_analysis_is_that_of_scipy() -> None:
    design = plan(sup(), 0.5, 0.3)
    rng = np.random.default_rng(4)
    arms = [design.drawn(rng, one, np.full((5, n), 20.0)) for one, n in ((0.5, 12), (0.3, 8))]
    estimate, error, df = compare(*arms, "welch")
    theirs = ttest_ind(arms[0].value, arms[1].value, axis=1, equal_var=False)
    np.testing.assert_allclose(estimate / error, theirs.statistic, rtol=1e-12)
    np.testing.assert_allclose(df, theirs.df, rtol=1e-12)


def test_simulated_members_have_the_correlation_announced() -> None:
    design = plan(sup(), 0.5, 0.3, icc=0.2)
    seen = design.drawn(np.random.default_rng(8), 0.3, np.full((400, 500), 20.0))
    assert seen.value.var() == pytest.approx(0.3 * 0.7 * (1 + 19 * 0.2) / 20, rel=0.01)
    assert seen.within.mean() == pytest.approx(0.3 * 0.7 * 0.8, rel=0.01)


def test_welch_holds_the_level_at_unequal_allocation() -> None:
    few = {"clusters_available": 15, "allocation": 2.0}
    size = {"participants": 300}
    separate, welch = (
        claim_rate(plan(sup(), 0.8, 0.5, method=name, **few), size, 20_000, "null").rate for name in ("t", "welch")
    )
    assert welch < 0.028 < separate < 0.035
    assert plan(sup(), 0.8, 0.5, **few).caution() is not None


def test_fixed_clusters_have_a_ceiling() -> None:
    found = solve(plan(sup(), 0.45, 0.25, clusters_available=20), 0.8)
    assert found.analysed % 20 == 0 and sum(arm.size for arm in found.clusters) == 20
    with pytest.raises(NoSolution) as caught:
        solve(plan(sup(), 0.35, 0.25, clusters_available=12), 0.8)
    assert "Add clusters" in caught.value.phrase.text.en


@pytest.mark.parametrize(
    ("more", "field", "word"),
    [
        ({"icc": None}, "icc", "one of the two"),
        ({"icc": 0.05, "k": 0.2}, "k", "one of the two"),
        ({"k": 1.5}, "k", "impossible"),
        ({"p_experimental": 0.2}, "p_experimental", "against"),
        ({"goal": ni(0.4), "p_control": 0.3, "p_experimental": 0.3}, "goal", "exceeds"),
        ({"goal": ni(0.1), "p_experimental": 0.3, "method": "pooled"}, "method", "superiority"),
        ({"p_control": 0.0}, "p_control", "greater than"),
    ],
)
def test_refusals_say_what_to_do(more: Plan, field: str, word: str) -> None:
    with pytest.raises(ValidationError) as caught:
        parse(rates(sup(), 0.4, 0.3) | ({"icc": None} if "k" in more and "icc" not in more else {}) | more)
    problem = problems(caught.value)[0]
    assert problem.field == field and word in problem.phrase.text.en


EXAMPLES = [
    Example("t", rates(sup(), 0.4, 0.25), 0.8, rates(sup("lower"), 0.25, 0.4), {"p_experimental": 0.25 + 1e-9}),
    Example(
        "k, Hayes and Bennett",
        rates(sup(), 0.75, 0.6, k=0.25, cluster_size=10.4, method="hayes_bennett"),
        0.8,
        rates(sup("lower"), 0.6, 0.75, k=0.25, cluster_size=10.4, method="hayes_bennett"),
        slack=0.03,
    ),
    Example(
        "k, 2:1, 0.99, Welch",
        rates(sup("lower"), 0.2, 0.35, k=0.3, allocation=2, method="welch"),
        0.99,
        rates(sup(), 0.35, 0.2, k=0.3, allocation=0.5, method="welch"),
    ),
    Example("beyond 0.95, margin", rates(ni(0.04), 0.97, 0.97, icc=0.01, cluster_size=40), 0.8, slack=0.015),
    Example("fixed clusters, 0.5", rates(sup(), 0.5, 0.25, clusters_available=14), 0.5),
    Example("unequal sizes, equivalence", rates(eq(0.2, 0.2), 0.52, 0.5, cv_size=0.4), 0.8, slack=0.03),
    Example("normal", rates(sup(), 0.4, 0.3, method="z"), slack=0.015),
    Example("design effect", rates(sup(), 0.4, 0.3, method="individual"), slack=0.02),
    Example("pooled, five per arm", rates(sup(), 0.7, 0.3, method="pooled"), 0.9, slack=0.02),
]
