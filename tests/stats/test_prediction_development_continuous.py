"""Riley's criteria for a continuous outcome: pmsampsize where it is right, the chi-square of the 234, refitted models."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from stats.formulas.prediction.refitting import linear, with_intercept
from stats.refusal import Refusal, problems
from stats.registry import parse
from stats.solver import solve
from tests.stats.examples import Example, Plan


def raw(parameters: float, r2: float, mean: float, sd: float, **more: Any) -> Plan:
    return {
        "kind": "prediction_development_continuous",
        "goal": {"kind": "reach"},
        "parameters": parameters,
        "r2": r2,
        "mean": mean,
        "sd": sd,
    } | more


@pytest.mark.parametrize(
    ("design", "whole"),
    [
        (raw(25.0, 0.2, 26.7, 8.7), 918),  # pmsampsize help
        (raw(25.0, 0.9, 1.9, 0.6), 259),  # pm-cont-01
        (raw(40.0, 0.1, 5.0, 1.0), 3225),
    ],
)
def test_pmsampsize(design: Plan, whole: int) -> None:
    assert solve(parse(design), 0.9).analysed == whole


def test_each_criterion() -> None:
    sizes = {label.en: needed for label, needed in parse(raw(25.0, 0.9, 1.9, 0.6)).requirements()}
    assert np.ceil(sizes["Size for the optimism of the R²"]) == 51
    assert np.ceil(sizes["Size for the precision of the residual SD"]) == 234 + 25


def test_a_requirement_out_of_reach_is_said_to_be_another_than_the_target() -> None:
    with pytest.raises(Refusal) as caught:
        solve(parse(raw(10.0, 0.5, 3.0, 1e9)), 0.9)
    assert "Another requirement" in caught.value.phrase.text.en


def test_the_mean_is_really_precise() -> None:
    """pmsampsize 1.1.3 reverses the sign of its quantile in the loop, so it stops at 245 with a margin of 12 %."""
    found = solve(parse(raw(10.0, 0.5, 3.0, 4.0)), 0.9)
    half = 1.967 * 4 * np.sqrt(0.5 / found.analysed)
    assert half / 3 == pytest.approx(0.1, abs=1e-3) and found.analysed > 300
    assert solve(parse(raw(10.0, 0.5, -3.0, 4.0)), 0.9).analysed == found.analysed


def test_few_parameters_and_few_people() -> None:
    assert float(parse(raw(1.0, 0.3, 1.0, 1.0)).attained({"participants": 50})) == 1
    assert float(parse(raw(8.0, 0.3, 1.0, 1.0)).attained({"participants": 9})) == 0


def test_least_squares() -> None:
    rng = np.random.default_rng(2)
    predictors, outcome = with_intercept(rng.standard_normal((3, 40, 4))), rng.standard_normal((3, 40))
    for ours, x, y in zip(linear(predictors, outcome), predictors, outcome, strict=True):
        np.testing.assert_allclose(ours, np.linalg.lstsq(x, y, rcond=None)[0], atol=1e-8)


@pytest.mark.parametrize(("change", "field"), [({"mean": 0.0}, "mean"), ({"r2": 1.0}, "r2"), ({"sd": 0.0}, "sd")])
def test_refused(change: Plan, field: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse(raw(10.0, 0.2, 5.0, 1.0) | change)
    assert [one.field for one in problems(caught.value)] == [field]  # type: ignore[arg-type]


EXAMPLES = [
    Example("shrinkage binds", raw(6.0, 0.15, 5.0, 1.0, margin_ratio=1.3, optimism=0.2), 0.88, slack=0.02),
    Example("residual SD binds", raw(4.0, 0.4, 5.0, 1.0, margin_ratio=1.2), 0.9, slack=0.02),
    Example("ten parameters", raw(10.0, 0.3, 2.0, 1.0, margin_ratio=1.3, optimism=0.3), 0.85, slack=0.02),
]
