"""One rate against a goal: lrstat, SciPy's Poisson, normal formulas, the analyses by simulation."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.stats import poisson
from statsmodels.stats.rates import confint_poisson

from stats.formulas.counts.poisson import interval, largest_low, smallest_high
from stats.refusal import problems
from stats.registry import parse
from stats.solver import solve
from tests.stats.examples import Example, Plan, ni, sup

ONE = sup("lower", alpha=0.025, sides=1)


def data(
    expected: float, reference: float, exposure: float = 1.0, method: str = "exact", goal: Plan | None = None
) -> Plan:
    return {
        "kind": "one_rate",
        "goal": goal or ONE,
        "rate_expected": expected,
        "rate_reference": reference,
        "exposure": exposure,
        "method": method,
    }


def plan(*values: Any, **more: Any) -> Any:
    return parse(data(*values, **more))


@pytest.mark.parametrize(
    ("design", "target", "first", "safe"),
    [
        pytest.param(plan(0.05, 0.1), 0.8, 248, 273, id="c-onerate-01, lrstat 273"),
        pytest.param(plan(0.8, 0.5, 0.5, goal=sup(alpha=0.05, sides=1)), 0.9, 124, 129, id="lrstat 129"),
        pytest.param(plan(0.005, 0.02, 2), 0.99, 460, 493, id="lrstat 460"),
        pytest.param(plan(1, 3), 0.5, 3, 3, id="lrstat 3"),
    ],
)
def test_saw_tooth(design: Any, target: float, first: int, safe: int) -> None:
    found = solve(design, target)
    assert (found.first, found.analysed) == (first, safe)


def test_onerate_01() -> None:
    """lrstat 0.2.15: 17 events or fewer out of 273 person-years, power 0.85119, attained alpha 0.024160."""
    design = plan(0.05, 0.1)
    assert float(design.attained({"participants": 273})) == pytest.approx(0.85119477446, abs=1e-10)
    values = {step.label.en: step.value.value for step in design.steps({"participants": 273})}
    assert values["Success threshold (number of events)"] == 17
    assert values["Actual type I error at this threshold"] == pytest.approx(0.024159567661, abs=1e-11)
    phrase = design.least_success({"participants": 273})
    assert phrase is not None and phrase.values["count"].value == 17
    assert design.null_value().value == 0.1


def test_power_of_scipy() -> None:
    for n in (5, 40, 1000, 30_000):
        for expected, reference in ((0.05, 0.1), (0.4, 0.5), (2.0, 3.0)):
            r = poisson.ppf(0.025, n * reference)
            r = r if poisson.cdf(r, n * reference) <= 0.025 else r - 1
            power = float(plan(expected, reference).attained({"participants": n}))
            assert power == pytest.approx(poisson.cdf(r, n * expected) if r >= 0 else 0, abs=1e-9)


def test_critical_counts() -> None:
    mean = np.concatenate([np.linspace(0.01, 30, 200), np.geomspace(30, 1e7, 50)])
    low, high = largest_low(mean, 0.025), smallest_high(mean, 0.025)
    assert (poisson.cdf(low, mean) <= 0.025 + 1e-12).all() and (poisson.cdf(low + 1, mean) > 0.025 - 1e-12).all()
    assert (poisson.sf(high - 1, mean) <= 0.025 + 1e-12).all() and (poisson.sf(high - 2, mean) > 0.025 - 1e-12).all()


@pytest.mark.parametrize(("method", "theirs"), [("exact", "exact-c"), ("score", "score"), ("wald", "wald")])
def test_intervals_are_those_of_statsmodels(method: str, theirs: str) -> None:
    for count in (1, 7, 40):
        low, high = interval(count, 0.95, method)
        assert (float(low), float(high)) == pytest.approx(confint_poisson(count, 1.0, method=theirs), abs=1e-8)
    assert float(interval(0, 0.95, "exact")[0]) == 0


def test_normal_formulas() -> None:
    """By hand: ((z sqrt m0 + z sqrt m1) / (m1 - m0))^2; on the log scale ((z + z) / log(m1 / m0))^2 / m1."""
    za, zb = 1.959963984540054, 0.8416212335729143
    assert solve(plan(0.05, 0.1, 1, "score"), 0.8).exact == pytest.approx(
        ((za * 0.1**0.5 + zb * 0.05**0.5) / 0.05) ** 2
    )
    assert solve(plan(0.05, 0.1, 1, "wald"), 0.8).exact == pytest.approx((za + zb) ** 2 * 0.05 / 0.05**2)
    assert solve(plan(0.05, 0.1, 1, "log"), 0.8).exact == pytest.approx(((za + zb) / np.log(2)) ** 2 / 0.05)


def test_equivalences() -> None:
    base = solve(plan(0.05, 0.1), 0.8)
    for same in (
        plan(0.05, 0.1, goal=sup("lower")),
        plan(0.05, 0.08, goal=ni(0.02, "lower")),
        plan(0.1, 0.2, 0.5),
    ):
        found = solve(same, 0.8)
        assert (found.first, found.analysed) == (base.first, base.analysed)
    assert base.events == pytest.approx(273 * 0.05)


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        (data(0.1, 0.1), "rate_expected"),
        (data(0.2, 0.1), "rate_expected"),
        (data(0.1, 0.1, goal=ni(0.2)), "goal.margin"),
        (data(0.0, 0.1), "rate_expected"),
        (data(0.1, 0.2, 0), "exposure"),
    ],
)
def test_refused(bad: Plan, field: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse(bad)
    assert problems(caught.value)[0].field == field  # type: ignore[arg-type]


EXAMPLES = [
    Example("exact, fewer", data(0.05, 0.1)),
    Example("exact, more, few", data(3, 1.5, 0.5, goal=sup(alpha=0.05, sides=1)), 0.5),
    Example("exact, 0.99", data(0.2, 0.3, goal=sup("lower")), 0.99, vanishing={"rate_expected": 0.3 - 1e-9}),
    Example("margin, score", data(0.5, 0.5, 1, "score", ni(0.15, "lower")), 0.9),
    Example("log, many events", data(2, 2.4, 1, "log", sup("lower")), 0.9, slack=0.02),
]
