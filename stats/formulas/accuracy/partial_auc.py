"""The area under a ROC curve between two false positive rates: its value, the variance of its empirical estimate.

The empirical partial area between rates l and u has, for a diseased x, the component u - clip(S0(x), l, u), and for a
healthy y the component S1(clip(y, y_u, y_l)): S0 and S1 are the survival functions of healthy and diseased scores, y_t
the healthy quantile exceeded with probability t. The quantiles are estimated too, which clips the second component.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from scipy.special import ndtr, ndtri

from stats.formulas.roc import Rates, binormal_terms, both_beyond, placements
from stats.trials import FloatArray

_POINTS = 400
_MIDDLE = ndtri((np.arange(_POINTS) + 0.5) / _POINTS)


def partial_area(auc: float, sd_ratio: float, rates: Rates) -> float:
    """Area under the binormal curve between two false positive rates."""
    a, b, _, _ = binormal_terms(auc, sd_ratio)
    root = float(np.sqrt(1 + b**2))

    def up_to(rate: float) -> float:
        if rate <= 0 or rate >= 1:
            return auc if rate >= 1 else 0.0
        edge = float(ndtri(rate))
        return auc * rate + both_beyond(a / root, edge, -b / root)

    return up_to(rates[1]) - up_to(rates[0])


def _of_diseased(x: FloatArray, rates: Rates) -> FloatArray:
    return np.asarray(-np.clip(ndtr(-x), *rates))


def _of_healthy(y: FloatArray, auc: float, sd_ratio: float, rates: Rates) -> FloatArray:
    shift = ndtri(auc) * np.sqrt(1 + sd_ratio**2)
    return np.asarray(ndtr((shift - np.clip(y, -ndtri(rates[1]), -ndtri(rates[0]))) / sd_ratio))


@lru_cache(maxsize=128)
def component_covariances(
    aucs: tuple[float, float], sd_ratios: tuple[float, float], correlations: tuple[float, float], rates: Rates
) -> tuple[FloatArray, FloatArray]:
    """Covariance matrices of the components of two scores of one patient: among the diseased, among the healthy."""
    shifts = [float(ndtri(auc)) * float(np.sqrt(1 + s**2)) for auc, s in zip(aucs, sd_ratios, strict=True)]
    found = []
    for correlation, diseased in zip(correlations, (True, False), strict=True):
        first = np.broadcast_to(_MIDDLE[:, None], (_POINTS, _POINTS))
        second = correlation * first + np.sqrt(1 - correlation**2) * _MIDDLE
        pair = [
            _of_diseased(z * s + shift, rates) if diseased else _of_healthy(z, auc, s, rates)
            for z, auc, s, shift in zip((first, second), aucs, sd_ratios, shifts, strict=True)
        ]
        found.append(np.cov(pair[0].ravel(), pair[1].ravel()))
    return found[0], found[1]


def empirical_components(
    cases: FloatArray, controls: FloatArray, rates: Rates
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Empirical partial area of each trial, with its estimated components of diseased and healthy subjects."""
    below, above = placements(cases, controls)
    low, high = rates
    diseased = high - np.clip(1 - below, low, high)
    m = controls.shape[1]
    ordered = np.sort(above, axis=1)  # from the highest healthy score to the lowest
    edges = [ordered[:, min(max(int(np.ceil(rate * m)) - 1, 0), m - 1)] for rate in rates]
    healthy = np.clip(above, edges[0][:, None] if low > 0 else 0.0, edges[1][:, None] if high < 1 else 1.0)
    return diseased.mean(axis=1), diseased, healthy
