"""The t test after a blinded re-estimation of the variance: exact rejection probability and size of the study.

With n1 participants in the internal pilot, the variance of all values together, arms hidden, is sigma² / (n1 - 1) times v1 + (z1 + shift)²;
z1 is the standardised difference of the pilot and v1 its residual chi-square. Given them the final size n is known, and the final statistic
only needs z2 and w2 of the participants after (Lu 2019, as in blindrecalc). Over z2 the probability is closed; over the three others it is
a quadrature, where other programs draw at random.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.polynomial import Chebyshev
from numpy.typing import ArrayLike
from scipy.special import chdtri, chndtrix, stdtrit

from stats.normal import Phi
from stats.trials import FloatArray

_Z, _ZW = np.polynomial.hermite_e.hermegauss(32)
_W, _WW = np.polynomial.hermite_e.hermegauss(7)
_U, _UW = np.polynomial.legendre.leggauss(24)
_MANY, _MANY_W = np.polynomial.legendre.leggauss(200)

Rule = Callable[[FloatArray, FloatArray], FloatArray]  # variance seen and planned total -> final total


@dataclass(frozen=True)
class Pilot:
    """A two-arm trial re-estimated once.

    share: participants of the pilot, as a share of the plan; balance: r / (1 + r)² of the allocation ratio r
    effect: true difference; distance: its distance to the null value, positive in the claimed direction
    """

    share: float
    balance: float
    effect: float
    distance: float
    sd: float
    alpha: float

    def rejection(self, planned: ArrayLike, rule: Rule) -> FloatArray:
        """Probability of the claim for planned totals."""
        plan = np.asarray(planned, dtype=np.float64)[..., None, None, None]
        first = np.maximum(self.share * plan, 4.0)
        z1 = _Z[:, None, None]
        v1 = chdtri(first - 2, (1 - _U[None, :, None]) / 2)
        w = _W[None, None, :]
        seen = self.sd**2 / (first - 1) * (v1 + (z1 + np.sqrt(first * self.balance) * self.effect / self.sd) ** 2)
        total = np.maximum(rule(seen, plan), first)
        reached = _conditional(
            z1, v1, w, first, total, np.sqrt(total * self.balance) * self.distance / self.sd, self.alpha
        )
        weight = (_ZW / _ZW.sum())[:, None, None] * (_UW / 2)[None, :, None] * (_WW / _WW.sum())[None, None, :]
        return np.asarray((weight * reached).sum(axis=(-3, -2, -1)))

    def totals(self, planned: float, rule: Rule, chances: ArrayLike) -> FloatArray:
        """Quantiles of the final total: it grows with the variance seen, a scaled non-central chi-square."""
        first = max(self.share * planned, 4.0)
        apart = first * self.balance * (self.effect / self.sd) ** 2
        seen = self.sd**2 / (first - 1) * np.asarray(chndtrix(np.asarray(chances), first - 1, apart))
        return np.maximum(rule(seen, np.asarray(planned)), first)

    def expected(self, planned: float, rule: Rule) -> float:
        """Expected final total."""
        return float((_MANY_W / 2 * self.totals(planned, rule, (_MANY + 1) / 2)).sum())


def _conditional(
    z1: FloatArray, v1: FloatArray, w: FloatArray, first: FloatArray, total: FloatArray, shift: FloatArray, alpha: float
) -> FloatArray:
    """Probability of the claim given the pilot and the residual w (a normal deviate) of those after it."""
    later = np.maximum(total - first, 0.0)
    df = np.maximum(later - 1, 1e-9)
    w2 = df * np.maximum(1 - 2 / (9 * df) + w * np.sqrt(2 / (9 * df)), 0.0) ** 3  # Wilson and Hilferty
    w2 = np.where(later > 1, w2, 0.0)
    a, b = np.sqrt(first / total), np.sqrt(later / total)
    k2 = _critical(total - 2, alpha) ** 2 / (total - 2)
    known, residual = a * z1 + shift, v1 + w2
    # known + b z2 >= k √(residual + (b z1 - a z2)²): beyond the larger root of a quadratic in z2, or between its roots
    lead = b**2 - k2 * a**2
    half = known * b + k2 * a * b * z1
    last = known**2 - k2 * (residual + b**2 * z1**2)
    safe = np.where(np.abs(lead) > 1e-9, lead, 1e-9)
    inside = half**2 - safe * last
    low, high = ((-half + side * np.sqrt(np.maximum(inside, 0.0))) / safe for side in (np.sign(safe), -np.sign(safe)))
    within = np.where((inside > 0) & (known - b * half / safe > 0), Phi(low) - Phi(high), 0.0)
    return np.asarray(np.where(lead > 0, Phi(-low), np.abs(within)))


def _critical(df: FloatArray, alpha: float) -> FloatArray:
    """Critical values of Student's t: a polynomial in 1 / df through twenty of them, thirty times faster than each by itself."""
    low, high = 1 / float(df.max()), 1 / float(df.min())
    if high - low < 1e-12:
        return np.asarray(stdtrit(df, 1 - alpha))
    return np.asarray(Chebyshev.interpolate(lambda u: stdtrit(1 / u, 1 - alpha), 20, (low, high))(1 / df))
