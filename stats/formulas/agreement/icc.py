"""One-way intraclass correlation: the F ratio of its analysis of variance, its exact interval and the width of that one."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import fdtr, fdtri, polygamma

from stats.text import Text
from stats.trials import FloatArray

WHOLE = Text(
    fr="Le nombre de mesures par cas doit être un nombre entier.",
    en="The number of readings per case must be a whole number.",
)

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(200)


def f_scale(icc: ArrayLike, k: float) -> FloatArray:
    """By how much an ICC multiplies the F ratio of cases over error."""
    icc = np.asarray(icc, dtype=np.float64)
    return np.asarray((1 + (k - 1) * icc) / (1 - icc))


def icc_of(ratio: ArrayLike, k: float) -> FloatArray:
    """The ICC whose F ratio this is."""
    ratio = np.asarray(ratio, dtype=np.float64)
    return np.asarray((ratio - 1) / (ratio + k - 1))


def one_way(data: FloatArray) -> FloatArray:
    """F ratio of a one-way analysis of variance; data: (trials, cases, readings)."""
    n, k = data.shape[-2:]
    means = data.mean(-1)
    within = ((data - means[..., None]) ** 2).sum((-2, -1)) / (n * (k - 1))
    return np.asarray(k * means.var(axis=-1, ddof=1) / within)


def random_effects(icc: float, n: int, k: int, trials: int, rng: np.random.Generator) -> FloatArray:
    """Readings of total variance 1 with this intraclass correlation; a negative one is not a random effect."""
    case = rng.standard_normal((trials, n, 1)) * np.sqrt(icc)
    return np.asarray(case + rng.standard_normal((trials, n, k)) * np.sqrt(1 - icc))


class Interval:
    """The exact two-sided interval of a one-way ICC, its expected width and its width with assurance."""

    def __init__(self, n: ArrayLike, k: float, confidence: float) -> None:
        self.n, self.k = np.asarray(n, dtype=np.float64), k
        self.df = self.n - 1, self.n * (k - 1)
        self.high = np.asarray(fdtri(*self.df, (1 + confidence) / 2))
        self.low = np.asarray(fdtri(*self.df, (1 - confidence) / 2))

    def bounds(self, ratio: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Lower and upper bound for an observed F ratio."""
        return icc_of(ratio / self.high, self.k), icc_of(ratio / self.low, self.k)

    def expected_width(self, icc: float) -> FloatArray:
        """The width averaged over the F ratio, by quadrature on its logarithm."""
        first, second = (one[..., None] for one in self.df)
        centre = 1 / second - 1 / first
        spread = 9 * np.sqrt(polygamma(1, first / 2) + polygamma(1, second / 2))
        low, high = centre - spread - 20 / first, centre + spread + 20 / second
        log = low + (high - low) / 2 * (_NODES + 1)
        density = first / 2 * log - (first + second) / 2 * np.log1p(first / second * np.exp(log))
        weight = _WEIGHTS * np.exp(density - density.max(axis=-1, keepdims=True))
        ratio = f_scale(icc, self.k) * np.exp(log)
        width = icc_of(ratio / self.low[..., None], self.k) - icc_of(ratio / self.high[..., None], self.k)
        return np.asarray((weight * width).sum(axis=-1) / weight.sum(axis=-1))

    def _share_within(self, width: FloatArray, icc: float) -> FloatArray:
        """P(observed width <= width): the width rises then falls with the F ratio, so its crossings are two roots."""
        m, gap = self.k - 1, 1 / self.low - 1 / self.high
        square, constant = width / (self.low * self.high), width * m**2
        linear = self.k * gap - width * m * (1 / self.low + 1 / self.high)
        root = np.sqrt(np.maximum(linear**2 - 4 * square * constant, 0.0))
        scale = f_scale(icc, self.k)
        wide = (linear > 0) & (linear**2 > 4 * square * constant)
        edges = (2 * constant / (linear + root) / scale, (linear + root) / (2 * square) / scale)
        outside = fdtr(*self.df, np.where(wide, edges[1], 1.0)) - fdtr(*self.df, np.where(wide, edges[0], 1.0))
        return np.asarray(1 - np.where(wide, outside, 0.0))

    def assured_width(self, icc: float, assurance: float) -> FloatArray:
        """The width that is not exceeded with this probability."""
        low, high = np.full_like(self.n, 1e-9), np.full_like(self.n, self.k / (self.k - 1))
        for _ in range(60):
            middle = (low + high) / 2
            enough = self._share_within(middle, icc) >= assurance
            low, high = np.where(enough, low, middle), np.where(enough, middle, high)
        return np.asarray(high)
