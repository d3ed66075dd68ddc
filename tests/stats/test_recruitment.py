"""The Poisson-gamma forecast: a published example, its limits, and a simulation that shares no formula with it."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom, nbinom, poisson

from stats.recruitment import Forecast, Site

TRIALS = 100_000
MIXED = Forecast(
    (Site(1, 3.0, 1.0, 0, 2), Site(4, 0.8, 0.3, 1, 4), Site(1, 6.0, 3.0, 3, 6), Site(2, 1.2, 0.0, 0, 0)), ramp=2.0
)


def four_countries(*counts: int) -> Forecast:
    """The worked example of ClinicalTrialOptm.jl (docs/src/index.md): drop-out thins each rate."""
    rows = zip(counts, (1, 1.2, 1.4, 1.2), (0.2, 0.4, 0.8, 0.6), (0.01, 0.05, 0.09, 0.15), strict=True)
    return Forecast(tuple(Site(c, m * (1 - d), v**0.5 * (1 - d), 0, 6) for c, m, v, d in rows))


def test_the_published_probabilities_and_moments() -> None:
    """That program prints P(N > n), with the opening months integrated numerically."""
    assert four_countries(8, 5, 6, 1).reached(401, 24) == pytest.approx(0.8598777882, abs=1e-5)
    assert four_countries(7, 5, 2, 1).reached(301, 24) == pytest.approx(0.7772523003, abs=1e-5)
    mean, variance = four_countries(2, 4, 7, 3).moments(np.array([24.0]))
    assert mean[0] == pytest.approx(388.878, abs=1e-9) and variance[0] == pytest.approx(3905.413596, abs=1e-6)


@pytest.mark.parametrize("n", (10, 25, 60))
def test_one_centre_is_negative_binomial(n: int) -> None:
    shape, mean = (2.5 / 1.1) ** 2, 2.5 * 10
    expected = nbinom.sf(n - 1, shape, shape / (shape + mean))
    one = Forecast((Site(1, 2.5, 1.1, 2, 2),))
    assert one.reached(n, 12) == pytest.approx(expected, abs=1e-9)
    assert one.chance(n, np.array([12.0]))[0] == pytest.approx(expected, abs=1e-9)


def test_known_rates_give_a_poisson_number() -> None:
    sure = Forecast((Site(3, 2.0), Site(2, 1.0, 0.0, 4, 4)))
    assert sure.reached(70, 10) == pytest.approx(poisson.sf(69, 72), abs=1e-9)
    assert sure.chance(70, np.array([10.0]))[0] == pytest.approx(poisson.sf(69, 72), abs=1e-9)
    assert sure.quantiles(np.array([10.0]), 0.9)[0] == poisson.ppf(0.9, 72)


def test_equal_centres_opened_together_are_negative_binomial() -> None:
    twelve = Forecast((Site(12, 1.5, 0.9),))
    shape, mean = 12 * (1.5 / 0.9) ** 2, 12 * 1.5 * 9
    assert twelve.reached(170, 9) == pytest.approx(nbinom.sf(169, shape, shape / (shape + mean)), abs=1e-9)


@pytest.mark.parametrize("month", (5.0, 12.0, 24.0))
def test_simulation_agrees(month: float) -> None:
    drawn = MIXED.simulated(month, TRIALS, np.random.default_rng(20261122))
    mean, variance = (float(one[0]) for one in MIXED.moments(np.array([month])))
    assert abs(drawn.mean() - mean) < 4 * (variance / TRIALS) ** 0.5
    assert drawn.var() == pytest.approx(variance, rel=0.04)
    for n in (int(mean * 0.8), int(mean), int(mean * 1.2)):
        seen, exact = (drawn >= n).mean(), MIXED.reached(n, month)
        assert abs(seen - exact) < 4 * (binom.var(1, exact) / TRIALS) ** 0.5 + 1e-4
        assert MIXED.chance(n, np.array([month]))[0] == pytest.approx(exact, abs=0.025)  # the stated error


def test_the_month_and_the_number_of_centres_answer_the_same_question() -> None:
    plan = four_countries(8, 5, 6, 1)
    month = plan.month(400, 0.8)
    assert month is not None
    assert plan.chance(400, np.array([month]))[0] >= 0.8 > plan.chance(400, np.array([month - 0.01]))[0]
    needed = plan.centres_needed(400, 24, 0.8)
    assert needed is not None and needed <= 20  # twenty give 86 %
    equal = Forecast((Site(1, 1.5, 0.9),))
    needed = equal.centres_needed(170, 9, 0.8) or 0
    assert (
        Forecast((Site(needed, 1.5, 0.9),)).reached(170, 9)
        >= 0.8
        > Forecast((Site(needed - 1, 1.5, 0.9),)).reached(170, 9)
    )


def test_hopeless_plans_say_so() -> None:
    nothing = Forecast((Site(3, 0.0),))
    assert nothing.reached(10, 12) == 0 and nothing.month(10, 0.5) is None
    assert nothing.centres_needed(10, 12, 0.8) is None
    late = Forecast((Site(3, 5.0, 1.0, 12, 14),))
    assert late.reached(1, 12) == 0 and late.quantiles(np.array([0.0, 12.0]), 0.95).tolist() == [0, 0]


def test_slower_centres_and_ramps_never_help() -> None:
    plan = four_countries(8, 5, 6, 1)
    assert plan.slower(0.5).reached(400, 24) < plan.slower(0.75).reached(400, 24) < plan.reached(400, 24)
    assert Forecast(plan.sites, 3.0).reached(400, 24) < plan.reached(400, 24)


def test_ten_thousand_centres_are_forecast() -> None:
    crowd = Forecast(tuple(Site(50, 1.0 + k / 100, 0.4, 0, 6) for k in range(200)))
    assert crowd.centres == 10_000
    assert crowd.reached(100_000, 12) == pytest.approx(1.0)
    assert crowd.month(100_000, 0.5) is not None
