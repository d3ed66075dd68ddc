"""Groups in one arm only: clusterPower, limits, the analysis."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from stats.flow import Flow
from stats.refusal import NoSolution, problems
from stats.registry import parse
from stats.simulation import claim_rate
from stats.solver import solve
from tests.stats.examples import Example, Plan, eq, ni, sup


def nested(goal: Plan, difference: float, icc: float = 0.05, sd: float = 1, **more: Any) -> Plan:
    plan = {"kind": "partially_nested", "goal": goal, "difference": difference, "sd": sd, "icc": icc}
    return plan | ({} if "clusters_available" in more else {"cluster_size": 8}) | more


def plan(goal: Plan, difference: float, icc: float = 0.05, sd: float = 1, **more: Any) -> Any:
    return parse(nested(goal, difference, icc, sd, **more))


def test_reference_case() -> None:
    """10 groups of 8 against 80 controls: 0.64575 by the normal formula of clusterPower, less by Satterthwaite."""
    size = {"participants": 160}
    power = {name: float(plan(sup(), 0.4, method=name).attained(size)) for name in ("z", "t", "welch")}
    assert power["z"] == pytest.approx(0.64575166868, abs=1e-9)
    assert power["welch"] < power["t"] < power["z"]


def test_satterthwaite_is_what_simulation_finds() -> None:
    design = plan(sup(), 0.4)
    simulated = claim_rate(design, {"participants": 160}, 40_000)
    assert float(design.attained({"participants": 160})) == pytest.approx(
        simulated.rate, abs=3 * simulated.standard_error
    )
    assert float(design.model_copy(update={"method": "z"}).attained({"participants": 160})) > simulated.rate + 0.01


def test_without_correlation_or_groups_it_is_welch_on_two_means() -> None:
    alone = parse({"kind": "two_means", "goal": sup(), "difference": 0.5, "sd": 1, "sd_control": 1.5, "allocation": 2})
    ones = plan(sup(), 0.5, 0.0, cluster_size=1, sd_control=1.5, allocation=2.0)
    assert solve(ones, 0.8).exact == pytest.approx(solve(alone, 0.8).exact, rel=1e-9)
    again = plan(sup(), 0.5, 0.7, cluster_size=1, sd_control=1.5, allocation=2.0)
    assert solve(again, 0.8).exact == pytest.approx(solve(ones, 0.8).exact, rel=1e-9)


def test_it_lies_between_no_groups_and_groups_in_both_arms() -> None:
    both = parse(nested(sup(), 0.4) | {"kind": "cluster_means", "method": "t"})
    none = parse({"kind": "two_means", "goal": sup(), "difference": 0.4, "sd": 1})
    assert solve(none, 0.8).exact < solve(plan(sup(), 0.4), 0.8).exact < solve(both, 0.8).exact


def test_whole_groups_and_losses() -> None:
    found = solve(plan(sup(), 0.4, allocation=1.5), 0.8, flow=Flow(attrition=0.15))
    (groups,) = (arm.size for arm in found.clusters)
    experimental, control = (arm.size for arm in found.arms)
    assert experimental == 8 * groups and control == np.ceil(8 * groups / 1.5)
    enrolled = [arm.size for arm in found.enrolled_arms]
    assert enrolled == [10 * groups, np.ceil(control / 0.85)] and sum(enrolled) == found.enrolled


@pytest.mark.parametrize("kept", [0.97, 0.9, 0.801, 0.7, 0.555, 0.5, 0.31])
@pytest.mark.parametrize("more", [{"allocation": 0.4}, {"allocation": 3.0}, {"clusters_available": 9}])
def test_enrolled_arms_are_those_of_the_losses(kept: float, more: Plan) -> None:
    design = plan(sup(), 0.5, **more)
    total = solve(design, 0.8).analysed
    expected = design._enrolled_parts(total, kept)
    assert tuple(arm.size for arm in design.enrolled_arms(design.enrolled(total, kept), total)) == expected


def test_fixed_groups_have_a_ceiling() -> None:
    found = solve(plan(sup(), 0.5, clusters_available=12), 0.8)
    assert found.arms[0].size % 12 == 0 and [arm.size for arm in found.clusters] == [12]
    with pytest.raises(NoSolution) as caught:
        solve(plan(sup(), 0.2, clusters_available=6), 0.8)
    assert "Add groups" in caught.value.phrase.text.en and "Ajouter des groupes" in caught.value.phrase.text.fr
    assert plan(sup(), 1, clusters_available=4).caution() is not None


@pytest.mark.parametrize(
    ("more", "field", "word"),
    [
        ({"cluster_size": None}, "cluster_size", "one of the two"),
        ({"clusters_available": 10, "cluster_size": 5}, "clusters_available", "one of the two"),
        ({"clusters_available": 10.5, "cluster_size": None}, "clusters_available", "whole"),
        ({"difference": -0.4}, "difference", "against"),
        ({"goal": ni(0.3), "difference": -0.4}, "difference", "margin"),
    ],
)
def test_refusals_say_what_to_do(more: Plan, field: str, word: str) -> None:
    with pytest.raises(ValidationError) as caught:
        parse(nested(sup(), 0.4) | more)
    problem = problems(caught.value)[0]
    assert problem.field == field and word in problem.phrase.text.en


EXAMPLES = [
    Example("welch", nested(sup(), 0.4), vanishing={"difference": 1e-9}),
    Example("1:2, 0.99", nested(sup("lower"), -3, 0.1, 6, allocation=0.5, cluster_size=12), 0.99),
    Example("fixed groups, margin, 0.5", nested(ni(0.5), -0.05, 0.05, clusters_available=10), 0.5),
    Example("unequal groups, deviations", nested(sup(), 0.6, 0.1, 1.2, sd_control=1, cv_size=0.5), 0.9, slack=0.02),
    Example("equivalence, 2:1", nested(eq(0.5, 0.4), 0.0, 0.02, allocation=2, cluster_size=10), 0.8),
    Example("normal", nested(sup(), 0.3, 0.03, method="z"), slack=0.015),
    Example("few groups", nested(sup(), 1.1, 0.1, cluster_size=6), 0.7, slack=0.015),
]
