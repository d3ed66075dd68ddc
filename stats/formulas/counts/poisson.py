"""The Poisson distribution of a count: tails, critical counts and intervals, vectorised on scipy.special."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammainc, gammaincc, gammainccinv, gammaincinv

from stats.normal import z
from stats.trials import FloatArray


def lower_tail(count: ArrayLike, mean: ArrayLike) -> FloatArray:
    """P(X <= count); 0 for a negative count."""
    count = np.asarray(count, dtype=np.float64)
    return np.asarray(np.where(count < 0, 0.0, gammaincc(np.maximum(count, 0.0) + 1, mean)))


def upper_tail(count: ArrayLike, mean: ArrayLike) -> FloatArray:
    """P(X >= count); 1 for a count of 0 or less."""
    count = np.asarray(count, dtype=np.float64)
    return np.asarray(np.where(count <= 0, 1.0, gammainc(np.maximum(count, 1.0), mean)))


def largest_low(mean: ArrayLike, alpha: float) -> FloatArray:
    """Largest r with P(X <= r) <= alpha, -1 when even 0 is too likely: the threshold of a test for fewer events."""
    mean = np.asarray(mean, dtype=np.float64)
    reach = (z(alpha) + 3) * np.sqrt(mean) + z(alpha) ** 2 + 4
    return _edge(np.maximum(np.floor(mean - reach), -1.0), np.ceil(mean + 2), lambda r: lower_tail(r, mean) <= alpha)


def smallest_high(mean: ArrayLike, alpha: float) -> FloatArray:
    """Smallest r with P(X >= r) <= alpha: the threshold of a test for more events."""
    mean = np.asarray(mean, dtype=np.float64)
    reach = (z(alpha) + 3) * np.sqrt(mean) + z(alpha) ** 2 + 4
    return np.asarray(1 + _edge(np.floor(mean) - 1, np.ceil(mean + reach), lambda r: upper_tail(r, mean) > alpha))


def _edge(low: FloatArray, high: FloatArray, holds: Callable[[FloatArray], Any]) -> FloatArray:
    """Largest whole number that `holds`, true at `low` and false at `high`, by bisection."""
    while np.any(high - low > 1):
        middle = np.floor((low + high) / 2)
        kept = holds(middle)
        low, high = np.where(kept, middle, low), np.where(kept, high, middle)
    return np.asarray(low)


def interval(count: ArrayLike, confidence: float, method: str) -> tuple[FloatArray, FloatArray]:
    """Bounds of the mean: Garwood's exact interval, the inverted score test, or the normal one on either scale."""
    count, tail = np.asarray(count, dtype=np.float64), (1 - confidence) / 2
    if method == "exact":
        low = np.where(count > 0, gammaincinv(np.maximum(count, 1.0), tail), 0.0)
        return low, np.asarray(gammainccinv(count + 1, tail))
    quantile = z(tail)
    if method == "score":
        centre, half = count + quantile**2 / 2, quantile * np.sqrt(count + quantile**2 / 4)
        return centre - half, centre + half
    half = quantile * np.sqrt(count)
    if method == "wald":
        return np.maximum(count - half, 0.0), count + half
    factor = np.exp(quantile / np.sqrt(np.maximum(count, 0.5)))
    return count / factor, count * factor
