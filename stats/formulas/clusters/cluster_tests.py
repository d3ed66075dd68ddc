"""Tests between two arms of clusters: their power, and the test itself on simulated cluster summaries.

The analysis is a t test on one summary per cluster. When clusters differ in size, summaries are weighted by the inverse
of their estimated variance (between clusters + within / size): with known weights the statistic follows Student's law
exactly, with equal sizes it is the ordinary t test on cluster means.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammaln, stdtr, stdtrit

from stats.formulas.t_tests import noncentral_t_power
from stats.goals import OneSided
from stats.normal import Phi, z
from stats.trials import FloatArray, Trials

Spread = Literal["common", "separate", "welch"]
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(120)
_LEAST_DF = 0.05  # below, there is no test


def summary_variance(
    within: ArrayLike, between: ArrayLike, m: ArrayLike, cv: float = 0.0, *, weighted: bool = False
) -> FloatArray:
    """Variance that one cluster of mean size `m` contributes: divided by the clusters of an arm, that of its estimate.

    within: variance of one member inside a cluster; between: variance of the true cluster values
    cv: coefficient of variation of the sizes. Clusters weighted by their size (Eldridge et al. 2006), or by their
    inverse variance (van Breukelen & Candel 2012, second-order approximation) when `weighted`.
    """
    within, between, m = (np.asarray(one, dtype=np.float64) for one in (within, between, m))
    if not weighted:
        return np.asarray(within / m + between * (1 + cv**2))
    share = m * between / (m * between + within)
    return np.asarray((within / m + between) / np.maximum(1 - cv**2 * share * (1 - share), 1e-3))


def satterthwaite(first: FloatArray, second: FloatArray, k: ArrayLike, j: ArrayLike) -> FloatArray:
    """Degrees of freedom of a difference whose two variances (of the estimates) rest on `k` and `j` clusters."""
    first, second = np.asarray(first), np.asarray(second)
    low = np.maximum(np.asarray(k) - 1, 1e-9), np.maximum(np.asarray(j) - 1, 1e-9)
    return np.asarray((first + second) ** 2 / (first**2 / low[0] + second**2 / low[1]))


def z_power(effect: float, error: FloatArray, tests: tuple[OneSided, ...]) -> FloatArray:
    """Power of one, or of both, one-sided normal tests."""
    powers = [Phi(test.sign * (effect - test.null) / error - z(test.alpha)) for test in tests]
    return np.asarray(np.maximum(sum(powers) - (len(powers) - 1), 0.0))


def t_power(effect: float, error: FloatArray, df: FloatArray, tests: tuple[OneSided, ...]) -> FloatArray:
    """Power of one, or of two, one-sided t tests; none where the degrees of freedom vanish."""
    error, df = np.broadcast_arrays(error, df)
    enough = df > _LEAST_DF
    usable = np.where(enough, df, 1.0)
    if len(tests) == 1:
        test = tests[0]
        power = noncentral_t_power(test.sign * (effect - test.null) / error, usable, test.alpha)
    else:
        power = _two_one_sided(effect, error, usable, tests)
    return np.asarray(np.where(enough, np.nan_to_num(power, nan=0.0), 0.0))


def _two_one_sided(effect: float, error: FloatArray, df: FloatArray, tests: tuple[OneSided, ...]) -> FloatArray:
    """Both tests share one estimate of the variance: integral over the ratio of the estimated to the true error."""
    lower, upper = tests
    error, df = error[..., None], np.minimum(df, 1e7)[..., None]
    critical = -stdtrit(df, lower.alpha)
    spread = 9 / np.sqrt(2 * df)
    low = np.maximum(1 - spread, 0.0)
    high = np.minimum(1 + spread, (upper.null - lower.null) / (2 * critical * error))
    half = np.maximum(high - low, 0.0) / 2
    ratio = low + half * (_NODES + 1)
    log = np.log(np.maximum(ratio, 1e-300))
    density = np.exp(
        np.log(2) + df / 2 * np.log(df / 2) - gammaln(df / 2) + (df - 1) * log - df / 2 * ratio**2
    )  # of sqrt(chi-square / df)
    inside = Phi((upper.null - effect) / error - critical * ratio) - Phi(
        (lower.null - effect) / error + critical * ratio
    )
    return np.asarray((half * _WEIGHTS * density * np.maximum(inside, 0.0)).sum(axis=-1))


def sizes_drawn(rng: np.random.Generator, trials: int, clusters: int, total: float, cv: float) -> FloatArray:
    """Sizes of the clusters of one arm, (trials, clusters): as equal as can be, or gamma with coefficient `cv`."""
    if cv == 0:
        whole = round(total)
        even = np.full(clusters, whole // clusters, dtype=np.float64)
        even[: whole % clusters] += 1
        return np.broadcast_to(even, (trials, clusters))
    drawn = rng.gamma(1 / cv**2, total / clusters * cv**2, (trials, clusters))
    return np.maximum(np.floor(drawn + rng.random((trials, clusters))), 1.0)


@dataclass(frozen=True, slots=True)
class Summaries:
    """One arm of simulated trials: a value and a size per cluster, and the estimated variance of one member."""

    value: FloatArray  # (trials, clusters)
    size: FloatArray
    within: FloatArray  # (trials,)

    @property
    def count(self) -> int:
        return int(self.value.shape[1])

    def _about_mean(self, weight: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        total = weight.sum(axis=1)
        mean = (weight * self.value).sum(axis=1) / total
        return mean, (weight * (self.value - mean[:, None]) ** 2).sum(axis=1), total

    def excess(self) -> tuple[FloatArray, FloatArray]:
        """Between-cluster sum of squares beyond that of the members, and its coefficient (analysis of variance)."""
        _, squares, total = self._about_mean(self.size)
        return squares - (self.count - 1) * self.within, total - (self.size**2).sum(axis=1) / total

    def estimate(self, between: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Weighted mean, residual sum of squares of a summary of unit weight, sum of the weights."""
        if (self.size == self.size[:, :1]).all():
            return self._about_mean(np.ones_like(self.value))
        return self._about_mean(1 / np.maximum(between[:, None] + self.within[:, None] / self.size, 1e-30))


def compare(first: Summaries, second: Summaries, spread: Spread) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Difference, standard error and degrees of freedom, one per trial.

    spread: one variance for both arms (Student), one per arm with the same degrees of freedom ("separate"), or one
    per arm with Satterthwaite's ("welch").
    """
    betweens = _between((first, second), shared=spread == "common")
    (x, a, u), (y, b, v) = first.estimate(betweens[0]), second.estimate(betweens[1])
    k, j = first.count, second.count
    df = np.full(len(x), k + j - 2.0)
    if spread == "common":
        return x - y, np.sqrt((a + b) / df * (1 / u + 1 / v)), df
    a, b = a / (k - 1) / u, b / (j - 1) / v
    if spread == "welch":
        with np.errstate(invalid="ignore"):
            df = np.nan_to_num(satterthwaite(a, b, k, j), nan=1.0)
    return x - y, np.sqrt(a + b), df


def _between(arms: tuple[Summaries, Summaries], *, shared: bool) -> tuple[FloatArray, FloatArray]:
    parts = [arm.excess() for arm in arms]
    if shared:
        one = np.maximum(sum(part[0] for part in parts) / sum(part[1] for part in parts), 0.0)
        return one, one
    each = [np.maximum(squares / coefficient, 0.0) for squares, coefficient in parts]
    return each[0], each[1]


def trials_of(
    estimate: FloatArray, error: FloatArray, df: FloatArray, tests: tuple[OneSided, ...], *, normal: bool = False
) -> Trials:
    """The trials that t tests (or normal tests) of an estimate make; no variability at all leaves no test."""
    failed = ~(error > 0)
    safe = np.where(failed, 1.0, error)
    scores = [test.sign * (estimate - test.null) / safe for test in tests]
    p = np.stack([Phi(-score) if normal else stdtr(df, -score) for score in scores])
    half = (z(tests[0].alpha) if normal else -stdtrit(df, tests[0].alpha)) * safe
    claimed = (p <= tests[0].alpha).all(axis=0) & ~failed
    p = np.where(failed, 1.0, p.max(axis=0))
    return Trials(estimate, estimate - half, estimate + half, p, claimed, failed)
