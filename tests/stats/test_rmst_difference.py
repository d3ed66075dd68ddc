"""The difference in restricted means against lrstat and npsurvSS; its estimator against R survival and lifelines."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from lifelines import KaplanMeierFitter
from lifelines.datasets import load_lung
from lifelines.utils import restricted_mean_survival_time
from pydantic import ValidationError
from scipy.integrate import quad

from stats.designs.survival.rmst_difference import restricted_mean
from stats.formulas.survival.kaplan_meier import kaplan_meier
from stats.refusal import Refusal, problems
from stats.registry import parse
from stats.simulation import claim_rate
from stats.solver import solve
from tests.stats.examples import Example, Plan, ni, sup

BASE = {"kind": "rmst_difference", "horizon": 12, "survival_control": 0.5, "survival_experimental": 0.62}
BASE |= {"accrual": 24, "follow_up": 12, "until": 24, "dropout": 0.05}


def plan(**changes: Any) -> Any:
    return parse(BASE | {"goal": sup("higher", 0.025, 1)} | changes)


@pytest.mark.parametrize(
    ("changes", "power"),
    [
        ({}, 0.6837385177),
        ({"allocation": 2}, 0.6332961976),
        ({"allocation": 0.5, "until": 35.9999}, 0.6658530781),
    ],
)
def test_lrstat(changes: dict[str, Any], power: float) -> None:
    assert float(plan(**changes).attained({"participants": 300})) == pytest.approx(power, abs=1e-8)


@pytest.mark.parametrize(
    ("changes", "total"),
    [
        ({}, 396.105310995),
        ({"allocation": 2}, 444.899315901),
        ({"until": 18, "shape_control": 0.6, "shape_experimental": 1.5}, 219.833397025),
    ],
)
def test_npsurvss(changes: dict[str, Any], total: float) -> None:
    assert solve(plan(**changes), 0.8).exact == pytest.approx(total, rel=2e-6)


def test_everyone_followed_to_the_horizon_is_a_comparison_of_means() -> None:
    """Without censoring the variance is that of min(T, tau)."""
    design = plan(accrual=0, follow_up=20, until=15, dropout=0.0, shape_control=0.7)
    for curve, arm in zip(design.curves, design.means, strict=True):

        def survival(t: float, one: Any = curve) -> float:
            return float(np.exp(-one.cumulative(np.array(t))))

        mean = quad(survival, 0, 15, epsabs=1e-11)[0]
        square = quad(lambda t: 2 * t * survival(t), 0, 15, epsabs=1e-11)[0]
        assert arm.value == pytest.approx(mean, rel=1e-8)
        assert arm.variance == pytest.approx(square - mean**2, rel=1e-7)
        cube = quad(lambda t: 3 * t**2 * survival(t), 0, 15, epsabs=1e-11)[0]
        third = cube - 3 * mean * square + 2 * mean**3
        assert arm.third == pytest.approx(third, rel=1e-5)  # and for a sample mean both are the third moment
        assert arm.covariance == pytest.approx(third, rel=1e-5)


def test_estimator_agrees_with_r_survival_and_lifelines() -> None:
    """survival 3.5-3: summary(survfit(Surv(time, status) ~ sex, lung), rmean = 365)."""
    data = load_lung()
    for sex, rmean, error in ((1, 241.4950852, 10.35822649), (2, 297.4654095, 10.79132398)):
        arm = data[data["sex"] == sex]
        times, event = np.asarray(arm["time"], dtype=float), np.asarray(arm["status"], dtype=bool)
        mean, variance = kaplan_meier(times[None, :], event[None, :]).restricted_mean(365)
        assert float(mean[0]) == pytest.approx(rmean, rel=1e-7)
        assert float(np.sqrt(variance[0])) == pytest.approx(error, rel=1e-6)
        fitted = KaplanMeierFitter().fit(times, event)
        assert float(mean[0]) == pytest.approx(restricted_mean_survival_time(fitted, t=365), rel=1e-6)


def test_null_boundary_has_the_mean_of_the_margin() -> None:
    design = plan(goal=ni(2.0), shape_experimental=1.4)
    control = restricted_mean(design.curves[1], 24)
    assert restricted_mean(design.null_curve(), 24) == pytest.approx(control - 2, abs=1e-9)
    assert restricted_mean(plan().null_curve(), 24) == pytest.approx(control, abs=1e-9)


def test_curves_that_cross_can_have_no_difference() -> None:
    crossing = {"survival_experimental": 0.5, "shape_experimental": 2.0, "until": 12}
    assert plan(**crossing).difference > 0  # later events in the experimental arm
    with pytest.raises(ValidationError):
        plan(**crossing, goal=sup("lower"))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"until": 37}, "until"),
        ({"until": 0}, "until"),
        ({"survival_experimental": 0.5}, "survival_experimental"),
        ({"survival_experimental": 0.4}, "survival_experimental"),
        ({"goal": ni(1.0), "survival_experimental": 0.3}, "survival_experimental"),
        ({"goal": ni(20.0)}, "goal.margin"),
        ({"survival_control": 1}, "survival_control"),
        ({"shape_control": 0}, "shape_control"),
    ],
)
def test_refusals(changes: dict[str, Any], field: str) -> None:
    with pytest.raises((Refusal, ValidationError)) as caught:
        plan(**changes)
    assert problems(caught.value)[0].field == field


def test_correction_follows_the_simulation() -> None:
    """1:2 with a margin: 90 % at first order, 88 % simulated and corrected; the caution says so."""
    design = plan(goal=ni(1.0), survival_experimental=0.8, survival_control=0.8, allocation=0.5, until=12, dropout=0.0)
    found = solve(design, 0.9)
    size = {"participants": found.analysed}
    corrected = design.model_copy(update={"method": "corrected"})
    rate = claim_rate(design, size, 20_000).rate
    assert rate == pytest.approx(float(corrected.attained(size)), abs=0.01) and rate < found.attained - 0.01
    assert design.caution() is not None and corrected.caution() is None and plan().caution() is None


def test_least_success_in_months() -> None:
    found = solve(plan(), 0.8)
    edge = found.least_success.values["edge"].value
    assert edge == pytest.approx(1.959964 / (1.959964 + 0.841621) * plan().difference, rel=0.005)


def _means(goal: Plan, experimental: float, control: float, **more: Any) -> Plan:
    base = {"kind": "rmst_difference", "goal": goal, "survival_experimental": experimental, "survival_control": control}
    return base | {"horizon": 12, "accrual": 12, "follow_up": 12, "until": 12} | more


EXAMPLES = [
    Example(
        "late and early events, 2:1, losses",
        _means(sup(), 0.7, 0.45, shape_control=0.7, shape_experimental=1.3, allocation=2, dropout=0.1),
        0.8,
        _means(sup("lower"), 0.45, 0.7, shape_control=1.3, shape_experimental=0.7, allocation=0.5, dropout=0.1),
    ),
    Example("margin in months, 1:2", _means(ni(1.0), 0.8, 0.8, allocation=0.5), 0.9, slack=0.03),
    Example(
        "margin, corrected, 1:2, 99 %",
        _means(ni(1.5), 0.8, 0.8, allocation=0.5, method="corrected"),
        0.99,
    ),
    Example("small", _means(sup(), 0.75, 0.3, accrual=0), 0.8, slack=0.025),
    Example(
        "rare, beyond the minimum follow-up, 0.5",
        _means(sup("lower", 0.025, 1), 0.9, 0.95, until=22),
        0.5,
        vanishing={"survival_experimental": 0.95 - 1e-9},
    ),
]
