"""Negative binomial rates: rpact, MKpower (Zhu-Lakkis), statsmodels, integration over the exposure, the regression."""

from __future__ import annotations

import warnings
from math import exp, log
from typing import Any

import numpy as np
import pytest
import statsmodels.api as sm
from scipy.integrate import quad
from statsmodels.stats.rates import power_negbin_ratio_2indep

from stats.formulas.counts.event_rates import FollowUp
from stats.formulas.counts.negative_binomial import fit
from stats.refusal import problems
from stats.registry import parse
from stats.simulation import claim_rate
from stats.solver import solve, solve_for
from tests.stats.examples import Example, Plan, eq, ni, sup


def data(
    experimental: float, control: float, k: float, exposure: float = 1.0, goal: Plan | None = None, **more: Any
) -> Plan:
    return {
        "kind": "negative_binomial_rates",
        "goal": goal or sup("lower"),
        "rate_experimental": experimental,
        "rate_control": control,
        "dispersion": k,
        "exposure": exposure,
    } | more


def plan(*values: Any, **more: Any) -> Any:
    return parse(data(*values, **more))


@pytest.mark.parametrize(
    ("design", "target", "total", "within"),
    [  # rpact 4.3.0 prints whole arms
        pytest.param(plan(1.6, 2, 0.8, allocation=2), 0.8, 953, 2, id="c-nb-02"),
        pytest.param(plan(0.68, 0.8, 0.7, 0.75), 0.8, 2988, 2, id="rpact, stats_peers 1493.99 per arm"),
        pytest.param(
            plan(1, 1, 0.7, 0.75, goal=ni(1.3, "lower"), allocation=0.5), 0.9, 1398, 2, id="rpact, margin 1:2"
        ),
        pytest.param(plan(0.3, 0.4, 0.5, accrual=1), 0.8, 934, 2, id="rpact, staggered"),
        pytest.param(plan(1.4, 2, 1.2, 0.5, accrual=1.5, allocation=2), 0.9, 635, 3, id="rpact, staggered 2:1"),
        pytest.param(plan(3, 30, 1), 0.8, 8, 2, id="rpact, tiny"),
        pytest.param(plan(0.008, 0.01, 0.5), 0.99, 166778, 2, id="rpact, rare, huge"),
        pytest.param(plan(0.7, 1, 0.7, method="reference"), 0.8, 435.0948305, 1e-4, id="MKpower approach 1"),
        pytest.param(plan(0.7, 1, 0.7), 0.8, 472.4210287, 1e-4, id="MKpower approach 2"),
        pytest.param(plan(0.7, 1, 0.7, method="restricted"), 0.8, 465.8824623, 1e-4, id="MKpower approach 3"),
    ],
)
def test_other_programs(design: Any, target: float, total: float, within: float) -> None:
    assert solve(design, target).exact == pytest.approx(total, abs=within)


@pytest.mark.parametrize("ratio", [0.5, 1, 2])
@pytest.mark.parametrize(("theirs", "method"), [("alt", "expected"), ("score", "restricted")])
@pytest.mark.parametrize(("experimental", "null"), [(0.6, 1), (1.0, 1.3)])
def test_power_of_statsmodels(experimental: float, null: float, ratio: float, theirs: str, method: str) -> None:
    goal = sup("lower") if null == 1 else ni(null, "lower")
    design = plan(experimental, 1, 0.7, 0.75, goal=goal, method=method, allocation=1 / ratio)
    power = power_negbin_ratio_2indep(
        experimental, 1.0, 120, nobs_ratio=ratio, exposure=0.75, value=null, dispersion=0.7, alpha=0.025,
        alternative="smaller", method_var=theirs, return_results=False,
    )  # fmt: skip
    assert float(design.attained({"participants": 120 * (1 + ratio)})) == pytest.approx(power, abs=1e-10)


def test_staggered_exposure_is_integrated() -> None:
    """The information of a varying time, by quad; its mean in its place is optimistic, dropout costs participants."""
    a, f, k = 1.5, 0.5, 1.2
    design = plan(1.4, 2, k, f, accrual=a)
    errors = [quad(lambda t, m=m: m * t / (1 + k * m * t) / a, f, f + a)[0] for m in (1.4, 2.0)]
    total = 2 * (1.959963984540054 + 1.2815515655446004) ** 2 * (1 / errors[0] + 1 / errors[1]) / log(0.7) ** 2
    found = solve(design, 0.9).exact
    assert found == pytest.approx(total, rel=1e-9)
    assert (
        solve(plan(1.4, 2, k, f + a / 2), 0.9).exact
        < found
        < solve(plan(1.4, 2, k, f, accrual=a, dropout=0.1), 0.9).exact
    )
    assert FollowUp(1, 0, 0.3).moments()[0] == pytest.approx((1 - exp(-0.3)) / 0.3)
    assert design.traits.losses_inside is False and plan(1, 2, 1, dropout=0.1).traits.losses_inside


@pytest.mark.parametrize("equal", [True, False])
def test_regression_is_that_of_statsmodels(equal: bool) -> None:
    rng = np.random.default_rng(3)
    arms = []
    for n, rate, t in ((40, 1.2, 1.5), (60, 2.0, 0.8)):
        times = np.full((3, 1), t) if equal else rng.uniform(0.5, 2, (3, n))
        arms.append((rng.poisson(rng.gamma(2, 0.5, (3, n)) * rate * times).astype(float), times))
    ours = fit((arms[0], arms[1]))
    for i in range(3):
        y = np.concatenate([y[i] for y, _ in arms])
        t = np.concatenate([np.broadcast_to(t[i], y.shape[1]) for y, t in arms])
        group = np.repeat([1.0, 0.0], [40, 60])
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            theirs = sm.NegativeBinomial(y, sm.add_constant(group), exposure=t).fit(disp=0, maxiter=500, gtol=1e-9)
        assert ours.log_ratio[i] == pytest.approx(theirs.params[1], abs=1e-6)
        assert ours.dispersion[i] == pytest.approx(theirs.params[2], abs=1e-6)
        assert ours.error[i] == pytest.approx(
            theirs.bse[1], rel=1e-6 if equal else 0.02
        )  # theirs: observed information


def test_regression_at_its_edges() -> None:
    """Less spread than Poisson gives k = 0; an arm without an event has no estimate."""
    even, none = np.full((1, 20), 2.0), np.zeros((1, 20))
    year = np.ones((1, 1))
    flat = fit(((even, year), (even + 1, year)))
    assert flat.dispersion[0] == 0 and flat.error[0] == pytest.approx(np.sqrt(1 / 40 + 1 / 60))
    assert fit(((none, year), (even, year))).failed[0]


def test_equivalences() -> None:
    base = solve(plan(0.7, 1, 0.7), 0.8).exact
    for same in (
        plan(0.7, 1, 0.7, goal=sup("lower", 0.025, 1)),
        plan(0.35, 0.5, 0.7, 2),
        plan(1, 0.7, 0.7, goal=sup()),
        plan(0.7, 1, 0.7, exposure_experimental=1.0),
        plan(0.7, 1, 0.7, 1, accrual=1e-9),
    ):
        assert solve(same, 0.8).exact == pytest.approx(base, rel=1e-6)
    wide = solve(plan(1, 1, 0.7, goal=eq(50, 1.4)), 0.9).exact
    assert wide == pytest.approx(solve(plan(1, 1, 0.7, goal=ni(1.4, "lower")), 0.9).exact, rel=1e-5)
    assert solve_for(plan(0.7, 1, 0.7), "rate_experimental", {"participants": base}, 0.8).rate_experimental == (  # type: ignore[attr-defined]
        pytest.approx(0.7, rel=1e-6)
    )


def test_events_and_words() -> None:
    design = plan(1.6, 2, 0.8, allocation=2)
    assert design.events({"participants": 300}) == pytest.approx(200 * 1.6 + 100 * 2)
    assert {one.design.method for one in design.variants()} == {"expected", "restricted", "reference"}
    assert "rate_control" in design.sentence().placeholders


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        (data(1.2, 1, 0.7), "rate_experimental"),
        (data(1, 1, 0.7), "rate_experimental"),
        (data(1.4, 1, 0.7, goal=ni(1.3, "lower")), "rate_experimental"),
        (data(1, 1, 0.7, goal=ni(0.3, "lower")), "goal.margin"),
        (data(0, 1, 0.7), "rate_experimental"),
        (data(0.5, 1, -1), "dispersion"),
        (data(0.5, 1, 1, 0), "exposure"),
    ],
)
def test_refused(bad: Plan, field: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse(bad)
    assert problems(caught.value)[0].field == field  # type: ignore[arg-type]


def test_small_arms_are_liberal_as_the_card_says() -> None:
    design = plan(0.5, 2, 0.7)
    error = claim_rate(design, {"participants": 40}, 20_000, "null").rate
    assert 0.025 < error < 0.045


EXAMPLES = [
    Example(
        "2:1",
        data(1.0, 2.0, 0.8, allocation=2.0),
        0.8,
        data(2.0, 1.0, 0.8, goal=sup(), allocation=0.5),
        {"rate_experimental": 2 - 1e-9},
        slack=0.02,
    ),
    Example(
        "margin, 1:2, restricted",
        data(1, 1, 0.4, goal=ni(1.8, "lower"), allocation=0.5, method="restricted"),
        0.9,
        slack=0.02,
    ),
    Example("staggered, dropout", data(0.4, 1.2, 0.5, 0.5, accrual=1.0, dropout=0.2), 0.8, slack=0.03),
    Example("equivalence", data(4, 4, 0.3, goal=eq(1.4, 1.4)), 0.5, data(4, 4, 0.3, goal=eq(1.4, 1.4)), slack=0.02),
]
