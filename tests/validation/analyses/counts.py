"""Counts and rates: Poisson tests and intervals, negative binomial regression."""

from __future__ import annotations

import warnings

import numpy as np
import statsmodels.api as sm
from scipy import stats as scipy_stats
from statsmodels.stats import rates

from stats.formulas.counts.negative_binomial import fit
from stats.formulas.counts.poisson import interval, upper_tail
from stats.formulas.counts.poisson_ratio import bounds, p_value
from tests.validation.analyses.row import Analysis

EVENTS = ((12, 25, 1.2), (30, 14, 1.0), (3, 9, 0.8))  # events of both arms over 30 and 40 years, null rate ratio
_RNG = np.random.default_rng(20260103)
RELAPSES = tuple(_RNG.poisson(_RNG.gamma(2, 0.5, n) * mean).astype(float) for n, mean in ((40, 1.8), (60, 1.6)))


def _tests(method: str) -> list[float]:
    return [float(p_value(method, np.array([float(x)]), np.array([float(y)]), 0.75 * null, 1)[0]) for x, y, null in EVENTS]  # fmt: skip


def _statsmodels(method: str) -> list[float]:
    test = rates.test_poisson_2indep
    return [test(x, 30.0, y, 40.0, value=null, method=method, alternative="larger").pvalue for x, y, null in EVENTS]


def _intervals(method: str) -> list[float]:
    return [float(one[0]) for x, y, _ in EVENTS for one in bounds(method, np.array([float(x)]), np.array([float(y)]), 0.75, 0.025)]  # fmt: skip


def _statsmodels_intervals(method: str) -> list[float]:
    return [one for x, y, _ in EVENTS for one in rates.confint_poisson_2indep(x, 30.0, y, 40.0, method=method)]


def _conditional() -> list[float]:
    """Clopper-Pearson on the share of the events that fall in one arm, as R's poisson.test."""
    found = [scipy_stats.binomtest(x, x + y).proportion_ci(0.95, "exact") for x, y, _ in EVENTS]
    return [bound / (1 - bound) / 0.75 for one in found for bound in (one.low, one.high)]


def _negative_binomial() -> list[float]:
    year = np.full((1, 1), 1.5), np.full((1, 1), 0.8)
    ours = fit(((RELAPSES[0][None], year[0]), (RELAPSES[1][None], year[1])))
    return [float(one[0]) for one in (ours.log_ratio, ours.error, ours.dispersion)]


def _regression() -> list[float]:
    group, time = np.repeat([1.0, 0.0], [40, 60]), np.repeat([1.5, 0.8], [40, 60])
    model = sm.NegativeBinomial(np.concatenate(RELAPSES), sm.add_constant(group), exposure=time)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its starting values
        found = model.fit(disp=0, maxiter=500, gtol=1e-9)
    return [found.params[1], found.bse[1], found.params[2]]


COUNTS = (
    *(
        Analysis(f"Two Poisson rates, {name}", f"statsmodels test_poisson_2indep, {theirs}",
                 lambda ours=ours: _tests(ours), lambda theirs=theirs: _statsmodels(theirs), 1e-10)
        for name, ours, theirs in (
            ("score test", "score", "score"), ("conditional exact test", "exact", "exact-cond"),
            ("Wald test of the log ratio", "wald", "wald-log"), ("square roots", "sqrt", "sqrt"),
        )
    ),
    Analysis(
        "Ratio of two Poisson rates, Wald interval", "statsmodels confint_poisson_2indep",
        lambda: _intervals("wald"), lambda: _statsmodels_intervals("wald-log"), 1e-10,
    ),
    Analysis("Ratio of two Poisson rates, exact interval", "SciPy binomtest", lambda: _intervals("exact"), _conditional, 1e-8),
    Analysis(
        "One Poisson count, exact test", "SciPy poisson",
        lambda: [float(upper_tail(x, mean)) for x, mean in ((3, 1.2), (40, 31.0), (0, 2.0))],
        lambda: [scipy_stats.poisson.sf(x - 1, mean) for x, mean in ((3, 1.2), (40, 31.0), (0, 2.0))], 1e-12,
    ),
    Analysis(
        "One Poisson count, exact interval", "statsmodels confint_poisson",
        lambda: [interval(x, 0.95, "exact") for x in (1, 7, 40)],
        lambda: [rates.confint_poisson(x, 1.0, method="exact-c") for x in (1, 7, 40)], 1e-8,
    ),
    Analysis("Negative binomial regression", "statsmodels NegativeBinomial", _negative_binomial, _regression, 1e-5),
)  # fmt: skip
