"""What joint claims, assurance and economics show agrees with their journal, their solver and the simulation."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from stats.exhibit import Exhibit
from stats.normal import Phi
from stats.registry import parse
from stats.result import SampleSize
from stats.solver import solve

MEANS = {"kind": "two_means", "difference": -2.25, "sd": 4.5, "goal": {"kind": "superiority", "better": "lower"}}
COST = {
    "kind": "cost_difference", "mean_cost": 3000, "mean_cost_control": 4000, "cv": 1,
    "goal": {"kind": "superiority", "better": "lower"},
}  # fmt: skip
NET = {
    "kind": "net_benefit", "delta_effect": 0.04, "delta_cost": 400, "sd_effect": 0.2, "sd_cost": 4000, "correlation": -0.1,
    "willingness_to_pay": 30000, "goal": {"kind": "superiority", "better": "higher"},
}  # fmt: skip
JOINT = {"kind": "joint", "components": [MEANS, COST], "correlation": 0.2}


def shown(design: dict[str, Any], target: float = 0.8) -> tuple[SampleSize, dict[str, Exhibit]]:
    found = solve(parse(design), target)
    return found, {one.name: one for one in found.design.exhibits(found)}


def retained(one: Exhibit) -> tuple[Any, ...]:
    assert one.retained is not None
    return one.rows[one.retained]


def test_joint_power_is_that_of_the_size_and_of_each_claim_alone() -> None:
    found, exhibits = shown(JOINT)
    powers = [row[1] for row in exhibits["joint-powers"].rows]
    size = {"participants": found.analysed}
    assert powers[:2] == pytest.approx([float(parse(one).attained(size)) for one in (MEANS, COST)], abs=1e-4)
    assert retained(exhibits["joint-powers"])[1] == pytest.approx(found.attained)
    assert powers[0] + powers[1] - powers[3] == pytest.approx(
        powers[2], abs=1e-3
    )  # P(A) + P(B) - P(A or B) = P(A and B)


def test_power_before_and_after_a_procedure() -> None:
    found, exhibits = shown(JOINT | {"rule": "at_least_one", "procedure": "holm"})
    rows = exhibits["joint-powers"].rows
    assert all(row[2] <= row[1] for row in rows[:3]) and rows[3][1] is None  # type: ignore[operator]
    assert retained(exhibits["joint-powers"])[2] == pytest.approx(found.attained)


def test_the_correlation_moves_both_powers_and_the_size() -> None:
    found, exhibits = shown(JOINT)
    rows = exhibits["correlation"].rows
    assert [row[0] for row in rows] == [0.0, 0.2, 0.5, 0.8] and retained(exhibits["correlation"])[3] == found.enrolled
    every, some, sizes = ([row[place] for row in rows] for place in (1, 2, 3))
    assert every == sorted(every) and some == sorted(some, reverse=True) and sizes == sorted(sizes, reverse=True)
    assert rows[0][1] == pytest.approx(np.prod([row[1] for row in exhibits["joint-powers"].rows[:2]]), abs=1e-3)


def test_claims_without_a_normal_statistic_have_no_correlation_to_show() -> None:
    goal = {"kind": "superiority", "better": "higher"}
    exact = {"kind": "one_proportion", "p_expected": 0.9, "p_reference": 0.8, "goal": goal}
    assert not parse(exact).traits.normal
    assert list(shown({"kind": "joint", "components": [exact, exact], "correlation": 0})[1]) == ["joint-powers"]


@pytest.mark.parametrize("share", range(1, 7))
def test_acceptability_is_that_of_trials_drawn_at_the_expected_truth(share: int) -> None:
    found, exhibits = shown(NET)
    worth, benefit, acceptable, power, enrolled = exhibits["acceptability"].rows[share]
    assert isinstance(worth, float) and isinstance(power, float) and isinstance(acceptable, float)
    assert benefit == pytest.approx(worth * 0.04 - 400)
    rng = np.random.default_rng(share)
    n = found.analysed // 2
    cost, own = rng.standard_normal((2, 400, 2, n))
    effect = 0.2 * (-0.1 * cost + np.sqrt(1 - 0.1**2) * own)
    nets = worth * effect - 4000 * cost
    error = float(np.sqrt(2 * nets.var(axis=-1).mean() / n))  # of the difference of two means, from participants
    assert acceptable == pytest.approx(float(Phi(benefit / error)), abs=0.01)
    if worth == NET["willingness_to_pay"]:
        assert (power, enrolled) == (pytest.approx(found.attained), found.enrolled)


def test_no_size_where_the_device_is_not_worth_its_cost() -> None:
    _, exhibits = shown(NET)
    first = exhibits["acceptability"].rows[0]
    assert first[1] == -400 and first[2] < 0.5 and getattr(first[4], "en", "") == "no size"  # type: ignore[operator]


def test_the_cost_of_spread_and_skewness() -> None:
    found, exhibits = shown(COST)
    row = retained(exhibits["skewness"])
    size = {"participants": found.analysed}
    design = parse(COST)
    assert row[0] == 1 and row[1] == pytest.approx(found.attained) and row[5] == found.enrolled
    assert row[2] == pytest.approx(float(design.skewed_power(size)))  # type: ignore[attr-defined]
    assert row[4] == pytest.approx(float(design.type_one_error(size)))  # type: ignore[attr-defined]
    sizes = [one[5] for one in exhibits["skewness"].rows]
    assert sizes == sorted(sizes)
    widest = COST | {"cv": 4.5}
    assert [one[0] for one in shown(widest, 0.5)[1]["skewness"].rows] == [2.25, 3.375, 4.5]  # 5 at most


def test_assurance_stays_below_its_ceiling_and_its_priors_are_the_ranges() -> None:
    design = {"kind": "assurance", "inner": MEANS, "beliefs": {"difference": [-4, -0.5], "sd": [3.8, 5.3]}}
    found, exhibits = shown(design, 0.7)
    plot = exhibits["assurance"].plot
    assert plot is not None
    power, assurance = ([y for _, y in line.points] for line in plot.lines)
    ceiling = found.design.ceiling  # type: ignore[attr-defined]
    assert max(assurance) < ceiling < 1 and power[-1] > assurance[-1]
    assert retained(exhibits["assurance"])[0] == found.analysed
    assert retained(exhibits["assurance"])[2] == pytest.approx(found.attained)
    medians = [row[2].values["value"].value for row in exhibits["priors"].rows]  # type: ignore[union-attr]
    assert medians == [-2.25, pytest.approx((3.8 * 5.3) ** 0.5, rel=1e-3)]
    assert [row[4].en for row in exhibits["priors"].rows] == ["normal", "log-normal"]  # type: ignore[union-attr]


def test_a_claim_within_others_shows_no_size_of_its_own() -> None:
    joined = shown(JOINT)[1]["skewness"]
    believed = shown({"kind": "assurance", "inner": NET, "beliefs": {"delta_cost": [100, 700]}}, 0.7)[1][
        "acceptability"
    ]
    assert len(joined.columns) == 5 and len(believed.columns) == 4
