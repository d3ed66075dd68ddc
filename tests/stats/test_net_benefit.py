"""Incremental net monetary benefit: the shared case, other designs, skewed costs, refusals."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError
from scipy.stats import skew

from stats.formulas.economics.euros import skewness, standard_costs
from stats.refusal import problems
from stats.registry import parse
from stats.simulation import claim_rate
from stats.solver import solve
from tests.stats.examples import Example, Plan, eq, ni, sup

CASE = {
    "delta_effect": 0.02,
    "delta_cost": -300,
    "sd_effect": 0.2,
    "sd_cost": 2500,
    "correlation": 0.1,
    "willingness_to_pay": 20000,
}


def _plan(goal: Plan | None = None, **more: Any) -> Plan:
    return {"kind": "net_benefit", "goal": goal or sup()} | CASE | more


def plan(goal: Plan | None = None, **more: Any) -> Any:
    return parse(_plan(goal, **more))


def test_he_inmb_02() -> None:
    """Glick 2011: a net benefit of 700 euros, 868.47 per arm by the normal formula."""
    design = plan(method="z")
    assert design.effect == pytest.approx(700)
    found = solve(design, 0.9)
    assert found.exact / 2 == pytest.approx(868.4706816089, rel=1e-9)
    assert [arm.size for arm in found.arms] == [869, 869]
    assert solve(plan(), 0.9).exact / 2 == pytest.approx(868.4706816089 + 0.96, abs=0.02)  # t: z²/4 more


def test_is_a_comparison_of_two_means() -> None:
    means = {"kind": "two_means", "goal": sup(), "difference": 700, "sd": 4500}
    assert solve(plan(allocation=2), 0.8).exact == pytest.approx(solve(parse(means | {"allocation": 2}), 0.8).exact)
    welch = plan(sd_cost_control=4000, allocation=0.5)
    control = np.sqrt(4000**2 + 4000**2 - 2 * 0.1 * 4000**2)
    means |= {"sd_control": float(control), "allocation": 0.5}
    assert solve(welch, 0.8).exact == pytest.approx(solve(parse(means), 0.8).exact)
    margin = plan(ni(500.0), delta_effect=0.0, delta_cost=200)
    means = {"kind": "two_means", "goal": ni(500.0), "difference": -200, "sd": 4500}
    assert solve(margin, 0.9).exact == pytest.approx(solve(parse(means), 0.9).exact)


def test_only_the_net_benefit_counts() -> None:
    """The same net benefit by a saving or by a gain needs the same size; a positive correlation needs fewer."""
    assert solve(plan(delta_effect=0.035, delta_cost=0.0), 0.8).exact == pytest.approx(solve(plan(), 0.8).exact)
    sizes = [solve(plan(correlation=rho), 0.8).exact for rho in (-0.5, 0.0, 0.5)]
    assert sizes[0] > sizes[1] > sizes[2]


def test_steps_say_the_ratio_and_the_acceptability() -> None:
    found = solve(plan(delta_cost=100, method="z"), 0.9)
    said = {step.label.en: step.value.value for step in found.steps}
    assert said["Expected incremental cost-effectiveness ratio"] == pytest.approx(5000)
    acceptability = next(value for label, value in said.items() if label.startswith("Probability of being"))
    assert acceptability == pytest.approx(0.99941, abs=2e-5)  # Phi(1.96 + 1.28)
    assert "Expected incremental cost-effectiveness ratio" not in {step.label.en for step in solve(plan(), 0.9).steps}


@pytest.mark.parametrize(("shape", "cv"), [("gamma", 0.5), ("gamma", 1.5), ("log_normal", 0.5)])
def test_simulated_costs_have_the_moments_said(shape: Any, cv: float) -> None:
    costs = standard_costs(shape, cv, np.random.default_rng(5), (1, 2_000_000))[0]
    assert costs.mean() == pytest.approx(0, abs=0.004) and costs.std() == pytest.approx(1, abs=0.006)
    assert costs.min() >= -1 / cv - 1e-12
    assert skew(costs) == pytest.approx(skewness(shape, cv), rel=0.03)


def test_effect_and_cost_are_correlated_as_said() -> None:
    design = plan(cost_shape="log_normal", correlation=-0.4)
    first, second = design.sample({"participants": 400_000}, 2, np.random.default_rng(7), 700.0)
    assert first.mean() - second.mean() == pytest.approx(700, abs=40)
    assert first.std() == pytest.approx(np.sqrt(4000**2 + 2500**2 + 0.8 * 4000 * 2500), rel=0.01)


@pytest.mark.parametrize(("welch", "side"), [(False, -1), (True, 1)])
def test_skewness_moves_the_type_one_error_as_computed(welch: bool, side: int) -> None:
    """Few experimental participants, skewed costs: Student's test claims too seldom, Welch's too often."""
    design = plan(sd_effect=0.02, allocation=0.25, **({"sd_cost_control": 2500.0} if welch else {}))
    size = {"participants": 300}
    computed = float(design.type_one_error(size))
    rate = claim_rate(design, size, 40_000, "null").rate
    assert side * (computed - 0.025) > 0.003 and rate == pytest.approx(computed, abs=0.004)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"goal": sup("lower")}, "goal.better"),
        ({"delta_effect": -0.1}, "delta_effect"),
        ({"delta_effect": 0.0, "delta_cost": 0.0}, "delta_effect"),
        ({"goal": ni(100.0), "delta_effect": 0.0, "delta_cost": 200.0}, "delta_effect"),
        ({"correlation": 1.0}, "correlation"),
        ({"sd_cost": 0.0}, "sd_cost"),
        ({"willingness_to_pay": 0.0}, "willingness_to_pay"),
    ],
)
def test_refused(more: Plan, field: str) -> None:
    with pytest.raises(ValidationError) as caught:
        parse(_plan() | more)
    assert field in {problem.field for problem in problems(caught.value)}


def test_no_equivalence() -> None:
    with pytest.raises(ValidationError):
        plan(eq(500, 500))


_FEW = {"delta_effect": 0.15, "delta_cost": -1000, "sd_effect": 0.15, "sd_cost": 1500, "correlation": 0.0}
EXAMPLES = [
    Example("t", _plan(), 0.8, vanishing={"delta_effect": 1e-12, "delta_cost": 0.0}),
    Example("z 2:1, dearer", _plan(delta_effect=0.05, delta_cost=200, method="z", allocation=2), 0.9),
    Example("welch 1:2", _plan(delta_effect=0.06, sd_cost_control=4000, sd_effect_control=0.25, allocation=0.5), 0.99),
    Example("margin", _plan(ni(800.0), delta_effect=0.01, delta_cost=100, cost_shape="log_normal"), 0.5),
    Example("few, negative correlation", _plan(**(_FEW | {"correlation": -0.3})), 0.9, slack=0.02),
]
