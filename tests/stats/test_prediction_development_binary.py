"""Riley's criteria for a model of an event: pmsampsize, the published 662, and what a refitted model really loses."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from stats.formulas.prediction.predicted_risks import (
    conditional_risks,
    cox_snell_of,
    largest_cox_snell,
    slope_lost,
    spread_of,
)
from stats.formulas.prediction.refitting import logistic, with_intercept
from stats.formulas.prediction.risk_errors import risk_error
from stats.refusal import problems
from stats.registry import parse
from stats.simulation import simulate
from stats.solver import solve
from tests.stats.examples import Example, Plan


def raw(parameters: float, prevalence: float, performance: float, index: str = "c_statistic", **more: Any) -> Plan:
    return {
        "kind": "prediction_development_binary",
        "goal": {"kind": "reach"},
        "parameters": parameters,
        "prevalence": prevalence,
        "performance": performance,
        "index": index,
    } | more


def plan(*args: Any, **more: Any) -> Any:
    return parse(raw(*args, **more))


@pytest.mark.parametrize(
    ("design", "target", "whole", "slack"),
    [
        (raw(24.0, 0.174, 0.288, "cox_snell"), 0.9, 662, 0),  # pmsampsize help: 623, 662, 221
        (raw(20.0, 0.005, 0.15, "nagelkerke"), 0.9, 19567, 0),
        (raw(20.0, 0.005, 0.15, "nagelkerke", convention="pmsampsize"), 0.9, 19900, 0),
        (raw(6.0, 0.7, 0.4, "nagelkerke", convention="pmsampsize"), 0.8, 323, 0),
        (raw(10.0, 0.05, 0.85), 0.9, 950, 0.005),  # pm-bin-02: a million people drawn
        (raw(20.0, 0.3, 0.7, convention="pmsampsize"), 0.9, 1648, 0.01),
        (raw(5.0, 0.5, 0.9), 0.95, 385, 0),  # the overall risk asks for most
    ],
)
def test_pmsampsize(design: Plan, target: float, whole: int, slack: float) -> None:
    assert solve(parse(design), target).analysed == pytest.approx(whole, rel=slack, abs=0)


def test_steps_list_each_criterion() -> None:
    found = solve(plan(24.0, 0.174, 0.288, "cox_snell"), 0.9)
    steps = {step.label.en: step.value.value for step in found.steps}
    assert np.ceil(steps["Size for the optimism of the apparent R²"]) == 662
    assert np.ceil(steps["Size for the precision of the overall risk"]) == 221
    assert found.attained == pytest.approx(0.9053, abs=1e-4) and found.events == pytest.approx(662 * 0.174)


def test_cox_snell_from_c() -> None:
    assert cox_snell_of(spread_of(0.85), 0.05) == pytest.approx(0.09027, abs=1e-5)
    assert largest_cox_snell(0.05) == pytest.approx(0.3276864713, abs=1e-9)
    rng, n = np.random.default_rng(1), 400_000
    event = rng.random(n) < 0.2
    score = rng.standard_normal(n) + spread_of(0.75) * event
    beta, failed = logistic(with_intercept(score[None, :, None]), event[None].astype(float))
    eta = beta[0, 0] + beta[0, 1] * score
    gain = (event * eta - np.log1p(np.exp(eta))).mean() - (0.2 * np.log(0.2) + 0.8 * np.log(0.8))
    assert not failed.any() and beta[0, 1] == pytest.approx(spread_of(0.75), abs=0.01)
    assert -np.expm1(-2 * gain) == pytest.approx(cox_snell_of(spread_of(0.75), 0.2), abs=0.003)


def test_both_routes_to_the_same_model() -> None:
    risks = conditional_risks(0.8, 0.1)
    assert risks.prevalence == pytest.approx(0.1) and risks.c_statistic == pytest.approx(0.8, abs=1e-3)


def test_refitted_logistic_agrees_with_statsmodels() -> None:
    from statsmodels.api import Logit

    rng = np.random.default_rng(3)
    predictors = with_intercept(rng.standard_normal((2, 120, 3)))
    event = (rng.random((2, 120)) < 0.4).astype(float)
    ours, failed = logistic(predictors, event)
    for trial in range(2):
        theirs = Logit(event[trial], predictors[trial]).fit(disp=0).params
        np.testing.assert_allclose(ours[trial], theirs, atol=1e-6)
    assert not failed.any()


def test_strong_models_lose_more_than_riley_says() -> None:
    """Pavlou 2024: the formula falls short beyond a C of 0.8; the first-order slope follows the simulation."""
    riley = plan(24.0, 0.174, 0.288, "cox_snell")
    slope = riley.model_copy(update={"convention": "expected_slope"})
    simulated = simulate(riley, {"participants": 662}, 500).estimate.mean()
    assert float(riley.attained({"participants": 662})) - simulated > 0.07
    assert float(slope.attained({"participants": 662})) == pytest.approx(simulated, abs=0.03)
    assert riley.caution() is not None and slope.caution() is None
    assert plan(24.0, 0.174, 0.05, "cox_snell").caution() is None
    assert solve(plan(10.0, 0.3, 0.9, convention="expected_slope"), 0.9).exact > 1.8 * riley_size(10, 0.3, 0.9)


def riley_size(parameters: float, prevalence: float, c: float) -> float:
    r2 = cox_snell_of(spread_of(c), prevalence)
    return parameters / ((0.9 - 1) * np.log(1 - r2 / 0.9))


def test_losses_grow_with_the_parameters() -> None:
    lost = [slope_lost(1.0, 0.2, parameters) for parameters in (2, 5, 20)]
    assert lost == sorted(lost) and lost[0] > 0


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"performance": 0.5}, "performance"),
        ({"performance": 0.6, "index": "cox_snell"}, "performance"),
        ({"parameters": 2.5}, "parameters"),
        ({"prevalence": 0.0}, "prevalence"),
        ({"prevalence": 1.0}, "prevalence"),
        ({"index": "r2"}, "index"),
        ({"optimism": 0.0}, "optimism"),
        ({"risk_error": 0.0}, "risk_error"),
        ({"risk_error": 0.05, "parameters": 31.0}, "risk_error"),
    ],
)
def test_refused(change: Plan, field: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse(raw(10.0, 0.05, 0.85) | change)
    found = problems(caught.value)  # type: ignore[arg-type]
    assert [one.field for one in found] == [field] and found[0].phrase.text.fr


def test_what_it_shows() -> None:
    """The criteria of the help page of pmsampsize (623, 662, 221), events per parameter, the rule of ten; more parameters, more patients."""
    design = parse(raw(24.0, 0.174, 0.288, "cox_snell"))
    criteria, curve = design.exhibits(solve(design, 0.9))
    assert [np.ceil(row[1]) for row in criteria.rows] == [623, 662, 221] and criteria.retained == 1
    assert criteria.rows[1][3] == pytest.approx(661.1 * 0.174 / 24, abs=0.01)
    assert criteria.note.values["ten"].value == pytest.approx(240 / 0.174)
    at_plan = {line.label.values["factor"].value: dict(line.points) for line in curve.plot.lines}
    assert set(at_plan) == {0.85, 0.9, 0.95}
    assert all(list(points.values()) == sorted(points.values()) for points in at_plan.values())


@pytest.mark.parametrize("factor", [1e-6, 0.05, 0.2])
def test_a_factor_below_the_r2_asks_for_nothing_more_than_the_other_criteria(factor: float) -> None:
    plan = {"kind": "prediction_development_binary", "goal": {"kind": "reach"}, "parameters": 20.0, "prevalence": 0.12, "performance": 0.7}  # fmt: skip
    design = parse(plan)
    found = solve(design, factor)
    assert found.analysed == solve(design, 0.3).analysed  # the R² and the overall risk decide
    assert all(
        np.isfinite(cell)
        for one in design.exhibits(found)
        for row in one.rows
        for cell in row
        if isinstance(cell, float)
    )


def test_mean_error_of_the_risks() -> None:
    """Riley 2020 (BMJ), 30 parameters, 5% of events, R² of 0.05: 544 patients for an error of 0.05, 5249 for all criteria."""
    published = plan(30.0, 0.05, 0.05, "cox_snell", risk_error=0.05)
    assert solve(published, 0.9).analysed == 5249
    asked = {label.en: size for label, size in published.requirements()}
    assert np.ceil(asked["Size for the mean error of the predicted risks (MAPE)"]) == 544
    assert (
        "{risk_error}" in published.sentence().fr
        and "{risk_error}" not in plan(30.0, 0.05, 0.05, "cox_snell").sentence().fr
    )
    binding = plan(30.0, 0.05, 0.05, "cox_snell", risk_error=0.01)
    assert solve(binding, 0.9).exact == pytest.approx(543.4130217 * 5 ** (1 / 0.544), rel=1e-8)
    reached = {step.label.en: step.value.value for step in solve(binding, 0.9).steps}
    assert reached["Mean absolute error of the predicted risks at this size (MAPE)"] == pytest.approx(0.01, abs=1e-6)


def test_mean_error_of_refitted_models() -> None:
    """Pavlou's samplesizedev: 0.0393 over simulated models at 500 patients, C = 0.85, where the formula says 0.043."""
    assert risk_error(10, 0.2, 500) == pytest.approx(0.0393, abs=0.004)
    assert risk_error(10, 0.8, 500) == pytest.approx(risk_error(10, 0.2, 500))


EXAMPLES = [
    Example("C of 0.7", raw(5.0, 0.3, 0.7, risk_margin=0.1, optimism=0.2), 0.75, slack=0.02),
    Example("Cox-Snell, rare", raw(6.0, 0.1, 0.05, "cox_snell", risk_margin=0.1, optimism=0.2), 0.8, slack=0.04),
    Example("expected slope", raw(5.0, 0.5, 0.85, convention="expected_slope", risk_margin=0.1), 0.9, slack=0.025),
    Example(
        "risk error binds",
        raw(4.0, 0.3, 0.2, "nagelkerke", optimism=0.2, risk_margin=0.1, risk_error=0.04),
        0.7,
        slack=0.2,
    ),
    Example("overall risk binds", raw(2.0, 0.5, 0.3, "nagelkerke", convention="pmsampsize"), 0.9, slack=0.025),
]
