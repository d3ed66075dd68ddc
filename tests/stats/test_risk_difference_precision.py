"""Width of the interval of a difference of proportions: presize, statsmodels, simulated assurance."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError
from statsmodels.stats.proportion import confint_proportions_2indep

from stats.formulas.binary.risk_difference import Table, score_bounds
from stats.refusal import Refusal, problems
from stats.registry import parse
from stats.solver import solve
from tests.stats.examples import Example, Plan

STATSMODELS = {"newcombe": "newcomb", "agresti_caffo": "agresti-caffo", "wald": "wald"}


def _plan(p: float, q: float, interval: str = "newcombe", r: float = 1, assurance: float | None = None) -> Plan:
    return {
        "kind": "risk_difference_precision",
        "goal": {"kind": "precision", "assurance": assurance},
        "p_experimental": p,
        "p_control": q,
        "interval": interval,
        "allocation": r,
    }


def width(plan: Plan, n: int) -> float:
    design: Any = parse(plan)
    return float(design.attained({"participants": n}))


@pytest.mark.parametrize("name", STATSMODELS)
@pytest.mark.parametrize(("x", "n", "y", "m"), [(48, 60, 30, 60), (9, 10, 4, 20), (196, 200, 90, 100)])
def test_width_is_that_of_statsmodels(name: str, x: int, n: int, y: int, m: int) -> None:
    lower, upper = confint_proportions_2indep(x, n, y, m, method=STATSMODELS[name], compare="diff")
    assert width(_plan(x / n, y / m, name, n / m), n + m) == pytest.approx(upper - lower, abs=1e-9)


def test_score_is_the_inverted_test_and_miettinen_nurminen_is_wider() -> None:
    table = Table(np.array([48.0]), 60.0, np.array([30.0]), 60.0)
    lower, upper = score_bounds(table, 0.025)
    score, wider = (width(_plan(0.8, 0.5, name), 120) for name in ("score", "miettinen_nurminen"))
    assert score == pytest.approx(float((upper - lower)[0]), abs=1e-8)
    assert wider == pytest.approx(score * np.sqrt(120 / 119), rel=2e-4) and wider > score


@pytest.mark.parametrize("interval", ["newcombe", "agresti_caffo", "wald"])
@pytest.mark.parametrize(
    ("p", "q", "r", "target", "assurance"),
    [(0.85, 0.7, 1, 0.2, 0.9), (0.95, 0.9, 2, 0.12, 0.8), (0.6, 0.25, 0.5, 0.3, 0.9)],
)
def test_simulated_assurance(interval: str, p: float, q: float, r: float, target: float, assurance: float) -> None:
    design = parse(_plan(p, q, interval, r, assurance))
    found = solve(design, target)
    done = design.simulate({"participants": found.analysed}, 100_000, np.random.default_rng(1))
    kept = float((done.upper - done.lower <= target).mean())
    assert assurance - 0.02 <= kept <= assurance + 0.06  # counts are whole, and the size is rounded up


@pytest.mark.parametrize(
    ("plan", "field"),
    [
        (_plan(0.8, 0.7, "score", assurance=0.9), "goal.assurance"),
        (_plan(1.0, 0.7), "p_experimental"),
        (_plan(0.8, 0.0), "p_control"),
    ],
)
def test_refusals(plan: Plan, field: str) -> None:
    with pytest.raises((ValidationError, Refusal)) as caught:
        parse(plan)
    assert field in {one.field for one in problems(caught.value)}


EXAMPLES = [
    Example("newcombe", _plan(0.85, 0.7), 0.2, twin=_plan(0.7, 0.85)),
    Example(
        "2:1, assurance",
        _plan(0.97, 0.9, "agresti_caffo", 2, 0.8),
        0.15,
        twin=_plan(0.9, 0.97, "agresti_caffo", 0.5, 0.8),
    ),
    Example("score, few", _plan(0.5, 0.3, "score"), 0.7, twin=_plan(0.3, 0.5, "score")),
    Example("wald", _plan(0.6, 0.4, "wald", 0.5), 0.25, twin=_plan(0.4, 0.6, "wald", 2)),
]
