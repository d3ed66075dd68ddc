"""Width of the t interval of a mean: presize, Kupper and Hafner's condition, simulation."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError
from scipy.stats import chi2, t

from stats.refusal import Refusal, problems
from stats.registry import parse
from stats.solver import solve
from tests.stats.examples import Example, Plan


def _mean(sd: float, assurance: float | None = None, **more: Any) -> Plan:
    return {"kind": "mean_precision", "goal": {"kind": "precision", "assurance": assurance}, "sd": sd} | more


def test_presize() -> None:
    """presize 0.3.7 prec_mean(mean = 5, sd = 2.5, conf.width = 1)"""
    found = solve(parse(_mean(2.5)), 1)
    assert found.exact == pytest.approx(98.466255355, abs=1e-5)
    assert found.attained <= 1


@pytest.mark.parametrize(("ratio", "assurance"), [(0.5, 0.9), (1.0, 0.95), (0.2, 0.8)])
def test_kupper_and_hafner(ratio: float, assurance: float) -> None:
    """The smallest n with n (n - 1) >= chi-square quantile x t^2 / half-width^2, half-width in standard deviations."""
    n = 2
    while n * (n - 1) < chi2.ppf(assurance, n - 1) * t.ppf(0.975, n - 1) ** 2 / ratio**2:
        n += 1
    assert solve(parse(_mean(3, assurance)), 2 * ratio * 3).analysed == n


@pytest.mark.parametrize("n", [4, 25])
def test_simulated_widths(n: int) -> None:
    size = {"participants": n}
    done = parse(_mean(2)).simulate(size, 100_000, np.random.default_rng(1))
    width = done.upper - done.lower
    assert float(parse(_mean(2, method="t_average")).attained(size)) == pytest.approx(width.mean(), rel=0.005)
    assert (width <= float(parse(_mean(2, 0.9)).attained(size))).mean() == pytest.approx(0.9, abs=0.004)
    assert done.claimed.mean() == pytest.approx(0.95, abs=0.0025)


def test_half_an_assurance_is_nearly_no_assurance() -> None:
    plain, half = solve(parse(_mean(10)), 2).exact, solve(parse(_mean(10, 0.5)), 2).exact
    assert half == pytest.approx(plain, abs=1)
    assert solve(parse(_mean(10, 0.99)), 2).exact > plain + 20


@pytest.mark.parametrize(
    ("plan", "field"),
    [
        (_mean(2, 0.9, method="z"), "goal.assurance"),
        (_mean(2, 0.9, method="t_average"), "goal.assurance"),
        (_mean(0), "sd"),
    ],
)
def test_refusals(plan: Plan, field: str) -> None:
    with pytest.raises((ValidationError, Refusal)) as caught:
        parse(plan)
    assert field in {one.field for one in problems(caught.value)}


EXAMPLES = [
    Example("expected", _mean(2.5), 1),
    Example("assurance", _mean(12, 0.9), 5),
    Example("few, average", _mean(1, method="t_average"), 1.8),
    Example("few, assurance", _mean(1, 0.8), 2.5),
    Example("known", _mean(1, method="z", goal={"kind": "precision", "confidence": 0.9}), 0.5),
]
