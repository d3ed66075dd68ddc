"""Cluster-period means: their covariance, the information on a treatment effect, and the mixed model fitted by REML.

Every cluster is observed in every period with the same number of members, so the period means have one covariance V for
all clusters and the generalised least squares estimate needs only the period-centred exposure x: its information is the
sum over clusters of x' V^-1 x (Hussey and Hughes 2007; Hooper et al. 2016; Kasza et al. 2019). The same identity turns
each simulated trial into two small matrices, on which the restricted likelihood is maximised over a grid of covariances.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

import numpy as np

from stats.trials import FloatArray

Correlation = Literal["exchangeable", "nested_exchangeable", "decay"]


def cluster_correlation(correlation: Correlation, periods: int, cac: float) -> FloatArray:
    """Correlation of the effects of one cluster in its periods; `cac` is that of two periods (decay: one period apart)."""
    lag = np.abs(np.subtract.outer(np.arange(periods), np.arange(periods)))
    if correlation == "exchangeable":
        return np.ones((periods, periods))
    if correlation == "nested_exchangeable":
        return np.where(lag == 0, 1.0, cac)
    return np.asarray(np.where(lag == 0, 1.0, cac ** np.maximum(lag, 1)))


def mean_covariance(effects: FloatArray, icc: float, iac: float, members: FloatArray) -> FloatArray:
    """Covariance of the period means of a cluster, for a total variance of 1: shape of `members` + (periods, periods).

    effects: correlation of the cluster's effects; iac: correlation of one member's own deviations between two periods
    """
    periods = len(effects)
    own = (1 - iac) * np.eye(periods) + iac * np.ones((periods, periods))
    return np.asarray(icc * effects + (1 - icc) / members[..., None, None] * own)


def exposure_products(treated: FloatArray, share: FloatArray) -> FloatArray:
    """Mean over clusters of x x', x the exposure of a sequence centred by period; `share` is that of each sequence."""
    centred = treated - share @ treated
    return np.asarray(np.einsum("s,sj,sk->jk", share, centred, centred))


def information(covariance: FloatArray, products: FloatArray) -> FloatArray:
    """Information of one cluster on the treatment effect: the trace of V^-1 times the products of exposures."""
    return np.asarray(np.einsum("...jk,jk->...", np.linalg.inv(covariance), products))


@cache
def _shapes(correlation: Correlation, periods: int, cohort: bool) -> tuple[FloatArray, FloatArray]:
    """The covariances tried, up to their scale: inverses and log-determinants."""
    identity, ones = np.eye(periods), np.ones((periods, periods))
    if correlation != "decay":
        ratio = np.concatenate([[0.0], np.geomspace(1e-2, 1e3, 200)])  # variance between over variance within clusters
        shapes = identity + ratio[:, None, None] * ones
    else:
        ratios, decays = np.concatenate([[0.0], np.geomspace(0.02, 500, 20)]), np.linspace(0, 1, 21)
        shapes = np.stack(
            [identity + a * cluster_correlation("decay", periods, float(r)) for a in ratios for r in decays]
        )
        if cohort:
            steady = np.concatenate([[0.0], np.geomspace(0.05, 20, 7)])
            shapes = np.concatenate([shapes[::2] + c * ones for c in steady])
    return np.asarray(np.linalg.inv(shapes)), np.asarray(np.linalg.slogdet(shapes)[1])


def mixed_model(
    cells: FloatArray, treated: FloatArray, correlation: Correlation, cohort: bool
) -> tuple[FloatArray, FloatArray]:
    """Treatment effect and its standard error by the linear mixed model on cluster-period means, one row per trial.

    Fixed period effects, treatment effect, random cluster effects of the correlation named; REML. With equal numbers of
    members, exchangeable and nested exchangeable effects have the same form on period means (common covariance between
    periods plus a residual), and so have those of a cohort: the model fitted is one.

    cells: period means, (trials, clusters, periods); treated: exposure, (clusters, periods)
    """
    trials, clusters, periods = cells.shape
    inverse, log_det = _shapes(correlation, periods, cohort)
    flat = inverse.reshape(len(inverse), -1)
    centred = cells - cells.mean(axis=1, keepdims=True)
    exposure = treated - treated.mean(axis=0)
    squares = np.matmul(centred.transpose(0, 2, 1), centred).reshape(trials, -1)
    crossed = np.matmul(centred.transpose(0, 2, 1), exposure).reshape(trials, -1)
    xx = flat @ (exposure.T @ exposure).ravel()
    xy = crossed @ flat.T
    df = (clusters - 1) * periods - 1
    scale = (squares @ flat.T - xy**2 / xx) / df
    with np.errstate(divide="ignore", invalid="ignore"):
        deviance = df * np.log(scale) + (clusters - 1) * log_det + np.log(xx)
    best = np.argmin(deviance, axis=1)
    row = np.arange(trials)
    return xy[row, best] / xx[best], np.sqrt(scale[row, best] / xx[best])
