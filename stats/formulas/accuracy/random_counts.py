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
from scipy.special import gammaln, ndtri, xlogy

from stats.formulas.binomial import critical_count, upper_tail
from stats.normal import Phi, z
from stats.trials import FloatArray

Counts = NDArray[np.int64]

_CHUNK = 256
_WIDE = 7.0  # standard deviations of the count: what lies beyond has a probability below 1e-10
_POINTS, _POINT_WEIGHTS = np.polynomial.hermite_e.hermegauss(41)
_POINT_WEIGHTS = _POINT_WEIGHTS / _POINT_WEIGHTS.sum()
_UNIT, _UNIT_WEIGHTS = (np.polynomial.legendre.leggauss(64)[0] + 1) / 2, np.polynomial.legendre.leggauss(64)[1] / 2


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


def enough(total: Counts, share: float, answered: Against, right: Against) -> Averages:
    """Exact powers of a share of people who count above a floor, of a proportion among them, of both.

    `answered` is the test of the number who count, binomial (total, share), against its floor; `right` the test among
    them. The second is averaged over the number who count, whether or not there are enough.
    """
    index, place = np.unique(total // _CHUNK, return_inverse=True)
    table = np.stack([_enough_chunk(int(one), share, answered, right) for one in index])
    return Averages(*np.moveaxis(table[place.reshape(total.shape), :, total % _CHUNK], -1, 0))


@lru_cache(maxsize=1024)
def _enough_chunk(index: int, share: float, answered: Against, right: Against) -> FloatArray:
    """The three powers for consecutive totals: the average over all numbers, less what the too small ones bring to it."""
    total = np.arange(index * _CHUNK, (index + 1) * _CHUNK)
    low, high = int(total[0]), int(total[-1])
    needed = critical_count(total, answered.goal, answered.alpha).astype(np.int64)
    kept = upper_tail(needed, total, share)
    reach = int(np.ceil(_WIDE * np.sqrt(high * share * (1 - share)) + 20))
    count = np.arange(max(int(low * share) - reach, 0), min(int(high * share) + reach, high) + 1)
    power = exact_power(count, right)
    others = np.arange(max(low - int(count[-1]), 0), high - int(count[0]) + 1)
    rate = (low + high) / 2
    one, other = _poisson(count, rate * share), _poisson(others, rate * (1 - share))
    start = low - int(count[0]) - int(others[0])
    weight, alone = (np.convolve(each, other)[start : start + _CHUNK] for each in (one, one * power))
    few = count[: max(int(needed.max()) - int(count[0]), 0)]
    left = total[:, None] - few - int(others[0])  # place of n - k among the others
    inside = (few < needed[:, None]) & (left >= 0) & (left < len(others))
    lost = (one * power)[: len(few)] * np.where(inside, other[np.clip(left, 0, len(others) - 1)], 0.0)
    return np.stack([kept, alone / weight, np.maximum(alone - lost.sum(axis=1), 0.0) / weight])


def _poisson(count: Counts, rate: float) -> FloatArray:
    return np.asarray(np.exp(xlogy(count, rate) - rate - gammaln(count + 1.0)))


def normal_enough(total: FloatArray, share: float, answered: Against, right: Against) -> Averages:
    """The same powers by the normal formulas, smooth in the total, which may be fractional."""
    n = total[..., None]
    spread = np.sqrt(n * share * (1 - share))
    floor = n * answered.goal + z(answered.alpha) * np.sqrt(n * answered.goal * (1 - answered.goal))
    short = Phi((floor - n * share) / spread)
    chance = short + (1 - short) * _UNIT  # of fewer answers, above the floor
    both = (1 - short) * score_power(np.clip(n * share + spread * ndtri(chance), 0.0, n), right)
    count, weight = normal_counts(total, share)
    alone = (weight * score_power(count, right)).sum(axis=-1)
    return Averages(np.asarray(1 - short[..., 0]), np.asarray(alone), np.asarray((both * _UNIT_WEIGHTS).sum(axis=-1)))


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
