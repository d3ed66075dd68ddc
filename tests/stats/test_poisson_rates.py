"""Two Poisson rates: a published plan, rpact, statsmodels, enumeration, the five analyses on shared data."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.stats import binom, poisson
from statsmodels.stats import rates

from stats.formulas.counts.poisson_ratio import bounds, exact_power, p_value
from stats.goals import OneSided
from stats.refusal import problems
from stats.registry import parse
from stats.solver import solve
from tests.stats.examples import Example, Plan, eq, ni, sup

METHODS = ("wald", "null_variance", "score", "sqrt", "exact")


def data(
    experimental: float,
    control: float,
    exposure: float = 1.0,
    method: str = "wald",
    goal: Plan | None = None,
    **more: Any,
) -> Plan:
    return {
        "kind": "poisson_rates",
        "goal": goal or sup("lower"),
        "rate_experimental": experimental,
        "rate_control": control,
        "exposure": exposure,
        "method": method,
    } | more


def plan(*values: Any, **more: Any) -> Any:
    return parse(data(*values, **more))


def test_care_navigation_p90() -> None:
    """2.5 against 2.0 admissions over two years, power 0.9: 190 per arm (the paper prints 400 for "over 90%")."""
    found = solve(plan(1.0, 1.25, 2), 0.9)
    assert [arm.size for arm in found.arms] == [190, 190]
    assert found.events == pytest.approx(190 * 4.5, rel=1e-2)


@pytest.mark.parametrize(("theirs", "method"), [("alt", "wald"), ("score", "null_variance")])
@pytest.mark.parametrize("ratio", [0.5, 1, 2])
@pytest.mark.parametrize(("experimental", "null"), [(1.0, 1), (1.25, 1.3)])
def test_power_of_statsmodels(experimental: float, null: float, ratio: float, theirs: str, method: str) -> None:
    goal = sup("lower") if null == 1 else ni(null, "lower")
    power = rates.power_poisson_ratio_2indep(
        experimental, 1.25, 90, nobs_ratio=ratio, exposure=2, value=null, alpha=0.025, alternative="smaller",
        method_var=theirs, return_results=False,
    )  # fmt: skip
    ours = plan(experimental, 1.25, 2, method, goal, allocation=1 / ratio).attained({"participants": 90 * (1 + ratio)})
    assert float(ours) == pytest.approx(power, abs=1e-10)


@pytest.mark.parametrize(
    ("theirs", "method"),
    [
        ("wald-log", "wald"),
        ("score-log", "null_variance"),
        ("score", "score"),
        ("sqrt", "sqrt"),
        ("exact-cond", "exact"),
    ],
)
@pytest.mark.parametrize(("x", "y", "null"), [(12, 25, 1.2), (30, 14, 1.0), (3, 9, 0.8)])
def test_analyses_are_those_of_statsmodels(theirs: str, method: str, x: int, y: int, null: float) -> None:
    for sign, side in ((1, "larger"), (-1, "smaller")):
        expected = rates.test_poisson_2indep(x, 30.0, y, 40.0, value=null, method=theirs, alternative=side).pvalue
        ours = p_value(method, np.array([float(x)]), np.array([float(y)]), null * 0.75, sign)
        assert ours[0] == pytest.approx(expected, abs=1e-10)


def test_intervals() -> None:
    x, y = np.array([12.0]), np.array([25.0])
    for method, theirs in (("wald", "wald-log"), ("score", "score")):
        low, high = bounds(method, x, y, 0.75, 0.025)
        assert (low[0], high[0]) == pytest.approx(
            rates.confint_poisson_2indep(12, 30.0, 25, 40.0, method=theirs), rel=1e-4
        )
    low, high = bounds("exact", x, y, 0.75, 0.025)  # R 4: poisson.test(c(12, 25), c(30, 40))$conf.int
    assert p_value("exact", x, y, float(low[0]) * 0.75, 1)[0] == pytest.approx(0.025, abs=1e-9)
    assert p_value("exact", x, y, float(high[0]) * 0.75, -1)[0] == pytest.approx(0.025, abs=1e-9)


@pytest.mark.parametrize(
    ("first", "second", "null", "sign"), [(3.0, 9.0, 1.0, -1), (20.0, 9.0, 0.5, 1), (80.0, 110.0, 1.3, -1)]
)
def test_exact_power_enumerated(first: float, second: float, null: float, sign: int) -> None:
    x, y = np.arange(300)[:, None], np.arange(300)
    tail = binom.sf(x - 1, x + y, null / (1 + null)) if sign > 0 else binom.cdf(x, x + y, null / (1 + null))
    mass = poisson.pmf(x, first) * poisson.pmf(y, second)
    ours = exact_power(np.array([first, 2 * first]), np.array([second, 2 * second]), null, OneSided(0.0, sign, 0.025))
    assert ours[0] == pytest.approx(mass[tail <= 0.025].sum(), abs=1e-9)
    assert ours[1] > ours[0]


def test_huge_and_tiny() -> None:
    for method in METHODS:
        if method != "exact":
            assert solve(plan(0.001, 0.00105, 1, method), 0.9).exact == pytest.approx(17.2e6, rel=0.02)
        assert solve(plan(0.5, 5, 1, method), 0.8).analysed < 20


def test_equivalences() -> None:
    for method in METHODS:
        base = solve(plan(1.0, 1.5, 1, method), 0.8).exact
        for same in (
            plan(1.0, 1.5, 1, method, sup("lower", 0.025, 1)),
            plan(0.5, 0.75, 2, method),
            plan(1.0, 1.5, 1, method, exposure_experimental=1.0),
        ):
            assert solve(same, 0.8).exact == pytest.approx(base, rel=1e-6)
    wide = solve(plan(1.0, 1.0, 1, "score", eq(50, 1.3)), 0.9).exact
    assert wide == pytest.approx(solve(plan(1.0, 1.0, 1, "score", ni(1.3, "lower")), 0.9).exact, rel=1e-5)


def test_is_the_negative_binomial_without_dispersion() -> None:
    for method, other in (("wald", "expected"), ("null_variance", "restricted")):
        base = data(1.0, 1.25, 2, goal=ni(1.1, "lower"), allocation=2.0, exposure_experimental=1.5)
        same = base | {"kind": "negative_binomial_rates", "dispersion": 0.0, "method": other}
        assert solve(parse(base | {"method": method}), 0.8).exact == pytest.approx(solve(parse(same), 0.8).exact)


@pytest.mark.parametrize("method", ["score", "sqrt", "exact"])
def test_least_success_is_the_edge(method: str) -> None:
    design = plan(1.0, 1.25, 2, method)
    phrase = design.least_success({"participants": 380})
    count, control = (phrase.values[name].value for name in ("count", "control_count"))
    edge = p_value(method, np.array([count, count + 1]), np.array([control, control]), 1.0, -1)
    assert edge[0] <= 0.025 < edge[1]


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        (data(1.3, 1.25), "rate_experimental"),
        (data(1, 1), "rate_experimental"),
        (data(1, 1, goal=ni(1.0, "lower")), "goal.margin"),
        (data(-1, 1), "rate_experimental"),
        (data(0.5, 1, 0), "exposure"),
    ],
)
def test_refused(bad: Plan, field: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse(bad)
    assert problems(caught.value)[0].field == field  # type: ignore[arg-type]


EXAMPLES = [
    Example(
        "wald, 2:1",
        data(1.0, 1.25, 2, allocation=2.0),
        0.9,
        data(1.25, 1.0, 2, goal=sup(), allocation=0.5),
        {"rate_experimental": 1.25 - 1e-9},
    ),
    Example(
        "margin, 1:2, null variance",
        data(1, 1, 0.5, "null_variance", ni(1.4, "lower"), allocation=0.5),
        0.8,
        slack=0.02,
    ),
    Example("score, rare", data(0.02, 0.05, 1, "score"), 0.8, data(0.05, 0.02, 1, "score", sup()), slack=0.02),
    Example("roots, equivalence", data(3, 3, 1, "sqrt", eq(1.3, 1.3)), 0.5),
    Example("exact, few", data(0.4, 2, 1, "exact"), 0.8, data(2, 0.4, 1, "exact", sup())),
    Example("exact, 0.99, 2:1", data(0.1, 0.3, 1, "exact", allocation=2.0), 0.99),
]
