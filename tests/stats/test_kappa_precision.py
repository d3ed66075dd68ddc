"""Width of the interval of a kappa: formula of the shared notes, simulated widths, coverage, refusals."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from stats.refusal import Refusal, problems
from stats.registry import parse
from stats.solver import solve
from tests.stats.examples import Example, Plan


def _kappa(kappa: float, categories: list[float], assurance: float | None = None, **more: Any) -> Plan:
    goal = {"kind": "precision", "assurance": assurance}
    return {"kind": "kappa_precision", "goal": goal, "kappa_expected": kappa, "categories": categories} | more


def test_two_categories() -> None:
    """kappa 0.8, prevalence 0.3, plus or minus 0.1"""
    assert solve(parse(_kappa(0.8, [0.3, 0.7])), 0.2).exact == pytest.approx(166.4, abs=0.1)


@pytest.mark.parametrize(
    "plan",
    [
        _kappa(0.6, [0.3, 0.7]),
        _kappa(0.7, [0.2, 0.3, 0.5], weights="quadratic"),
        _kappa(0.6, [0.1, 0.2, 0.3, 0.4], weights="linear", categories_second=[0.15, 0.2, 0.25, 0.4]),
    ],
)
def test_the_width_is_that_of_simulated_intervals(plan: Plan) -> None:
    size = {"participants": 250}
    done = parse(plan).simulate(size, 50_000, np.random.default_rng(1))
    width = done.upper - done.lower
    assert float(parse(plan).attained(size)) == pytest.approx(width.mean(), rel=0.02)
    assured = parse(plan | {"goal": {"kind": "precision", "assurance": 0.9}})
    assert float(assured.attained(size)) == pytest.approx(np.quantile(width, 0.9), rel=0.02)
    assert done.claimed.mean() == pytest.approx(0.95, abs=0.012)


@pytest.mark.parametrize(
    ("plan", "field"),
    [
        (_kappa(0.6, [0.3, 0.6]), "categories"),
        (_kappa(0.9, [0.3, 0.7], categories_second=[0.6, 0.4]), "categories_second"),
        (_kappa(0.6, [0.3, 0.3, 0.4], categories_second=[0.2, 0.4, 0.4]), "categories_second"),
        (_kappa(0.99, [0.3, 0.3, 0.4], categories_second=[0.2, 0.4, 0.4], weights="linear"), "categories_second"),
    ],
)
def test_refusals(plan: Plan, field: str) -> None:
    with pytest.raises((ValidationError, Refusal)) as caught:
        parse(plan)
    assert field in {one.field for one in problems(caught.value)}


EXAMPLES = [
    Example("two categories", _kappa(0.8, [0.3, 0.7]), 0.2),
    Example("rare, assurance", _kappa(0.6, [0.1, 0.9], 0.9), 0.25),
    Example("four, quadratic", _kappa(0.7, [0.1, 0.2, 0.3, 0.4], weights="quadratic"), 0.15),
    Example("unequal margins, 0", _kappa(0.0, [0.4, 0.6], categories_second=[0.5, 0.5]), 0.4),
]
