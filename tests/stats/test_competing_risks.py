"""Competing risks: Gray's test against cmprsk, powers against powerSurvEpi, lrstat-like limits and simulation."""

from __future__ import annotations

from math import exp, log
from typing import Any

import numpy as np
import pytest
from lifelines.datasets import load_waltons
from pydantic import ValidationError

from stats.formulas.survival.gray import expected_gray, gray
from stats.formulas.survival.log_rank_score import ordered, score_z
from stats.formulas.survival.survival_curves import Watch
from stats.refusal import Refusal, problems
from stats.registry import parse
from stats.solver import solve
from tests.stats.examples import Example, Plan, ni, sup

BASE = {"kind": "competing_risks", "hazard_ratio": 0.6, "incidence_control": 0.3, "competing_control": 0.2}
BASE |= {"horizon": 12, "accrual": 12, "follow_up": 12, "dropout": 0.05}


def plan(**changes: Any) -> Any:
    return parse(BASE | {"goal": sup("lower", 0.025, 1)} | changes)


def test_gray_agrees_with_cmprsk() -> None:
    """cmprsk 2.2-12: cuminc(time, cause, group)$Tests on these forty participants (24 of the first group)."""
    found = gray(TIMES[None, :], (CAUSES == 1)[None, :], (CAUSES == 2)[None, :], 24)
    statistic = float(found.score[0] ** 2 / found.variance[0])
    assert statistic == pytest.approx(CMPRSK[0], rel=1e-7)
    other = gray(TIMES[None, :], (CAUSES == 2)[None, :], (CAUSES == 1)[None, :], 24)
    assert float(other.score[0] ** 2 / other.variance[0]) == pytest.approx(CMPRSK[1], rel=1e-7)


TIMES = np.array(
    [1.6, 9.9, 2.2, 12.7, 0.4, 5.8, 7.1, 18.3, 3.3, 4.9, 15.2, 6.6, 11.4, 0.9, 8.7, 13.8, 19.6, 2.9, 10.5, 16.9]
    + [5.1, 14.4, 7.8, 17.5, 1.1, 3.8, 6.2, 0.7, 9.2, 4.4, 12.1, 2.5, 8.1, 5.5, 10.9, 1.9, 7.4, 15.8, 3.1, 11.9]
)
CAUSES = np.array(
    [1, 0, 2, 1, 2, 1, 0, 0, 2, 1, 1, 2, 0, 1, 2, 1, 0, 2, 1, 0, 2, 0, 1, 0]
    + [1, 1, 2, 1, 1, 1, 0, 1, 2, 1, 1, 2, 1, 0, 1, 0]
)
CMPRSK = (3.943107745980, 0.600337276222)


def test_without_competing_events_gray_is_the_log_rank() -> None:
    data = load_waltons()
    times = np.asarray(data["T"], dtype=float) + np.random.default_rng(5).uniform(0, 0.5, len(data))
    event, none = np.asarray(data["E"], dtype=bool), np.zeros(len(data), dtype=bool)
    found = gray(times[None, :], event[None, :], none[None, :], 34)
    plain = score_z(ordered(times[None, :].astype(np.float32), event[None, :], 34), 0.0)
    assert float(found.score[0] / np.sqrt(found.information[0])) == pytest.approx(float(plain[0]), rel=1e-4)


def test_hazards_give_the_incidences_back() -> None:
    design = plan()
    assert design._incidence(design.hazards[1]) == pytest.approx(0.3, rel=1e-12)
    event, rival = design.hazards[1]
    total = event + rival
    assert rival / total * (1 - exp(-total * 12)) == pytest.approx(0.2, rel=1e-12)


def test_almost_no_competing_event_is_the_log_rank_design() -> None:
    rare = plan(competing_control=1e-9)
    plain = {"kind": "log_rank", "goal": sup("lower", 0.025, 1), "hazard_ratio": 0.6, "survival_control": 0.7}
    same = parse(plain | {"horizon": 12, "accrual": 12, "follow_up": 12, "dropout": 0.05, "method": "lakatos"})
    assert solve(rare, 0.8).exact == pytest.approx(solve(same, 0.8).exact, rel=1e-6)
    events = plan(competing_control=1e-9, method="events")
    schoenfeld = same.model_copy(update={"method": "schoenfeld"})
    assert solve(events, 0.8).exact == pytest.approx(solve(schoenfeld, 0.8).exact, rel=1e-6)


def test_competing_events_cost_participants() -> None:
    sizes = [solve(plan(competing_control=one), 0.8).exact for one in (0.05, 0.2, 0.4)]
    assert sizes == sorted(sizes)
    assert solve(plan(test="gray", competing_ratio=0.6), 0.8).exact > solve(plan(competing_ratio=0.6), 0.8).exact


def test_gray_statistic_has_the_expected_drift() -> None:
    design, rng, n = plan(test="gray"), np.random.default_rng(2), 300
    done = design.simulate({"participants": n}, 6000, rng)
    centre = float(np.log(done.estimate).mean())
    limit = expected_gray(Watch.uniform(12, 12, -log(0.95) / 12), *design.hazards, 0.5)
    assert centre == pytest.approx(limit.score / limit.information, abs=0.02)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"competing_control": 0.7}, "competing_control"),
        ({"hazard_ratio": 1}, "hazard_ratio"),
        ({"hazard_ratio": 1.3}, "hazard_ratio"),
        ({"goal": ni(1.3, "lower"), "test": "gray"}, "test"),
        ({"goal": ni(1.0, "lower")}, "goal.margin"),
        ({"incidence_control": 0}, "incidence_control"),
        ({"competing_control": 0}, "competing_control"),
        ({"hazard_ratio": 1.0, "competing_ratio": 0.5, "test": "gray"}, "hazard_ratio"),
    ],
)
def test_refusals(changes: dict[str, Any], field: str) -> None:
    with pytest.raises((Refusal, ValidationError)) as caught:
        plan(**changes)
    assert problems(caught.value)[0].field == field


def _two(goal: Plan, ratio: float, incidence: float, competing: float, **more: Any) -> Plan:
    base = {"kind": "competing_risks", "goal": goal, "hazard_ratio": ratio, "incidence_control": incidence}
    return base | {"competing_control": competing, "horizon": 12, "accrual": 12, "follow_up": 12} | more


LITTLE = {"hazard_ratio": 1 - 1e-9}

EXAMPLES = [
    Example("cause-specific, 1:2", _two(sup("lower"), 0.5, 0.4, 0.2, allocation=0.5), vanishing=LITTLE, slack=0.015),
    Example(
        "Gray, losses, 2:1", _two(sup("lower"), 0.4, 0.4, 0.3, dropout=0.1, test="gray", allocation=2), slack=0.025
    ),
    Example("margin, competing effect", _two(ni(1.8, "lower"), 1, 0.5, 0.2, competing_ratio=0.8), 0.9, slack=0.015),
    Example("Latouche, wanted event, small", _two(sup(), 2.5, 0.3, 0.3, test="gray", method="events"), 0.5, slack=0.06),
]
