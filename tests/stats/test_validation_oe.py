"""Width of the observed to expected ratio: pmvalsampsize, and the interval itself."""

from __future__ import annotations

import numpy as np
import pytest

from stats.refusal import problems
from stats.registry import parse
from stats.solver import solve
from tests.stats.examples import Example, Plan
from tests.stats.validation_plans import validation


def raw(prevalence: float, ratio: float = 1.0, confidence: float = 0.95) -> Plan:
    return validation("validation_oe", confidence, prevalence=prevalence, ratio=ratio)


def test_pmvalsampsize() -> None:
    assert solve(parse(raw(0.1)), 0.4).exact == pytest.approx(875.7943724109, rel=1e-4)  # pmval-closed-01, with 1.96
    assert solve(parse(raw(0.1)), 0.4).analysed == 876
    assert solve(parse(raw(0.018)), 1.0).analysed == pytest.approx(905, abs=3)  # SE by steps of 0.0001


def test_width_is_that_of_the_interval() -> None:
    error = np.sqrt(0.7 / (500 * 0.3))
    expected = 0.8 * (np.exp(1.959963985 * error) - np.exp(-1.959963985 * error))
    assert float(parse(raw(0.3, 0.8)).attained({"participants": 500})) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("design", "field"),
    [
        (raw(0.0), "prevalence"),
        (raw(0.5, 0.4), "ratio"),
        (raw(0.2, 0.0), "ratio"),
        (raw(0.2) | {"goal": {"kind": "precision", "assurance": 0.9}}, "goal.assurance"),
    ],
)
def test_refused(design: Plan, field: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse(design)
    assert [one.field for one in problems(caught.value)] == [field]  # type: ignore[arg-type]


EXAMPLES = [
    Example("calibrated", raw(0.1), 0.4),
    Example("rare, 0.8", raw(0.01, 0.8), 0.5),
    Example("frequent, 99 %", raw(0.9, 1.0, 0.99), 0.1),
]
