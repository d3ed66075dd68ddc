"""Averages over the estimated standard deviation: exact power of analyses that estimate it once and compare a mean with it.

With n - 1 degrees of freedom, the estimated over the true standard deviation is sqrt(chi-square / df), independent of the
mean. A claim of the form "mean + c S below a limit, mean - c S above another" then has a power that is one integral.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtri, gammaln, stdtrit

from stats.normal import Phi
from stats.trials import FloatArray

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(120)


def _over_ratio(df: FloatArray, ceiling: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Nodes of the ratio estimated / true standard deviation up to a ceiling, and density times weight, on a last axis."""
    df, ceiling = df[..., None], ceiling[..., None]
    spread = 9 / np.sqrt(2 * df)
    low = np.maximum(1 - spread, 0.0)
    half = np.maximum(np.minimum(1 + spread, ceiling) - low, 0.0) / 2
    ratio = low + half * (_NODES + 1)
    shape = df / 2
    with np.errstate(divide="ignore"):
        log = np.log(2) + shape * np.log(shape) - gammaln(shape) + (df - 1) * np.log(ratio) - shape * ratio**2
    return ratio, half * _WEIGHTS * np.exp(log)


def power_between(df: ArrayLike, lower: ArrayLike, upper: ArrayLike, slope: ArrayLike) -> FloatArray:
    """P(lower + slope R < Z < upper - slope R), Z normal and R the ratio of the estimated to the true deviation.

    lower may be minus infinity (one claim) and upper plus infinity.
    """
    df, lower, upper, slope = (
        np.asarray(one, dtype=np.float64) for one in np.broadcast_arrays(df, lower, upper, slope)
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        ceiling = np.where(slope > 0, (upper - lower) / (2 * np.where(slope > 0, slope, 1.0)), np.inf)
    ratio, weight = _over_ratio(df, ceiling)
    lower, upper, slope = lower[..., None], upper[..., None], slope[..., None]
    inside = Phi(upper - slope * ratio) - Phi(lower + slope * ratio)
    return np.asarray(np.minimum((weight * np.maximum(inside, 0.0)).sum(axis=-1), 1.0))


def percentile_factor(n: ArrayLike, quantile: float, confidence: float) -> FloatArray:
    """The k for which mean + k S is an upper bound, at this one-sided confidence, of the normal percentile.

    `quantile` is the standard normal value of the percentile. k sqrt(n) is a quantile of a non-central t distribution;
    it is found by Newton's method on P(sqrt(n) (k R - quantile) > Z) = confidence.
    """
    n = np.asarray(n, dtype=np.float64)
    ratio, weight = _over_ratio(n - 1, np.full_like(n, np.inf))
    root = np.sqrt(n)[..., None]
    factor = approximate_factor(n, quantile, confidence)
    for _ in range(12):
        shift = root * (factor[..., None] * ratio - quantile)
        density = np.exp(-(shift**2) / 2) / np.sqrt(2 * np.pi)
        slope = (weight * density * root * ratio).sum(axis=-1)
        gap = (weight * Phi(shift)).sum(axis=-1) - confidence
        step = np.clip(gap / np.maximum(slope, 1e-300), -0.5 * np.abs(factor) - 0.1, 0.5 * np.abs(factor) + 0.1)
        factor = factor - step
        if np.all(np.abs(step) < 1e-11 * (1 + np.abs(factor))):
            break
    return np.asarray(factor)


def approximate_factor(n: ArrayLike, quantile: float, confidence: float) -> FloatArray:
    """Bland and Altman's: the limit of agreement plus a t quantile times its approximate standard error."""
    n = np.asarray(n, dtype=np.float64)
    return np.asarray(quantile + stdtrit(n - 1, confidence) * limit_error(n, quantile))


def limit_error(n: ArrayLike, quantile: float) -> FloatArray:
    """Approximate standard error of a limit of agreement, in standard deviations."""
    n = np.asarray(n, dtype=np.float64)
    return np.asarray(np.sqrt(1 / n + quantile**2 / (2 * (n - 1))))


def mean_ratio(df: ArrayLike) -> FloatArray:
    """Expected ratio of the estimated to the true standard deviation (c4)."""
    df = np.asarray(df, dtype=np.float64)
    small = np.minimum(df, 1e6)
    exact = np.sqrt(2 / small) * np.exp(gammaln((small + 1) / 2) - gammaln(small / 2))
    return np.asarray(np.where(df > 1e6, 1 - 1 / (4 * df), exact))


def ratio_quantile(df: ArrayLike, probability: float) -> FloatArray:
    """The ratio of the estimated to the true standard deviation that is not exceeded with this probability."""
    df = np.asarray(df, dtype=np.float64)
    return np.asarray(np.sqrt(chdtri(df, 1 - probability) / df))
