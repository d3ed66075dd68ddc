"""Riley's criteria for a time to event: pmsampsize, the published example, and what a refitted Cox model really loses."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from stats.formulas.prediction.predicted_times import (
    concordance_of,
    end_of,
    largest_cox_snell,
    partial_cox_snell,
    spread_of_partial,
)
from stats.formulas.prediction.refitting import cox
from stats.refusal import problems
from stats.registry import parse
from stats.simulation import simulate
from stats.solver import solve
from tests.stats.examples import Example, Plan


def raw(
    parameters: float,
    performance: float,
    rate: float,
    time_point: float,
    follow_up: float,
    index: str = "cox_snell",
    **more: Any,
) -> Plan:
    return {
        "kind": "prediction_development_survival",
        "goal": {"kind": "reach"},
        "parameters": parameters,
        "performance": performance,
        "rate": rate,
        "time_point": time_point,
        "follow_up": follow_up,
        "index": index,
    } | more


def plan(*args: Any, **more: Any) -> Any:
    return parse(raw(*args, **more))


@pytest.mark.parametrize(
    ("design", "target", "whole"),
    [
        (raw(30.0, 0.051, 0.065, 2.0, 2.07), 0.9, 5143),  # Riley 2020: recurrent venous thromboembolism
        (raw(25.0, 0.051, 0.065, 2.0, 2.07), 0.9, 4286),  # tests of pmsampsize, 3.1 and after
        (raw(25.0, 0.065, 0.065, 2.0, 2.07), 0.9, 3335),
        (raw(40.0, 0.06, 0.08, 3.0, 5.0), 0.9, 5798),
        (raw(80.0, 0.3, 0.03, 1.0, 5.0), 0.9, 2272),  # the optimism of the R² asks for most
        (raw(20.0, 0.2, 0.1, 5.0, 4.0, "nagelkerke", convention="pmsampsize"), 0.9, 1044),
        (raw(10.0, 0.15, 0.02, 10.0, 8.0, "nagelkerke", convention="pmsampsize"), 0.95, 2034),
        (raw(25.0, 0.02, 0.005, 5.0, 4.5), 0.85, 7000),
        (raw(3.0, 0.3, 0.3, 1.0, 2.0, convention="pmsampsize"), 0.9, 74),
    ],
)
def test_pmsampsize(design: Plan, target: float, whole: int) -> None:
    assert solve(parse(design), target).analysed == whole


def test_the_overall_risk_is_known_within_the_margin() -> None:
    found = solve(plan(3.0, 0.3, 0.3, 1.0, 2.0), 0.9)
    assert found.analysed == 136
    half = 1.959963985 * np.sqrt(0.3 / (2.0 * np.array([135, 136])))
    gap = np.exp(-(0.3 - half)) - np.exp(-0.3)
    assert gap[0] > 0.05 >= gap[1]


def test_steps_list_each_criterion() -> None:
    found = solve(plan(30.0, 0.051, 0.065, 2.0, 2.07), 0.9)
    steps = {step.label.en: step.value.value for step in found.steps}
    assert np.ceil(steps["Size for the optimism of the apparent R²"]) == 1039
    assert steps["Largest possible Cox-Snell R²"] == pytest.approx(0.555, abs=5e-4)
    assert steps["Overall risk at the time point"] == pytest.approx(0.122, abs=5e-4)
    assert found.events == pytest.approx(5143 * 0.13455) and largest_cox_snell(0.4) == pytest.approx(0.7841, abs=1e-4)


@pytest.mark.parametrize(("spread", "share"), [(0.8, 0.6), (0.6, 0.1345), (1.5, 0.3)])
def test_integrals_against_a_large_cohort(spread: float, share: float) -> None:
    from lifelines import CoxPHFitter
    from pandas import DataFrame

    rng, n = np.random.default_rng(5), 30_000
    x = rng.standard_normal(n)
    time = rng.exponential(size=n) * np.exp(-spread * x)
    end = end_of(spread, share)
    fitted = CoxPHFitter().fit(DataFrame({"x": x, "t": np.minimum(time, end), "e": time < end}), "t", "e")
    ratio = fitted.log_likelihood_ratio_test().test_statistic
    assert np.mean(time < end) == pytest.approx(share, abs=0.01)
    assert -np.expm1(-ratio / n) == pytest.approx(partial_cox_snell(spread, share), abs=0.012)
    assert fitted.concordance_index_ == pytest.approx(concordance_of(spread, share), abs=0.01)
    assert spread_of_partial(partial_cox_snell(spread, share), share) == pytest.approx(spread, abs=1e-6)


def test_refitted_cox_agrees_with_lifelines() -> None:
    from lifelines import CoxPHFitter
    from pandas import DataFrame

    rng = np.random.default_rng(3)
    predictors = rng.standard_normal((2, 150, 3))
    time = rng.exponential(size=(2, 150)) * np.exp(-0.5 * predictors[:, :, 0])
    event = time < 1
    watched = np.minimum(time, 1)
    ours, failed = cox(predictors, watched, event)
    for trial in range(2):
        frame = DataFrame(predictors[trial]).assign(t=watched[trial], e=event[trial])
        np.testing.assert_allclose(ours[trial], CoxPHFitter().fit(frame, "t", "e").params_.to_numpy(), atol=1e-5)
    assert not failed.any()
    assert cox(predictors, watched, np.zeros_like(event))[1].all()


def test_a_c_statistic_gives_its_own_r2() -> None:
    found = plan(5.0, 0.7, 0.1, 3.0, 3.0, "c_statistic")
    assert concordance_of(found.spread, 0.3) == pytest.approx(0.7, abs=1e-8)
    assert solve(found, 0.9).analysed > solve(plan(5.0, 0.75, 0.1, 3.0, 3.0, "c_statistic"), 0.9).analysed


def test_strong_models_lose_more_than_riley_says() -> None:
    strong = plan(20.0, 0.85, 0.3, 1.0, 2.0, "c_statistic", risk_margin=0.2, optimism=0.3)
    found = solve(strong, 0.9)
    assert simulate(strong, {"participants": found.analysed}, 300).estimate.mean() == pytest.approx(0.83, abs=0.02)
    assert strong.caution() is not None and plan(30.0, 0.051, 0.065, 2.0, 2.07).caution() is None


def test_a_c_statistic_typed_as_an_r2_is_said() -> None:
    """Without an index the value is a Cox-Snell R²: 0.72 would ask for 271 patients instead of 446."""
    typed, meant = plan(10.0, 0.72, 0.1, 3.0, 3.0), plan(10.0, 0.72, 0.1, 3.0, 3.0, "c_statistic")
    assert (solve(typed, 0.9).analysed, solve(meant, 0.9).analysed) == (271, 446)
    caution = typed.caution()
    assert caution is not None and "C statistic" in caution.en and "index" in caution.en and meant.caution() is None


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"performance": 0.5, "index": "c_statistic"}, "performance"),
        ({"performance": 0.9999, "index": "c_statistic"}, "performance"),
        ({"performance": 0.6}, "performance"),  # beyond the largest, 0.555
        ({"follow_up": 16.0}, "follow_up"),  # more events than people
        ({"parameters": 2.5}, "parameters"),
        ({"rate": 0.0}, "rate"),
        ({"time_point": 0.0}, "time_point"),
    ],
)
def test_refused(change: Plan, field: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse(raw(10.0, 0.05, 0.065, 2.0, 2.07) | change)
    found = problems(caught.value)  # type: ignore[arg-type]
    assert [one.field for one in found] == [field] and found[0].phrase.text.fr


EXAMPLES = [
    Example("C of 0.7", raw(8.0, 0.7, 0.1, 3.0, 3.0, "c_statistic", risk_margin=0.1, optimism=0.2), 0.8, slack=0.03),
    Example("Cox-Snell, rare", raw(6.0, 0.05, 0.05, 2.0, 2.0, risk_margin=0.1, optimism=0.2), 0.8, slack=0.05),
    Example(
        "Nagelkerke, frequent", raw(8.0, 0.2, 0.3, 1.0, 2.0, "nagelkerke", convention="pmsampsize"), 0.9, slack=0.025
    ),
]
