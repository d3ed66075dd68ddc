"""The named analyses of two independent proportions: score, Wald, continuity-corrected and Fisher tests, intervals."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from scipy.optimize import minimize_scalar
from scipy.stats import fisher_exact

from stats.formulas.binary.farrington_manning import restricted
from stats.formulas.binary.risk_difference import Table, interval, p_value, score_bounds, statistic
from stats.goals import OneSided
from tests.stats.risk_plans import table


def test_restricted_rates_maximise_the_likelihood() -> None:
    rates = (0.0, 0.001, 0.04, 0.3, 0.5, 0.97, 0.999, 1.0)
    for p, q, k, null in product(rates, rates, (0.05, 0.5, 1.0, 2.0, 20.0), (-0.9, -0.1, -0.02, 0.03, 0.3)):

        def minus_log(t: float, p: float = p, q: float = q, k: float = k, s: float = null) -> float:
            terms = ((k * p, t), (k * (1 - p), 1 - t), (q, t - s), (1 - q, 1 - t + s))
            return float(-sum(share * np.log(max(rate, 1e-300)) for share, rate in terms if share > 0))

        low, high = max(0.0, null), min(1.0, 1 + null)
        best = minimize_scalar(minus_log, bounds=(low, high), method="bounded", options={"xatol": 1e-12})
        found, other = restricted(p, q, k, null)
        assert found - other == pytest.approx(null, abs=1e-12)
        assert low <= found <= high
        assert minus_log(float(found)) <= best.fun + 1e-9, (p, q, k, null)


def test_restricted_without_difference_is_the_pooled_rate() -> None:
    p, q = restricted([0.0, 0.9, 0.5, 1.0], [0.0, 0.3, 0.5, 1.0], 2.0, 0.0)
    assert p == pytest.approx([0.0, 0.7, 0.5, 1.0], abs=1e-7)
    assert q == pytest.approx(p)


def test_published_statistics() -> None:
    # statsmodels 0.15 answers 2.983 (its issue 10269); right: 3.021 with Miettinen and Nurminen's factor N / (N - 1)
    z = statistic("score", table(90, 100, 85, 100), -0.1)[0]
    assert z / np.sqrt(200 / 199) == pytest.approx(3.021, abs=5e-4)
    # Miettinen & Nurminen's interval of 56/70 v 48/80, published (0.0528, 0.3382), has a factor N / (N - 1)
    from scipy.stats import norm

    alpha = float(norm.sf(norm.isf(0.025) * np.sqrt(150 / 149)))
    lower, upper = score_bounds(table(56, 70, 48, 80), alpha)
    assert (lower[0], upper[0]) == pytest.approx((0.0528, 0.3382), abs=5e-5)


def test_chi_square_agrees_with_scipy_and_statsmodels() -> None:
    from scipy.stats import chi2_contingency
    from statsmodels.stats.proportion import proportions_ztest

    up = OneSided(0.0, 1, 0.025)
    for x, n, y, m in ((56, 70, 48, 80), (9, 12, 3, 11), (199, 200, 190, 200)):
        for method, correction in (("score", False), ("continuity", True)):
            squared = statistic(method, table(x, n, y, m), 0.0)[0] ** 2
            observed = np.array([[x, n - x], [y, m - y]])
            assert squared == pytest.approx(chi2_contingency(observed, correction=correction).statistic, rel=1e-12)
        z, _ = proportions_ztest([x, y], [n, m], prop_var=False)
        assert statistic("score", table(x, n, y, m), 0.0)[0] == pytest.approx(z)
        p = fisher_exact(np.array([[x, n - x], [y, m - y]]), alternative="greater").pvalue
        assert p_value("fisher", table(x, n, y, m), up)[0] == pytest.approx(p, rel=1e-9)


def test_fisher_p_values_on_every_small_table() -> None:
    n, m = 9, 14
    x, y = (grid.ravel() for grid in np.meshgrid(np.arange(n + 1), np.arange(m + 1)))
    for test, side in ((OneSided(0.0, 1, 0.025), "greater"), (OneSided(0.0, -1, 0.025), "less")):
        found = p_value("fisher", Table(x.astype(float), n, y.astype(float), m), test)
        wanted = [fisher_exact([[a, n - a], [b, m - b]], alternative=side).pvalue for a, b in zip(x, y, strict=True)]
        assert found == pytest.approx(wanted, abs=1e-12)


@pytest.mark.parametrize("method", ["score", "unpooled"])
@pytest.mark.parametrize("null", [-0.1, 0.0, 0.07])
def test_interval_agrees_with_its_test(method: str, null: float) -> None:
    x, y = (grid.ravel().astype(float) for grid in np.meshgrid(np.arange(1, 24), np.arange(1, 40)))
    some = Table(x, 24, y, 40)
    lower, upper = interval(method, some, 0.025)
    assert ((lower <= some.difference) & (some.difference <= upper)).all()
    assert ((lower > null) == (p_value(method, some, OneSided(null, 1, 0.025)) < 0.025)).all()
    assert ((upper < null) == (p_value(method, some, OneSided(null, -1, 0.025)) < 0.025)).all()
