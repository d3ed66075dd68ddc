"""Gray's test of two cumulative incidences on many trials at once, and its expected value by integration.

Participants who had the competing event stay at risk of the event of interest, as long as they would have been watched:
their number is estimated. The statistic and its variance are those of Gray's paper with rho = 0; times are continuous.

Gray RJ. A class of K-sample tests for comparing the cumulative incidence of a competing risk. Ann Stat 1988;16:1141-54
(10.1214/aos/1176350951).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from stats.formulas.survival.survival_curves import Pieces, Watch, grid, landmarks
from stats.trials import BoolArray, FloatArray


class Gray(NamedTuple):
    """Score of the experimental arm, its variance, and its information under proportional subdistribution hazards."""

    score: FloatArray
    variance: FloatArray
    information: FloatArray


_EXPERIMENTAL, _EVENT, _COMPETING = 1, 2, 4


def _earlier(values: FloatArray, first: float) -> FloatArray:
    """The values just before each time."""
    return np.concatenate([np.full((len(values), 1), first), values[:, :-1]], axis=1)


def gray(times: FloatArray, event: BoolArray, competing: BoolArray, n_experimental: int) -> Gray:
    """Gray's statistic of each trial; the first `n_experimental` columns are the experimental arm, times are >= 0."""
    key = np.ascontiguousarray(times, dtype=np.float32).view(np.int32) & ~np.int32(7)
    key |= np.where(event, np.int32(_EVENT), np.int32(0)) | np.where(competing, np.int32(_COMPETING), np.int32(0))
    key[:, :n_experimental] |= np.int32(_EXPERIMENTAL)
    key.sort(axis=1)
    first = (key & _EXPERIMENTAL).astype(np.float64)
    d1, d2 = (key & _EVENT != 0).astype(np.float64), (key & _COMPETING != 0).astype(np.float64)
    n = key.shape[1]
    at_risk, after, before, incidence = [], [], [], []
    for arm, size in ((first, n_experimental), (1 - first, n - n_experimental)):
        risk = size - np.cumsum(arm, axis=1) + arm
        fall = arm / np.maximum(risk, 1)
        km = np.cumprod(1 - (d1 + d2) * fall, axis=1)
        left = _earlier(km, 1.0)
        after.append(km)
        before.append(left)
        incidence.append(_earlier(np.cumsum(left * d1 * fall, axis=1), 0.0))
        at_risk.append(np.where(risk > 0, risk / np.maximum(left, 1e-12), 0.0))  # as if nothing but censoring occurred
    g1, g2 = at_risk
    total = g1 + g2
    share = g1 * (1 - incidence[0]) / (g1 * (1 - incidence[0]) + g2 * (1 - incidence[1]))
    score = (d1 * (first - share)).sum(axis=1)
    pooled = np.cumsum(d1 / total, axis=1)
    a = g1 * g2 / total
    c = np.cumsum(d1 * a / (total * np.maximum(1 - _earlier(pooled, 0.0), 1e-12)), axis=1)
    later = c[:, -1:] - c
    variance = np.zeros(len(key))
    for g, km, arm in zip(at_risk, after, (first, 1 - first), strict=True):
        other = np.where(km > 0, (1 - pooled) / np.maximum(km, 1e-12), 0.0)
        inverse = np.where(g > 0, 1 / np.maximum(g, 1e-12), 0.0)
        variance += (d1 * (a + (1 - other) * later) ** 2 * inverse / total).sum(axis=1)
        variance += (d2 * arm * (other * later * inverse) ** 2).sum(axis=1)
    return Gray(score, variance, (d1 * share * (1 - share)).sum(axis=1))


class ExpectedGray(NamedTuple):
    """Per participant: score, its variance under the null hypothesis, information."""

    score: float
    variance: float
    information: float

    @property
    def log_ratio(self) -> float:
        """The logarithm of the ratio that the test sees, to first order; NaN when unknown."""
        return self.score / self.information if self.information > 0 else float("nan")


def expected_gray(
    watch: Watch, experimental: tuple[float, float], control: tuple[float, float], share: float
) -> ExpectedGray:
    """Limits of Gray's score and variance for constant hazards (of the event, of the competing event) in each arm."""
    both = (Pieces((0.0,), (sum(arm),)) for arm in (experimental, control))
    over = grid((*watch.breaks, *landmarks(*both)), watch.end)
    t, watched = over.t, watch.watched(over.t)
    free = [np.exp(-sum(arm) * t) for arm in (experimental, control)]
    incidence = [arm[0] / sum(arm) * (1 - one) for arm, one in zip((experimental, control), free, strict=True)]
    shares = share, 1 - share
    density = sum(p * arm[0] * one for p, arm, one in zip(shares, (experimental, control), free, strict=True))
    r1, r2 = (p * (1 - one) for p, one in zip(shares, incidence, strict=True))
    slopes = [arm[0] * one / (1 - f) for arm, one, f in zip((experimental, control), free, incidence, strict=True)]
    score = over.total(watched * r1 * r2 / (r1 + r2) * (slopes[0] - slopes[1]))
    information = over.total(watched * r1 * r2 / (r1 + r2) ** 2 * (r1 * slopes[0] + r2 * slopes[1]))
    rest = 1 - sum(p * one for p, one in zip(shares, incidence, strict=True))
    a = share * (1 - share) * watched
    growth = a * density / rest
    later = over.total(growth) - over.running(growth)
    variance = 0.0
    for p, arm, one in zip(shares, (experimental, control), free, strict=True):
        other = rest / one
        variance += over.total(
            ((a + (1 - other) * later) ** 2 * density + (other * later) ** 2 * arm[1] * one) / (p * watched)
        )
    return ExpectedGray(score, variance, information)
