"""Two tests on the same people, compared by the ratio of their positives, when double negatives are not verified.

Of the people that count (cases, or people without the disease), `both`, `first`, `second` are positive on both tests, on
the first alone, on the second alone; the double negatives are never known. With x1 = both + first, x2 = both + second:

- wald: log(x1 / x2) has the estimated variance (first + second) / (x1 x2), by the delta method (Alonzo, Pepe &
  Moskowitz, Stat Med 2002;21:835-52)
- score: x1 - r x2 over its standard error at the most likely shares under the ratio r (Nam & Blackwelder, Stat Med
  2002;21:689-99). The hypothesis does not depend on the scale of the shares, so their sum is the one seen and only their
  composition is restricted. Write c for the part of `second`: that of `first` is then (c + r - 1) / r, and the
  derivative of the log likelihood vanishes when

      (1 + r) m c^2 - B c - second (r - 1) = 0,   B = first + (2 - r^2) second - (r^2 - 1) both,   m = the sum

  whose larger root is the admissible one. With r = 1 it is McNemar's test.
"""

from __future__ import annotations

from math import log, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from stats.goals import OneSided
from stats.normal import Phi, z
from stats.trials import FloatArray

_HALVINGS = 30
_FAR = 8.0  # on the log scale, beyond any bound


class Positives(NamedTuple):
    """Shares of all people screened: positive on both tests, on the experimental alone, on the control alone."""

    both: float
    first: float
    second: float

    @property
    def experimental(self) -> float:
        return self.both + self.first

    @property
    def control(self) -> float:
        return self.both + self.second

    @property
    def either(self) -> float:
        return self.both + self.first + self.second

    @property
    def log_ratio(self) -> float:
        return log(self.experimental / self.control)

    @property
    def log_variance(self) -> float:
        """Of the log ratio, times the people screened."""
        return (self.first + self.second) / (self.experimental * self.control)

    def at(self, ratio: float) -> Positives:
        """The most likely shares under a ratio."""
        return Positives(*(float(one) for one in restricted(*self, ratio)))

    def power(self, people: FloatArray, test: OneSided, method: str) -> FloatArray:
        """Power of the one-sided test of a log ratio for people screened."""
        if method == "wald":
            gain = test.sign * (self.log_ratio - test.null)
            return np.asarray(Phi(gain * np.sqrt(people / self.log_variance) - z(test.alpha)))
        ratio = float(np.exp(test.null))
        gap = self.experimental - ratio * self.control
        null, expected = _squares(*self.at(ratio), ratio), _squares(*self, ratio) - gap**2
        shift = test.sign * gap * np.sqrt(people) - z(test.alpha) * sqrt(null)
        return np.asarray(Phi(shift / sqrt(expected)))


def positives(control: float, ratio: float, overlap: float) -> Positives:
    """Shares from those of the control test, the ratio of the two tests and the part of all positives that are on both.

    A share is negative when the overlap exceeds the smaller of ratio and 1 / ratio.
    """
    both = overlap * control * (1 + ratio) / (1 + overlap)
    return Positives(both, ratio * control - both, control - both)


def _squares(both: ArrayLike, first: ArrayLike, second: ArrayLike, ratio: ArrayLike) -> FloatArray:
    """Expected square of (positive on the first) - ratio (positive on the second)."""
    ratio = np.asarray(ratio, dtype=np.float64)
    return np.asarray((1 - ratio) ** 2 * np.asarray(both) + np.asarray(first) + ratio**2 * np.asarray(second))


def restricted(
    both: ArrayLike, first: ArrayLike, second: ArrayLike, ratio: ArrayLike
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Most likely numbers (or shares) whose ratio of positives is exactly `ratio`, with the sum seen."""
    a, b, c, ratio = (np.asarray(one, dtype=np.float64) for one in (both, first, second, ratio))
    total = a + b + c
    middle = b + (2 - ratio**2) * c - (ratio**2 - 1) * a
    twice = 2 * (1 + ratio) * np.maximum(total, 1e-300)
    root = np.sqrt(np.maximum(middle**2 + 2 * twice * c * (ratio - 1), 0.0))
    part = np.clip((middle + root) / twice, np.maximum(0.0, 1 - ratio), 1 / (1 + ratio))
    other = (part + ratio - 1) / ratio
    return np.asarray(total * (1 - part - other)), np.asarray(total * other), np.asarray(total * part)


def statistic(method: str, both: FloatArray, first: FloatArray, second: FloatArray, null: ArrayLike) -> FloatArray:
    """Normal statistic of log(x1 / x2) - null; NaN when it has no standard error or a test has no positive."""
    x, y = both + first, both + second
    if method == "wald":
        usable = (x > 0) & (y > 0) & (first + second > 0)
        x, y = np.where(usable, x, 1.0), np.where(usable, y, 1.0)
        error = np.sqrt(np.where(usable, first + second, 1.0) / (x * y))
        return np.asarray(np.where(usable, (np.log(x / y) - np.asarray(null)) / error, np.nan))
    ratio = np.exp(np.asarray(null, dtype=np.float64))
    square = _squares(*restricted(both, first, second, ratio), ratio)
    usable = square > 1e-12
    return np.asarray(np.where(usable, (x - ratio * y) / np.sqrt(np.where(usable, square, 1.0)), np.nan))


def interval(
    method: str, both: FloatArray, first: FloatArray, second: FloatArray, alpha: float
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """The ratio and its bounds with confidence 1 - 2 alpha: by the delta method, or by inverting the score test."""
    x, y = np.maximum(both + first, 0.5), np.maximum(both + second, 0.5)
    seen, critical = np.log(x / y), z(alpha)
    if method == "wald":
        half = critical * np.sqrt((first + second) / (x * y))
        return np.exp(seen), np.exp(seen - half), np.exp(seen + half)
    inside = np.stack([seen, seen])
    outside = inside + np.array([[-_FAR], [_FAR]])
    for _ in range(_HALVINGS):
        middle = (inside + outside) / 2
        within = ~(np.abs(statistic("score", both, first, second, middle)) > critical)
        inside, outside = np.where(within, middle, inside), np.where(within, outside, middle)
    return np.exp(seen), np.exp(inside[0]), np.exp(inside[1])
