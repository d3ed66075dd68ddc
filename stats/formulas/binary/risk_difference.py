"""The named analyses of two independent proportions: statistics, p values and intervals, one entry per table.

score: variance at the rates restricted by the null value (pooled chi-square without correction when it is 0,
  Farrington-Manning for a margin); interval by inversion of the same test, that is Miettinen-Nurminen's without its
  factor N / (N - 1), so that test and interval always agree
unpooled: Wald, variance at the observed rates
continuity: pooled, the difference brought nearer to 0 by (1/n_E + 1/n_C) / 2 (Yates), interval as R's prop.test
fisher: one-sided conditional p value; its interval is the score one, as the conditional test has none for a difference
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri

from stats.formulas.binary import fisher
from stats.formulas.binary.farrington_manning import restricted
from stats.goals import OneSided
from stats.normal import Phi, z
from stats.trials import BoolArray, FloatArray

_HALVINGS = 36  # of an interval of width 2: an error of 3e-11


class Table(NamedTuple):
    """Successes and sizes of the two arms."""

    x_e: FloatArray
    n_e: float
    x_c: FloatArray
    n_c: float

    @property
    def rates(self) -> tuple[FloatArray, FloatArray]:
        return self.x_e / self.n_e, self.x_c / self.n_c

    @property
    def difference(self) -> FloatArray:
        p, q = self.rates
        return np.asarray(p - q)

    def distinct(self) -> tuple[Table, NDArray[np.intp]]:
        """Each different table once, and for every entry the place of its table."""
        code, place = np.unique(self.x_e * (self.n_c + 1) + self.x_c, return_inverse=True)
        return Table(code // (self.n_c + 1), self.n_e, code % (self.n_c + 1), self.n_c), place

    def error(self, p: ArrayLike, q: ArrayLike) -> FloatArray:
        """Standard error of the difference when the rates are p and q."""
        p, q = np.asarray(p), np.asarray(q)
        return np.asarray(np.sqrt(p * (1 - p) / self.n_e + q * (1 - q) / self.n_c))


def statistic(method: str, table: Table, null: ArrayLike) -> FloatArray:
    """Normal statistic of (difference - null); NaN when its standard error is zero, so that nothing can be computed."""
    null = np.asarray(null, dtype=np.float64)
    gap = table.difference - null
    p, q = table.rates
    if method == "continuity":
        shrink = (1 / table.n_e + 1 / table.n_c) / 2
        gap = np.sign(gap) * np.maximum(np.abs(gap) - shrink, 0.0)
    error = table.error(p, q) if method == "unpooled" else table.error(*restricted(p, q, table.n_e / table.n_c, null))
    return np.asarray(np.where(error > 1e-12, gap / np.where(error > 1e-12, error, 1.0), np.nan))


def p_value(method: str, table: Table, test: OneSided) -> FloatArray:
    """One-sided p value in the direction of the test; NaN when it cannot be computed."""
    if method != "fisher":
        return np.asarray(Phi(-test.sign * statistic(method, table, test.null)))
    some, place = table.distinct()
    if test.sign > 0:
        p = fisher.p_value(some.x_e, some.n_e, some.x_c, some.n_c)
    else:
        p = fisher.p_value(some.n_e - some.x_e, some.n_e, some.n_c - some.x_c, some.n_c)
    return np.asarray(p[place])


def interval(method: str, table: Table, alpha: float) -> tuple[FloatArray, FloatArray]:
    """Bounds of the difference with confidence 1 - 2 alpha."""
    if method in ("unpooled", "continuity"):
        half = z(alpha) * table.error(*table.rates)
        if method == "continuity":
            half = half + (1 / table.n_e + 1 / table.n_c) / 2
        return np.maximum(table.difference - half, -1.0), np.minimum(table.difference + half, 1.0)
    some, place = table.distinct()
    lower, upper = score_bounds(some, alpha)
    return lower[place], upper[place]


def score_bounds(table: Table, alpha: float) -> tuple[FloatArray, FloatArray]:
    """Differences that the score test at level alpha on each side does not reject: vectorised bisection."""
    critical = -float(ndtri(alpha))
    seen = table.difference
    outside = np.stack([np.full_like(seen, -1.0), np.full_like(seen, 1.0)])
    inside = np.stack([seen, seen])
    for _ in range(_HALVINGS):
        middle = (outside + inside) / 2
        kept = ~rejected(table, middle, critical)
        inside, outside = np.where(kept, middle, inside), np.where(kept, outside, middle)
    return inside[0], inside[1]


def rejected(table: Table, null: FloatArray, critical: float) -> BoolArray:
    return np.asarray(np.abs(statistic("score", table, null)) > critical)
