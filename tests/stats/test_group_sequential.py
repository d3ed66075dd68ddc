"""Interim looks: published constants, the limits of the combinator, and what it refuses."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from stats.refusal import problems
from stats.registry import parse
from stats.sequential import boundaries, crossing
from stats.simulation import claim_rate
from stats.solver import solve
from tests.stats.examples import Example, Plan, ni, sup


def test_jennison_and_turnbull_lan_demets_three_looks() -> None:
    """Jennison & Turnbull 2000; rpact and gsDesign give the same digits."""
    times = (1 / 3, 2 / 3, 1.0)
    assert boundaries(times, "obrien_fleming", 0.025).z == pytest.approx((3.7103, 2.5114, 1.9930), abs=5e-5)
    assert boundaries(times, "pocock", 0.025).z == pytest.approx((2.2794, 2.2949, 2.2959), abs=5e-5)


def test_five_looks_match_a_published_table() -> None:
    bounds = boundaries((0.2, 0.4, 0.6, 0.8, 1.0), "obrien_fleming", 0.025).z
    assert bounds == pytest.approx((4.8769, 3.3570, 2.6803, 2.2898, 2.0310), abs=5e-5)


@pytest.mark.parametrize("function", ["obrien_fleming", "pocock"])
@pytest.mark.parametrize("times", [(0.5, 1.0), (0.1, 0.3, 0.95, 1.0), tuple(np.arange(1, 11) / 10)])
def test_no_drift_crosses_with_probability_alpha(function: str, times: tuple[float, ...]) -> None:
    assert crossing(boundaries(times, function, 0.025), 0.0).sum() == pytest.approx(0.025, abs=1e-7)


def test_a_single_look_is_the_inner_design() -> None:
    inner = _means(sup(), 0.5, 1)
    assert solve(parse(_looks(inner, 1.0)), 0.8).exact == pytest.approx(solve(parse(inner), 0.8).exact, abs=1e-6)


def test_crossing_probabilities_by_simulated_paths() -> None:
    plan, drift, rng = boundaries((0.3, 0.8, 1.0), "pocock", 0.025), 2.8, np.random.default_rng(3)
    times = np.array(plan.information)
    steps = rng.standard_normal((400_000, 3)) * np.sqrt(np.diff(times, prepend=0))
    paths = (np.cumsum(steps, axis=1) + drift * times) / np.sqrt(times)
    first = np.where((crossed := paths >= np.array(plan.z)).any(axis=1), crossed.argmax(axis=1), 3)
    assert np.bincount(first, minlength=4)[:3] / 400_000 == pytest.approx(crossing(plan, drift), abs=3e-3)


def test_the_average_number_is_below_the_maximum_and_matches_simulation() -> None:
    design = parse(_looks(_means(sup(), 0.5, 1, method="z"), 0.5, 1.0, spending="pocock"))
    found = solve(design, 0.9)
    expected = design.expected_size({"participants": found.analysed})  # type: ignore[attr-defined]
    paths = design.inner.paths(  # type: ignore[attr-defined]
        {"participants": found.analysed}, (0.5, 1.0), 20_000, np.random.default_rng(1), "alternative"
    )
    stopped = (paths[:, 0] >= design.boundaries.z[0]).mean()  # type: ignore[attr-defined]
    assert expected == pytest.approx(found.analysed * (1 - 0.5 * stopped), abs=0.01 * found.analysed)


def test_two_looks_without_spending_would_inflate_alpha() -> None:
    """Armitage 1969: 8.3 % two-sided with two looks at 5 %; the spending design keeps 5 %."""
    design = parse(_looks(_means(sup(), 0.5, 1, method="z"), 0.5, 1.0))
    naive = design.inner.paths(  # type: ignore[attr-defined]
        {"participants": 400}, (0.5, 1.0), 40_000, np.random.default_rng(1), "null"
    )
    assert (np.abs(naive) > 1.96).any(axis=1).mean() == pytest.approx(0.0831, abs=0.006)
    assert claim_rate(design, {"participants": 400}, 40_000, "null").rate == pytest.approx(0.025, abs=0.0025)


@pytest.mark.parametrize("times", [[], [0.5], [0.5, 0.5, 1.0], [0.8, 0.4, 1.0], [0.5, 1.2], [0.0, 1.0]])
def test_impossible_looks_are_refused(times: list[float]) -> None:
    with pytest.raises(ValidationError):
        parse(_looks(_means(sup(), 0.5, 1), *times))


@pytest.mark.parametrize(
    "inner",
    [
        {"kind": "one_proportion", "goal": sup(), "p_expected": 0.9, "p_reference": 0.8},
        {
            "kind": "two_means",
            "goal": {"kind": "equivalence", "margin_lower": 1, "margin_upper": 1},
            "difference": 0,
            "sd": 1,
        },
    ],
)
def test_a_design_without_drift_is_refused_with_its_reason(inner: Plan) -> None:
    with pytest.raises(ValidationError) as caught:
        parse(_looks(inner, 0.5, 1.0))
    problem = problems(caught.value)[0]
    assert (
        problem.field == "inner" and "intermédiaires" in problem.phrase.text.fr and "interim" in problem.phrase.text.en
    )


def _means(goal: Plan, difference: float, sd: float, **more: Any) -> Plan:
    return {"kind": "two_means", "goal": goal, "difference": difference, "sd": sd} | more


def _times(goal: Plan, ratio: float, survival: float, **more: Any) -> Plan:
    base = {"kind": "log_rank", "goal": goal, "hazard_ratio": ratio, "survival_control": survival}
    return base | {"horizon": 12, "accrual": 24, "follow_up": 12} | more


def _looks(inner: Plan, *information: float, spending: str = "obrien_fleming") -> Plan:
    return {"kind": "group_sequential", "inner": inner, "information": list(information), "spending": spending}


EXAMPLES = [
    Example("two means", _looks(_means(sup(), 0.5, 1), 0.5, 1.0)),
    Example("three looks", _looks(_means(ni(4, "lower"), 1, 10), 0.4, 0.7, 1.0, spending="pocock"), 0.9),
    Example("times to event", _looks(_times(sup("lower"), 0.6, 0.4), 0.6, 1.0), slack=0.015),
    Example("single look", _looks(_means(sup(), 0.5, 1, method="z"), 1.0)),
]
