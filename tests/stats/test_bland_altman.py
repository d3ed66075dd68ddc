"""Limits of agreement within clinical limits: Lu's example, exact factors, the simulated values of the shared cases."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError
from scipy.stats import nct

from stats.formulas.sd_average import percentile_factor, power_between
from stats.refusal import Refusal, problems
from stats.registry import parse
from stats.solver import solve
from tests.stats.examples import Example, Plan, eq


def _ba(lower: float, upper: float, mean: float, sd: float, **more: Any) -> Plan:
    return {"kind": "bland_altman", "goal": eq(lower, upper), "mean_difference": mean, "sd": sd} | more


def test_lu_2016() -> None:
    """Case ba-lu-01: 79 cases, power 0.8023 by the formula, 0.78792 simulated (standard error 0.0009)."""
    found = solve(parse(_ba(0.004, 0.004, 0.001167, 0.001129, method="lu")), 0.8)
    assert found.analysed == 79 and found.attained == pytest.approx(0.8022956075, abs=1e-6)
    approximate = parse(_ba(0.004, 0.004, 0.001167, 0.001129, method="approximate"))
    assert float(approximate.attained({"participants": 79})) == pytest.approx(0.78792, abs=0.003)


@pytest.mark.parametrize(("n", "quantile", "confidence"), [(5, 1.96, 0.975), (30, 1.645, 0.95), (200, 1.96, 0.975)])
def test_factor_is_a_noncentral_t(n: int, quantile: float, confidence: float) -> None:
    theirs = nct.ppf(confidence, n - 1, quantile * np.sqrt(n)) / np.sqrt(n)
    assert float(percentile_factor(n, quantile, confidence)) == pytest.approx(theirs, rel=1e-8)


def test_one_sided_average_is_the_noncentral_t() -> None:
    for df, shift, critical in ((3, 2.0, 2.35), (40, 3.1, 1.68), (2, 0.5, 4.3)):
        theirs = nct.sf(critical, df, shift)
        assert float(power_between(df, -np.inf, shift, critical)) == pytest.approx(theirs, abs=1e-9)


def test_approximate_bounds_do_not() -> None:
    design = parse(_ba(8, 8, 0, 3, method="approximate"))
    done = design.simulate({"participants": 50}, 100_000, np.random.default_rng(1), "null")
    assert done.claimed.mean() == pytest.approx(0.0449, abs=0.002)  # what the caution says


def test_exact_bounds_keep_their_level() -> None:
    design = parse(_ba(8, 8, 0, 3))
    done = design.simulate({"participants": 20}, 100_000, np.random.default_rng(1), "null")
    assert done.claimed.mean() == pytest.approx(0.025, abs=0.0016)


def test_a_far_limit_never_binds() -> None:
    near, far = solve(parse(_ba(50, 8, 1, 3)), 0.8).exact, solve(parse(_ba(80, 8, 1, 3)), 0.8).exact
    assert near == pytest.approx(far, rel=1e-9)


@pytest.mark.parametrize("plan", [_ba(4, 8, 1, 3), _ba(8, 8, 3, 3), _ba(5, 5, 0, 3)])
def test_limits_outside_are_refused(plan: Plan) -> None:
    with pytest.raises((ValidationError, Refusal)) as caught:
        parse(plan)
    assert {one.field for one in problems(caught.value)} == {"sd"}


EXAMPLES = [
    Example("exact", _ba(8, 8, 0, 3.3), 0.8, _ba(8, 8, 0, 3.3)),
    Example("off centre, few", _ba(6, 10, 1, 2), 0.9, _ba(10, 6, -1, 2)),
    Example(
        "approximate, 0.99",
        _ba(4, 4, 1.167, 1.129, method="approximate"),
        0.99,
        _ba(4, 4, -1.167, 1.129, method="approximate"),
    ),
    Example("lu, 0.95", _ba(4, 4, 1.167, 1.129, method="lu"), 0.95, _ba(4, 4, -1.167, 1.129, method="lu"), slack=0.05),
    Example("90 % of the differences", _ba(2.2, 2.2, 0.2, 1, coverage=0.9), 0.8, _ba(2.2, 2.2, -0.2, 1, coverage=0.9)),
]
