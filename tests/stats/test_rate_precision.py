"""Width of the interval of a rate: presize, the enumerated quantile, simulation."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError
from scipy.stats import chi2, poisson

from stats.refusal import Refusal, problems
from stats.registry import parse
from stats.solver import solve
from tests.stats.examples import Example, Plan


def _rate(rate: float, interval: str = "exact", assurance: float | None = None, **more: Any) -> Plan:
    return {
        "kind": "rate_precision",
        "goal": {"kind": "precision", "assurance": assurance},
        "rate_expected": rate,
        "exposure": 1.0,
        "interval": interval,
    } | more


def test_time_counts_and_not_participants() -> None:
    one, half = solve(parse(_rate(0.1)), 0.05), solve(parse(_rate(0.1, exposure=0.5)), 0.05)
    assert half.exact == pytest.approx(2 * one.exact)
    assert one.events == pytest.approx(one.analysed * 0.1)


@pytest.mark.parametrize(("mean", "assurance"), [(4.2, 0.9), (37, 0.8), (0.6, 0.95)])
def test_assured_width_is_at_the_quantile_of_the_count(mean: float, assurance: float) -> None:
    count = poisson.ppf(assurance, mean)
    width = chi2.ppf(0.975, 2 * count + 2) / 2 - (chi2.ppf(0.025, 2 * count) / 2 if count else 0)
    design = parse(_rate(mean / 10, assurance=assurance))
    assert float(design.attained({"participants": 10})) == pytest.approx(width / 10)


@pytest.mark.parametrize("interval", ["exact", "score", "wald"])
def test_assurance_holds_in_simulated_studies(interval: str) -> None:
    design = parse(_rate(0.2, interval, 0.9))
    found = solve(design, 0.1)
    for n in (found.analysed, found.analysed + 7):
        done = design.simulate({"participants": n}, 100_000, np.random.default_rng(1))
        assert (done.upper - done.lower <= 0.1).mean() >= 0.9 - 0.003
    done = design.simulate({"participants": found.first - 1}, 100_000, np.random.default_rng(1))
    assert (done.upper - done.lower <= 0.1).mean() < 0.9


def test_coverage() -> None:
    rates = {}
    for interval in ("exact", "score", "wald"):
        done = parse(_rate(0.5, interval)).simulate({"participants": 10}, 100_000, np.random.default_rng(2))
        rates[interval] = done.claimed.mean()
    assert rates["exact"] >= 0.95 and rates["score"] > 0.93 and rates["wald"] == pytest.approx(0.86, abs=0.02)


@pytest.mark.parametrize(("plan", "field"), [(_rate(0.0), "rate_expected"), (_rate(0.1, exposure=0.0), "exposure")])
def test_refusals(plan: Plan, field: str) -> None:
    with pytest.raises((ValidationError, Refusal)) as caught:
        parse(plan)
    assert field in {one.field for one in problems(caught.value)}


EXAMPLES = [
    Example("exact", _rate(0.1), 0.05),
    Example("score, months", _rate(2.0, "score", exposure=0.25), 0.8),
    Example("wald", _rate(0.3, "wald"), 0.1),
    Example("assurance, few", _rate(0.5, assurance=0.9), 1.0),
]
