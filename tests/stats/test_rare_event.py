"""A rare event seen or excluded: the rule of three, the exact bound, the order of the two laws."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.stats import binom, poisson

from stats.refusal import problems
from stats.registry import parse
from stats.solver import solve
from tests.stats.examples import Example, Plan


def raw(p: float, cases: float = 1.0, method: str = "binomial", **more: Any) -> Plan:
    return {
        "kind": "rare_event",
        "goal": {"kind": "reach"},
        "p_event": p,
        "cases": cases,
        "method": method,
    } | more


@pytest.mark.parametrize(
    ("p", "cases", "whole"),
    [(0.01, 1.0, 299), (0.05, 1.0, 59), (0.001, 1.0, 2995), (0.05, 2.0, 93), (0.05, 3.0, 124)],  # Wilks' 59, 93, 124
)
def test_known_sizes(p: float, cases: float, whole: int) -> None:
    assert solve(parse(raw(p, cases)), 0.95).analysed == whole


def test_rule_of_three() -> None:
    assert solve(parse(raw(0.001, method="poisson")), 0.95).exact == pytest.approx(2995.73, abs=0.01)
    assert solve(parse(raw(0.03, method="poisson")), 0.95).exact == pytest.approx(3 / 0.03, rel=0.002)


@pytest.mark.parametrize(("n", "p", "cases"), [(50, 0.02, 1.0), (200, 0.03, 4.0), (10, 0.5, 10.0)])
def test_scipy(n: int, p: float, cases: float) -> None:
    assert float(parse(raw(p, cases)).attained({"participants": n})) == pytest.approx(binom.sf(cases - 1, n, p))
    by_poisson = float(parse(raw(p, cases, "poisson")).attained({"participants": n}))
    assert by_poisson == pytest.approx(poisson.sf(cases - 1, n * p))


def test_nothing_below_as_many_patients_as_cases() -> None:
    assert float(parse(raw(0.5, 4.0)).attained({"participants": 3})) == 0


def test_without_a_case_the_bound_is_the_probability() -> None:
    found = solve(parse(raw(0.01)), 0.95)
    bound = next(s.value.value for s in found.steps if "with no case" in s.label.en)
    assert bound <= 0.01 and bound == pytest.approx(1 - 0.05 ** (1 / found.analysed))
    assert found.events == pytest.approx(2.99)


@pytest.mark.parametrize(("change", "field"), [({"p_event": 0.0}, "p_event"), ({"cases": 1.5}, "cases")])
def test_refused(change: Plan, field: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse(raw(0.01) | change)
    assert [one.field for one in problems(caught.value)] == [field]  # type: ignore[arg-type]


def test_large_sizes_stay_fast() -> None:
    done = parse(raw(1e-5)).simulate({"participants": 300_000}, 1000, np.random.default_rng(1))
    assert done.estimate.mean() == pytest.approx(0.95, abs=0.03)


def test_what_it_shows() -> None:
    """Nothing in 299 excludes 1% at 95%, one case does not; the retained row is the last that excludes."""
    design = parse({"kind": "rare_event", "goal": {"kind": "reach"}, "p_event": 0.01, "cases": 3.0})
    found = solve(design, 0.95)
    (shown,) = design.exhibits(found)
    bounds = [row[1] for row in shown.rows]
    assert shown.retained == 2 and bounds[2] <= 0.01 < bounds[3]
    assert shown.rows[2][2] == pytest.approx(1 - found.attained)


EXAMPLES = [
    Example("once", raw(0.01), 0.95, slack=0),
    Example("three cases", raw(0.05, 3.0), 0.9, slack=0),
    Example("poisson", raw(0.01, 2.0, "poisson"), 0.8, slack=0.005),
    Example("frequent, few", raw(0.2, 1.0), 0.5, slack=0),
]
