"""Recurrent events: survival's coxph, rpact with a common time, integrals over the exposure, negative binomial design."""

from __future__ import annotations

from math import log
from typing import Any

import numpy as np
import pytest
from scipy.integrate import quad

from stats.designs.counts.recurrent_events import RecurrentEvents
from stats.refusal import problems
from stats.registry import parse
from stats.simulation import claim_rate
from stats.solver import solve
from tests.stats.examples import Example, Plan, eq, ni, sup


def data(
    experimental: float, control: float, k: float, exposure: float = 1.0, goal: Plan | None = None, **more: Any
) -> Plan:
    return {
        "kind": "recurrent_events",
        "goal": goal or sup("lower"),
        "rate_experimental": experimental,
        "rate_control": control,
        "dispersion": k,
        "exposure": exposure,
    } | more


def plan(*values: Any, **more: Any) -> Any:
    return parse(data(*values, **more))


@pytest.mark.parametrize(
    ("design", "target", "total"),
    [  # rpact 4.3.0, whole arms, common time: one formula with the negative binomial regression
        (plan(1.6, 2, 0.8, allocation=2), 0.8, 953),
        (plan(0.68, 0.8, 0.7, 0.75), 0.8, 2988),
        (plan(1, 1, 0.7, 0.75, goal=ni(1.3, "lower"), allocation=0.5), 0.9, 1398),
        (plan(3, 30, 1), 0.8, 8),
    ],
)
def test_rpact(design: Any, target: float, total: float) -> None:
    assert solve(design, target).exact == pytest.approx(total, abs=2)


def test_staggered_time() -> None:
    """E[T] and E[T^2] by quad; the regression, which weighs participants, asks for fewer."""
    k, f, a, loss = 1.2, 0.5, 1.5, 0.1

    def survival(t: float) -> float:
        return float(np.exp(-loss * t) * (1 if t < f else (f + a - t) / a))

    first = quad(survival, 0, f)[0] + quad(survival, f, f + a)[0]
    second = quad(lambda t: 2 * t * survival(t), 0, f)[0] + quad(lambda t: 2 * t * survival(t), f, f + a)[0]
    variance = sum((1 + k * rate * second / first) / (rate * first) for rate in (1.4, 2.0))
    total = 2 * (1.959963984540054 + 1.2815515655446004) ** 2 * variance / log(0.7) ** 2
    design = plan(1.4, 2, k, f, accrual=a, dropout=loss)
    assert solve(design, 0.9).exact == pytest.approx(total, rel=1e-9)
    assert solve(design.variants()[0].design, 0.9).exact < total
    assert design.variants()[0].design.kind == "negative_binomial_rates"


def test_estimate_is_that_of_coxph() -> None:
    """survival 3.5, coxph(Surv(start, stop, event) ~ arm + cluster(id)), everyone followed for two years:
    counts 0 2 5 1 0 3 1 against 4 6 2 0 3, coefficient -0.5596157879, robust standard error 0.4730851126.
    """
    arms = [np.array([[0, 2, 5, 1, 0, 3, 1]]), np.array([[4, 6, 2, 0, 3]])]

    class Seen:
        """A generator that draws these counts."""

        def __init__(self) -> None:
            self.left = list(arms)

        def standard_gamma(self, _shape: float, size: Any) -> Any:
            return np.ones(size)

        def poisson(self, _mean: Any) -> Any:
            return self.left.pop(0)

    design = plan(0.8, 1.5, 0.5, 2, allocation=7 / 5)
    done = design.simulate({"participants": 12}, 1, Seen())
    assert np.log(done.estimate[0]) == pytest.approx(-0.5596157879, abs=1e-9)
    half = np.log(done.upper[0] / done.lower[0]) / 2
    assert half / 1.959963984540054 == pytest.approx(0.4730851126, abs=1e-9)


def test_without_frailty_it_is_poisson() -> None:
    base = data(1.0, 1.25, 0, 2)
    same = {key: value for key, value in base.items() if key != "dispersion"} | {"kind": "poisson_rates"}
    assert solve(parse(base), 0.9).exact == pytest.approx(solve(parse(same), 0.9).exact)


def test_events() -> None:
    assert plan(1.0, 1.25, 1, 2, allocation=2).events({"participants": 300}) == pytest.approx(200 * 2 + 100 * 2.5)


def test_simulated_power_with_few_is_liberal_as_the_card_says() -> None:
    assert 0.025 < claim_rate(plan(0.5, 1, 1, 2), {"participants": 60}, 20_000, "null").rate < 0.045


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        (data(1.2, 1, 0.7), "rate_experimental"),
        (data(1.4, 1, 0.7, goal=ni(1.3, "lower")), "rate_experimental"),
        (data(1, 1, 0.7, goal=eq(0.8, 1.3)), "goal.margin_lower"),
        (data(0.5, 1, -1), "dispersion"),
        (data(0.5, 1, 1, accrual=-1.0), "accrual"),
    ],
)
def test_refused(bad: Plan, field: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse(bad)
    assert problems(caught.value)[0].field == field  # type: ignore[arg-type]


def test_kind() -> None:
    assert isinstance(plan(0.5, 1, 1), RecurrentEvents)


EXAMPLES = [
    Example(
        "2:1",
        data(0.7, 1.4, 1.0, allocation=2.0),
        0.8,
        data(1.4, 0.7, 1.0, goal=sup(), allocation=0.5),
        {"rate_experimental": 1.4 - 1e-9},
        slack=0.02,
    ),
    Example(
        "margin, staggered, 1:2", data(1, 1, 0.5, 0.5, ni(1.6, "lower"), accrual=1.5, allocation=0.5), 0.9, slack=0.02
    ),
    Example("dropout", data(0.6, 1.2, 0.8, 1.0, dropout=0.3), 0.8, slack=0.03),
    Example("equivalence", data(3, 3, 0.2, goal=eq(1.3, 1.3)), 0.5, data(3, 3, 0.2, goal=eq(1.3, 1.3)), slack=0.02),
]
