"""The log-rank test of two arms on many trials at once, and the hazard ratio of the Cox model.

With a null hazard ratio other than 1 the statistic is the score of the Cox model at that ratio (a log-rank test with
an offset), as a non-inferiority claim needs. Times are continuous: ties are ordered arbitrarily, not corrected for.

Mantel N. Evaluation of survival data and two new rank order statistics. Cancer Chemother Rep 1966;50:163-70.
Cox DR. Regression models and life-tables. J R Stat Soc B 1972;34:187-220 (10.1111/j.2517-6161.1972.tb00899.x).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stats.trials import BoolArray, FloatArray

_NEWTON_STEPS = 5
_LARGEST_STEP = 1.5  # on the log scale: keeps Newton's method from leaping over a flat likelihood
_EXPERIMENTAL, _EVENT = 1, 2

Floats = NDArray[np.floating]


class LogRank(NamedTuple):
    """Results, one entry per trial.

    z: standardised score, positive when the experimental arm has more events than the null hazard ratio predicts
    log_ratio, error: log hazard ratio of the Cox model with its standard error; infinite when one arm has no event
    events: observed events, both arms
    """

    z: FloatArray
    log_ratio: FloatArray
    error: FloatArray
    events: FloatArray


class Risk(NamedTuple):
    """Trials ordered in time: events, and the participants of each arm at risk just before, (trials, participants)."""

    event: Floats
    experimental: Floats
    control: Floats
    experimental_events: FloatArray


def ordered(times: Floats, event: BoolArray, n_experimental: int) -> Risk:
    """Order each trial in time; the first `n_experimental` columns are the experimental arm; times are >= 0.

    The bits of a positive float32 sort like the number itself, so arm and event ride in the two lowest bits and a
    plain sort does the work of an argsort and two gathers. Two times closer than 5 parts in 10 million count as tied.
    """
    key = np.ascontiguousarray(times, dtype=np.float32).view(np.int32) & ~np.int32(3)
    key |= np.where(event, np.int32(_EVENT), np.int32(0))
    key[:, :n_experimental] |= np.int32(_EXPERIMENTAL)
    key.sort(axis=1)
    arm = (key & _EXPERIMENTAL).astype(np.float32)
    seen = ((key & _EVENT) != 0).astype(np.float32)
    experimental = n_experimental - np.cumsum(arm, axis=1, dtype=np.float32) + arm
    at_risk = np.arange(key.shape[1], 0, -1, dtype=np.float32)
    return Risk(seen, experimental, at_risk - experimental, (arm * seen).sum(axis=1).astype(np.float64))


def _score(risk: Risk, log_ratio: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Score and information of the Cox partial likelihood at a log hazard ratio per trial."""
    weighted = risk.experimental * np.exp(log_ratio).astype(np.float32)[:, None]
    share = weighted / (weighted + risk.control)
    expected = share * risk.event
    total = expected.sum(axis=1).astype(np.float64)
    share *= expected
    return risk.experimental_events - total, total - share.sum(axis=1)


def score_z(risk: Risk, null: float) -> FloatArray:
    """Standardised score at the null log hazard ratio; 0 when there is no information."""
    score, information = _score(risk, np.full(len(risk.event), null))
    return np.asarray(score / np.sqrt(np.maximum(information, 1e-12)))


def log_rank(risk: Risk, null: float = 0.0) -> LogRank:
    """Log-rank test against a null log hazard ratio, with the Cox estimate by Newton's method."""
    score, information = _score(risk, np.full(len(risk.event), null))
    z = score / np.sqrt(np.maximum(information, 1e-12))
    events = risk.event.sum(axis=1).astype(np.float64)
    estimate = np.full(len(z), null)
    for _ in range(_NEWTON_STEPS):
        estimate = estimate + np.clip(score / np.maximum(information, 1e-12), -_LARGEST_STEP, _LARGEST_STEP)
        score, information = _score(risk, estimate)
    none, every = risk.experimental_events == 0, risk.experimental_events == events
    estimate = np.where(none, -np.inf, np.where(every, np.inf, estimate))
    error = np.where(none | every, np.inf, 1 / np.sqrt(np.maximum(information, 1e-12)))
    return LogRank(z, np.where(events == 0, np.nan, estimate), error, events)
