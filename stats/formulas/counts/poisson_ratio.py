"""The ratio of two Poisson rates: statistics, p values, intervals, and the power of the conditional exact test.

With counts x and y over person-times E and C and a ratio r of the rates, write g = r E / C for the ratio of the expected
counts. Given the total x + y, the count x is binomial with the probability g / (1 + g): the exact test is binomial, and
the score test (x - g y) / sqrt(g (x + y)) is its normal form. Gu, Ng, Tang & Schucany 2008 (10.1002/bimj.200710403) call
these W2 (score), W3 (wald), W4 (null_variance) and W5 (sqrt); statsmodels has the same under other names.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammaln

from stats.formulas.binomial import critical_count, interval, upper_tail
from stats.goals import OneSided
from stats.normal import Phi, z
from stats.trials import FloatArray

_WIDE = 8.0  # standard deviations of the total that are summed
_CELLS = 1_000_000
_LONGEST = 4_000  # totals summed one by one; a wider range is summed at about a thousand of them
_BLOCK = 2_048  # totals whose power is computed, and kept, at once
ANSCOMBE = 3 / 8


def statistic(method: str, x: FloatArray, y: FloatArray, g: float) -> FloatArray:
    """Normal statistic of a ratio of counts above g; NaN when an arm has no event and the logarithm is taken."""
    with np.errstate(all="ignore"):
        if method == "score":
            return np.asarray((x - g * y) / np.sqrt(g * (x + y)))
        if method == "sqrt":
            return np.asarray(2 * (np.sqrt(x + ANSCOMBE) - np.sqrt(g * (y + ANSCOMBE))) / np.sqrt(1 + g))
        variance = 1 / x + 1 / y if method == "wald" else (1 + g) ** 2 / (g * (x + y))
        found = np.log(x / y / g) / np.sqrt(variance)
        return np.asarray(np.where(np.minimum(x, y) > 0, found, np.nan))


def p_value(method: str, x: FloatArray, y: FloatArray, g: float, sign: int) -> FloatArray:
    """One-sided p value in the direction of `sign`; NaN when it cannot be computed."""
    if method != "exact":
        return np.asarray(Phi(-sign * statistic(method, x, y, g)))
    return upper_tail(x, x + y, g / (1 + g)) if sign > 0 else upper_tail(y, x + y, 1 / (1 + g))


def bounds(method: str, x: FloatArray, y: FloatArray, times: float, alpha: float) -> tuple[FloatArray, FloatArray]:
    """Bounds of the rate ratio with confidence 1 - 2 alpha; `times` is the ratio of person-times. Clopper-Pearson
    for the exact test, logarithmic for Wald, Wilson (the inverted score test) for the others.
    """
    with np.errstate(all="ignore"):
        if method == "wald":
            half = z(alpha) * np.sqrt(1 / x + 1 / y)
            return np.asarray(x / y * np.exp(-half) / times), np.asarray(x / y * np.exp(half) / times)
        form = "clopper_pearson" if method == "exact" else "wilson"
        low, high = interval(x, x + y, 1 - 2 * alpha, form)
        return np.asarray(low / (1 - low) / times), np.asarray(high / (1 - high) / times)


def exact_power(mean_x: ArrayLike, mean_y: ArrayLike, g: float, test: OneSided) -> FloatArray:
    """Power of the conditional exact test: its power given the total, averaged over the Poisson total."""
    first, second = np.asarray(mean_x, dtype=np.float64), np.asarray(mean_y, dtype=np.float64)
    total = np.atleast_1d(first + second).ravel()
    share = float(
        (np.atleast_1d(first).ravel() / total)[0]
    )  # of the events in the experimental arm: the same everywhere
    sides = (g / (1 + g), share) if test.sign > 0 else (1 / (1 + g), 1 - share)
    order, power = np.argsort(total), np.empty(len(total))
    start = 0
    while start < len(order):  # sizes whose totals overlap share one grid
        stop = start + 1
        low = _reach(total[order[start]])[0]
        while stop < len(order) and (_reach(total[order[stop]])[1] - low) * (stop + 1 - start) <= _CELLS:
            stop += 1
        some = order[start:stop]
        power[some] = _averaged(total[some], low, _reach(total[some[-1]])[1], *sides, test.alpha)
        start = stop
    return power.reshape(first.shape)


def _reach(mean: float) -> tuple[float, float]:
    spread = _WIDE * np.sqrt(mean) + 12
    return max(0.0, float(np.floor(mean - spread))), float(np.ceil(mean + spread))


def _averaged(means: FloatArray, low: float, high: float, null: float, truth: float, alpha: float) -> FloatArray:
    stride = 1 if high - low <= _LONGEST else int((high - low) // 1_000)
    if stride == 1:
        first, last = int(low // _BLOCK), int(high // _BLOCK)
        blocks = [_given_total(one * _BLOCK, 1, null, truth, alpha) for one in range(first, last + 1)]
        inside = slice(int(low) - first * _BLOCK, int(high) + 1 - first * _BLOCK)
        given, log_factorial = (np.concatenate(parts)[inside] for parts in zip(*blocks, strict=True))
    else:
        given, log_factorial = (
            one[: int((high - low) // stride) + 1] for one in _given_total(low, stride, null, truth, alpha)
        )
    counts = np.arange(low, high + 1, stride)
    weight = stride * np.exp(counts * np.log(means)[:, None] - means[:, None] - log_factorial)
    return np.asarray(np.minimum(weight @ given, 1.0))


@lru_cache(maxsize=256)
def _given_total(low: float, stride: int, null: float, truth: float, alpha: float) -> tuple[FloatArray, FloatArray]:
    """Power given each of the totals of a block, and the logarithm of its factorial."""
    counts = low + stride * np.arange(float(_BLOCK))
    return upper_tail(critical_count(counts, null, alpha), counts, truth), np.asarray(gammaln(counts + 1))
