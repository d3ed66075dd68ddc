"""Kaplan-Meier curves of many trials at once: survival at a date and restricted mean, with Greenwood's variances.

Beyond the last follow-up of an arm its curve is extended at its last value.

Kaplan EL, Meier P. Nonparametric estimation from incomplete observations. J Am Stat Assoc 1958;53:457-81
(10.1080/01621459.1958.10501452).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stats.trials import BoolArray, FloatArray

_CENSORED = np.int32(1)


class Curves(NamedTuple):
    """Trials ordered in time, (trials, participants): times, survival just after each, Greenwood's increments."""

    times: FloatArray
    survival: FloatArray
    increments: FloatArray

    def at(self, date: float) -> tuple[FloatArray, FloatArray]:
        """Survival at a date, and the variance of its logarithm."""
        past = self.times <= date
        survival = np.where(past, self.survival, 1.0).min(axis=1)
        return survival, np.where(past, self.increments, 0.0).sum(axis=1)

    def restricted_mean(self, until: float) -> tuple[FloatArray, FloatArray]:
        """Mean survival time restricted to a date, and its variance."""
        stops = np.minimum(self.times, until)
        widths = np.diff(stops, axis=1, prepend=0.0)
        before = np.concatenate([np.ones((len(stops), 1)), self.survival[:, :-1]], axis=1)
        area = np.cumsum(before * widths, axis=1)
        mean = area[:, -1] + self.survival[:, -1] * (until - stops[:, -1])
        later = np.where(self.times <= until, mean[:, None] - area, 0.0)
        return mean, np.asarray((later**2 * self.increments).sum(axis=1))


def kaplan_meier(times: FloatArray, event: BoolArray) -> Curves:
    """One curve per row; times are >= 0, events come before losses at the same time.

    The bits of a positive float32 sort like the number itself, so the kind of exit rides in the lowest bit.
    """
    key = np.ascontiguousarray(times, dtype=np.float32).view(np.int32) & ~_CENSORED
    key |= np.where(event, np.int32(0), _CENSORED)
    key.sort(axis=1)
    seen = (key & _CENSORED) == 0
    ordered: NDArray[np.float32] = (key & ~_CENSORED).view(np.float32)
    at_risk: FloatArray = np.arange(key.shape[1], 0, -1).astype(np.float64)
    survival: FloatArray = np.cumprod(np.where(seen, 1 - 1 / at_risk, 1.0), axis=1).astype(np.float64)
    increments = np.where(seen, 1 / (at_risk * np.maximum(at_risk - 1, 1)), 0.0)
    return Curves(ordered.astype(np.float64), survival, increments)
