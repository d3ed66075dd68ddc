"""A proportion read on grouped observations (lesions of patients, patients of sites): test, interval and power.

The proportion is the ratio of the right answers x to the units m over all groups, and its variance is taken between
groups: V = k / (k - 1) sum (x_i - p m_i)^2 / (sum m_i)^2 for k groups, Student's t with k - 1 degrees of freedom.

- rao_scott: the design effect d = V sum m / (p (1 - p)) divides the units, and the score test keeps the variance at the
  goal: (p - p0) / sqrt(p0 (1 - p0) d / sum m). Rao JNK, Scott AJ. Biometrics 1992;48:577-85 (10.2307/2532311); Wilson's
  interval on the effective units, Saha KK, Miller D, Wang S. Int J Biostat 2016;12 (10.1515/ijb-2015-0024).
- ratio: Wald's test (p - p0) / sqrt(V). Its risk reaches .043 to .078 for .025 at goals between .80 and .93, where the
  variance falls as p rises (10^5 simulated trials, 40 to 100 patients): for comparison only away from 50 %.
- z: the score test with normal quantiles, the size of one proportion times the design effect.

With few groups of unequal sizes (sites) this variance is too small and its degrees of freedom too many: a cv of 1 over 10
sites makes the risk .047 for .025. There, each squared residual is divided by 1 - m_i / sum m and the degrees of freedom
are Satterthwaite's under independence: the bias-reduced linearisation (CR2) of Bell RM, McCaffrey DF. Survey Methodology
2002;28:169-81, for a mean. Equal groups give back V and k - 1.

Under the alternative T = (p - p0) / sqrt(V) is close to a non-central t, and the Rao-Scott statistic to T times
sqrt(p (1 - p) / (p0 (1 - p0))): this gives the power.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtr, nctdtr, stdtr, stdtrit

from stats.normal import Phi, z
from stats.trials import FloatArray, Trials

_LARGE_DF = 1e5
_LARGE_SHIFT = 30.0
_ALONE = 1e-6  # a group that holds every unit leaves no residual


def power(method: str, truth: float, null: float, effective: ArrayLike, df: ArrayLike, alpha: float) -> FloatArray:
    """Probability of a claim with a number of effective (independent) units and the degrees of freedom of the groups."""
    shift = abs(truth - null) * np.sqrt(np.asarray(effective, dtype=np.float64)) / np.sqrt(truth * (1 - truth))
    scale = scale_of(method, truth, null)
    if method == "z":
        return np.asarray(Phi(shift - z(alpha) * scale))
    df = np.asarray(df, dtype=np.float64)
    return beyond(shift, df, -stdtrit(df, alpha) * scale)


def scale_of(method: str, truth: float, null: float) -> float:
    """Standard error that the test uses over the true one: that of the goal for the score tests."""
    return 1.0 if method == "ratio" else float(np.sqrt(null * (1 - null) / (truth * (1 - truth))))


def edge(method: str, truth: float, null: float, effective: float, df: float, alpha: float, sign: int) -> float:
    """The observed proportion from which the claim is made, with the expected effective units."""
    rate = truth if method == "ratio" else null
    quantile = z(alpha) if method == "z" else float(-stdtrit(df, alpha))
    return float(null + sign * quantile * np.sqrt(rate * (1 - rate) / effective))


def beyond(shift: FloatArray, df: FloatArray, critical: FloatArray) -> FloatArray:
    """P(T > critical) for a non-central t with non-centrality `shift`; critical values are positive."""
    shift, df, critical = np.broadcast_arrays(shift, df, critical)
    far, large = shift > _LARGE_SHIFT, df > _LARGE_DF
    usual = 1 - nctdtr(np.minimum(df, _LARGE_DF), np.where(far, 0.0, shift), critical)
    normal = Phi((shift - critical) / np.sqrt(1 + critical**2 / (2 * df)))
    spread = chdtr(df, df * (np.where(far, shift, 1.0) / critical) ** 2)  # only the estimated variance still matters
    return np.asarray(np.where(large, normal, np.where(far, spread, usual)))


def satterthwaite(shares: FloatArray) -> FloatArray:
    """Degrees of freedom of the bias-reduced variance of a mean over groups that hold these shares of all units.

    The residuals of the groups have covariances m_i (1 - s_i) and -m_i s_j when units are independent; the trace of the
    weighted matrix squared over the trace of its square is what stands below. k equal groups give k - 1.
    """
    lever = shares**2 / np.maximum(1 - shares, _ALONE)
    pairs = np.maximum(lever.sum(axis=-1) ** 2 - (lever**2).sum(axis=-1), 0.0)
    return np.asarray(1 / ((shares**2).sum(axis=-1) + pairs))


def analysed(
    method: str, right: FloatArray, units: FloatArray, null: float, sign: int, alpha: float, *, few: bool = False
) -> Trials:
    """The named analysis of simulated studies, one per row, one group per column.

    few: few groups, with the bias-reduced variance and its degrees of freedom.
    Without any variation between groups (every answer right) no variance can be estimated: each group then counts as
    one observation, the largest design effect there is.
    """
    groups = right.shape[1]
    total = units.sum(axis=1)
    seen = right.sum(axis=1) / total
    squares = (right - seen[:, None] * units) ** 2
    if few:
        shares = units / total[:, None]
        variance, df = (squares / np.maximum(1 - shares, _ALONE)).sum(axis=1) / total**2, satterthwaite(shares)
    else:
        variance, df = groups / (groups - 1) * squares.sum(axis=1) / total**2, np.full(len(seen), groups - 1.0)
    largest = (units**2).sum(axis=1) / total
    flat = variance <= 1e-15
    binomial = np.where(flat, 1.0, seen * (1 - seen))
    effective = total / np.where(flat, largest, variance * total / binomial)
    error = np.sqrt(null * (1 - null) / effective)
    if method == "ratio":
        error = np.where(flat, error, np.sqrt(variance))
    statistic = sign * (seen - null) / error
    p = np.asarray(Phi(-statistic) if method == "z" else stdtr(df, -statistic))
    quantile = np.full(len(seen), z(alpha)) if method == "z" else -stdtrit(df, alpha)
    lower, upper = _bounds(method, seen, effective, variance, quantile)
    return Trials(seen, lower, upper, p, p <= alpha, np.zeros(len(seen), dtype=bool))


def _bounds(
    method: str, seen: FloatArray, effective: FloatArray, variance: FloatArray, quantile: FloatArray
) -> tuple[FloatArray, FloatArray]:
    if method == "ratio":
        half = quantile * np.sqrt(variance)
        return seen - half, seen + half
    square = quantile**2 / effective
    centre = (seen + square / 2) / (1 + square)
    half = np.sqrt(square * (seen * (1 - seen) + square / 4)) / (1 + square)
    return centre - half, centre + half


def beta_binomial(units: FloatArray, truth: float, icc: float, rng: np.random.Generator) -> FloatArray:
    """Right answers among the units of each group, whose own proportion is beta with an intraclass correlation."""
    if icc <= 0:
        return rng.binomial(units.astype(np.int64), truth).astype(np.float64)
    total = 1 / icc - 1
    own = rng.beta(truth * total, (1 - truth) * total, units.shape)
    return rng.binomial(units.astype(np.int64), own).astype(np.float64)
