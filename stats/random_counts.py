"""Power when the number of people who count for a criterion is itself random (cases in a cohort, answers given).

Given the number k among n, the test of a proportion against its goal has a power P(k); k is binomial (n, share), so the
power of the plan is the sum over k of its probability times P(k) (and, for two criteria read on disjoint people, times
the power of the other criterion at n - k).
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, xlogy

from stats.binomial import critical_count, upper_tail
from stats.normal import Phi, z
from stats.trials import FloatArray

Counts = NDArray[np.int64]

_CHUNK = 256
_WIDE = 7.0  # standard deviations of the count: what lies beyond has a probability below 1e-10
_POINTS, _POINT_WEIGHTS = np.polynomial.hermite_e.hermegauss(41)
_POINT_WEIGHTS = _POINT_WEIGHTS / _POINT_WEIGHTS.sum()


class Against(NamedTuple):
    """A proportion expected, the goal it must exceed and the one-sided risk of its test."""

    expected: float
    goal: float
    alpha: float


@lru_cache(maxsize=4096)
def _chunk(index: int, one: Against) -> FloatArray:
    count = np.arange(index * _CHUNK, (index + 1) * _CHUNK)
    return upper_tail(critical_count(count, one.goal, one.alpha), count, one.expected)


def exact_power(count: Counts, one: Against) -> FloatArray:
    """Power of the exact binomial test at each number of people, kept by blocks of consecutive numbers."""
    if not count.size:
        return np.zeros(count.shape)
    first, last = int(count.min()) // _CHUNK, int(count.max()) // _CHUNK
    table = np.concatenate([_chunk(index, one) for index in range(first, last + 1)])
    return np.asarray(table[count - first * _CHUNK])


def score_power(count: FloatArray, one: Against) -> FloatArray:
    """Power of the score test by the normal formula: variance at the goal for the test, at the truth for the power."""
    spread = np.sqrt(one.expected * (1 - one.expected))
    critical = z(one.alpha) * np.sqrt(one.goal * (1 - one.goal))
    return np.asarray(Phi(((one.expected - one.goal) * np.sqrt(count) - critical) / spread))


class Averages(NamedTuple):
    """Power of the first criterion, of the second, of both, averaged over the random numbers."""

    first: FloatArray
    second: FloatArray
    both: FloatArray


def averaged(total: Counts, share: float, first: Against, second: Against) -> Averages:
    """Exact powers when the first criterion is read on a binomial (total, share) number of people, the second on the
    others.
    """
    if not total.size:
        return Averages(*np.zeros((3, *total.shape)))
    index, place = np.unique(total // _CHUNK, return_inverse=True)
    table = np.stack([_averaged_chunk(int(one), share, first, second) for one in index])
    return Averages(*np.moveaxis(table[place.reshape(total.shape), :, total % _CHUNK], -1, 0))


@lru_cache(maxsize=1024)
def _averaged_chunk(index: int, share: float, first: Against, second: Against) -> FloatArray:
    """The three averages for consecutive totals: a row for each.

    If k and j are independent Poisson counts, k given k + j = n is binomial. So the sum over k of the binomial weight
    times P(k) Q(n - k) is one convolution of Poisson weights for all the totals at once, over that of the weights alone.
    """
    low, high = index * _CHUNK, (index + 1) * _CHUNK - 1
    rate = (low + high) / 2
    reach = int(np.ceil(_WIDE * np.sqrt(high * share * (1 - share)) + 20))
    k = np.arange(max(int(low * share) - reach, 0), min(int(high * share) + reach, high) + 1)
    j = np.arange(max(low - int(k[-1]), 0), high - int(k[0]) + 1)
    one, other = _poisson(k, rate * share), _poisson(j, rate * (1 - share))
    one_won, other_won = one * exact_power(k, first), other * exact_power(j, second)
    start = low - int(k[0]) - int(j[0])  # the place of the total `low` among the sums k + j
    kept = slice(start, start + _CHUNK)
    weight = np.convolve(one, other)[kept]
    pairs = ((one_won, other), (one, other_won), (one_won, other_won))
    return np.stack([np.convolve(*pair)[kept] / weight for pair in pairs])


def _poisson(count: Counts, rate: float) -> FloatArray:
    return np.asarray(np.exp(xlogy(count, rate) - rate - gammaln(count + 1.0)))


def normal_counts(total: FloatArray, share: float) -> tuple[FloatArray, FloatArray]:
    """Counts along a last axis and their weights, by Gauss-Hermite points of the normal approximation.

    Smooth in the total, which may be fractional.
    """
    n = total[..., None]
    return np.clip(n * share + np.sqrt(n * share * (1 - share)) * _POINTS, 0.0, n), _POINT_WEIGHTS


def assured(total: int, share: float, assurance: float) -> int:
    """The number of people reached with probability `assurance` out of a total, each with probability `share`."""
    low, high = -1, total + 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if float(upper_tail(middle, total, share)) >= assurance else (low, middle)
    return max(low, 0)
