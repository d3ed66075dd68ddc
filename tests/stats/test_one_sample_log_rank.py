"""One group against a reference: Wu's formula and paper, and its test against observed and expected counts."""

from __future__ import annotations

from math import exp, log
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from stats.refusal import Refusal, problems
from stats.registry import parse
from stats.simulation import claim_rate
from stats.solver import solve
from tests.stats.examples import Example, Plan, ni, sup

BASE = {"kind": "one_sample_log_rank", "hazard_ratio": 0.6, "survival_reference": 0.5, "horizon": 12}
BASE |= {"accrual": 24, "follow_up": 12}


def plan(**changes: Any) -> Any:
    return parse(BASE | {"goal": sup("lower", 0.025, 1)} | changes)


WU = {"hazard_ratio": 1 / 1.75, "horizon": 9, "accrual": 5, "follow_up": 3, "shape": 1.22}


def test_wu_2015() -> None:
    """Wu's example (in years): median 9, shape 1.22, hazard ratio 1 / 1.75, one-sided 5 %, 80 %: 88 patients."""
    found = solve(plan(**WU, goal=sup("lower", 0.05, 1)), 0.8)
    assert found.exact == pytest.approx(87.3154355071, rel=1e-6) and found.analysed == 88


@pytest.mark.parametrize(
    ("changes", "target", "total"),
    [
        ({}, 0.8, 52.473034466),
        ({"hazard_ratio": 0.8}, 0.9, 321.7557717212),
        ({"hazard_ratio": 0.5, "shape": 0.7}, 0.5, 18.1300340369),
    ],
)
def test_log_rank_1s(changes: dict[str, Any], target: float, total: float) -> None:
    assert solve(plan(**changes), target).exact == pytest.approx(total, rel=1e-5)


def test_null_variance_is_that_of_a_martingale() -> None:
    """Under the null hypothesis the variance of observed minus expected is the mean expected."""
    near = plan(hazard_ratio=1 - 1e-9, dropout=0.2)
    _, estimated, variance, _, _ = near._normal()
    assert variance == pytest.approx(estimated, rel=1e-6)
    margin = plan(goal=ni(1.4, "lower"), hazard_ratio=1.4 - 1e-9, shape=2.0)
    _, estimated, variance, _, _ = margin._normal()
    assert variance == pytest.approx(estimated, rel=1e-6)


def test_moments_agree_with_simulated_counts() -> None:
    design, rng, n = plan(dropout=0.1, shape=1.5), np.random.default_rng(3), 400_000
    times = design.reference.scaled(0.6).times(rng.standard_exponential(n))
    censored = np.minimum(design.watch.limits((1, n), rng), design.watch.lost((1, n), rng))[0]
    o, e = (times <= censored).astype(float), design.reference.cumulative(np.minimum(times, censored))
    for ours, theirs in zip(design._one, (o, e, o * e, e**2, o * e**2, e**3), strict=True):
        assert ours == pytest.approx(float(theirs.mean()), rel=0.01)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"test": "average"},
        {"hazard_ratio": 1.5, "goal": sup("higher", 0.025, 1)},
        {"goal": ni(1.4, "lower"), "hazard_ratio": 1},
    ],
)
def test_corrected_power_is_simulated(changes: dict[str, Any]) -> None:
    design = plan(method="corrected", **changes)
    found = solve(design, 0.8)
    rate = claim_rate(design, {"participants": found.analysed}, 20_000).rate
    assert rate == pytest.approx(found.attained, abs=0.012)


def test_caution_only_where_wu_is_off() -> None:
    assert plan().caution() is not None and plan(method="corrected").caution() is None
    assert plan(hazard_ratio=0.9).caution() is None


def test_least_success_is_on_the_edge() -> None:
    for test in ("expected", "average"):
        design = plan(test=test)
        values = solve(design, 0.8).least_success.values
        ratio, expected = values["edge"].value, values["expected"].value
        variance = expected if test == "expected" else expected * (1 + ratio) / 2
        assert (ratio - 1) * expected / variance**0.5 == pytest.approx(-1.959964, rel=1e-5)


def test_fixed_follow_up_expects_the_reference() -> None:
    fixed = plan(accrual=0, follow_up=12, hazard_ratio=0.5)
    assert fixed._one.observed == pytest.approx(1 - 0.5**0.5, rel=1e-9)
    assert fixed._one.expected == pytest.approx(2 * (1 - exp(-0.5 * log(2))), rel=1e-9)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"hazard_ratio": 1}, "hazard_ratio"),
        ({"hazard_ratio": 1.2}, "hazard_ratio"),
        ({"goal": ni(1.3, "lower"), "hazard_ratio": 1.3}, "hazard_ratio"),
        ({"goal": ni(0.9, "lower")}, "goal.margin"),
        ({"survival_reference": 1}, "survival_reference"),
        ({"shape": 0.1}, "shape"),
        ({"follow_up": 0}, "follow_up"),
    ],
)
def test_refusals(changes: dict[str, Any], field: str) -> None:
    with pytest.raises((Refusal, ValidationError)) as caught:
        plan(**changes)
    assert problems(caught.value)[0].field == field


def _one(goal: Plan, ratio: float, survival: float, **more: Any) -> Plan:
    base = {"kind": "one_sample_log_rank", "goal": goal, "hazard_ratio": ratio, "survival_reference": survival}
    return base | {"horizon": 12, "accrual": 12, "follow_up": 12} | more


EXAMPLES = [
    Example(
        "decrease, losses",
        _one(sup("lower"), 0.7, 0.5, dropout=0.1),
        0.9,
        vanishing={"hazard_ratio": 1 - 1e-9},
        slack=0.03,
    ),
    Example("increase, corrected, small", _one(sup(), 2, 0.6, method="corrected", accrual=0), slack=0.015),
    Example("margin, average variance", _one(ni(1.5, "lower"), 1, 0.9, test="average", shape=1.4), 0.5, slack=0.015),
    Example(
        "rare, late, corrected", _one(sup("lower", 0.05, 1), 0.5, 0.95, shape=2.0, method="corrected"), 0.99, slack=0.02
    ),
]
