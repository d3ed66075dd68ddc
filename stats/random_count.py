"""Power averaged over a binomial number of subjects, and the exact binomial test at many counts, both made fast."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from stats.binomial import critical_count, pmf, upper_tail
from stats.trials import FloatArray

_BLOCK = 64  # consecutive sizes that share one window of counts
_CHUNK = 1024  # counts tabulated together
_TAIL = 7.0  # standard deviations looked at on each side

Claim = Callable[[FloatArray, FloatArray], FloatArray]


def averaged(n: FloatArray, share: float, claim: Claim) -> FloatArray:
    """E[claim(K, n - K)] for K binomial (n, share), at whole sizes n.

    Runs of consecutive sizes are worked out together: the probabilities of n + 1 follow from those of n.
    """
    sizes, place = np.unique(n, return_inverse=True)
    if len(sizes) >= _BLOCK / 2 and sizes[-1] - sizes[0] < 4 * len(sizes):
        run = _consecutive(sizes[0], int(sizes[-1] - sizes[0]) + 1, share, claim)
        values = run[(sizes - sizes[0]).astype(np.int64)]
    else:
        values = np.array([_one(float(size), share, claim) for size in sizes])
    return np.asarray(values[place].reshape(np.shape(n)))


def _window(low_n: FloatArray, high_n: FloatArray, share: float) -> tuple[FloatArray, FloatArray]:
    spread = _TAIL * np.sqrt(high_n * share * (1 - share)) + 12
    return np.maximum(np.floor(low_n * share - spread), 0), np.minimum(np.ceil(high_n * share + spread), high_n)


def _one(n: float, share: float, claim: Claim) -> float:
    low, high = _window(np.asarray(n), np.asarray(n), share)
    count = np.arange(float(low), float(high) + 1)
    return float((pmf(count, n, share) * claim(count, n - count)).sum())


def _consecutive(first: float, length: int, share: float, claim: Claim) -> FloatArray:
    starts = first + _BLOCK * np.arange(-(-length // _BLOCK), dtype=np.float64)[:, None]
    low, high = _window(starts, starts + _BLOCK, share)
    count = low + np.arange(int((high - low).max()) + 1)
    weight = np.where(count <= starts, pmf(np.minimum(count, starts), starts, share), 0.0)
    values = np.empty((len(starts), _BLOCK))
    for later in range(_BLOCK):
        n = starts + later
        inside = np.minimum(count, n)
        values[:, later] = (weight * claim(inside, n - inside)).sum(axis=1)
        weight[:, 1:] = (1 - share) * weight[:, 1:] + share * weight[:, :-1]
        weight[:, 0] *= 1 - share
    return values.ravel()[:length]


@lru_cache(maxsize=4096)
def _chunk(index: int, p1: float, p0: float, alpha: float) -> FloatArray:
    count = np.arange(index * _CHUNK, (index + 1) * _CHUNK, dtype=np.float64)
    return upper_tail(critical_count(count, p0, alpha), count, p1)


def exact_power(count: FloatArray, p1: float, p0: float, alpha: float) -> FloatArray:
    """Power at p1 of the exact one-sided binomial test of p0, at whole counts."""
    whole = count.astype(np.int64)
    first, last = int(whole.min()) // _CHUNK, int(whole.max()) // _CHUNK
    if last - first > 64:
        return upper_tail(critical_count(count, p0, alpha), count, p1)
    table = np.concatenate([_chunk(index, p1, p0, alpha) for index in range(first, last + 1)])
    return np.asarray(table[whole - first * _CHUNK])
