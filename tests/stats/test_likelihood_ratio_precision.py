"""Width of the interval of a likelihood ratio: presize, statsmodels' risk ratio, simulated assurance."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError
from statsmodels.stats.proportion import confint_proportions_2indep

from stats.refusal import Refusal, problems
from stats.registry import parse
from stats.solver import solve
from tests.stats.examples import Example, Plan


def _plan(se: float, sp: float, prevalence: float, ratio: str = "positive", **goal: Any) -> Plan:
    return {
        "kind": "likelihood_ratio_precision",
        "goal": {"kind": "precision"} | goal,
        "sensitivity": se,
        "specificity": sp,
        "prevalence": prevalence,
        "ratio": ratio,
    }


def test_presize() -> None:
    """presize 0.3.7 prec_lr(prev = 0.3, p1 = 0.9, p2 = 0.2, conf.width = 3)"""
    found = solve(parse(_plan(0.9, 0.8, 0.3)), 3)
    assert found.exact == pytest.approx(217.992639616, abs=1e-4)
    assert found.analysed == 218


def test_it_is_the_interval_of_a_risk_ratio() -> None:
    lower, upper = confint_proportions_2indep(54, 60, 28, 140, compare="ratio", method="log")
    width = float(parse(_plan(0.9, 0.8, 0.3)).attained({"participants": 200}))
    assert width == pytest.approx(upper - lower, rel=1e-9)


def test_negative_ratio_is_the_positive_one_of_the_exchanged_results() -> None:
    negative, positive = _plan(0.9, 0.8, 0.3, "negative"), _plan(0.1, 0.2, 0.3)
    for n in (50, 500):
        size = {"participants": n}
        assert float(parse(negative).attained(size)) == pytest.approx(float(parse(positive).attained(size)))


@pytest.mark.parametrize(
    ("plan", "target"),
    [
        (_plan(0.9, 0.8, 0.3, assurance=0.9), 3),
        (_plan(0.85, 0.9, 0.5, assurance=0.8), 6),
        (_plan(0.9, 0.7, 0.4, "negative", assurance=0.9), 0.15),
    ],
)
def test_simulated_assurance(plan: Plan, target: float) -> None:
    design = parse(plan)
    found = solve(design, target)
    done = design.simulate({"participants": found.analysed}, 100_000, np.random.default_rng(1))
    kept = float((done.upper - done.lower <= target).mean())
    assert kept == pytest.approx(plan["goal"]["assurance"], abs=0.03)
    assert done.claimed.mean() == pytest.approx(0.95, abs=0.01)


def test_no_false_positive_is_a_failure() -> None:
    done = parse(_plan(0.9, 0.98, 0.5)).simulate({"participants": 40}, 50_000, np.random.default_rng(2))
    assert done.failed.mean() == pytest.approx(
        0.99**40, abs=0.02
    )  # of 40, each is a false positive with probability 0.01
    assert np.isinf(done.upper[done.failed]).all() and not done.claimed[done.failed].any()


@pytest.mark.parametrize(
    ("plan", "field"),
    [
        (_plan(1.0, 0.8, 0.3), "sensitivity"),
        (_plan(0.9, 1.0, 0.3), "specificity"),
        (_plan(0.9, 0.8, 0.0), "prevalence"),
    ],
)
def test_refusals(plan: Plan, field: str) -> None:
    with pytest.raises((ValidationError, Refusal)) as caught:
        parse(plan)
    assert field in {one.field for one in problems(caught.value)}


EXAMPLES = [
    Example("positive", _plan(0.9, 0.8, 0.3), 3),
    Example("negative, rare disease", _plan(0.95, 0.7, 0.05, "negative", confidence=0.9), 0.15),
    Example("positive, assurance", _plan(0.85, 0.9, 0.5, assurance=0.8), 6),
    Example("few", _plan(0.5, 0.5, 0.5), 2.2),
]
