"""Several arms against a control: Dunnett's tables, SciPy's test, multivariate t by simulation, a published plan."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.stats import dunnett

from stats.flow import Flow
from stats.formulas.means.dunnett import critical_value
from stats.refusal import problems
from stats.registry import parse
from stats.solver import solve
from tests.stats.examples import Example, Plan, ni, sup


def _plan(goal: Plan, difference: float, sd: float, arms: float = 2, **more: Any) -> Plan:
    return {"kind": "several_means", "goal": goal, "difference": difference, "sd": sd, "experimental_arms": arms} | more


@pytest.mark.parametrize(
    ("df", "arms", "sides", "value"),
    [(20, 3, 2, 2.540), (20, 3, 1, 2.19), (60, 2, 2, 2.27), (120, 5, 1, 2.26), (10, 4, 1, 2.47), (12, 9, 1, 2.74)],
)
def test_dunnetts_tables(df: float, arms: int, sides: int, value: float) -> None:
    assert float(critical_value(np.asarray(float(df)), arms, 0.5, 0.05, sides)) == pytest.approx(value, abs=0.006)


def test_three_arms_p26() -> None:
    """Egbring: 10 points, deviation 13, alpha 0.016 for each comparison, power 0.91: 50 per group."""
    plan = _plan(sup(alpha=0.016), 10, 13, procedure="none", variance="pair")
    assert [arm.size for arm in solve(parse(plan), 0.91).arms] == [50, 50, 50]
    assert [arm.size for arm in solve(parse(plan | {"variance": "all"}), 0.91).arms] == [49, 49, 49]


def test_one_comparison_without_correction_is_the_t_test() -> None:
    plan = _plan(sup(alpha=0.016), 10, 13, procedure="none", variance="pair", control_ratio=2)
    pair = solve(
        parse({"kind": "two_means", "goal": sup(alpha=0.016), "difference": 10, "sd": 13, "allocation": 0.5}), 0.8
    )
    assert solve(parse(plan), 0.8).exact / 4 == pytest.approx(pair.exact / 3, rel=1e-9)


def test_order_of_the_conventions() -> None:
    def exact(**more: Any) -> float:
        return solve(parse(_plan(sup(), 5, 10, 3, **more)), 0.8).exact

    assert exact(procedure="none") < exact() < exact(procedure="bonferroni")
    assert exact(success="any") < exact() < exact(success="all")
    assert exact(success="any") < exact(success="any", other_differences=[0.0, 0.0])
    assert exact(control_ratio=3**0.5) < exact()


def test_the_statistics_are_those_of_scipys_dunnett() -> None:
    design: Any = parse(_plan(sup(), 6, 10, 2, success="any"))
    rng = np.random.default_rng(5)
    done = design.simulate({"participants": 30}, 3, rng)
    rng = np.random.default_rng(5)
    first, second, control = (rng.standard_normal((3, 10)) * 10 + shift for shift in (6, 6, 0))
    for row in range(3):
        theirs = dunnett(first[row], second[row], control=control[row], alternative="two-sided", rng=1)
        claims = bool((theirs.pvalue[theirs.statistic > 0] <= 0.05).any())
        assert done.claimed[row] == claims
        assert done.estimate[row] == pytest.approx(first[row].mean() - control[row].mean())


def test_the_joint_power_is_that_of_the_multivariate_t() -> None:
    """Drawn directly: k + 1 means and one chi-square, no data."""
    rng, trials = np.random.default_rng(2), 400_000
    means = rng.standard_normal((trials, 4)) * 10 / np.sqrt([20, 20, 20, 30]) + np.array([8.0, 6, 4, 0])
    spread = np.sqrt(rng.chisquare(86, trials) / 86) * 10 * np.sqrt(1 / 20 + 1 / 30)
    statistics = (means[:, :3] - means[:, 3:]) / spread[:, None]
    for success, chosen in (("named", 0), ("any", statistics.argmax(axis=1)), ("all", statistics.argmin(axis=1))):
        plan = _plan(sup(), 8, 10, 3, success=success, other_differences=[6.0, 4.0], control_ratio=1.5)
        design: Any = parse(plan)
        judged = statistics[np.arange(trials), chosen]
        rate = (judged >= float(design._critical(np.asarray(86.0)))).mean()
        assert float(design.attained({"participants": 90})) == pytest.approx(rate, abs=3 * 0.5 / trials**0.5)


def test_losses_respect_the_control_ratio() -> None:
    found = solve(parse(_plan(sup(), 5, 10, 3, control_ratio=2)), 0.8, flow=Flow(attrition=0.2))
    sizes = [arm.size for arm in found.enrolled_arms]
    assert sizes[-1] == 2 * sizes[0]
    assert sum(sizes) == found.enrolment.enrolled


@pytest.mark.parametrize(
    ("plan", "field"),
    [
        (_plan(sup(), 5, 10, 2.5), "experimental_arms"),
        (_plan(sup(), 5, 10, 1), "experimental_arms"),
        (_plan(sup(), 5, 10, 3, other_differences=[5.0]), "other_differences"),
        (_plan(sup(), 5, 10, 3, other_differences=[5.0, -1.0], success="all"), "other_differences"),
        (_plan(sup(), 5, 10, variance="pair"), "variance"),
        (_plan(sup(), 0, 10), "difference"),
        (_plan(ni(3), -4, 10), "difference"),
    ],
)
def test_bad_inputs_are_refused(plan: Plan, field: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse(plan)
    assert [one.field for one in problems(caught.value)] == [field]  # type: ignore[arg-type]


EXAMPLES = [
    Example("dunnett, named", _plan(sup(), 10, 13), 0.9),
    Example("any, lower, square root", _plan(sup("lower"), -6, 10, 3, success="any", control_ratio=3**0.5), 0.8),
    Example("all, 1:1:1:1:2, 0.99", _plan(sup(), 10, 10, 4, success="all", control_ratio=2), 0.99),
    Example("bonferroni, margin, pair", _plan(ni(6), -1, 10, procedure="bonferroni", variance="pair"), 0.8),
    Example("few, 0.5", _plan(sup(), 12, 8, success="any", other_differences=[0.0]), 0.5),
    Example("normal", _plan(sup(), 6, 10, method="z"), 0.8, slack=0.02),
]
