"""The log-rank design against rpact, gsDesign and published protocols; its analysis against lifelines."""

from __future__ import annotations

from math import exp, log
from typing import Any

import numpy as np
import pytest
from lifelines import CoxPHFitter
from lifelines.datasets import load_rossi, load_waltons
from lifelines.statistics import logrank_test
from pydantic import ValidationError
from scipy.integrate import quad

from stats.flow import Flow
from stats.formulas.survival.exponential import cohorts, event_probability, hazard
from stats.formulas.survival.log_rank_score import log_rank, ordered
from stats.refusal import Refusal, problems
from stats.registry import parse
from stats.simulation import claim_rate
from stats.solver import solve
from tests.stats.examples import Example, Plan, ni, sup

LOWER = {"kind": "superiority", "better": "lower"}
ONE_SIDED = {"kind": "superiority", "better": "lower", "alpha": 0.025, "sides": 1}
BASE = {"kind": "log_rank", "goal": LOWER, "hazard_ratio": 0.7, "survival_control": 0.5}
PERIODS = {"horizon": 12, "accrual": 24, "follow_up": 12}


def plan(**changes: Any) -> Any:
    return parse(BASE | PERIODS | changes)


def margin(limit: float, better: str = "lower") -> dict[str, Any]:
    return {"kind": "non_inferiority", "margin": limit, "better": better}


TWO_TO_ONE = {"hazard_ratio": 0.6, "horizon": 9, "accrual": 12, "follow_up": 6, "allocation": 2, "goal": ONE_SIDED}
DROPOUT = {"hazard_ratio": 0.65, "survival_control": 0.5 ** (12 / 10), "accrual": 18, "dropout": 0.1, "goal": ONE_SIDED}
RISKS = {"hazard_ratio": log(0.97) / log(0.95), "survival_control": 0.95, "accrual": 0, "goal": ONE_SIDED}
HARMLESS = {"hazard_ratio": 1, "survival_control": exp(-0.24)}
OPPOSITE = {"hazard_ratio": 1.5, "survival_control": exp(-0.24), "dropout": 0.1, "allocation": 0.5}
UP = {"kind": "superiority", "better": "higher", "alpha": 0.025, "sides": 1}
LF = {"method": "lachin_foulkes"}


@pytest.mark.parametrize(
    ("changes", "target", "total", "events"),
    [
        pytest.param({"dropout": 0.05}, 0.8, 385.2668, 246.7871, id="rpact"),
        pytest.param({"dropout": 0.05}, 0.5, 188.5602, 120.7844, id="rpact, 0.5"),
        pytest.param({"dropout": 0.05}, 0.99, 901.8232, 577.6733, id="rpact, 0.99"),
        pytest.param(HARMLESS | {"goal": margin(1.3)}, 0.8, 1215.422, 456.0981, id="rpact, margin"),
        pytest.param(HARMLESS | {"goal": margin(1.3, "higher")}, 0.8, 1215.422, 456.0981, id="rpact, margin 1 / 1.3"),
        pytest.param(TWO_TO_ONE, 0.8, 284.8778, 135.3552, id="rpact, 2:1"),
        pytest.param(TWO_TO_ONE | {"method": "freedman"}, 0.8, 249.8543, 118.7143, id="rpact Freedman, 2:1"),
        pytest.param(OPPOSITE | {"goal": UP}, 0.8, 566.9732, 214.839, id="rpact, HR above 1, 1:2"),
        pytest.param(DROPOUT, 0.9, 360.3943, 226.4849, id="rpact s-dropout-01"),
        pytest.param({"method": "freedman"}, 0.9, None, 337.4050, id="rpact s-freedman-01"),
        pytest.param(RISKS, 0.8, 2889.6552, 115.5862, id="s-lowevent-01, fixed follow-up"),
        pytest.param(TWO_TO_ONE | LF, 0.8, 274.6352, 130.4886, id="gsDesign s-lf-unequal-01"),
        pytest.param(DROPOUT | LF, 0.9, 359.3750, 225.8444, id="gsDesign s-dropout-01"),
    ],
)
def test_other_programs(changes: dict[str, Any], target: float, total: float | None, events: float) -> None:
    design = plan(**changes)
    exact = solve(design, target).exact
    assert total is None or exact == pytest.approx(total, rel=2e-6)
    assert design.events({"participants": exact}) == pytest.approx(events, rel=2e-6)


def test_optilink_p87() -> None:
    """72.0 % v 80.4 % event-free at 18 months, everyone followed 18 months: 787 by Schoenfeld, 809 by Freedman."""
    design = plan(
        hazard_ratio=log(0.804) / log(0.72), survival_control=0.72, horizon=18, accrual=0, follow_up=18
    )  # printed: 798, by a method that lies between
    sizes = {variant.label.en: solve(variant.design, 0.8).exact for variant in design.variants()}
    assert solve(design, 0.8).exact == pytest.approx(787, abs=1)
    assert sizes["Freedman"] == pytest.approx(809, abs=1)


def test_copd_taiwan_p88() -> None:
    """50 % at 6 months, hazard ratio 0.5: 66 events, 165 participants; the 116 printed took it as a risk ratio."""
    design = plan(hazard_ratio=0.5, horizon=6, accrual=0, follow_up=6)
    exact = solve(design, 0.8).exact
    assert exact == pytest.approx(165, abs=1)
    assert design.events({"participants": exact}) == pytest.approx(65.34, abs=0.01)


@pytest.mark.parametrize("rate", [1e-6, 1e-3, 0.05, 2.0])
@pytest.mark.parametrize("loss", [0.0, 0.01])
def test_event_probability_is_the_integral(rate: float, loss: float) -> None:
    def seen_by(follow: float) -> float:
        return rate / (rate + loss) * -np.expm1(-(rate + loss) * follow)

    integral = quad(seen_by, 6, 24, epsabs=0, epsrel=1e-12)[0] / 18
    assert float(event_probability(rate, loss, 18, 6)) == pytest.approx(integral, rel=1e-10)
    assert float(event_probability(rate, loss, 0, 6)) == pytest.approx(seen_by(6), rel=1e-12)
    assert float(event_probability(rate, loss, 1e-9, 6)) == pytest.approx(seen_by(6), rel=1e-8)


def test_tiny_hazard_is_stable() -> None:
    assert float(event_probability(1e-18, 0, 24, 12)) == pytest.approx(1e-18 * 24, rel=1e-12)
    assert hazard(1e-17, 12) == pytest.approx(1e-17 / 12, rel=1e-12)


def _real(name: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Times, events and arm of a real data set, its ties broken once so that every convention agrees."""
    if name == "rossi":
        data = load_rossi()
        times, event, arm = data["week"], data["arrest"], data["fin"]
    else:
        data = load_waltons()
        times, event, arm = data["T"], data["E"], data["group"] == "miR-137"
    order = np.argsort(~np.asarray(arm, dtype=bool), kind="stable")
    broken = np.asarray(times, dtype=float) + np.random.default_rng(5).uniform(0, 0.5, len(times))
    return broken[order].astype(np.float32), np.asarray(event, dtype=bool)[order], np.asarray(arm, dtype=bool)[order]


@pytest.mark.parametrize("name", ["rossi", "waltons"])
def test_analysis_agrees_with_lifelines(name: str) -> None:
    times, event, arm = _real(name)
    ours = log_rank(ordered(times[None, :], event[None, :], int(arm.sum())))
    theirs = logrank_test(times[arm], times[~arm], event[arm], event[~arm])
    assert float(ours.z[0]) ** 2 == pytest.approx(theirs.test_statistic, rel=1e-4)
    import pandas as pd

    cox = CoxPHFitter().fit(pd.DataFrame({"t": times, "e": event, "arm": arm.astype(float)}), "t", "e")
    assert float(ours.log_ratio[0]) == pytest.approx(cox.params_["arm"], abs=1e-4)
    assert float(ours.error[0]) == pytest.approx(cox.standard_errors_["arm"], rel=1e-3)
    assert np.sign(ours.z[0]) == np.sign(cox.params_["arm"])


def test_offset_is_the_score_of_the_cox_model() -> None:
    times, event, arm = _real("rossi")
    null, score, information = log(1.3), 0.0, 0.0
    for i in np.flatnonzero(event):
        risk = times >= times[i]
        share = 1.3 * (risk & arm).sum() / (1.3 * (risk & arm).sum() + (risk & ~arm).sum())
        score += arm[i] - share
        information += share * (1 - share)
    ours = log_rank(ordered(times[None, :], event[None, :], int(arm.sum())), null)
    assert float(ours.z[0]) == pytest.approx(score / np.sqrt(information), rel=1e-4)


def test_no_event_is_a_failure_and_one_silent_arm_is_not() -> None:
    rare = plan(survival_control=1 - 1e-9).simulate({"participants": 20}, 50, np.random.default_rng(1))
    assert rare.failed.all() and not rare.claimed.any() and (rare.p == 1).all()
    times = np.arange(1, 21, dtype=np.float32)[None, :]
    event = np.concatenate([np.zeros(10, bool), np.ones(10, bool)])[None, :]
    silent = log_rank(ordered(times, event, 10))
    assert silent.log_ratio[0] == -np.inf and silent.error[0] == np.inf and silent.events[0] == 10
    few = plan().simulate({"participants": 8}, 4000, np.random.default_rng(2))
    zero = few.estimate == 0
    assert zero.any() and (few.lower[zero] == 0).all() and np.isinf(few.upper[zero]).all()


def test_simulated_data_have_the_assumed_events_and_losses() -> None:
    design = plan(dropout=0.2)
    (first, second), total = design.hazards, 400
    parts = list(cohorts(((200, first), (200, second)), design.loss, 24, 12, 2000, np.random.default_rng(3)))
    events = np.concatenate([part.seen()[1].sum(axis=1) for part in parts])
    assert len(events) == 2000
    assert events.mean() == pytest.approx(design.events({"participants": total}), rel=0.005)


def test_interval_covers_and_estimate_is_centred() -> None:
    done = plan(goal=margin(1.3), hazard_ratio=1).simulate({"participants": 800}, 6000, np.random.default_rng(4))
    assert np.log(done.estimate).mean() == pytest.approx(0, abs=0.005)
    assert ((done.lower <= 1) & (done.upper >= 1)).mean() == pytest.approx(0.95, abs=0.01)
    agree = (done.upper < 1.3) == done.claimed
    assert agree.mean() > 0.995


@pytest.mark.parametrize(
    ("method", "ratio", "power"),
    [
        ("schoenfeld", 0.5, 0.767),
        ("schoenfeld", 2, 0.829),
        ("freedman", 0.5, 0.842),
        ("freedman", 2, 0.781),
        ("lachin_foulkes", 0.5, 0.778),
        ("lachin_foulkes", 2, 0.816),
    ],
)
def test_unequal_arms_have_the_bias_that_the_card_prints(method: str, ratio: float, power: float) -> None:
    """Also disagreements.md 4 (rpact and simulation): Schoenfeld .828, Lachin-Foulkes .818 at 2:1."""
    design = plan(**TWO_TO_ONE | {"allocation": ratio, "method": method})
    rate = claim_rate(design, {"participants": solve(design, 0.8).analysed}, 20_000).rate
    assert rate == pytest.approx(power, abs=0.012)
    shown = f"{100 * rate:.0f}", f"{100 * power:.0f}"
    assert abs(int(shown[0]) - int(shown[1])) <= 1 and f"{shown[1]}%" in design.card.limits.en


def test_looks_at_events_have_independent_increments() -> None:
    design = plan(dropout=0.05)
    size, looks = {"participants": 386}, (0.3, 0.7, 1.0)
    paths = design.paths(size, looks, 8000, np.random.default_rng(6), "alternative")
    np.testing.assert_allclose(paths.mean(axis=0), design.drift(size) * np.sqrt(looks), atol=0.05)
    assert np.corrcoef(paths.T)[0, 1] == pytest.approx(np.sqrt(3 / 7), abs=0.03)


@pytest.mark.parametrize("ratio", [0.25, 0.5, 2, 4])
def test_lakatos_is_right_with_unequal_arms(ratio: float) -> None:
    """Simulated power within a point of the computed one; Schoenfeld at 1:4 is 6 points short."""
    design = plan(**TWO_TO_ONE | {"allocation": ratio, "method": "lakatos"})
    found = solve(design, 0.8)
    rate = claim_rate(design, {"participants": found.analysed}, 20_000).rate
    assert rate == pytest.approx(found.attained, abs=0.01) and design.caution() is None


def test_lakatos_without_effect_on_the_variance_is_schoenfeld() -> None:
    near = {"hazard_ratio": 0.99, "dropout": 0.05}
    total = [solve(plan(**near, method=one), 0.8).exact for one in ("schoenfeld", "lakatos", "lakatos_null")]
    assert total[1:] == pytest.approx([total[0]] * 2, rel=2e-3)


def test_lakatos_p87() -> None:
    """OptiLink prints 798 by SAS PROC POWER, whole per arm with its own grid of times: 2 x 399."""
    design = plan(hazard_ratio=log(0.804) / log(0.72), survival_control=0.72, horizon=18, accrual=0, follow_up=18)
    null, alternative = (
        solve(design.model_copy(update={"method": one}), 0.8).exact for one in ("lakatos_null", "lakatos")
    )
    assert null == pytest.approx(801.53, abs=0.01)  # npsurvSS 1.1.0, its null variance; SAS sums over a coarse grid
    assert alternative == pytest.approx(797.0, abs=0.01)
    assert max(abs(null / 798 - 1), abs(alternative / 798 - 1)) < 0.005


def test_least_success_is_the_ratio_on_the_edge() -> None:
    design = plan(dropout=0.05)
    phrase = solve(design, 0.8).least_success
    edge = phrase.values["edge"].value
    events = phrase.values["events"].value
    assert edge == pytest.approx(exp(-1.959964 * 2 / np.sqrt(events)), rel=1e-6)
    limit = plan(**HARMLESS, goal=margin(1.3, "higher")).least_success({"participants": 1216}).values["edge"].value
    assert 1 / 1.3 < limit < 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"goal": margin(1.0)}, "goal.margin"),
        ({"goal": margin(0.3)}, "goal.margin"),
        ({"goal": margin(1.3), "hazard_ratio": 1.4}, "hazard_ratio"),
        ({"goal": margin(1.3, "higher"), "hazard_ratio": 0.7}, "hazard_ratio"),
        ({"goal": margin(1.3), "method": "freedman"}, "method"),
        ({"hazard_ratio": 1.0}, "hazard_ratio"),
        ({"hazard_ratio": 1.2}, "hazard_ratio"),
        ({"follow_up": 0}, "follow_up"),
        ({"accrual": -1}, "accrual"),
        ({"survival_control": 1}, "survival_control"),
        ({"dropout": 1}, "dropout"),
        ({"goal": {"kind": "equivalence", "margin_lower": 1.2, "margin_upper": 1.2}}, "goal"),
    ],
)
def test_refusals(changes: dict[str, Any], field: str) -> None:
    with pytest.raises((Refusal, ValidationError)) as caught:
        plan(**changes)
    assert problems(caught.value)[0].field == field


def test_losses_are_not_counted_twice() -> None:
    with pytest.raises(Refusal) as caught:
        solve(plan(dropout=0.1), 0.8, flow=Flow(attrition=0.1))
    assert caught.value.fields == ("attrition",)
    assert solve(plan(), 0.8, flow=Flow(screening_failure=0.5)).enrolment.screened == 2 * solve(plan(), 0.8).analysed


def test_losses_and_shorter_follow_up_cost_participants_not_events() -> None:
    plain, lost, short = plan(), plan(dropout=0.3), plan(follow_up=3)
    for other in (lost, short):
        n = solve(other, 0.8).exact
        assert n > solve(plain, 0.8).exact
        assert other.events({"participants": n}) == pytest.approx(246.787, abs=0.001)


def _times(goal: Plan, ratio: float, survival: float, **more: Any) -> Plan:
    base = {"kind": "log_rank", "goal": goal, "hazard_ratio": ratio, "survival_control": survival}
    return base | {"horizon": 12, "accrual": 24, "follow_up": 12} | more


HAZARD_RATIO_LOW = {"hazard_ratio": 1 - 1e-9}

EXAMPLES = [
    Example(
        "accrual and losses",
        _times(sup("lower"), 0.7, 0.5, dropout=0.05),
        0.8,
        _times(sup(), 1 / 0.7, 0.5**0.7, dropout=0.05),
        HAZARD_RATIO_LOW,
    ),
    Example(
        "fixed follow-up, rare, 2:1",
        _times(sup("lower"), 0.55, 0.9, accrual=0, allocation=2),
        0.9,
        _times(sup(), 1 / 0.55, 0.9**0.55, accrual=0, allocation=0.5),
        slack=0.04,
    ),
    Example("margin", _times(ni(1.3, "lower"), 1, 0.6), 0.5, _times(ni(1.3), 1, 0.6)),
    Example("margin, better, 1:2", _times(ni(1.25, "lower"), 0.9, 0.3, allocation=0.5), 0.8, slack=0.03),
    Example(
        "favourable event, freedman",
        _times(sup(), 1.6, 0.4, method="freedman"),
        0.99,
        _times(sup("lower"), 1 / 1.6, 0.4**1.6, method="freedman"),
        {"hazard_ratio": 1 + 1e-9},
        slack=0.02,
    ),
    Example(
        "lachin and foulkes, 2:1",
        _times(sup("lower"), 0.6, 0.5, allocation=2, method="lachin_foulkes"),
        0.8,
        _times(sup(), 1 / 0.6, 0.5**0.6, allocation=0.5, method="lachin_foulkes"),
        HAZARD_RATIO_LOW,
        slack=0.03,
    ),
    Example(
        "lakatos, 1:4, one-sided",
        _times(sup("lower", 0.025, 1), 0.5, 0.4, allocation=0.25, method="lakatos"),
        0.8,
        _times(sup("higher", 0.025, 1), 2, 0.4**0.5, allocation=4, method="lakatos"),
        HAZARD_RATIO_LOW,
    ),
    Example(
        "lakatos, 2:1, one-sided 5 %, small",
        _times(sup("lower", 0.05, 1), 0.4, 0.3, allocation=2, dropout=0.2, method="lakatos"),
    ),
    Example(
        "lakatos, null variance, margin, 2:1",
        _times(ni(1.5, "lower"), 0.95, 0.4, allocation=2, method="lakatos_null"),
        0.5,
        _times(ni(1.5), 1 / 0.95, 0.4**0.95, allocation=0.5, method="lakatos_null"),
        slack=0.02,
    ),
]
