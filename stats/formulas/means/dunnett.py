"""Several arms against one control: the joint law of the statistics, which share the control and the variance.

With n per arm and n_0 controls the k statistics have correlation rho = n / (n + n_0): given the control's deviation x
and the ratio s of the estimated to the true standard deviation they are independent, so every probability is an
integral over x and s (Dunnett 1955).
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from scipy.special import stdtr, stdtrit

from stats.formulas.t_tests import sd_ratio_density
from stats.normal import Phi
from stats.trials import FloatArray

_X, _X_WEIGHTS = np.polynomial.legendre.leggauss(48)
_X, _X_WEIGHTS = 8.5 * _X, 8.5 * _X_WEIGHTS * np.exp(-((8.5 * _X) ** 2) / 2) / np.sqrt(2 * np.pi)
_S = np.polynomial.legendre.leggauss(32)
_FINE = np.polynomial.legendre.leggauss(120)
_CHEBYSHEV = 16
_LEAST_DF = 2.0
_SMALL = 1e-6  # below, the integral is not precise enough: Bonferroni's level, a little conservative


def _ratios(df: FloatArray, rule: tuple[FloatArray, FloatArray] = _S) -> tuple[FloatArray, FloatArray]:
    """Nodes and weights of the estimated over the true standard deviation, on a last axis."""
    df = np.asarray(df, dtype=np.float64)[..., None]
    reach = 9 / np.sqrt(2 * df)
    low, high = np.maximum(1 - reach, 0.0), 1 + reach
    ratio = low + (high - low) * (rule[0] + 1) / 2
    weight = rule[1] * sd_ratio_density(ratio, df)
    return ratio, weight / weight.sum(axis=-1, keepdims=True)


def _integrated(inside: FloatArray, weight: FloatArray) -> FloatArray:
    """Sum over the control's deviation, then over the variance; the last axes are (s, x)."""
    return np.asarray(((inside * _X_WEIGHTS).sum(axis=-1) * weight).sum(axis=-1))


def all_beyond(shifts: FloatArray, critical: FloatArray, df: FloatArray | None, rho: float) -> FloatArray:
    """Probability that every statistic exceeds the critical value; `shifts` has the arms on its last axis."""
    return _joint(shifts, critical, df, rho, sign=1)


def any_beyond(shifts: FloatArray, critical: FloatArray, df: FloatArray | None, rho: float) -> FloatArray:
    """Probability that at least one statistic exceeds the critical value."""
    return np.asarray(1 - _joint(shifts, critical, df, rho, sign=-1))


def _joint(shifts: FloatArray, critical: FloatArray, df: FloatArray | None, rho: float, sign: int) -> FloatArray:
    if df is None:
        ratio, weight = np.ones((*np.shape(critical), 1)), np.ones((*np.shape(critical), 1))
    else:
        ratio, weight = _ratios(df)
    edge = (np.asarray(critical)[..., None] * ratio)[..., None]
    product = np.ones((*edge.shape[:-1], len(_X)))
    for arm in range(shifts.shape[-1]):
        product *= Phi(sign * (shifts[..., arm][..., None, None] + np.sqrt(rho) * _X - edge) / np.sqrt(1 - rho))
    return _integrated(product, weight)


def _outside(critical: float, df: float | None, arms: int, rho: float, sides: int) -> float:
    """Probability, without effect, that some statistic is beyond the critical value."""
    ratio, weight = (np.ones(1), np.ones(1)) if df is None else _ratios(np.asarray(df), _FINE)
    edge = (critical * ratio)[:, None]
    upper = Phi((edge - np.sqrt(rho) * _X) / np.sqrt(1 - rho))
    lower = Phi((-edge - np.sqrt(rho) * _X) / np.sqrt(1 - rho)) if sides == 2 else 0.0
    return 1 - float(_integrated((upper - lower) ** arms, weight))


@lru_cache(maxsize=256)
def _level_curve(arms: int, rho: float, alpha: float, sides: int) -> tuple[FloatArray, FloatArray]:
    """One-sided level of each comparison at Chebyshev nodes of 1 / df, with the nodes."""
    from scipy.optimize import brentq

    inverse = (1 - np.cos(np.pi * np.arange(_CHEBYSHEV) / (_CHEBYSHEV - 1))) / 2 / _LEAST_DF
    if alpha < _SMALL:
        return inverse, np.full(_CHEBYSHEV, alpha / sides / arms)
    levels = []
    for one in inverse:
        df = None if one == 0 else float(1 / one)

        def excess(level: float, df: float | None = df) -> float:
            critical = float(-stdtrit(np.inf if df is None else df, level))
            return _outside(critical, df, arms, rho, sides) - alpha

        levels.append(brentq(excess, alpha / sides / arms * 0.9, alpha / sides * 1.01, xtol=1e-13))
    return inverse, np.array(levels)


def critical_value(df: FloatArray | None, arms: int, rho: float, alpha: float, sides: int) -> FloatArray:
    """Dunnett's critical value: exceeded by some statistic (in absolute value when two-sided) with probability alpha."""
    nodes, levels = _level_curve(arms, rho, alpha, sides)
    if df is None:
        return np.asarray(-stdtrit(np.inf, levels[0]))
    df = np.asarray(df, dtype=np.float64)
    signs = (-1.0) ** np.arange(_CHEBYSHEV)
    signs[[0, -1]] /= 2
    gap = 1 / np.maximum(df, _LEAST_DF)[..., None] - nodes
    hit = np.abs(gap) < 1e-14
    pull = signs / np.where(hit, 1.0, gap)
    level = np.where(hit.any(axis=-1), (hit * levels).sum(axis=-1), (pull * levels).sum(axis=-1) / pull.sum(axis=-1))
    return np.asarray(-stdtrit(df, level))


def one_level(critical: FloatArray, df: FloatArray | None) -> FloatArray:
    """The one-sided level of a single comparison at a critical value."""
    return np.asarray(stdtr(np.inf, -critical) if df is None else stdtr(df, -critical))
