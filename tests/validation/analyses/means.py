"""Means and ranks: t tests, least squares, repeated measures, Dunnett, Mann-Whitney."""

from __future__ import annotations

from typing import Any

import numpy as np
import statsmodels.api as sm
from scipy import stats as scipy_stats
from scipy.special import stdtr

from stats.formulas.means.adjustment import least_squares
from stats.formulas.means.dunnett import critical_value
from stats.formulas.means.visits import contrast, sequential_regressions
from stats.formulas.t_tests import one_sample_t, tested, two_sample_t
from stats.goals import Equivalence
from stats.registry import parse
from stats.trials import FloatArray
from tests.stats.examples import eq, sup
from tests.validation.analyses.row import Analysis

_RNG = np.random.default_rng(20260101)
FIRST, SECOND = _RNG.normal(1.0, 2.0, 23), _RNG.normal(0.2, 3.0, 17)
BEFORE = _RNG.normal(10.0, 2.0, 30)
AFTER = BEFORE + _RNG.normal(0.7, 1.5, 30)
COVARIATES = _RNG.standard_normal((40, 2))
ADJUSTED = COVARIATES @ np.array([1.5, -0.7]) + np.repeat([0.8, 0.0], [23, 17]) + _RNG.standard_normal(40)
THREE = tuple(_RNG.normal(mean, 1.0, (20, 4)) for mean in (0.6, 0.0))
GRADES = np.repeat(np.arange(4), [14, 9, 5, 2]), np.repeat(np.arange(4), [7, 9, 8, 6])


def _t(values: tuple[FloatArray, FloatArray, FloatArray]) -> list[float]:
    """Estimate, t statistic, degrees of freedom, two-sided p value of the first trial."""
    estimate, error, df = (float(one[0]) for one in values)
    return [estimate, estimate / error, df, 2 * float(stdtr(df, -abs(estimate / error)))]


def _scipy_t(estimate: float, found: Any) -> list[float]:
    return [estimate, found.statistic, found.df, found.pvalue]


def _ancova() -> list[float]:
    y, x = ADJUSTED[None], COVARIATES[None]
    return _t(least_squares(y[:, :23], x[:, :23], y[:, 23:], x[:, 23:]))


def _ols() -> list[float]:
    arm = np.repeat([1.0, 0.0], [23, 17])
    fit = sm.OLS(ADJUSTED, np.column_stack([np.ones(40), arm, COVARIATES])).fit()
    return [fit.params[1], fit.tvalues[1], fit.df_resid, fit.pvalues[1]]


def _tost() -> list[float]:
    goal = Equivalence(**eq(1.5, 2.5))
    done = tested(goal, *two_sample_t(FIRST[None], SECOND[None]))
    return [float(done.p[0]), float(done.lower[0]), float(done.upper[0])]


def _statsmodels_tost() -> list[float]:
    from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

    both = CompareMeans(DescrStatsW(FIRST), DescrStatsW(SECOND))
    return [both.ttost_ind(-1.5, 2.5)[0], *both.tconfint_diff(alpha=0.05)]


def _visits(seen: FloatArray, values: FloatArray, arm: FloatArray, baseline: FloatArray | None, target: str) -> Any:
    weights = contrast(target, (1.0, 2.0, 3.0))
    return sequential_regressions(
        values[None], seen[None].astype(bool), arm, None if baseline is None else baseline[None], weights
    )[0]


def _slopes() -> list[float]:
    values = np.concatenate(THREE)
    seen = np.ones((40, 3))
    return _t(_visits(seen, values[:, 1:], np.repeat([1.0, 0.0], 20), values[:, 0], "last"))


def _slopes_by_regression() -> list[float]:
    """With complete data the adjusted last visit is an analysis of covariance; the mixed model has its estimate."""
    values = np.concatenate(THREE)
    table = np.column_stack([np.ones(40), np.repeat([1.0, 0.0], 20), values[:, 0]])
    fit = sm.OLS(values[:, 3], table).fit()
    return [fit.params[1], fit.tvalues[1], fit.df_resid, fit.pvalues[1]]


def _dropout() -> list[float]:
    """Three visits of 24 participants, 6 of whom leave; the data of the R script are the same formula."""
    i, j = np.meshgrid(np.arange(1, 25), np.arange(1, 4), indexing="ij")
    arm = (np.arange(1, 25) <= 12).astype(float)
    wave = np.sin(5 * i) + 0.6 * np.sin(7 * i * j + 2) + 0.3 * j * arm[:, None] + 0.2 * np.cos(11 * i + 3 * j)
    seen = j <= np.where(i % 5 == 0, 1, np.where(i % 7 == 0, 2, 3))
    return [float(_visits(seen, np.round(wave, 3), arm, None, one)[0][0]) for one in ("last", "mean")]


def _dunnett() -> list[float]:
    return [float(critical_value(np.array(27.0), 2, 0.5, 0.05, 2)), float(critical_value(np.array(40.0), 3, 0.4, 0.025, 1))]  # fmt: skip


def _rank_design() -> Any:
    return parse({"kind": "rank_sum", "goal": sup(), "p_superiority": 0.7, "allocation": 2.0})


def _ranks() -> list[float]:
    done = _rank_design().simulate({"participants": 36}, 1, np.random.default_rng(4))
    return [float(done.estimate[0]), float(done.p[0])]


def _scipy_ranks() -> list[float]:
    values = np.random.default_rng(4).standard_normal(36)
    first, second = values[:24] + _rank_design().standardised, values[24:]
    found = scipy_stats.mannwhitneyu(first, second, alternative="greater", use_continuity=False, method="asymptotic")
    return [found.statistic / (24 * 12), found.pvalue]


def _ordinal_design() -> Any:
    shares = [0.2, 0.3, 0.3, 0.2]
    return parse({"kind": "ordinal_shift", "goal": sup(), "shares": shares, "odds_ratio": 1.8})


def _ordinal() -> list[float]:
    return [float(_ordinal_design().simulate({"participants": 60}, 1, np.random.default_rng(8)).p[0])]


def _scipy_ordinal() -> list[float]:
    rng, shares = np.random.default_rng(8), _ordinal_design().arms_shares
    x, y = (np.repeat(np.arange(4), rng.multinomial(30, one, 1)[0]) for one in shares)
    return [scipy_stats.mannwhitneyu(x, y, alternative="greater", use_continuity=False, method="asymptotic").pvalue]


MEANS = (
    Analysis(
        "Student's t, two samples", "SciPy ttest_ind",
        lambda: _t(two_sample_t(FIRST[None], SECOND[None])),
        lambda: _scipy_t(FIRST.mean() - SECOND.mean(), scipy_stats.ttest_ind(FIRST, SECOND)), 1e-12,
    ),
    Analysis(
        "Welch's t, two samples", "SciPy ttest_ind, equal_var=False",
        lambda: _t(two_sample_t(FIRST[None], SECOND[None], pooled=False)),
        lambda: _scipy_t(FIRST.mean() - SECOND.mean(), scipy_stats.ttest_ind(FIRST, SECOND, equal_var=False)), 1e-10,
    ),
    Analysis(
        "t test, one sample", "SciPy ttest_1samp",
        lambda: _t(one_sample_t(FIRST[None])),
        lambda: _scipy_t(FIRST.mean(), scipy_stats.ttest_1samp(FIRST, 0.0)), 1e-12,
    ),
    Analysis(
        "t test, pairs", "SciPy ttest_rel",
        lambda: _t(one_sample_t((AFTER - BEFORE)[None])),
        lambda: _scipy_t(AFTER.mean() - BEFORE.mean(), scipy_stats.ttest_rel(AFTER, BEFORE)), 1e-10,
    ),
    Analysis("Two one-sided t tests, 95% interval", "statsmodels ttost_ind", _tost, _statsmodels_tost, 1e-10),
    Analysis("Analysis of covariance, two covariates", "statsmodels OLS", _ancova, _ols, 1e-10),
    Analysis("Repeated measures, last visit adjusted", "statsmodels OLS", _slopes, _slopes_by_regression, 1e-10),
    Analysis(
        "Repeated measures with dropout, last visit and mean", "nlme 3.1-162 gls, ML, unstructured", _dropout,
        lambda: [0.9919153122, (0.0514166667 + 0.2866489152 + 0.9919153122) / 3], 1e-6,
    ),
    Analysis(
        "Dunnett's critical values, (27, 2, .5) two-sided and (40, 3, .4) one-sided", "mvtnorm 1.1-3 qmvt", _dunnett,
        lambda: [2.33341155, 2.45954102], 1e-5,
    ),
    Analysis("Mann-Whitney without ties", "SciPy mannwhitneyu", _ranks, _scipy_ranks, 1e-12),
    Analysis("Mann-Whitney with ties", "SciPy mannwhitneyu", _ordinal, _scipy_ordinal, 1e-12),
)  # fmt: skip
