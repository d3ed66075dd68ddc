"""Clusters: t tests of summaries, weights, baseline periods, mixed models over periods."""

from __future__ import annotations

import numpy as np
import statsmodels.api as sm
from scipy import stats as scipy_stats
from statsmodels.regression.mixed_linear_model import MixedLM

from stats.formulas.clusters.before_after import _analysed
from stats.formulas.clusters.cluster_tests import Spread, Summaries, compare
from stats.formulas.clusters.period_model import mixed_model
from stats.trials import FloatArray
from tests.validation.analyses.row import Analysis

_RNG = np.random.default_rng(20260105)
MEANS = _RNG.normal(0.4, 1, 9), _RNG.normal(0, 1, 12)
SIZES = _RNG.integers(5, 60, 9).astype(float), _RNG.integers(5, 60, 12).astype(float)
WITHIN = 6.0
PERIODS = 2 * _RNG.standard_normal((11, 1)) + _RNG.standard_normal((11, 2))  # two periods, 6 clusters then 5
_I, _J = np.meshgrid(np.arange(12), np.arange(5), indexing="ij")
TREATED = (_J >= 1 + _I // 3).astype(float)  # a stepped wedge: twelve clusters, five periods
WEDGE = np.round(10 + np.sin(3 * _I + 0.5 * _J) + 0.4 * np.sin(7 * _I * _J + 1) + 0.8 * TREATED + 0.1 * _J, 3)


def _arms(sizes: tuple[FloatArray, FloatArray]) -> list[Summaries]:
    return [Summaries(mean[None], size[None], np.array([WITHIN])) for mean, size in zip(MEANS, sizes, strict=True)]


def _equal(spread: Spread) -> list[float]:
    estimate, error, df = compare(*_arms((np.full(9, 15.0), np.full(12, 15.0))), spread)
    return [float(estimate[0] / error[0]), float(df[0])]


def _scipy(equal: bool) -> list[float]:
    found = scipy_stats.ttest_ind(*MEANS, equal_var=equal)
    return [found.statistic, found.df]


def _weighted() -> list[float]:
    estimate, error, _ = compare(*_arms(SIZES), "common")
    return [float(estimate[0]), float(error[0])]


def _weighted_regression() -> list[float]:
    """Weights from the variance between clusters: the residual sum of squares of a regression weighted by the sizes."""
    y, m = np.concatenate(MEANS), np.concatenate(SIZES)
    table = sm.add_constant(np.repeat([1.0, 0.0], [9, 12]))
    squares = float((m * sm.WLS(y, table, weights=m).fit().resid ** 2).sum())
    coefficient = sum(one.sum() - (one**2).sum() / one.sum() for one in SIZES)
    between = max((squares - 19 * WITHIN) / coefficient, 0.0)
    assert between > 0
    fit = sm.WLS(y, table, weights=1 / (between + WITHIN / m)).fit()
    return [fit.params[1], fit.bse[1]]


def _baseline(analysis: str) -> list[float]:
    estimate, error = _analysed(PERIODS[None], 6, analysis)
    return [float(estimate[0]), float(estimate[0] / error[0])]


def _baseline_ols() -> list[float]:
    fit = sm.OLS(PERIODS[:, 1], sm.add_constant(np.column_stack([np.repeat([1.0, 0.0], [6, 5]), PERIODS[:, 0]]))).fit()
    return [fit.params[1], fit.tvalues[1]]


def _baseline_change() -> list[float]:
    change = PERIODS[:, 1] - PERIODS[:, 0]
    return [change[:6].mean() - change[6:].mean(), scipy_stats.ttest_ind(change[:6], change[6:]).statistic]


def _mixed() -> list[float]:
    return [float(one[0]) for one in mixed_model(WEDGE[None], TREATED, "exchangeable", False)]


def _statsmodels_mixed() -> list[float]:
    table = np.column_stack([TREATED.ravel(), np.tile(np.eye(5), (12, 1))])
    found = MixedLM(WEDGE.ravel(), table, np.repeat(np.arange(12), 5)).fit(reml=True)
    return [found.params[0], found.bse[0]]


def _decay() -> list[float]:
    return [float(one[0]) for one in mixed_model(WEDGE[None], TREATED, "decay", False)]


CLUSTERS = (
    Analysis("Cluster means, Student", "SciPy ttest_ind", lambda: _equal("common"), lambda: _scipy(True), 1e-10),
    Analysis("Cluster means, Welch", "SciPy ttest_ind, equal_var=False", lambda: _equal("welch"), lambda: _scipy(False), 1e-10),
    Analysis("Cluster means weighted by their variance", "statsmodels WLS", _weighted, _weighted_regression, 1e-10),
    Analysis("Baseline period, analysis of covariance", "statsmodels OLS", lambda: _baseline("ancova"), _baseline_ols, 1e-10),
    Analysis("Baseline period, changes", "SciPy ttest_ind", lambda: _baseline("change"), _baseline_change, 1e-10),
    Analysis("Mixed model over periods, REML (grid of variances)", "statsmodels MixedLM", _mixed, _statsmodels_mixed, 2e-3),
    Analysis(
        "Mixed model over periods, REML (grid of variances)", "lme4 1.1-31 lmer", _mixed,
        lambda: [1.0335896242, 0.2621558577], 1e-3,
    ),
    Analysis(
        "Mixed model over periods, decaying correlation", "nlme 3.1-162 gls, corExp", _decay,
        lambda: [1.099804657, 0.1733617], 0.0045,
    ),
)  # fmt: skip
