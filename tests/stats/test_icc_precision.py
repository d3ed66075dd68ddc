"""Width of the interval of an ICC: Bonett and presize, the simulated width of the exact interval."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from stats.refusal import Refusal, problems
from stats.registry import parse
from stats.solver import solve
from tests.stats.examples import Example, Plan


def _icc(rho: float, readings: float, assurance: float | None = None, **more: Any) -> Plan:
    goal = {"kind": "precision", "assurance": assurance}
    return {"kind": "icc_precision", "goal": goal, "icc_expected": rho, "readings": readings} | more


def test_bonett() -> None:
    assert solve(parse(_icc(0.8, 2, method="bonett")), 0.2).exact == pytest.approx(50.79, abs=0.01)
    assert solve(parse(_icc(0.85, 4, method="bonett")), 0.2).exact == pytest.approx(19.2, abs=0.05)  # his example


@pytest.mark.parametrize(
    ("rho", "k", "width", "total"), [(0.8, 2, 0.2, 55), (0.85, 4, 0.2, 20), (0.6, 3, 0.3, 46), (0.75, 2, 0.15, 136)]
)
def test_presize(rho: float, k: float, width: float, total: int) -> None:
    """presize 0.3.7 prec_icc, which adds 5 rho at k = 2 when rho >= 0.7"""
    assert solve(parse(_icc(rho, k, method="bonett_corrected")), width).analysed == total


@pytest.mark.parametrize(("rho", "k", "n"), [(0.8, 2, 40), (0.1, 3, 8), (0.97, 2, 12), (0.0, 2, 5)])
def test_the_width_is_that_of_simulated_intervals(rho: float, k: int, n: int) -> None:
    size = {"participants": n}
    done = parse(_icc(rho, k)).simulate(size, 100_000, np.random.default_rng(1))
    width = done.upper - done.lower
    error = width.std() / np.sqrt(len(width))
    assert float(parse(_icc(rho, k)).attained(size)) == pytest.approx(width.mean(), abs=4 * error)
    assured = float(parse(_icc(rho, k, 0.9)).attained(size))
    assert (width <= assured).mean() == pytest.approx(0.9, abs=0.004)
    assert done.claimed.mean() == pytest.approx(0.95, abs=0.0025)


@pytest.mark.parametrize(
    ("plan", "field"), [(_icc(0.8, 2.5), "readings"), (_icc(0.8, 2, 0.9, method="bonett"), "goal.assurance")]
)
def test_refusals(plan: Plan, field: str) -> None:
    with pytest.raises((ValidationError, Refusal)) as caught:
        parse(plan)
    assert field in {one.field for one in problems(caught.value)}


EXAMPLES = [
    Example("expected", _icc(0.8, 2), 0.2),
    Example("assurance, few", _icc(0.9, 3, 0.8), 0.3),
    Example("low ICC", _icc(0.1, 4), 0.2),
    Example("Bonett, corrected", _icc(0.8, 2, method="bonett_corrected"), 0.2),
]
