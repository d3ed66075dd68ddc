"""Interim looks: published constants, the limits of the combinator, and what it refuses."""

from __future__ import annotations

from math import log, sqrt
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError
from scipy.optimize import brentq

from stats.formulas.combined.sequential import (
    NEVER,
    beta_spending,
    boundaries,
    crossing,
    expected_information,
    giving_up,
    spending,
)
from stats.normal import z
from stats.refusal import problems
from stats.registry import parse
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
    inner = _means(sup(), 0.5, 1)
    alone = parse(_looks(inner, 1.0, spending=function))
    assert solve(alone, 0.8).exact == pytest.approx(solve(parse(inner), 0.8).exact, abs=1e-6)


_THIRDS = (1 / 3, 2 / 3, 1.0)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((_THIRDS, "pocock_classical", 0.025), (2.2894784565,) * 3),
        (((0.25, 0.5, 0.75, 1.0), "obrien_fleming_classical", 0.025), (4.0485910, 2.8627861, 2.3374551, 2.0242955)),
        ((_THIRDS, "hwang_shih_decani", 0.025, -4.0), (3.0107394854, 2.5465305522, 1.9992263541)),
        ((_THIRDS, "obrien_fleming_classical", 0.025, None, (0.0, 0.5), True), (3.432691, 2.427279, 1.981865)),
        ((_THIRDS, "obrien_fleming", 0.025, None, (0.0, 0.5), True), (3.710302873, 2.510358103, 1.964951955)),
    ],
)
def test_boundaries_of_rpact_and_gsdesign(arguments: tuple[Any, ...], expected: tuple[float, ...]) -> None:
    """rpact 3.3.4 and 4.3.0; gsDesign 3.10.1 agrees where it offers the same (the last two are rpact's alone)."""
    assert boundaries(*arguments).z == pytest.approx(expected, abs=2e-6)


@pytest.mark.parametrize(
    ("arguments", "factor", "under_h1", "under_h0"),
    [
        ((_THIRDS, "pocock_classical", 0.025), 1.1506380737, 0.72103298615, 1.139133739),
        (((0.5, 1.0), "obrien_fleming", 0.025, None, (0.0,)), 1.0116015179, 0.87701352649, 0.757929629),
        ((_THIRDS, "obrien_fleming", 0.025, None, (0.0, 0.5), True), 1.052571775, None, None),
        # gsDesign 3.10.1 test.type = 6, whose lower bounds are z bounds here
        ((_THIRDS, "hwang_shih_decani", 0.025, -4.0, (-3.3204268844, -2.4726025007)), 1.0151966976, None, None),
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


@pytest.mark.parametrize(
    ("function", "shape", "binding", "spend", "high", "low", "factor"),
    [
        (
            "hwang_shih_decani",
            -4.0,
            False,
            ("hwang_shih_decani", 0.1, -2.0),  # the design that gsDesign makes when nothing is said
            (3.010739485, 2.546530552, 1.999226354),
            (-0.2387240311, 0.9410672407),
            1.069883118,
        ),
        (
            "hwang_shih_decani",
            -4.0,
            True,
            ("hwang_shih_decani", 0.1, -2.0),
            (3.010739485, 2.546219207, 1.964336790),
            (-0.2579242781, 0.9139053882),
            1.048764845,
        ),
        (
            "obrien_fleming",
            None,
            False,
            ("obrien_fleming", 0.2, None),
            (3.710302873, 2.511427484, 1.993047483),
            (-0.2361446099, 1.1703720312),
            1.104334023,
        ),
        (
            "obrien_fleming",
            None,
            True,
            ("pocock", 0.2, None),
            (3.710302873, 2.506402634, 1.863720857),
            (0.3956173678, 1.2185456981),
            1.147774662,
        ),
    ],
)
def test_beta_spending_of_rpact(
    function: str,
    shape: float | None,
    binding: bool,
    spend: tuple[str, float, float | None],
    high: tuple[float, ...],
    low: tuple[float, ...],
    factor: float,
) -> None:
    """rpact 3.3.4 getDesignGroupSequential(typeBetaSpending = "bsHSD", "bsOF" or "bsP")."""
    plan = beta_spending(_THIRDS, function, 0.025, shape, binding, spend)
    assert plan.z == pytest.approx(high, abs=2e-7) and plan.futility == pytest.approx(low, abs=2e-7)
    beta = spend[1]
    drift = float(brentq(lambda one: crossing(plan, one).sum() - (1 - beta), 1, 6, xtol=1e-12))
    assert (drift / (z(0.025) + z(beta))) ** 2 == pytest.approx(factor, rel=1e-7)
    lost = [spending(spend[0], t, beta, spend[2]) for t in _THIRDS[:-1]]
    assert giving_up(plan, drift).cumsum() == pytest.approx(lost, abs=1e-7)


@pytest.mark.parametrize("function", ["pocock_classical", "haybittle_peto"])
def test_beta_spending_under_classical_shapes_that_bind(function: str) -> None:
    plan = beta_spending(_THIRDS, function, 0.025, None, True, ("pocock", 0.1, None))
    drift = float(brentq(lambda one: crossing(plan, one).sum() - 0.9, 1, 6, xtol=1e-12))
    assert crossing(plan, 0.0).sum() == pytest.approx(0.025, abs=1e-8)
    lost = [spending("pocock", t, 0.1) for t in _THIRDS[:-1]]
    assert giving_up(plan, drift).cumsum() == pytest.approx(lost, abs=1e-6)


def test_beta_spending_when_almost_all_of_alpha_is_spent_at_once() -> None:
    plan = beta_spending((0.3, 0.6, 1.0), "hwang_shih_decani", 0.05, 40.0, True, ("obrien_fleming", 0.1, None))
    assert crossing(plan, 0.0).sum() == pytest.approx(0.05, abs=1e-8)


def test_spending_families_meet_where_they_should() -> None:
    assert boundaries(_THIRDS, "hwang_shih_decani", 0.025, 0.0).z == pytest.approx(
        boundaries(_THIRDS, "kim_demets", 0.025, 1.0).z, abs=1e-9
    )
    for delta, name in ((0.0, "obrien_fleming_classical"), (0.5, "pocock_classical")):
        assert boundaries(_THIRDS, "wang_tsiatis", 0.025, delta).z == boundaries(_THIRDS, name, 0.025).z
    assert boundaries(_THIRDS, "haybittle_peto", 0.025).z[:2] == (3.0, 3.0)


def test_futility_that_never_stops_changes_nothing() -> None:
    plan, drift = boundaries((0.5, 1.0), "obrien_fleming", 0.025), 3.0
    for binding in (False, True):
        other = boundaries((0.5, 1.0), "obrien_fleming", 0.025, None, (-10.0,), binding)
        assert other.z == pytest.approx(plan.z, abs=1e-10)
        assert crossing(other, drift) == pytest.approx(crossing(plan, drift), abs=1e-10)
        assert giving_up(other, drift) == pytest.approx([0.0], abs=1e-12)


def test_non_binding_futility_keeps_alpha_when_it_is_not_obeyed() -> None:
    free = boundaries(_THIRDS, "pocock", 0.025, None, (0.0, 1.0))
    held = boundaries(_THIRDS, "pocock", 0.025, None, (0.0, 1.0), True)
    assert crossing(free.efficacy_alone, 0.0).sum() == pytest.approx(0.025, abs=1e-9)
    assert crossing(held, 0.0).sum() == pytest.approx(0.025, abs=1e-9)
    assert crossing(free, 0.0).sum() < 0.025 < crossing(held.efficacy_alone, 0.0).sum()
    assert held.z[-1] < free.z[-1]


@pytest.mark.parametrize("drift", [0.0, 2.0, 3.5])
def test_stops_for_futility_by_simulated_paths(drift: float) -> None:
    plan, rng = boundaries((0.3, 0.8, 1.0), "pocock", 0.025, None, (-0.2, 0.9), True), np.random.default_rng(5)
    times = np.array(plan.information)
    steps = rng.standard_normal((400_000, 3)) * np.sqrt(np.diff(times, prepend=0))
    paths = (np.cumsum(steps, axis=1) + drift * times) / np.sqrt(times)
    up, down = paths >= np.array(plan.z), paths < np.array([*plan.futility, np.inf])
    stop, rows = (up | down).argmax(axis=1), np.arange(len(paths))
    won = np.bincount(stop[up[rows, stop]], minlength=3) / len(paths)
    lost = np.bincount(stop[down[rows, stop]], minlength=3) / len(paths)
    assert won == pytest.approx(crossing(plan, drift), abs=2.5e-3)
    assert lost[:2] == pytest.approx(giving_up(plan, drift), abs=2.5e-3)
    assert times[stop].mean() == pytest.approx(float(expected_information(plan, drift)), abs=2e-3)


@pytest.mark.parametrize("rule", ["binding", "non_binding"])
def test_futility_in_simulated_studies(rule: str) -> None:
    """The named analysis on raw data: power and type I error when everyone obeys the bounds."""
    design = parse(_looks(_means(sup(), 0.5, 1), 0.5, 1.0, futility=[0.5], futility_rule=rule))
    n = {"participants": float(solve(design, 0.8).analysed)}
    assert claim_rate(design, n, 40_000).rate == pytest.approx(float(design.attained(n)), abs=0.008)
    level = float(crossing(design.boundaries, 0.0).sum())  # type: ignore[attr-defined]
    assert claim_rate(design, n, 40_000, "null").rate == pytest.approx(level, abs=0.003)


def test_a_first_look_that_spends_nothing_has_a_finite_bound() -> None:
    for function in ("obrien_fleming", "obrien_fleming_classical"):
        assert np.isfinite(boundaries((0.0005, 0.5, 1.0), function, 0.025).z).all()


def test_recurrent_events() -> None:
    """rpact 4.3.0 getSampleSizeCounts(design, lambda2 = 0.8, theta = 0.7, overdispersion = 0.4): 636 at most."""
    design = parse(_looks(_COUNTS, 0.5, 1.0))
    assert solve(design, 0.9).analysed == 636
    edges = design.effects({"participants": 636})  # type: ignore[attr-defined]
    assert edges == pytest.approx((0.631, 0.806), abs=1e-3)


def test_boundaries_on_the_effect_of_means() -> None:
    """z times the planned standard error at each look; on the margin side for non-inferiority."""
    design = parse(_looks(_means(sup(), 0.5, 1, method="z"), 0.5, 1.0))
    edges = design.effects({"participants": 128})  # type: ignore[attr-defined]
    plan = design.boundaries  # type: ignore[attr-defined]
    assert edges == pytest.approx([plan.z[0] * sqrt(4 / 64), plan.z[1] * sqrt(4 / 128)], rel=1e-9)
    margin = parse(_looks(_means(ni(0.4), 0, 1, method="z"), 0.5, 1.0))
    edges = margin.effects({"participants": 128})  # type: ignore[attr-defined]
    assert edges == pytest.approx([plan.z[0] * sqrt(4 / 64) - 0.4, plan.z[1] * sqrt(4 / 128) - 0.4], rel=1e-9)


def test_boundaries_on_the_hazard_ratio() -> None:
    design = parse(_looks(_times(sup("lower"), 0.6, 0.4), 0.6, 1.0))
    edges = design.effects({"participants": 200})  # type: ignore[attr-defined]
    events = design.events({"participants": 200})
    assert events is not None
    plan = design.boundaries  # type: ignore[attr-defined]
    assert [log(one) for one in edges] == pytest.approx(
        [-bound * sqrt(4 / (events * t)) for t, bound in zip((0.6, 1.0), plan.z, strict=True)], rel=1e-6
    )
    assert 0.6 < edges[1] < 1


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
    inner = _means(sup(), 0.5, 1) | more.pop("inner", {})
    with pytest.raises(ValidationError) as caught:
        parse(_looks(inner, 0.5, 1.0) | more)
    assert [one.field for one in problems(caught.value)] == [field]


def test_a_draft_of_before_is_read_as_it_was() -> None:
    old = {"kind": "group_sequential", "inner": _means(sup(), 0.5, 1), "information": [0.5, 1], "spending": "pocock"}
    design = parse(old)
    assert design.futility == () and design.gamma is None  # type: ignore[attr-defined]


def test_the_journal_says_what_each_look_asks() -> None:
    design = parse(_looks(_means(sup(), 0.5, 1), 0.5, 1.0, futility=[0.0]))
    said = [step.label.en for step in solve(design, 0.9).steps]
    for words in ("z boundary at 50%", "One-sided p value", "Observed effect", "Futility bound", "under the null"):
        assert any(words in one for one in said), words


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
    design = parse(_looks(inner | {"goal": goal}, 0.4, 0.75, 1.0, spending="pocock"))
    exact = solve(design, 0.5).exact
    assert exact == pytest.approx(largest, rel=1e-4)
    assert design.effects({"participants": exact}) == pytest.approx(effects, abs=2e-4)  # type: ignore[attr-defined]


def test_one_proportion_with_looks() -> None:
    """rpact 3.3.4 getSampleSizeRates(design, groups = 1, pi1 = 0.65, thetaH0 = 0.5), and the score test on simulated counts."""
    inner = {"kind": "one_proportion", "goal": sup(), "p_expected": 0.65, "p_reference": 0.5, "method": "score"}
    design = parse(_looks(inner, 0.5, 1.0))
    found = solve(design, 0.8)
    assert found.exact == pytest.approx(85.12895, rel=1e-5)
    size = {"participants": found.exact}
    assert design.effects(size) == pytest.approx((0.727048, 0.6066812), abs=1e-6)  # type: ignore[attr-defined]
    assert design.expected_size(size) == pytest.approx(78.14555, rel=1e-5)  # type: ignore[attr-defined]
    large = parse(_looks(inner | {"p_expected": 0.55}, 0.5, 1.0, futility=[0.3]))
    n = {"participants": float(solve(large, 0.8).analysed)}
    assert claim_rate(large, n, 40_000).rate == pytest.approx(float(large.attained(n)), abs=0.01)
    failures = parse(_looks(inner | {"goal": sup("lower"), "p_expected": 0.35}, 0.5, 1.0))
    assert solve(failures, 0.8).exact == pytest.approx(found.exact)
    assert failures.effects(size)[0] == pytest.approx(1 - 0.727048, abs=1e-6)  # type: ignore[attr-defined]
    assert claim_rate(failures, {"participants": 400.0}, 20_000, "null").rate == pytest.approx(0.025, abs=0.006)


def test_no_efficacy_stop_where_nothing_is_spent() -> None:
    """rpact 3.3.4, typeOfDesign asUser with 0, 0.005, 0.025 and non-binding futility at z = 0 and 0.5."""
    inner = _means(sup(), 0.5, 1, method="z")
    design = parse(_looks(inner, 60, 120, 180, spending="given_alpha", levels=[0, 0.005], futility=[0, 0.5]))
    plan = design.boundaries  # type: ignore[attr-defined]
    assert plan.z[0] > NEVER and plan.z[1:] == pytest.approx((2.575829, 1.984034), abs=1e-6)
    exact = solve(design, 0.9).exact
    assert exact == pytest.approx(178.9079, rel=1e-6)
    assert design.expected_size({"participants": exact}) == pytest.approx(141.8434, rel=1e-6)  # type: ignore[attr-defined]
    said = [one.label.en for one in design.steps({"participants": 180})]
    assert "z boundary at 66.7% of the information" in said and "z boundary at 33.3% of the information" not in said
    last = parse(_looks(inner, 0.5, 1.0, spending="final_only", futility=[0]))
    assert last.boundaries.z[-1] == pytest.approx(z(0.025), abs=1e-9)  # type: ignore[attr-defined]


def test_given_p_values() -> None:
    """rpact 3.3.4, typeOfDesign HP with constantBoundsHP = qnorm(0.9995): two-sided p < 0.001 at the interim look."""
    design = parse(_looks(_means(sup(), 0.5, 1, method="z"), 0.5, 1.0, spending="given_p", levels=[0.0005]))
    assert design.boundaries.z == pytest.approx((3.290527, 1.961891), abs=1e-6)  # type: ignore[attr-defined]
    assert solve(design, 0.9).exact == pytest.approx(168.2396, rel=1e-6)


def test_kim_demets_beta_spending() -> None:
    """rpact 3.3.4, typeBetaSpending bsKD with gammaB = 2."""
    design = parse(
        _looks(
            _means(sup(), 0.5, 1, method="z"),
            *(0.3, 0.6, 1.0),
            **{"futility_spending": "kim_demets", "futility_rho": 2, "beta": 0.1},
        )
    )
    plan = design.boundaries  # type: ignore[attr-defined]
    assert plan.futility == pytest.approx((-0.5440094, 0.7203128), abs=1e-5)
    alone = solve(design.inner, 0.9).exact  # type: ignore[attr-defined]
    assert solve(design, 0.9).exact / alone == pytest.approx(1.052671, rel=1e-5)


@pytest.mark.parametrize("rule", ["binding", "non_binding"])
@pytest.mark.parametrize("scale", ["conditional_power", "conditional_power_planned", "predictive_power"])
def test_futility_as_a_chance_of_success(scale: str, rule: str) -> None:
    """At the bound, the rest of the path drawn at random ends above the last boundary as often as was said."""
    more = {"beta": 0.1} if scale == "conditional_power_planned" else {}
    design = parse(
        _looks(
            _means(sup(), 0.5, 1, method="z"),
            0.4,
            1.0,
            futility=[0.25],
            futility_scale=scale,
            futility_rule=rule,
            **more,
        )
    )
    plan, rng = design.boundaries, np.random.default_rng(7)  # type: ignore[attr-defined]
    bound, t, draws = plan.futility[0], 0.4, 400_000
    drift: Any = bound / sqrt(t)
    if scale == "predictive_power":
        drift = rng.normal(bound / sqrt(t), 1 / sqrt(t), draws)
    elif scale == "conditional_power_planned":
        drift = float(design.path_drift({"participants": solve(design, 0.9).exact}))  # type: ignore[attr-defined]
    end = bound * sqrt(t) + rng.normal(drift * (1 - t), sqrt(1 - t), draws)
    assert (end > plan.z[-1]).mean() == pytest.approx(0.25, abs=0.003)


def test_futility_as_a_p_value() -> None:
    design = parse(_looks(_means(sup(), 0.5, 1), 0.5, 1.0, futility=[0.3], futility_scale="p_value"))
    assert design.boundaries.futility == pytest.approx((z(0.3),))  # type: ignore[attr-defined]


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


def _looks(inner: Plan, *information: float, spending: str = "obrien_fleming", **more: Any) -> Plan:
    base = {"kind": "group_sequential", "inner": inner, "information": list(information), "spending": spending}
    return base | more


_COUNTS = {
    "kind": "negative_binomial_rates",
    "goal": sup("lower"),
    "rate_experimental": 0.56,
    "rate_control": 0.8,
    "dispersion": 0.4,
    "exposure": 1,
}
EXAMPLES = [
    Example("two means", _looks(_means(sup(), 0.5, 1), 0.5, 1.0)),
    Example("three looks", _looks(_means(ni(4, "lower"), 1, 10), 0.4, 0.7, 1.0, spending="pocock"), 0.9),
    Example("times to event", _looks(_times(sup("lower"), 0.6, 0.4), 0.6, 1.0), slack=0.015),
    Example(
        "futility, binding",
        _looks(
            _means(sup(), 0.5, 1),
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
        _looks(
            _means(sup(), 0.4, 1), 0.25, 0.5, 0.75, 1.0, spending="hwang_shih_decani", gamma=-4, futility=[-6, 0, 0.5]
        ),
        0.99,
    ),
    Example(
        "beta spending",
        _looks(
            _means(sup(), 0.5, 1, allocation=2),
            0.4,
            1.0,
            futility_spending="hwang_shih_decani",
            futility_gamma=-2,
            beta=0.2,
        ),
    ),
    Example("recurrent events", _looks(_COUNTS, 0.5, 1.0, futility=[0])),
    Example(
        "one proportion, futility only",
        _looks(
            {"kind": "one_proportion", "goal": sup(), "p_expected": 0.68, "p_reference": 0.6, "method": "score"},
            *(0.5, 1.0),
            **{"spending": "final_only", "futility": [0.2], "futility_scale": "conditional_power"},
        ),
    ),
    Example("single look", _looks(_means(sup(), 0.5, 1, method="z"), 1.0)),
]
