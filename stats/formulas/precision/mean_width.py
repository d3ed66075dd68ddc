"""Width of the t interval of a mean or of a difference in means: with the standard deviations as expected, on average, and
not exceeded with a given probability.

The width is 2 t S where S, the estimated standard error, varies between studies. With two estimated variances, their total Q
of squares is a chi-square and the part R of the first arm in it a beta, independent of Q: Welch's degrees of freedom depend on
R alone, so that averages and probabilities over both variances are one integral over R.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtr, gammaln, polygamma, stdtrit

from stats.formulas.sd_average import mean_ratio, ratio_quantile
from stats.trials import FloatArray

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(200)
_LARGE = 1e6  # participants beyond which the width falls as 1 / sqrt(n), to six digits


def one_mean(n: ArrayLike, sd: float, confidence: float) -> FloatArray:
    """Width when the estimated standard deviation is the expected one."""
    n = np.asarray(n, dtype=np.float64)
    return np.asarray(2 * stdtrit(n - 1, (1 + confidence) / 2) * sd / np.sqrt(n))


def one_mean_average(n: ArrayLike, sd: float, confidence: float) -> FloatArray:
    """Width averaged over the estimated standard deviation."""
    return one_mean(n, sd, confidence) * mean_ratio(np.asarray(n, dtype=np.float64) - 1)


def one_mean_assured(n: ArrayLike, sd: float, confidence: float, assurance: float) -> FloatArray:
    """Width not exceeded with this probability: the estimated variance is a multiple of a chi-square."""
    return one_mean(n, sd, confidence) * ratio_quantile(np.asarray(n, dtype=np.float64) - 1, assurance)


class TwoMeansWidth(NamedTuple):
    """The interval of a difference in means: sizes and standard deviations of the arms, Welch's or pooled variance."""

    sizes: tuple[FloatArray, FloatArray]
    sds: tuple[float, float]
    confidence: float
    pooled: bool

    def expected(self) -> FloatArray:
        """Width when the estimated standard deviations are the expected ones."""
        n, m = self.sizes
        v, w = self.sds[0] ** 2 / n, self.sds[1] ** 2 / m
        if self.pooled:
            variance = ((n - 1) * self.sds[0] ** 2 + (m - 1) * self.sds[1] ** 2) / (n + m - 2) * (1 / n + 1 / m)
            return np.asarray(2 * stdtrit(n + m - 2, (1 + self.confidence) / 2) * np.sqrt(variance))
        df = (v + w) ** 2 / (v**2 / (n - 1) + w**2 / (m - 1))
        return np.asarray(2 * stdtrit(df, (1 + self.confidence) / 2) * np.sqrt(v + w))

    def _over_share(self) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
        """Width per root of Q at each node of R, the weights of the nodes, degrees of freedom of Q, and last scaling."""
        total = self.sizes[0] + self.sizes[1]
        shrink = np.minimum(1.0, _LARGE / total)
        n, m = (np.asarray(one * shrink)[..., None] for one in self.sizes)
        a, b = (n - 1) / 2, (m - 1) / 2
        spread = 7 * np.sqrt(polygamma(1, a) + polygamma(1, b))
        low, high = np.log(a / b) - spread - 10 / a, np.log(a / b) + spread + 10 / b
        odds = low + (high - low) / 2 * (_NODES + 1)
        log = -a * np.log1p(np.exp(-odds)) - b * np.log1p(np.exp(odds))
        weight = _WEIGHTS * np.exp(log - log.max(axis=-1, keepdims=True))
        weight = weight / weight.sum(axis=-1, keepdims=True)
        share = 1 / (1 + np.exp(-odds))
        df = n + m - 2
        if self.pooled:
            common = (1 / n + 1 / m) / df
            v, w = self.sds[0] ** 2 * common * share, self.sds[1] ** 2 * common * (1 - share)
            t = stdtrit(df, (1 + self.confidence) / 2)
        else:
            v = self.sds[0] ** 2 / (n * (n - 1)) * share
            w = self.sds[1] ** 2 / (m * (m - 1)) * (1 - share)
            t = stdtrit((v + w) ** 2 / (v**2 / (n - 1) + w**2 / (m - 1)), (1 + self.confidence) / 2)
        return np.asarray(2 * t * np.sqrt(v + w)), weight, np.asarray(df[..., 0]), np.asarray(np.sqrt(shrink))

    def average(self) -> FloatArray:
        """Width averaged over both estimated variances."""
        width, weight, df, scale = self._over_share()
        return np.asarray((weight * width).sum(axis=-1) * np.sqrt(df) * mean_ratio(df) * scale)

    def assured(self, assurance: float) -> FloatArray:
        """Width not exceeded with this probability over both estimated variances, by Newton's method on its logarithm."""
        width, weight, df, scale = self._over_share()
        half = df[..., None] / 2
        log = np.log((weight * width).sum(axis=-1) * np.sqrt(df) * ratio_quantile(df, assurance))
        for _ in range(40):
            half_square = (np.exp(log)[..., None] / width) ** 2 / 2
            reached = (weight * chdtr(2 * half, 2 * half_square)).sum(axis=-1)
            density = np.exp(half * np.log(half_square) - half_square - gammaln(half))
            slope = 2 * (weight * density).sum(axis=-1)
            step = np.clip((reached - assurance) / np.maximum(slope, 1e-12), -0.3, 0.3)
            log = log - step
            if np.all(np.abs(step) < 1e-12):
                break
        return np.asarray(np.exp(log) * scale)
