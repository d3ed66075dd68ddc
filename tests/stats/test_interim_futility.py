"""Stops for futility: beta spending, bounds on other scales, bounds that bind or not."""

from __future__ import annotations

from math import sqrt
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError
from scipy.optimize import brentq

from stats.formulas.combined.sequential import (
    beta_spending,
    boundaries,
    crossing,
    expected_information,
    giving_up,
    null_spending,
    spending,
)
from stats.normal import z
from stats.refusal import problems
from stats.registry import parse
from stats.simulation import claim_rate
from stats.solver import solve
from tests.stats.examples import sup
from tests.stats.looks import THIRDS, looked_at, two_means


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
    plan = beta_spending(THIRDS, function, 0.025, shape, binding, spend)
    assert plan.z == pytest.approx(high, abs=2e-7) and plan.futility == pytest.approx(low, abs=2e-7)
    beta = spend[1]
    drift = float(brentq(lambda one: crossing(plan, one).sum() - (1 - beta), 1, 6, xtol=1e-12))
    assert (drift / (z(0.025) + z(beta))) ** 2 == pytest.approx(factor, rel=1e-7)
    lost = [spending(spend[0], t, beta, spend[2]) for t in THIRDS[:-1]]
    assert giving_up(plan, drift).cumsum() == pytest.approx(lost, abs=1e-7)


@pytest.mark.parametrize("function", ["pocock_classical", "haybittle_peto"])
def test_beta_spending_under_classical_shapes_that_bind(function: str) -> None:
    plan = beta_spending(THIRDS, function, 0.025, None, True, ("pocock", 0.1, None))
    drift = float(brentq(lambda one: crossing(plan, one).sum() - 0.9, 1, 6, xtol=1e-12))
    assert crossing(plan, 0.0).sum() == pytest.approx(0.025, abs=1e-8)
    lost = [spending("pocock", t, 0.1) for t in THIRDS[:-1]]
    assert giving_up(plan, drift).cumsum() == pytest.approx(lost, abs=1e-6)


def test_beta_spending_when_almost_all_of_alpha_is_spent_at_once() -> None:
    plan = beta_spending((0.3, 0.6, 1.0), "hwang_shih_decani", 0.05, 40.0, True, ("obrien_fleming", 0.1, None))
    assert crossing(plan, 0.0).sum() == pytest.approx(0.05, abs=1e-8)


def test_futility_that_never_stops_changes_nothing() -> None:
    plan, drift = boundaries((0.5, 1.0), "obrien_fleming", 0.025), 3.0
    for binding in (False, True):
        other = boundaries((0.5, 1.0), "obrien_fleming", 0.025, None, (-10.0,), binding)
        assert other.z == pytest.approx(plan.z, abs=1e-10)
        assert crossing(other, drift) == pytest.approx(crossing(plan, drift), abs=1e-10)
        assert giving_up(other, drift) == pytest.approx([0.0], abs=1e-12)


def test_non_binding_futility_keeps_alpha_when_it_is_not_obeyed() -> None:
    free = boundaries(THIRDS, "pocock", 0.025, None, (0.0, 1.0))
    held = boundaries(THIRDS, "pocock", 0.025, None, (0.0, 1.0), True)
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
    design = parse(looked_at(two_means(sup(), 0.5, 1), 0.5, 1.0, futility=[0.5], futility_rule=rule))
    n = {"participants": float(solve(design, 0.8).analysed)}
    assert claim_rate(design, n, 40_000).rate == pytest.approx(float(design.attained(n)), abs=0.008)
    level = float(crossing(design.boundaries, 0.0).sum())  # type: ignore[attr-defined]
    assert claim_rate(design, n, 40_000, "null").rate == pytest.approx(level, abs=0.003)


def test_kim_demets_beta_spending() -> None:
    """rpact 3.3.4, typeBetaSpending bsKD with gammaB = 2."""
    design = parse(
        looked_at(
            two_means(sup(), 0.5, 1, method="z"),
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
        looked_at(
            two_means(sup(), 0.5, 1, method="z"),
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
    design = parse(looked_at(two_means(sup(), 0.5, 1), 0.5, 1.0, futility=[0.3], futility_scale="p_value"))
    assert design.boundaries.futility == pytest.approx((z(0.3),))  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("binding", "total", "high", "low"),
    [  # gsDesign 3.11.0, test.type 5 and 6, k = 3, alpha 0.025, power 0.9, sfu = sfHSD(-4), sfl = sfHSD(-2)
        (True, 0.975, (3.01073949, 2.54652670, 1.99834019), (-1.05975222, -0.23224384)),
        (False, 0.975, (3.01073949, 2.54653056, 1.99922635), (-1.05972305, -0.23219210)),
    ],
)
def test_futility_under_the_null(binding: bool, total: float, high: Any, low: Any) -> None:
    """Both boundaries meet at the end: whoever does not claim has stopped."""
    spend = ("hwang_shih_decani", total, -2.0)
    plan = null_spending(THIRDS, "hwang_shih_decani", 0.025, -4.0, binding, spend)
    assert plan.z == pytest.approx(high, abs=2e-5) and plan.futility == pytest.approx(low, abs=2e-5)
    claims, stops = crossing(plan, 0.0).sum(), giving_up(plan, 0.0)
    assert claims == pytest.approx(0.025, abs=1e-6) if binding else claims < 0.025
    share = spending("hwang_shih_decani", 1 / 3, 1 - float(claims), -2.0)
    assert float(stops[0]) == pytest.approx(share, abs=1e-6)


def test_a_probability_to_stop_under_the_null_replaces_beta() -> None:
    spends = {"futility_spending": "obrien_fleming"}
    plan = parse(looked_at(two_means(sup(), 0.5, 1), *THIRDS, **spends, null_stop=0.1))
    assert float(giving_up(plan.boundaries, 0.0).sum()) == pytest.approx(
        spending("obrien_fleming", 2 / 3, 0.1), abs=1e-9
    )
    for more, field in (
        ({"null_stop": 0.1}, "null_stop"),
        ({**spends, "null_stop": 0.98}, "null_stop"),
        ({**spends, "null_stop": 0.1, "beta": 0.1}, "beta"),
    ):
        with pytest.raises(ValidationError) as caught:
            parse(looked_at(two_means(sup(), 0.5, 1), *THIRDS, **more))
        assert [one.field for one in problems(caught.value)] == [field]


@pytest.mark.parametrize(
    ("spent", "head", "said"),
    [
        ({"null_stop": 0.5}, "Spent under the null hypothesis, cumulative", "{null_stop}"),
        ({"beta": 0.1}, "Beta spent, cumulative", "{beta}"),
    ],
)
def test_what_futility_spends_is_named_and_summed(spent: dict[str, float], head: str, said: str) -> None:
    plan = parse(looked_at(two_means(sup(), 0.5, 1), *THIRDS, futility_spending="pocock", **spent))
    found = solve(plan, 0.9)
    futile = next(one for one in plan.exhibits(found) if one.name == "futility-bounds")
    assert [one.label.en for one in futile.columns][-1] == head
    total = next(iter(spent.values()))
    assert [row[-1] for row in futile.rows] == pytest.approx([spending("pocock", t, total) for t in THIRDS[:-1]])
    assert said in plan.sentence().fr and said in plan.sentence().en
    given = parse(looked_at(two_means(sup(), 0.5, 1), *THIRDS, futility=[0.0, 0.5]))
    assert "{" + next(iter(spent)) not in given.sentence().en


def test_what_futility_spends_asks_for_its_own_probability() -> None:
    base = looked_at(two_means(sup(), 0.5, 1), *THIRDS, futility_spending="pocock")
    assert parse({**base, "null_stop": 0.5}).futility_spends == "null_stop"  # type: ignore[attr-defined]
    for more, field in (
        ({"futility_spends": "null_stop"}, "null_stop"),
        ({"futility_spends": "beta", "beta": 0.1, "null_stop": 0.5}, "null_stop"),
        ({"futility_spends": "beta"}, "beta"),
    ):
        with pytest.raises(ValidationError) as caught:
            parse({**base, **more})
        assert [one.field for one in problems(caught.value)] == [field]
