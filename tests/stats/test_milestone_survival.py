"""Survival at a date against lrstat, npsurvSS and the comparison of proportions; its estimator against R survival."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from lifelines.datasets import load_lung
from pydantic import ValidationError

from stats.formulas.survival.kaplan_meier import kaplan_meier
from stats.refusal import Refusal, problems
from stats.registry import parse
from stats.solver import solve
from tests.stats.examples import Example, Plan, ni, sup

BASE = {"kind": "milestone_survival", "horizon": 12, "survival_control": 0.5, "survival_experimental": 0.65}
BASE |= {"accrual": 12, "follow_up": 6, "dropout": 0.1}
WHOLE = {"accrual": 0, "follow_up": 12, "dropout": 0.0}


def plan(**changes: Any) -> Any:
    return parse(BASE | {"goal": sup("higher", 0.025, 1)} | changes)


@pytest.mark.parametrize(
    ("changes", "total"),
    [
        ({}, 438.200286579),
        ({"allocation": 2}, 502.178258987),
        ({"shape_control": 0.6, "shape_experimental": 1.5}, 435.74314291),
    ],
)
def test_npsurvss(changes: dict[str, Any], total: float) -> None:
    assert solve(plan(**changes), 0.8).exact == pytest.approx(total, rel=2e-6)


def test_lrstat() -> None:
    power = [float(plan(**one).attained({"participants": 300})) for one in ({}, {"allocation": 2})]
    assert power == pytest.approx([0.6398711858, 0.5813791531], abs=1e-9)
    margin = plan(goal=ni(0.1), survival_experimental=0.5, allocation=2)
    assert float(margin.attained({"participants": 600})) == pytest.approx(0.5180128869, abs=1e-9)


def test_s_milestone_01() -> None:
    """No censoring before the date: 222.99 per arm, the unpooled comparison of two proportions."""
    whole = plan(**WHOLE)
    assert solve(whole, 0.9).exact / 2 == pytest.approx(222.9908671928, rel=1e-9)
    proportions = {"kind": "two_proportions", "goal": sup("higher", 0.025, 1), "method": "unpooled"}
    same = parse(proportions | {"p_control": 0.5, "p_experimental": 0.65})
    assert solve(whole, 0.9).exact == pytest.approx(solve(same, 0.9).exact, rel=1e-6)
    staggered = plan(accrual=24, follow_up=12, dropout=0.0, shape_control=3.0)
    assert solve(staggered, 0.9).exact == pytest.approx(solve(whole, 0.9).exact, rel=1e-6)


def test_log_log_scale_without_censoring() -> None:
    """Delta method: Var(log(-log S)) = (1 - S) / (n S log(S)^2)."""
    variance = sum((1 - s) / (s * np.log(s) ** 2) for s in (0.5, 0.65))
    distance = np.log(np.log(0.5) / np.log(0.65))
    expected = 2 * (1.959964 + 1.281552) ** 2 * variance / distance**2
    assert solve(plan(**WHOLE, method="log_log"), 0.9).exact == pytest.approx(expected, rel=1e-5)


def test_estimator_agrees_with_r_survival() -> None:
    """survival 3.5-3: summary(survfit(Surv(time, status) ~ sex, lung), times = c(180, 365))."""
    data = load_lung()
    known = {1: ((180, 0.6444650015, 0.04078642509), (365, 0.3360878346, 0.04342358884))}
    known[2] = ((180, 0.8424017056, 0.03868095893), (365, 0.5264630302, 0.05973685399))
    for sex, dates in known.items():
        arm = data[data["sex"] == sex]
        curve = kaplan_meier(np.asarray(arm["time"], dtype=float)[None], np.asarray(arm["status"], dtype=bool)[None])
        for date, survival, error in dates:
            ours, variance = curve.at(date)
            assert float(ours[0]) == pytest.approx(survival, rel=1e-8)
            assert float(ours[0] * np.sqrt(variance[0])) == pytest.approx(error, rel=1e-8)


@pytest.mark.parametrize("survival", [0.2, 0.9])
def test_without_censoring_the_moments_are_binomial(survival: float) -> None:
    design = plan(**WHOLE, survival_experimental=0.95, survival_control=survival)
    arm = design._both[1]
    third = survival * (1 - survival) * (1 - 2 * survival)
    assert arm.variance == pytest.approx(survival * (1 - survival), rel=1e-9)
    assert (arm.third, arm.covariance) == pytest.approx((third, third), rel=1e-8)


def test_interval_covers() -> None:
    done = plan().simulate({"participants": 500}, 8000, np.random.default_rng(4))
    assert ((done.lower <= 0.15) & (done.upper >= 0.15)).mean() == pytest.approx(0.95, abs=0.008)
    assert done.estimate.mean() == pytest.approx(0.15, abs=0.002)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"horizon": 18}, "horizon"),
        (WHOLE | {"horizon": 13}, "horizon"),
        ({"survival_experimental": 0.5}, "survival_experimental"),
        ({"survival_experimental": 0.3}, "survival_experimental"),
        ({"goal": ni(0.6)}, "goal.margin"),
        ({"goal": ni(0.1), "method": "log_log"}, "method"),
        ({"survival_experimental": 1}, "survival_experimental"),
    ],
)
def test_refusals(changes: dict[str, Any], field: str) -> None:
    with pytest.raises((Refusal, ValidationError)) as caught:
        plan(**changes)
    assert problems(caught.value)[0].field == field


def _at(goal: Plan, experimental: float, control: float, **more: Any) -> Plan:
    base = {"kind": "milestone_survival", "goal": goal, "survival_experimental": experimental}
    return base | {"survival_control": control, "horizon": 12, "accrual": 12, "follow_up": 6} | more


EXAMPLES = [
    Example(
        "censored, 2:1",
        _at(sup(), 0.6, 0.4, allocation=2, dropout=0.1, shape_control=0.7),
        0.8,
        _at(sup("lower"), 0.4, 0.6, allocation=0.5, dropout=0.1, shape_experimental=0.7),
        {"survival_experimental": 0.4 + 1e-9},
    ),
    Example("log-log, 1:2", _at(sup(), 0.9, 0.78, allocation=0.5, method="log_log"), 0.8, slack=0.06),
    Example("margin, high survival, 0.5", _at(ni(0.05), 0.95, 0.95, follow_up=12), 0.5, slack=0.02),
    Example("corrected, 1:2", _at(sup(), 0.85, 0.65, allocation=0.5, dropout=0.1, method="corrected"), 0.9),
    Example("no censoring, small", _at(sup(), 0.65, 0.2, accrual=0, follow_up=12), 0.8, slack=0.03),
]
