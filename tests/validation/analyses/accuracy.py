"""Areas under ROC curves, kappa, intraclass correlation, limits of agreement."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import stats as scipy_stats
from scipy.optimize import brentq
from statsmodels.stats.inter_rater import cohens_kappa

from stats.formulas.accuracy.partial_auc import empirical_components
from stats.formulas.agreement.icc import Interval, one_way, random_effects
from stats.formulas.agreement.kappa import agreement_weights, kappa_and_variance
from stats.formulas.roc import delong, delong_paired
from stats.registry import parse
from tests.stats.examples import eq
from tests.validation.analyses.row import Analysis

# two scores of five diseased and six healthy patients
CASES = np.array([[2.1, 3.3, 0.7, 1.8, 2.6]]), np.array([[1.4, 2.2, 0.1, 2.9, 0.8]])
CONTROLS = np.array([[1.1, 2.3, 0.4, 1.9, -0.3, 0.9]]), np.array([[1.5, 1.2, 0.3, 2.4, -0.6, 0.5]])
_RNG = np.random.default_rng(20260104)
SCORES = _RNG.normal(1.0, 1.3, (1, 37)), _RNG.standard_normal((1, 52))
RATINGS = np.array([[20.0, 5, 1], [3, 30, 6], [2, 4, 29]])
READINGS = random_effects(0.5, 12, 4, 3, _RNG)


def _paired() -> list[float]:
    difference, variance = delong_paired((CASES[0], CONTROLS[0]), (CASES[1], CONTROLS[1]))
    return [float(difference[0]), float(difference[0] / np.sqrt(variance[0]))]


def _by_pairs() -> list[float]:
    """The area is the Mann-Whitney statistic; its variance, the variances of the row and column means of the pairs."""
    cases, controls = SCORES[0][0], SCORES[1][0]
    won = cases[:, None] > controls
    area = scipy_stats.mannwhitneyu(cases, controls).statistic / won.size
    parts = [won.mean(axis=axis).var(ddof=1) / won.shape[1 - axis] for axis in (0, 1)]
    return [area, float(sum(parts))]


def _partial() -> list[float]:
    ranges = ((0.0, 0.5), (0.2, 0.7))
    return [float(empirical_components(CASES[0], CONTROLS[0], one)[0][0]) for one in ranges]


def _kappa(scheme: Any) -> list[float]:
    kappa, variance = kappa_and_variance(RATINGS / 100, agreement_weights(3, scheme))
    return [float(kappa), float(variance) / 100]


def _statsmodels_kappa(scheme: str) -> list[float]:
    found = cohens_kappa(RATINGS, wt=None if scheme == "none" else scheme)
    return [found.kappa, found.var_kappa]


def _icc_bounds() -> list[float]:
    lower, upper = Interval(12, 4, 0.95).bounds(one_way(READINGS)[:1])
    return [float(lower[0]), float(upper[0])]


def _f_bounds() -> list[float]:
    """The correlations under which the observed F ratio is at the 2.5% and the 97.5% points of its law."""
    ratio, law = scipy_stats.f_oneway(*READINGS[0]).statistic, scipy_stats.f(11, 36)

    def below(icc: float) -> float:
        return float(law.cdf(ratio * (1 - icc) / (1 + 3 * icc)))

    return [brentq(lambda r, p=p: below(r) - p, -0.3, 0.999, xtol=1e-13) for p in (0.975, 0.025)]


def _limits() -> list[float]:
    """The bounds beyond both limits of agreement of 30 differences."""
    plan = {"kind": "bland_altman", "goal": eq(2.5, 2.5), "mean_difference": 0.1, "sd": 0.8}
    done = parse(plan).simulate({"participants": 30}, 1, np.random.default_rng(6))
    return [float(done.lower[0]), float(done.upper[0])]


def _noncentral_t() -> list[float]:
    """The exact one-sided 97.5% bounds of a mean plus or minus 1.96 standard deviations."""
    data = np.random.default_rng(6).standard_normal(30) * 0.8 + 0.1
    factor = scipy_stats.nct.ppf(0.975, 29, scipy_stats.norm.isf(0.025) * np.sqrt(30)) / np.sqrt(30)
    half = factor * data.std(ddof=1)
    return [float(data.mean() - half), float(data.mean() + half)]


ACCURACY = (
    Analysis(
        "DeLong, one area and its variance", "SciPy mannwhitneyu and the table of pairs",
        lambda: [float(one[0]) for one in delong(*SCORES)], _by_pairs, 1e-12,
    ),
    Analysis(
        "DeLong, one area and its variance, published data", "pROC 1.18.0 auc, var",
        lambda: [float(one[0]) for one in delong(CASES[0], CONTROLS[0])],
        lambda: [0.766666666667, 0.0246666666667], 1e-11,
    ),
    Analysis("DeLong, two areas of the same patients", "pROC 1.18.0 roc.test", _paired,
             lambda: [0.4 / 3, 0.803219328902], 1e-9),
    Analysis("Partial area, 0 to .5 and .2 to .7", "pROC 1.18.0 auc", _partial, lambda: [0.3, 0.38], 1e-9),
    *(
        Analysis(f"Kappa and its variance, weights: {scheme}", "statsmodels cohens_kappa",
                 lambda scheme=scheme: _kappa(scheme), lambda scheme=scheme: _statsmodels_kappa(scheme), 1e-12)
        for scheme in ("none", "linear", "quadratic")
    ),
    Analysis(
        "One-way F ratio of an intraclass correlation", "SciPy f_oneway",
        lambda: one_way(READINGS), lambda: [scipy_stats.f_oneway(*one).statistic for one in READINGS], 1e-10,
    ),
    Analysis("Interval of an intraclass correlation", "SciPy f_oneway, f", _icc_bounds, _f_bounds, 1e-9),
    Analysis("Bounds of the limits of agreement", "SciPy nct", _limits, _noncentral_t, 1e-8),
)  # fmt: skip
