"""The binomial distribution and its intervals, vectorised on scipy.special."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betainc, betaincinv, gammaln, xlogy

from stats.normal import z
from stats.trials import FloatArray


def upper_tail(count: ArrayLike, n: ArrayLike, p: ArrayLike) -> FloatArray:
    """P(X >= count) for X binomial (n, p); count may be 0 (probability 1) or n + 1 (probability 0)."""
    count, n = np.asarray(count, dtype=np.float64), np.asarray(n, dtype=np.float64)
    inside = betainc(np.clip(count, 1, None), np.clip(n - count + 1, 1e-300, None), p)
    return np.asarray(np.where(count <= 0, 1.0, np.where(count > n, 0.0, inside)))


def pmf(count: ArrayLike, n: ArrayLike, p: ArrayLike) -> FloatArray:
    """P(X = count) for X binomial (n, p)."""
    count, n, p = (np.asarray(one, dtype=np.float64) for one in (count, n, p))
    log = gammaln(n + 1) - gammaln(count + 1) - gammaln(n - count + 1) + xlogy(count, p) + xlogy(n - count, 1 - p)
    return np.asarray(np.exp(log))


def critical_count(n: ArrayLike, p: float, alpha: float) -> FloatArray:
    """Smallest r with P(X >= r | n, p) <= alpha: the success threshold of the exact one-sided test."""
    n = np.asarray(n, dtype=np.float64)
    spread = np.sqrt(n * p * (1 - p))
    low = np.clip(np.floor(n * p - spread) - 2, 0, n + 1)
    high = np.minimum(np.ceil(n * p + (z(alpha) + 3) * spread + z(alpha) ** 2 + 4), n + 1)
    while np.any(high - low > 1):
        middle = np.floor((low + high) / 2)
        enough = upper_tail(middle, n, p) <= alpha
        high = np.where(enough, middle, high)
        low = np.where(enough, low, middle)
    return np.asarray(np.where(upper_tail(low, n, p) <= alpha, low, high))


def interval(count: ArrayLike, n: ArrayLike, confidence: float, method: str) -> tuple[FloatArray, FloatArray]:
    """Lower and upper bounds of the Clopper-Pearson, Wilson, Agresti-Coull or Wald interval; counts may be fractional."""
    count, n = (np.asarray(one, dtype=np.float64) for one in (count, n))
    tail = (1 - confidence) / 2
    return _INTERVALS[method](count, n, tail)


def _clopper_pearson(count: FloatArray, n: FloatArray, tail: float) -> tuple[FloatArray, FloatArray]:
    positive, negative = np.maximum(count, 1e-300), np.maximum(n - count, 1e-300)
    lower = np.where(count <= 0, 0.0, betaincinv(positive, n - count + 1, tail))
    upper = np.where(count >= n, 1.0, betaincinv(count + 1, negative, 1 - tail))
    return lower, upper


def _wilson(count: FloatArray, n: FloatArray, tail: float) -> tuple[FloatArray, FloatArray]:
    quantile = z(tail)
    p = count / n
    centre = (p + quantile**2 / (2 * n)) / (1 + quantile**2 / n)
    half = quantile / (1 + quantile**2 / n) * np.sqrt(p * (1 - p) / n + quantile**2 / (4 * n**2))
    return centre - half, centre + half


def _agresti_coull(count: FloatArray, n: FloatArray, tail: float) -> tuple[FloatArray, FloatArray]:
    added = z(tail) ** 2
    return _wald(count + added / 2, n + added, tail)


def _wald(count: FloatArray, n: FloatArray, tail: float) -> tuple[FloatArray, FloatArray]:
    p = count / n
    half = z(tail) * np.sqrt(p * (1 - p) / n)
    return p - half, p + half


_INTERVALS: dict[str, Callable[[FloatArray, FloatArray, float], tuple[FloatArray, FloatArray]]] = {
    "clopper_pearson": _clopper_pearson,
    "wilson": _wilson,
    "agresti_coull": _agresti_coull,
    "wald": _wald,
}
