"""Reading time with and without AI: the t test of R and statsmodels, readers, refusals."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError
from statsmodels.stats.power import TTestPower

from stats.refusal import Refusal, problems
from stats.registry import parse
from stats.solver import solve
from tests.stats.examples import Example, Plan, eq, ni, sup


def _time(goal: Plan, ratio: float, cv: float = 0.6, correlation: float = 0.5, **more: Any) -> Plan:
    return {"kind": "reading_time", "goal": goal, "ratio": ratio, "cv": cv, "correlation": correlation} | more


FASTER = sup("lower")


@pytest.mark.parametrize("n", [5, 30, 400])
def test_power_is_that_of_statsmodels(n: int) -> None:
    d = -np.log(0.85) / np.sqrt(np.log(1.36))
    theirs = TTestPower().power(d, n, 0.025, alternative="larger")
    assert float(parse(_time(FASTER, 0.85)).attained({"participants": n})) == pytest.approx(theirs, abs=1e-8)


def test_the_published_case_of_d_one_half() -> None:
    """pwr and statsmodels: 33.367 pairs for a standardised difference of 0.5"""
    cv = float(np.sqrt(np.expm1(0.16)))  # a log standard deviation of 0.4; correlation 0.5 keeps it for the difference
    assert solve(parse(_time(FASTER, float(np.exp(-0.2)), cv)), 0.8).exact == pytest.approx(33.367, abs=1e-3)


def test_equivalences() -> None:
    base = solve(parse(_time(ni(1.2, "lower"), 1.0)), 0.8).exact
    assert base == pytest.approx(solve(parse(_time(FASTER, 1 / 1.2)), 0.8).exact)
    assert base == pytest.approx(solve(parse(_time(eq(50, 1.2), 1.0)), 0.8).exact, rel=1e-9)
    assert base == pytest.approx(
        solve(parse(_time(ni(1.2, "lower"), 1.0, readers=4, reader_correlation=1.0)), 0.8).exact
    )
    four = solve(parse(_time(ni(1.2, "lower"), 1.0, correlation=0.875)), 0.8).exact  # a quarter of the variance
    assert four == pytest.approx(
        solve(parse(_time(ni(1.2, "lower"), 1.0, readers=4, reader_correlation=0.0)), 0.8).exact
    )


@pytest.mark.parametrize(
    ("plan", "field"),
    [
        (_time(FASTER, 1.2), "ratio"),
        (_time(FASTER, 1.0), "ratio"),
        (_time(ni(0.9, "lower"), 1.0), "goal.margin"),
        (_time(FASTER, 0.8, readers=3), "reader_correlation"),
        (_time(FASTER, 0.8, readers=2.5, reader_correlation=0.2), "readers"),
    ],
)
def test_refusals(plan: Plan, field: str) -> None:
    with pytest.raises((ValidationError, Refusal)) as caught:
        parse(plan)
    assert field in {one.field for one in problems(caught.value)}


EXAMPLES = [
    Example("time saved", _time(FASTER, 0.8), 0.8, _time(sup(), 1.25), {"ratio": 1 - 1e-9}),
    Example("no time lost, 0.99", _time(ni(1.25, "lower"), 0.95, 0.4), 0.99, _time(ni(1.25), 1 / 0.95, 0.4)),
    Example(
        "equivalence off centre", _time(eq(1.25, 1.3), 1.05, 0.5, 0.7), 0.9, _time(eq(1.3, 1.25), 1 / 1.05, 0.5, 0.7)
    ),
    Example(
        "three readers, few",
        _time(FASTER, 0.5, 0.9, 0.2, readers=3, reader_correlation=0.3),
        0.8,
        _time(sup(), 2.0, 0.9, 0.2, readers=3, reader_correlation=0.3),
    ),
]
