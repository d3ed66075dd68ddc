"""Hazards and inclusions by periods against lrstat, npsurvSS and rpact, and against the plainer designs."""

from __future__ import annotations

from math import exp
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError
from scipy.integrate import quad

from stats.formulas.survival.survival_curves import Pieces, Watch, Weibull, grid
from stats.refusal import Refusal, problems
from stats.registry import parse
from stats.solver import solve
from tests.stats.examples import Example, Plan, ni, sup

BASE = {
    "kind": "log_rank_piecewise",
    "starts": [0, 3, 12],
    "control_hazards": [0.1, 0.05, 0.02],
    "hazard_ratios": [0.65, 0.65, 0.65],
    "accrual_durations": [6, 12],
    "accrual_rates": [5, 20],
    "follow_up": 9,
    "dropout": 1 - exp(-0.12),
}


def plan(**changes: Any) -> Any:
    return parse(BASE | {"goal": sup("lower", 0.025, 1)} | changes)


def test_lrstat_npsurvss_and_rpact() -> None:
    null = plan(method="lakatos_null")
    assert float(null.attained({"participants": 270})) == pytest.approx(0.6665136321, abs=1e-8)
    assert null.events({"participants": 270}) == pytest.approx(124.3456, abs=1e-4)
    assert solve(null, 0.8).exact == pytest.approx(
        370.99701, rel=5e-4
    )  # npsurvSS integrates numerically across the steps
    early = plan(follow_up=2.7041394)  # rpact: 100 events among 270 at 20.704 months
    assert early.events({"participants": 270}) == pytest.approx(100, abs=1e-4)


def test_margin_lrstat() -> None:
    changes = {"goal": ni(1.3, "lower"), "hazard_ratios": [0.9] * 3, "accrual_rates": [20, 60], "allocation": 2}
    design = plan(method="lakatos_null", **changes)
    assert float(design.attained({"participants": 840})) == pytest.approx(0.9538148916, abs=1e-8)
    assert design.events({"participants": 840}) == pytest.approx(427.1384, abs=1e-4)


def test_one_piece_is_the_exponential_design() -> None:
    one = {"starts": [0], "control_hazards": [0.05], "hazard_ratios": [0.7], "accrual_durations": [24]}
    plain = parse(
        {"kind": "log_rank", "goal": sup("lower", 0.025, 1), "hazard_ratio": 0.7, "survival_control": exp(-0.6)}
        | {"horizon": 12, "accrual": 24, "follow_up": 9, "dropout": BASE["dropout"], "method": "lakatos"}
    )
    assert solve(plan(**one, accrual_rates=[3]), 0.8).exact == pytest.approx(solve(plain, 0.8).exact, rel=1e-9)
    split = {"starts": [0, 5, 9], "control_hazards": [0.05] * 3, "hazard_ratios": [0.7] * 3}
    same = plan(**split, accrual_durations=[4, 20], accrual_rates=[2, 2])
    assert solve(same, 0.8).exact == pytest.approx(solve(plain, 0.8).exact, rel=1e-9)


def test_fixed_follow_up() -> None:
    fixed = plan(accrual_durations=[0], accrual_rates=[1], follow_up=12, dropout=0.0)
    share = 1 - exp(-(0.3 + 0.45))
    assert fixed._expected.events[1] == pytest.approx(share, rel=1e-12)


def test_curves_and_integrals() -> None:
    rng = np.random.default_rng(1)
    pieces, weibull = Pieces((0.0, 3.0, 12.0), (0.1, 0.05, 0.02)), Weibull.through(0.4, 10, 0.6)
    draws = rng.standard_exponential(500)
    for curve in (pieces, weibull):
        np.testing.assert_allclose(curve.cumulative(curve.times(draws)), draws, rtol=1e-10)
    watch = Watch(9, 0.01, (6, 12), (5, 20))
    assert watch.administrative(np.array([0, 9, 21, 27])) == pytest.approx([1, 1, 30 / 270, 0])
    limits = watch.limits((1, 200_000), rng)
    assert (limits > 15).mean() == pytest.approx(float(watch.administrative(np.array(15.0))), abs=0.005)
    over = grid((3.0, 12.0), 20.0)
    assert over.total(np.exp(-over.t)) == pytest.approx(1 - exp(-20), rel=1e-12)
    np.testing.assert_allclose(over.running(np.exp(-over.t)), 1 - np.exp(-over.t), rtol=1e-9)
    crowded = grid((), 20.0, graded=True)
    exact = quad(lambda t: float(weibull.hazard(np.array(t))), 0, 20, epsabs=0, epsrel=1e-10, limit=200)[0]
    assert crowded.total(weibull.hazard(crowded.t)) == pytest.approx(exact, rel=1e-5)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"starts": [1, 3, 12]}, "starts"),
        ({"starts": [0, 3, 3]}, "starts"),
        ({"starts": [0, 3]}, "control_hazards"),
        ({"hazard_ratios": [0.65]}, "hazard_ratios"),
        ({"hazard_ratios": [0.65, 0.65, 0]}, "hazard_ratios"),
        ({"hazard_ratios": [1, 1, 1]}, "hazard_ratios"),
        ({"hazard_ratios": [1.5, 1.2, 0.9]}, "hazard_ratios"),
        ({"accrual_rates": [5]}, "accrual_rates"),
        ({"goal": ni(1.0, "lower")}, "goal.margin"),
        ({"goal": ni(1.3, "lower"), "hazard_ratios": [1.4] * 3}, "hazard_ratios"),
        ({"follow_up": 0}, "follow_up"),
    ],
)
def test_refusals(changes: dict[str, Any], field: str) -> None:
    with pytest.raises((Refusal, ValidationError)) as caught:
        plan(**changes)
    assert problems(caught.value)[0].field == field


def _pieces(**more: Any) -> Plan:
    base: Plan = {"kind": "log_rank_piecewise", "goal": sup("lower"), "starts": [0, 6], "control_hazards": [0.08, 0.03]}
    base |= {"hazard_ratios": [0.9, 0.5], "accrual_durations": [6, 12], "accrual_rates": [1, 3], "follow_up": 12}
    return base | more


EXAMPLES = [
    Example(
        "growing effect, 1:2, losses",
        _pieces(dropout=0.1, allocation=0.5, hazard_ratios=[0.8, 0.4]),
        vanishing={"hazard_ratios": [1.0, 1 - 1e-9]},
    ),
    Example("margin, 2:1", _pieces(goal=ni(1.6, "lower"), hazard_ratios=[1.0, 0.9], allocation=2), 0.9),
    Example(
        "small, waning effect, early weights",
        _pieces(hazard_ratios=[0.3, 0.8], test="fleming_harrington", rho=1.0, gamma=0.0),
        0.5,
        slack=0.015,
    ),
]
