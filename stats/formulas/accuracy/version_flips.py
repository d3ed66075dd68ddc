"""Two versions of an algorithm on the same cases: exact joint power of better accuracy and few regressions.

Of n cases, X become right and Y become wrong (regressions), trinomial with shares e and c. Accuracy is claimed when the
score statistic of X - Y (McNemar, or Tango with a margin) reaches its quantile, that is X >= x(Y, n); few regressions when
Y <= y(n), the exact binomial threshold against the limit. Given Y = y, X is binomial (n - y, e / (1 - c)), so the joint
power is the sum over y <= y(n) of P(Y = y) P(X >= x(y, n) | y).
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stats.formulas import nam
from stats.formulas.binomial import critical_count, pmf, upper_tail
from stats.normal import z
from stats.trials import FloatArray

Counts = NDArray[np.int64]

_CHUNK = 32
_WIDE = 8.0


class Claims(NamedTuple):
    """The null difference of accuracy (0, or minus the margin), the limit of regressions, the one-sided risk."""

    null: float
    limit: float
    alpha: float


def most_regressions(n: FloatArray, claims: Claims) -> FloatArray:
    """Largest number of regressions that shows a share below the limit; -1 when none does."""
    return np.asarray(n - critical_count(n, 1 - claims.limit, claims.alpha))


def least_gains(y: FloatArray, n: FloatArray, claims: Claims) -> FloatArray:
    """Smallest number of newly right cases that shows the accuracy claim, given y regressions among n cases."""
    critical = z(claims.alpha)
    if claims.null == 0:  # (x - y)^2 >= critical^2 (x + y)
        square = critical**2
        return np.asarray(np.ceil(y + (square + np.sqrt(square**2 + 8 * square * y)) / 2 - 1e-9))
    low, high = np.full(np.broadcast(y, n).shape, -1.0), np.asarray(n - y + 1.0)
    while np.any(high - low > 1):
        middle = np.floor((low + high) / 2)
        tried = np.clip(middle, 0, n - y)
        share, other = tried / n, np.asarray(y) / n
        error = np.sqrt(np.maximum(nam.variance(share, other, claims.null), 1e-300) / n)
        enough = (share - other - claims.null) / error >= critical
        done = high - low <= 1
        high = np.where(enough & ~done, middle, high)
        low = np.where(~enough & ~done, middle, low)
    return np.asarray(high)


def both(total: Counts, gained: float, lost: float, claims: Claims) -> FloatArray:
    """Power of the two claims together."""
    return _summed(total, gained, lost, claims, True)


def powers(total: Counts, gained: float, lost: float, claims: Claims) -> FloatArray:
    """Powers of the accuracy alone, of the regressions alone, of both: a first axis of three."""
    kept = upper_tail(total - most_regressions(np.asarray(total, dtype=np.float64), claims), total, 1 - lost)
    return np.stack([_summed(total, gained, lost, claims, False), kept, both(total, gained, lost, claims)])


def _summed(total: Counts, gained: float, lost: float, claims: Claims, limited: bool) -> FloatArray:
    index, place = np.unique(total // _CHUNK, return_inverse=True)
    table = np.stack([_chunk(int(one), gained, lost, claims, limited) for one in index])
    return np.asarray(table[place.reshape(total.shape), total % _CHUNK])


@lru_cache(maxsize=4096)
def _chunk(index: int, gained: float, lost: float, claims: Claims, limited: bool) -> FloatArray:
    """Power of the accuracy claim for consecutive totals, over all numbers of regressions or the acceptable ones only."""
    n = np.maximum(np.arange(index * _CHUNK, (index + 1) * _CHUNK, dtype=np.float64)[:, None], 1.0)
    first, last = float(n[0, 0]), float(n[-1, 0])
    reach = _WIDE * np.sqrt(last * lost * (1 - lost)) + 20
    most = most_regressions(n, claims) if limited else n
    high = min(np.ceil(last * lost + reach), float(most.max()))
    y = np.arange(max(np.floor(first * lost - reach), 0.0), high + 1)[None, :]
    inside = np.minimum(y, n)
    weight = np.where(y <= most, pmf(inside, n, lost), 0.0)
    shown = upper_tail(least_gains(inside, n, claims), n - inside, min(gained / (1 - lost), 1.0))
    return np.asarray((weight * shown).sum(axis=1))
