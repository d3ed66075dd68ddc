"""Mean Dice against a goal: the t test, the correction for skewness against simulation, structures, refusals."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError
from scipy.stats import beta
from statsmodels.stats.power import TTestPower

from stats.designs.agreement.segmentation_overlap import _patients, beta_shape
from stats.refusal import Refusal, problems
from stats.registry import parse
from stats.solver import solve
from tests.stats.examples import Example, Plan, ni, sup


def _dice(goal: Plan, expected: float, reference: float, sd: float, **more: Any) -> Plan:
    return {
        "kind": "segmentation_overlap",
        "goal": goal,
        "overlap_expected": expected,
        "overlap_reference": reference,
        "sd": sd,
    } | more


@pytest.mark.parametrize("n", [6, 34, 400])
def test_plain_power_is_that_of_statsmodels(n: int) -> None:
    theirs = TTestPower().power(0.5, n, 0.025, alternative="larger")
    plan = _dice(sup(), 0.9, 0.85, 0.1, method="t")
    assert float(parse(plan).attained({"participants": n})) == pytest.approx(theirs, abs=1e-8)


def test_shape_is_that_of_scipy() -> None:
    theirs = beta(0.9 * 10, 0.1 * 10).stats("sk")
    np.testing.assert_allclose(beta_shape(0.9, float(np.sqrt(0.09 / 11))), theirs, rtol=1e-9)


@pytest.mark.parametrize(
    ("expected", "reference", "sd", "n"),
    [(0.9, 0.87, 0.06, 34), (0.93, 0.9, 0.06, 34), (0.97, 0.95, 0.03, 20), (0.9, 0.88, 0.1, 200)],
)
def test_the_correction_gives_the_simulated_power(expected: float, reference: float, sd: float, n: int) -> None:
    size = {"participants": n}
    corrected, plain = (parse(_dice(sup(), expected, reference, sd, method=one)) for one in ("skewed", "t"))
    rate = corrected.simulate(size, 50_000, np.random.default_rng(1)).claimed.mean()
    assert float(corrected.attained(size)) == pytest.approx(rate, abs=0.012)
    assert float(plain.attained(size)) > rate + 0.015
    risk = corrected.simulate(size, 50_000, np.random.default_rng(2), "null").claimed.mean()
    assert corrected._actual_level(n) == pytest.approx(risk, abs=0.005)


def test_structures_of_a_patient_have_the_mean_the_spread_and_the_correlation_asked() -> None:
    rng = np.random.default_rng(1)
    one = _patients(0.88, 0.08, 0.4, 1, (200, 1000), rng)
    four = _patients(0.88, 0.08, 0.4, 4, (200, 1000), rng)
    assert one.mean() == pytest.approx(0.88, abs=0.001) and one.std() == pytest.approx(0.08, rel=0.01)
    assert four.std() == pytest.approx(0.08 * np.sqrt((1 + 3 * 0.4) / 4), rel=0.01)
    design = parse(_dice(sup(), 0.9, 0.85, 0.1, structures=4, structure_correlation=1.0))
    assert solve(design, 0.8).exact == pytest.approx(solve(parse(_dice(sup(), 0.9, 0.85, 0.1)), 0.8).exact)


@pytest.mark.parametrize(
    ("plan", "field"),
    [
        (_dice(sup(), 0.85, 0.9, 0.05), "overlap_expected"),
        (_dice(sup(), 0.95, 0.9, 0.25), "sd"),
        (_dice(sup("lower"), 0.85, 0.9, 0.05), "goal.better"),
        (_dice(ni(0.95), 0.9, 0.9, 0.05), "goal.margin"),
        (_dice(sup(), 0.9, 0.85, 0.05, structures=3), "structure_correlation"),
        (_dice(sup(), 0.9, 0.85, 0.05, structures=1.5), "structures"),
    ],
)
def test_refusals(plan: Plan, field: str) -> None:
    with pytest.raises((ValidationError, Refusal)) as caught:
        parse(plan)
    assert field in {one.field for one in problems(caught.value)}


def test_a_strong_skewness_is_warned_of() -> None:
    assert parse(_dice(sup(), 0.95, 0.9, 0.08)).caution() is not None
    assert parse(_dice(sup(), 0.7, 0.6, 0.1)).caution() is None


EXAMPLES = [
    Example("skewed", _dice(sup(), 0.9, 0.88, 0.08), 0.8),
    Example(
        "margin, structures",
        _dice(ni(0.05), 0.85, 0.85, 0.1, structures=5, structure_correlation=0.3),
        0.9,
        slack=0.015,
    ),
    Example("extreme, 0.99", _dice(sup(), 0.95, 0.94, 0.03), 0.99),
    Example("few, plain t", _dice(sup(), 0.7, 0.58, 0.13, method="t"), 0.8, slack=0.03),
]
