"""Interim looks: published constants, the limits of the combinator, and what it refuses."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError
from scipy.optimize import brentq

from stats.formulas.combined.sequential import (
    boundaries,
    crossing,
    expected_information,
)
from stats.normal import z
from stats.refusal import problems
from stats.registry import parse
from stats.simulation import claim_rate
from stats.solver import solve
from tests.stats.examples import Example, Plan, ni, sup
from tests.stats.looks import COUNTS, THIRDS, log_rank, looked_at, two_means


def test_jennison_and_turnbull_lan_demets_three_looks() -> None:
    """Jennison & Turnbull 2000; rpact and gsDesign give the same digits."""
    times = (1 / 3, 2 / 3, 1.0)
    assert boundaries(times, "obrien_fleming", 0.025).z == pytest.approx((3.7103, 2.5114, 1.9930), abs=5e-5)
    assert boundaries(times, "pocock", 0.025).z == pytest.approx((2.2794, 2.2949, 2.2959), abs=5e-5)


def test_five_looks_match_a_published_table() -> None:
    bounds = boundaries((0.2, 0.4, 0.6, 0.8, 1.0), "obrien_fleming", 0.025).z
    assert bounds == pytest.approx((4.8769, 3.3570, 2.6803, 2.2898, 2.0310), abs=5e-5)


@pytest.mark.parametrize(
    "function", ["obrien_fleming", "pocock", "obrien_fleming_classical", "pocock_classical", "haybittle_peto"]
)
@pytest.mark.parametrize("times", [(0.5, 1.0), (0.1, 0.3, 0.95, 1.0), tuple(np.arange(1, 11) / 10)])
def test_no_drift_crosses_with_probability_alpha(function: str, times: tuple[float, ...]) -> None:
    assert crossing(boundaries(times, function, 0.025), 0.0).sum() == pytest.approx(0.025, abs=1e-7)


@pytest.mark.parametrize(
    "function", ["obrien_fleming", "obrien_fleming_classical", "pocock_classical", "haybittle_peto"]
)
def test_a_single_look_is_the_inner_design(function: str) -> None:
    inner = two_means(sup(), 0.5, 1)
    alone = parse(looked_at(inner, 1.0, spending=function))
    assert solve(alone, 0.8).exact == pytest.approx(solve(parse(inner), 0.8).exact, abs=1e-6)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((THIRDS, "pocock_classical", 0.025), (2.2894784565,) * 3),
        (((0.25, 0.5, 0.75, 1.0), "obrien_fleming_classical", 0.025), (4.0485910, 2.8627861, 2.3374551, 2.0242955)),
        ((THIRDS, "hwang_shih_decani", 0.025, -4.0), (3.0107394854, 2.5465305522, 1.9992263541)),
        ((THIRDS, "obrien_fleming_classical", 0.025, None, (0.0, 0.5), True), (3.432691, 2.427279, 1.981865)),
        ((THIRDS, "obrien_fleming", 0.025, None, (0.0, 0.5), True), (3.710302873, 2.510358103, 1.964951955)),
    ],
)
def test_boundaries_of_rpact_and_gsdesign(arguments: tuple[Any, ...], expected: tuple[float, ...]) -> None:
    """rpact 3.3.4 and 4.3.0; gsDesign 3.10.1 agrees where it offers the same (the last two are rpact's alone)."""
    assert boundaries(*arguments).z == pytest.approx(expected, abs=2e-6)


@pytest.mark.parametrize(
    ("arguments", "factor", "under_h1", "under_h0"),
    [
        ((THIRDS, "pocock_classical", 0.025), 1.1506380737, 0.72103298615, 1.139133739),
        (((0.5, 1.0), "obrien_fleming", 0.025, None, (0.0,)), 1.0116015179, 0.87701352649, 0.757929629),
        ((THIRDS, "obrien_fleming", 0.025, None, (0.0, 0.5), True), 1.052571775, None, None),
        # gsDesign 3.10.1 test.type = 6, whose lower bounds are z bounds here
        ((THIRDS, "hwang_shih_decani", 0.025, -4.0, (-3.3204268844, -2.4726025007)), 1.0151966976, None, None),
    ],
)
def test_inflation_and_expected_sizes_of_rpact_and_gsdesign(
    arguments: tuple[Any, ...], factor: float, under_h1: float | None, under_h0: float | None
) -> None:
    """Over the fixed size, at a power of 0.9."""
    plan = boundaries(*arguments)
    fixed = z(0.025) + z(0.1)
    drift = float(brentq(lambda one: crossing(plan, one).sum() - 0.9, 1, 6, xtol=1e-12))
    assert (drift / fixed) ** 2 == pytest.approx(factor, rel=1e-6)
    for expected, at in ((under_h1, drift), (under_h0, 0.0)):
        if expected is not None:
            assert float(expected_information(plan, at)) * factor == pytest.approx(expected, rel=2e-6)


def test_spending_families_meet_where_they_should() -> None:
    assert boundaries(THIRDS, "hwang_shih_decani", 0.025, 0.0).z == pytest.approx(
        boundaries(THIRDS, "kim_demets", 0.025, 1.0).z, abs=1e-9
    )
    for delta, name in ((0.0, "obrien_fleming_classical"), (0.5, "pocock_classical")):
        assert boundaries(THIRDS, "wang_tsiatis", 0.025, delta).z == boundaries(THIRDS, name, 0.025).z
    assert boundaries(THIRDS, "haybittle_peto", 0.025).z[:2] == (3.0, 3.0)


def test_a_first_look_that_spends_nothing_has_a_finite_bound() -> None:
    for function in ("obrien_fleming", "obrien_fleming_classical"):
        assert np.isfinite(boundaries((0.0005, 0.5, 1.0), function, 0.025).z).all()


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"spending": "hwang_shih_decani"}, "gamma"),
        ({"spending": "kim_demets"}, "rho"),
        ({"spending": "wang_tsiatis"}, "delta"),
        ({"gamma": -4}, "gamma"),
        ({"futility": [0.0, 0.0]}, "futility"),
        ({"futility": [3.0]}, "futility"),
        ({"futility_spending": "pocock"}, "beta"),
        ({"beta": 0.1}, "beta"),
        ({"futility_spending": "hwang_shih_decani", "beta": 0.1}, "futility_gamma"),
        ({"futility_spending": "pocock", "beta": 0.1, "futility": [0.0]}, "futility"),
        ({"futility": [2.9], "futility_rule": "binding"}, "futility"),
        ({"futility": [1.2], "futility_scale": "conditional_power"}, "futility"),
        ({"futility": [0.2], "futility_scale": "conditional_power_planned"}, "beta"),
        ({"futility_spending": "kim_demets", "beta": 0.1}, "futility_rho"),
        ({"levels": [0.001]}, "levels"),
        ({"spending": "given_p"}, "levels"),
        ({"spending": "given_alpha", "levels": [0.03]}, "levels"),
        ({"spending": "given_p", "levels": [0.03]}, "spending"),
        ({"futility": [2.9], "futility_rule": "binding", "spending": "obrien_fleming_classical"}, "futility"),
        ({"spending": "haybittle_peto", "inner": {"goal": sup() | {"alpha": 0.002}}}, "spending"),
    ],
)
def test_contradictory_boundaries_are_refused(more: dict[str, Any], field: str) -> None:
    inner = two_means(sup(), 0.5, 1) | more.pop("inner", {})
    with pytest.raises(ValidationError) as caught:
        parse(looked_at(inner, 0.5, 1.0) | more)
    assert [one.field for one in problems(caught.value)] == [field]


def test_a_draft_of_before_is_read_as_it_was() -> None:
    old = {"kind": "group_sequential", "inner": two_means(sup(), 0.5, 1), "information": [0.5, 1], "spending": "pocock"}
    design = parse(old)
    assert design.futility == () and design.gamma is None  # type: ignore[attr-defined]


def test_crossing_probabilities_by_simulated_paths() -> None:
    plan, drift, rng = boundaries((0.3, 0.8, 1.0), "pocock", 0.025), 2.8, np.random.default_rng(3)
    times = np.array(plan.information)
    steps = rng.standard_normal((400_000, 3)) * np.sqrt(np.diff(times, prepend=0))
    paths = (np.cumsum(steps, axis=1) + drift * times) / np.sqrt(times)
    first = np.where((crossed := paths >= np.array(plan.z)).any(axis=1), crossed.argmax(axis=1), 3)
    assert np.bincount(first, minlength=4)[:3] / 400_000 == pytest.approx(crossing(plan, drift), abs=3e-3)


def test_the_average_number_is_below_the_maximum_and_matches_simulation() -> None:
    design = parse(looked_at(two_means(sup(), 0.5, 1, method="z"), 0.5, 1.0, spending="pocock"))
    found = solve(design, 0.9)
    expected = design.expected_size({"participants": found.analysed})  # type: ignore[attr-defined]
    paths = design.inner.paths(  # type: ignore[attr-defined]
        {"participants": found.analysed}, (0.5, 1.0), 20_000, np.random.default_rng(1), "alternative"
    )
    stopped = (paths[:, 0] >= design.boundaries.z[0]).mean()  # type: ignore[attr-defined]
    assert expected == pytest.approx(found.analysed * (1 - 0.5 * stopped), abs=0.01 * found.analysed)


def test_two_looks_without_spending_would_inflate_alpha() -> None:
    """Armitage 1969: 8.3 % two-sided with two looks at 5 %; the spending design keeps 5 %."""
    design = parse(looked_at(two_means(sup(), 0.5, 1, method="z"), 0.5, 1.0))
    naive = design.inner.paths(  # type: ignore[attr-defined]
        {"participants": 400}, (0.5, 1.0), 40_000, np.random.default_rng(1), "null"
    )
    assert (np.abs(naive) > 1.96).any(axis=1).mean() == pytest.approx(0.0831, abs=0.006)
    assert claim_rate(design, {"participants": 400}, 40_000, "null").rate == pytest.approx(0.025, abs=0.0025)


@pytest.mark.parametrize(
    ("inner", "largest", "effects"),
    [
        (
            {"kind": "two_proportions", "p_experimental": 0.05, "p_control": 0.12, "allocation": 3},
            226.4381,
            (-0.09865387, -0.08198574, -0.07528349),
        ),
        (
            {"kind": "one_mean", "mean_expected": 0.4, "mean_reference": 0, "sd": 1},
            22.38302,
            (0.7617554, 0.5213102, 0.4516466),
        ),
    ],
)
def test_the_largest_size_is_that_of_the_fixed_study_inflated(
    inner: Plan, largest: float, effects: tuple[float, ...]
) -> None:
    """rpact 3.3.4, Pocock spending at one-sided 0.05, power 0.5; gsDesign's inflation of nBinomial gives the same."""
    goal = {"kind": "superiority", "alpha": 0.05, "sides": 1, "better": "lower" if "p_control" in inner else "higher"}
    design = parse(looked_at(inner | {"goal": goal}, 0.4, 0.75, 1.0, spending="pocock"))
    exact = solve(design, 0.5).exact
    assert exact == pytest.approx(largest, rel=1e-4)
    assert design.effects({"participants": exact}) == pytest.approx(effects, abs=2e-4)  # type: ignore[attr-defined]


def test_given_p_values() -> None:
    """rpact 3.3.4, typeOfDesign HP with constantBoundsHP = qnorm(0.9995): two-sided p < 0.001 at the interim look."""
    design = parse(looked_at(two_means(sup(), 0.5, 1, method="z"), 0.5, 1.0, spending="given_p", levels=[0.0005]))
    assert design.boundaries.z == pytest.approx((3.290527, 1.961891), abs=1e-6)  # type: ignore[attr-defined]
    assert solve(design, 0.9).exact == pytest.approx(168.2396, rel=1e-6)


@pytest.mark.parametrize("times", [[], [0.5], [0.5, 0.5, 1.0], [0.8, 0.4, 1.0], [0.5, 1.2], [0.0, 1.0]])
def test_impossible_looks_are_refused(times: list[float]) -> None:
    with pytest.raises(ValidationError):
        parse(looked_at(two_means(sup(), 0.5, 1), *times))


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
        parse(looked_at(inner, 0.5, 1.0))
    problem = problems(caught.value)[0]
    assert (
        problem.field == "inner" and "intermédiaires" in problem.phrase.text.fr and "interim" in problem.phrase.text.en
    )


EXAMPLES = [
    Example("two means", looked_at(two_means(sup(), 0.5, 1), 0.5, 1.0)),
    Example("three looks", looked_at(two_means(ni(4, "lower"), 1, 10), 0.4, 0.7, 1.0, spending="pocock"), 0.9),
    Example("times to event", looked_at(log_rank(sup("lower"), 0.6, 0.4), 0.6, 1.0), slack=0.015),
    Example(
        "futility, binding",
        looked_at(
            two_means(sup(), 0.5, 1),
            0.3,
            0.6,
            1.0,
            spending="pocock_classical",
            futility=[0, 0.6],
            futility_rule="binding",
        ),
    ),
    Example(
        "four looks",
        looked_at(
            two_means(sup(), 0.4, 1),
            0.25,
            0.5,
            0.75,
            1.0,
            spending="hwang_shih_decani",
            gamma=-4,
            futility=[-6, 0, 0.5],
        ),
        0.99,
    ),
    Example(
        "beta spending",
        looked_at(
            two_means(sup(), 0.5, 1, allocation=2),
            0.4,
            1.0,
            futility_spending="hwang_shih_decani",
            futility_gamma=-2,
            beta=0.2,
        ),
    ),
    Example("recurrent events", looked_at(COUNTS, 0.5, 1.0, futility=[0])),
    Example(
        "one proportion, futility only",
        looked_at(
            {"kind": "one_proportion", "goal": sup(), "p_expected": 0.68, "p_reference": 0.6, "method": "score"},
            *(0.5, 1.0),
            **{"spending": "final_only", "futility": [0.2], "futility_scale": "conditional_power"},
        ),
    ),
    Example("single look", looked_at(two_means(sup(), 0.5, 1, method="z"), 1.0)),
]
