"""Adjustment for covariates by least squares: what their chance imbalance between two arms costs, and the analysis.

With q normal covariates and N participants, the variance of the adjusted difference is multiplied by 1 + D, where
1 / (1 + D) follows a beta law ((N - q - 1) / 2, q / 2); the mean of D is q / (N - q - 3).
"""

from __future__ import annotations

import numpy as np
from scipy.special import betaincinv

from stats.formulas.t_tests import Analysed, claim_power
from stats.goals import AnyComparison
from stats.trials import FloatArray

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(20)
_TAIL = 1e-12
_LARGE = 5e3  # degrees of freedom: beyond, the mean imbalance gives the same power to eight digits


def mean_inflation(df: FloatArray, covariates: float) -> FloatArray:
    """Mean of 1 + D; `df` are the degrees of freedom of the adjusted analysis, N - 2 - q."""
    return np.asarray(1 + covariates / np.maximum(df - 1, 1e-9))


def adjusted_power(
    goal: AnyComparison, effect: float, error: FloatArray, df: FloatArray, covariates: float
) -> FloatArray:
    """Power averaged over the imbalance; `error` is the standard error with balanced covariates."""
    estimable = df > 1
    df = np.where(estimable, df, 2.0)
    power = claim_power(goal, effect, error * np.sqrt(mean_inflation(df, covariates)), df)
    small = df < _LARGE
    if small.any():
        cosine, weight = _imbalance(df[small], covariates)
        spread = error[small][..., None] / cosine
        power[small] = (weight * claim_power(goal, effect, spread, df[small][..., None])).sum(axis=-1)
    return np.where(estimable, power, 0.0)


def _imbalance(df: FloatArray, covariates: float) -> tuple[FloatArray, FloatArray]:
    """Nodes of 1 / sqrt(1 + D) and their weights: with D = tan(a)^2 the density of a is sin^(q-1) a cos^df a."""
    smallest = betaincinv((df + 1) / 2, covariates / 2, _TAIL)  # of 1 / (1 + D)
    angle = np.arccos(np.sqrt(smallest))[..., None] * (_NODES + 1) / 2
    cosine = np.cos(angle)
    log = (covariates - 1) * np.log(np.sin(angle)) + df[..., None] * np.log(cosine)
    weight = _WEIGHTS * np.exp(log - log.max(axis=-1, keepdims=True))
    return cosine, weight / weight.sum(axis=-1, keepdims=True)


def least_squares(y: FloatArray, x: FloatArray, other_y: FloatArray, other_x: FloatArray) -> Analysed:
    """Ordinary least squares of the endpoint on arm and covariates, one row per trial."""
    n, m, q = y.shape[1], other_y.shape[1], x.shape[2]
    shift = x.mean(axis=1) - other_x.mean(axis=1)
    difference = y.mean(axis=1) - other_y.mean(axis=1)
    within_x = np.concatenate([one - one.mean(axis=1, keepdims=True) for one in (x, other_x)], axis=1)
    within_y = np.concatenate([one - one.mean(axis=1, keepdims=True) for one in (y, other_y)], axis=1)
    transposed = within_x.transpose(0, 2, 1)
    products, cross = transposed @ within_x, (transposed @ within_y[..., None])[..., 0]
    solved = np.linalg.solve(products, np.stack([cross, shift], axis=-1))
    df = n + m - 2 - q
    variance = ((within_y**2).sum(axis=1) - (solved[..., 0] * cross).sum(axis=1)) / df
    leverage = 1 / n + 1 / m + (solved[..., 1] * shift).sum(axis=1)
    estimate = difference - (solved[..., 0] * shift).sum(axis=1)
    return estimate, np.sqrt(variance * leverage), np.full(len(y), float(df))
