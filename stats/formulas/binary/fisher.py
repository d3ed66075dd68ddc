"""Fisher's exact one-sided test on two independent proportions: p values and power, without a loop over tables.

Given the total of successes t, the experimental count X is hypergeometric. The test rejects when X reaches c(t), the
smallest c with P(X >= c | t) <= alpha. X grows stochastically with t, so c(t) never falls: for a given experimental
count the rejected control counts are 0 .. g, and the power is one sum, of P(X_E = x) P(X_C <= g(x)).
Outcomes beyond 7 standard deviations (probability below 1e-11) are left out.

lrstat and exact2x2 offer a two-sided test that orders tables by probability; here each side has its own alpha.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammaln

from stats.formulas.binomial import pmf, upper_tail
from stats.trials import FloatArray

_WIDE = 7.0


def _log_factorials(n: float) -> FloatArray:
    return np.asarray(gammaln(np.arange(n + 1) + 1.0))


def _probability(x: FloatArray, t: FloatArray, n_e: int, n_c: int, log: FloatArray) -> FloatArray:
    """P(X = x | t) for hypergeometric X, zero outside its range."""
    possible = (x >= np.maximum(0, t - n_c)) & (x <= np.minimum(t, n_e))
    x = np.where(possible, x, np.maximum(0, t - n_c)).astype(np.intp)
    t = t.astype(np.intp)
    exponent = (
        log[n_e] - log[x] - log[n_e - x] + log[n_c] - log[t - x] - log[n_c - t + x]
        - (log[n_e + n_c] - log[t] - log[n_e + n_c - t])
    )  # fmt: skip
    return np.asarray(np.where(possible, np.exp(exponent), 0.0))


def _moments(t: FloatArray, n_e: int, n_c: int) -> tuple[FloatArray, FloatArray]:
    n = n_e + n_c
    return np.asarray(t * n_e / n), np.sqrt(t * n_e * n_c * np.maximum(n - t, 0.0) / (n * n * max(n - 1, 1)))


def p_value(x_e: ArrayLike, n_e: float, x_c: ArrayLike, n_c: float) -> FloatArray:
    """P(X >= x_e | x_e + x_c): small when the experimental arm has more successes. Arrays of counts."""
    x, y = np.atleast_1d(np.asarray(x_e, dtype=np.float64)), np.atleast_1d(np.asarray(x_c, dtype=np.float64))
    n, m = int(n_e), int(n_c)
    t = x + y
    mean, sd = _moments(t, n, m)
    above = x >= mean
    width = np.arange(int(10 * sd.max() + 12))
    steps = np.where(above[:, None], width, -1.0 - width)
    tail = _probability(x[:, None] + steps, t[:, None], n, m, _log_factorials(n + m)).sum(axis=1)
    return np.asarray(np.clip(np.where(above, tail, 1 - tail), 0.0, 1.0))


def critical_counts(t: FloatArray, n_e: int, n_c: int, alpha: float) -> FloatArray:
    """Smallest experimental count with P(X >= count | t) <= alpha (it may be out of reach), for alpha below 0.5."""
    mean, sd = _moments(t, n_e, n_c)
    low = np.maximum(np.floor(mean) - 1, np.maximum(0, t - n_c))
    x, t = low[:, None] + np.arange(float(int(8 * sd.max() + 20))), t[:, None]
    ratio = (t - x) * (n_e - x) / ((x + 1) * (n_c - t + x + 1))  # P(x + 1) / P(x), 0 once the range is left
    first = _probability(low[:, None], t, n_e, n_c, _log_factorials(n_e + n_c))
    probability = first * np.cumprod(np.hstack([np.ones_like(first), ratio]), axis=1)
    tail = np.cumsum(probability[:, ::-1], axis=1)[:, ::-1]
    return np.asarray(low + (tail > alpha * (1 + 1e-12)).sum(axis=1))


@lru_cache(maxsize=50_000)
def power(n_e: int, n_c: int, p_e: float, p_c: float, alpha: float) -> float:
    """Probability that the test claims a higher experimental rate, at level alpha on that side."""
    v_e, v_c = n_e * p_e * (1 - p_e), n_c * p_c * (1 - p_c)
    x = _window(n_e * p_e, v_e, n_e)
    totals = _window(n_e * p_e + n_c * p_c, v_e + v_c, n_e + n_c)
    critical = critical_counts(totals, n_e, n_c, alpha)
    most = totals[0] - 1 + np.searchsorted(critical, x, side="right")  # largest total rejected with x successes
    allowed = np.where(most < totals[0], -1.0, most - x)
    below = 1 - upper_tail(allowed + 1, n_c, p_c)
    return min(float((pmf(x, n_e, p_e) * np.where(allowed < 0, 0.0, below)).sum()), 1.0)


def _window(mean: float, variance: float, n: int) -> FloatArray:
    reach = _WIDE * np.sqrt(variance) + 8  # 8 more for the skewness of rare events
    return np.arange(max(0.0, np.floor(mean - reach)), min(float(n), np.ceil(mean + reach)) + 1)
