"""Two event rates, clusters randomised: Hayes & Bennett, clusterPower, limits, the analysis."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError
from scipy.stats import ttest_ind

from stats.formulas.clusters.cluster_tests import compare
from stats.refusal import NoSolution, problems
from stats.registry import parse
from stats.solver import solve
from tests.stats.examples import Example, Plan, eq, ni, sup


def rates(goal: Plan, experimental: float, control: float, **more: Any) -> Plan:
    plan = {"kind": "cluster_rates", "goal": goal, "rate_experimental": experimental, "rate_control": control}
    plan |= {"years": 1, "k": 0.25}
    return plan | ({} if "clusters_available" in more else {"cluster_size": 100}) | more


def plan(goal: Plan, experimental: float, control: float, **more: Any) -> Any:
    return parse(rates(goal, experimental, control, **more))


def per_arm(design: Any, target: float = 0.8) -> float:
    return solve(design, target).exact / 2 / design.cluster_size


LOW = sup("lower")


def test_hayes_and_bennett() -> None:
    """1 + (1.96 + 0.84)^2 ((0.3 + 0.2) / 100 + 0.25^2 (0.3^2 + 0.2^2)) / 0.1^2 = 11.30, as clusterPower."""
    design = plan(LOW, 0.2, 0.3, method="hayes_bennett")
    assert per_arm(design) == pytest.approx(11.3016546513, abs=1e-6)
    assert [arm.size for arm in solve(design, 0.8).clusters] == [12, 12]


def test_person_years_are_what_counts() -> None:
    one = solve(plan(LOW, 0.2, 0.3), 0.8)
    half = solve(plan(LOW, 0.2, 0.3, years=0.5, cluster_size=200), 0.8)
    assert half.exact == pytest.approx(2 * one.exact, rel=1e-10)
    assert half.clusters == one.clusters
    assert one.events == pytest.approx(one.arms[0].size * 0.2 + one.arms[1].size * 0.3)


def test_without_clusters_the_variance_is_poissons() -> None:
    design = plan(LOW, 0.2, 0.3, k=0.0, method="z")
    expected = (1.959964 + 0.841621) ** 2 * 0.5 / 0.1**2  # participants per arm followed one year
    assert solve(design, 0.8).exact == pytest.approx(2 * expected, rel=1e-5)


def test_the_plus_one_stands_for_the_t_distribution() -> None:
    z, t, hayes = (per_arm(plan(LOW, 0.2, 0.3, method=name)) for name in ("z", "t", "hayes_bennett"))
    assert hayes == pytest.approx(z + 1) and t == pytest.approx(hayes, abs=0.1)


def test_the_analysis_is_that_of_scipy() -> None:
    design = plan(LOW, 0.2, 0.3)
    rng = np.random.default_rng(4)
    arms = [design.drawn(rng, one, np.full((5, n), 100.0)) for one, n in ((0.2, 12), (0.3, 12))]
    estimate, error, df = compare(*arms, "separate")
    theirs = ttest_ind(arms[0].value, arms[1].value, axis=1)  # equal numbers: Student's statistic and degrees
    np.testing.assert_allclose(estimate / error, theirs.statistic, rtol=1e-12)
    np.testing.assert_allclose(df, theirs.df, rtol=1e-12)


def test_simulated_clusters_have_the_variance_announced() -> None:
    seen = plan(LOW, 0.2, 0.3, years=2).drawn(np.random.default_rng(8), 0.3, np.full((400, 500), 50.0))
    assert seen.value.var() == pytest.approx(0.3 / 100 + 0.25**2 * 0.3**2, rel=0.01)


def test_fixed_clusters_have_a_ceiling() -> None:
    assert solve(plan(LOW, 0.15, 0.3, clusters_available=16), 0.8).analysed % 16 == 0
    with pytest.raises(NoSolution) as caught:
        solve(plan(LOW, 0.25, 0.3, clusters_available=16), 0.8)
    assert "Add clusters" in caught.value.phrase.text.en


@pytest.mark.parametrize(
    ("more", "field", "word"),
    [
        ({"rate_experimental": 0.4}, "rate_experimental", "against"),
        ({"rate_control": 0.0}, "rate_control", "greater than"),
        ({"k": -0.1}, "k", "at least"),
        ({"goal": ni(0.5), "rate_experimental": 0.3}, "goal", "exceeds"),
        ({"cluster_size": None}, "cluster_size", "one of the two"),
    ],
)
def test_refusals_say_what_to_do(more: Plan, field: str, word: str) -> None:
    with pytest.raises(ValidationError) as caught:
        parse(rates(LOW, 0.2, 0.3) | more)
    problem = problems(caught.value)[0]
    assert problem.field == field and word in problem.phrase.text.en


EXAMPLES = [
    Example(
        "t", rates(LOW, 0.2, 0.3), 0.8, rates(sup(), 0.3, 0.2), {"rate_experimental": 0.3 - 1e-9, "cluster_size": 5}
    ),
    Example(
        "2:1, 0.99, Welch",
        rates(LOW, 0.9, 1.2, k=0.2, allocation=2, method="welch", years=1.5, cluster_size=30),
        0.99,
        rates(sup(), 1.2, 0.9, k=0.2, allocation=0.5, method="welch", years=1.5, cluster_size=30),
    ),
    Example(
        "Hayes and Bennett",
        rates(LOW, 0.2, 0.3, method="hayes_bennett"),
        0.9,
        rates(sup(), 0.3, 0.2, method="hayes_bennett"),
    ),
    Example("margin, fixed clusters", rates(ni(0.5, "lower"), 1.0, 1.0, k=0.15, clusters_available=14), 0.8),
    Example("few events", rates(LOW, 0.005, 0.02, cluster_size=150, k=0.3), 0.5, slack=0.02),
    Example(
        "unequal sizes, equivalence", rates(eq(0.3, 0.25), 1.0, 1.0, k=0.15, cv_size=0.4, cluster_size=40), slack=0.03
    ),
    Example("normal", rates(LOW, 0.24, 0.3, method="z"), slack=0.015),
]
