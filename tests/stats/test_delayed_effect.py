"""The delayed effect against lrstat and npsurvSS; its weighted test against lifelines."""

from __future__ import annotations

from math import exp, log
from typing import Any

import numpy as np
import pytest
from lifelines.statistics import logrank_test
from pydantic import ValidationError

from stats.formulas.survival.log_rank_score import ordered, score_z
from stats.formulas.survival.weighted_log_rank import Weight, weighted_z
from stats.refusal import Refusal, problems
from stats.registry import parse
from stats.solver import solve
from tests.stats.examples import Example, Plan, sup

BASE = {"kind": "delayed_effect", "hazard_ratio": 0.6, "survival_control": 0.5, "horizon": 12}
BASE |= {"accrual": 24, "follow_up": 12, "delay": 6}


def plan(**changes: Any) -> Any:
    return parse(BASE | {"goal": sup("lower", 0.025, 1), "dropout": 1 - exp(-0.06)} | changes)


FH = {"test": "fleming_harrington"}


@pytest.mark.parametrize(
    ("changes", "power"),
    [
        ({}, 0.6044007668),
        ({"allocation": 2}, 0.5553373764),
        (FH, 0.8004767729),
        (FH | {"allocation": 2}, 0.7695159039),
        (FH | {"rho": 1, "gamma": 0}, 0.3686352409),
    ],
)
def test_lrstat(changes: dict[str, Any], power: float) -> None:
    design = plan(method="lakatos_null", **changes)
    assert float(design.attained({"participants": 400})) == pytest.approx(power, abs=2e-8)


def test_no_delay_is_the_log_rank_design() -> None:
    plain = {key: value for key, value in BASE.items() if key != "delay"} | {"kind": "log_rank"}
    for method in ("lakatos", "lakatos_null"):
        same = parse(plain | {"goal": sup("lower", 0.025, 1), "dropout": 1 - exp(-0.06), "method": method})
        assert solve(plan(delay=0, method=method), 0.8).exact == pytest.approx(solve(same, 0.8).exact, rel=1e-9)


def test_a_delay_costs_and_late_weights_save() -> None:
    sizes = [solve(plan(delay=one), 0.8).analysed for one in (0, 3, 6, 12)]
    assert sizes == sorted(sizes)
    assert solve(plan(test="after_delay"), 0.8).analysed < solve(plan(**FH), 0.8).analysed < sizes[2]
    assert solve(plan(delay=0, **FH), 0.8).analysed > sizes[0]


def test_weighted_statistic_agrees_with_lifelines() -> None:
    rng = np.random.default_rng(11)
    times, event = rng.exponential(10, 90).astype(np.float32), rng.random(90) < 0.7
    risk = ordered(times[None, :], event[None, :], 40)
    for rho, gamma in ((0, 0), (1, 0), (0, 1), (1, 1)):
        theirs = logrank_test(
            times[:40], times[40:], event[:40], event[40:], weightings="fleming-harrington", p=rho, q=gamma
        )
        ours = weighted_z(risk, np.sort(times)[None, :], Weight(rho, gamma))
        assert float(ours[0]) ** 2 == pytest.approx(theirs.test_statistic, rel=2e-4)
    late = weighted_z(risk, np.sort(times)[None, :], Weight(since=5.0))
    kept = times >= 5
    after = ordered(times[None, kept], event[None, kept], int(kept[:40].sum()))
    assert float(late[0]) == pytest.approx(float(score_z(after, 0.0)[0]), rel=1e-4)


def test_caution_where_the_null_variance_misleads() -> None:
    assert plan(method="lakatos_null").caution() is None and plan(allocation=4, **FH).caution() is None
    assert plan(method="lakatos_null", allocation=4, **FH).caution() is not None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"delay": 36}, "delay"),
        ({"delay": -1}, "delay"),
        ({"hazard_ratio": 1}, "hazard_ratio"),
        ({"hazard_ratio": 1.2}, "hazard_ratio"),
        ({"gamma": 5}, "gamma"),
        ({"survival_control": 0}, "survival_control"),
    ],
)
def test_refusals(changes: dict[str, Any], field: str) -> None:
    with pytest.raises((Refusal, ValidationError)) as caught:
        plan(**changes)
    assert problems(caught.value)[0].field == field


def test_the_average_effect_lies_between_none_and_the_late_one() -> None:
    assert 0.6 < plan(**FH).average_ratio < plan().average_ratio < 1
    assert plan(test="after_delay").average_ratio == pytest.approx(0.6, rel=0.03)
    assert log(plan(delay=0).average_ratio) == pytest.approx(log(0.6), abs=0.03)


def _late(ratio: float, survival: float, delay: float, **more: Any) -> Plan:
    base = {"kind": "delayed_effect", "goal": sup("lower"), "hazard_ratio": ratio, "survival_control": survival}
    return base | {"horizon": 12, "accrual": 12, "follow_up": 12, "delay": delay} | more


LITTLE = {"hazard_ratio": 1 - 1e-9}

EXAMPLES = [
    Example("log-rank, 2:1", _late(0.5, 0.5, 3, allocation=2), vanishing=LITTLE),
    Example("Fleming-Harrington, losses", _late(0.45, 0.4, 4, dropout=0.1, **FH), 0.9, vanishing=LITTLE),
    Example(
        "after the delay, 1:2, wanted event",
        _late(2.5, 0.6, 2, test="after_delay", allocation=0.5, accrual=0) | {"goal": sup()},
    ),
    Example("null variance, small", _late(0.4, 0.2, 1, method="lakatos_null"), 0.5, slack=0.015),
]
