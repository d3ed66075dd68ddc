"""Many small regressions at once: the models that simulated studies refit, by iteratively reweighted least squares."""

from __future__ import annotations

import numpy as np
from scipy.special import expit

from stats.trials import BoolArray, FloatArray

_ROUNDS = 25
_FAR = 25.0  # coefficients per SD beyond which events are separated from non-events


def with_intercept(predictors: FloatArray) -> FloatArray:
    """Predictors (trials, n, P) with a column of ones before them."""
    return np.concatenate([np.ones((*predictors.shape[:2], 1)), predictors], axis=2)


def _newton(design: FloatArray, weight: FloatArray, score: FloatArray) -> FloatArray:
    """One step for every trial: (X'WX)^-1 X'u."""
    turned = design.transpose(0, 2, 1)
    information = turned @ (weight[:, :, None] * design)
    information += 1e-9 * np.eye(design.shape[2])
    return np.asarray(np.linalg.solve(information, turned @ score[:, :, None])[:, :, 0])


def logistic(design: FloatArray, event: FloatArray) -> tuple[FloatArray, BoolArray]:
    """Maximum likelihood coefficients of each trial, and whether it failed (no event, separation, no convergence)."""
    coefficients = np.zeros((design.shape[0], design.shape[2]))
    share = np.clip(event.mean(axis=1), 1e-6, 1 - 1e-6)
    coefficients[:, 0] = np.log(share / (1 - share))
    moved = np.full(len(coefficients), np.inf)
    for _ in range(_ROUNDS):
        open_ = np.flatnonzero(moved > 1e-8)
        if not len(open_):
            break
        part = design[open_] if len(open_) < len(design) else design
        risk = expit((part @ coefficients[open_][:, :, None])[:, :, 0])
        step = _newton(part, risk * (1 - risk), event[open_] - risk)
        largest = np.abs(step).max(axis=1)
        coefficients[open_] += step * np.minimum(1.0, 3.0 / np.maximum(largest, 1e-12))[:, None]
        moved[open_] = largest
    lost = (moved > 1e-4) | (np.abs(coefficients[:, 1:]).max(axis=1) > _FAR) | ~np.isfinite(coefficients).all(axis=1)
    return np.where(lost[:, None], 0.0, coefficients), lost


def linear(design: FloatArray, outcome: FloatArray) -> FloatArray:
    """Least squares coefficients of each trial."""
    return _newton(design, np.ones(outcome.shape), outcome)


def cox(predictors: FloatArray, time: FloatArray, event: BoolArray) -> tuple[FloatArray, BoolArray]:
    """Partial likelihood coefficients of each trial (no ties), and whether it failed (no event, separation, no convergence).

    predictors (trials, n, P); time and event (trials, n).
    """
    order = np.argsort(-time, axis=1)  # the risk set of a person is everyone before her
    x = np.take_along_axis(predictors, order[:, :, None], axis=1)
    seen = np.take_along_axis(event, order, axis=1).astype(np.float64)
    coefficients = np.zeros((len(x), x.shape[2]))
    moved = np.full(len(x), np.inf)
    for _ in range(_ROUNDS):
        open_ = np.flatnonzero(moved > 1e-8)
        if not len(open_):
            break
        part, events = (x[open_], seen[open_]) if len(open_) < len(x) else (x, seen)
        step = _cox_step(part, events, coefficients[open_])
        largest = np.abs(step).max(axis=1)
        coefficients[open_] += step * np.minimum(1.0, 1.0 / np.maximum(largest, 1e-12))[:, None]
        moved[open_] = largest
    lost = (moved > 1e-4) | (np.abs(coefficients).max(axis=1) > _FAR) | ~np.isfinite(coefficients).all(axis=1)
    return np.where(lost[:, None], 0.0, coefficients), lost | ~seen.any(axis=1)


def _cox_step(x: FloatArray, events: FloatArray, coefficients: FloatArray) -> FloatArray:
    """One Newton step; the information is sum over events of the variance of the predictors in the risk set."""
    risk = np.exp(np.clip((x @ coefficients[:, :, None])[:, :, 0], -60, 60))
    total = np.cumsum(risk, axis=1)
    mean = np.cumsum(risk[:, :, None] * x, axis=1) / total[:, :, None]
    hazard = np.cumsum((events / total)[:, ::-1], axis=1)[:, ::-1]  # Breslow's, at the time of each person
    score = (events[:, :, None] * (x - mean)).sum(axis=1)
    around = x.transpose(0, 2, 1) @ ((risk * hazard)[:, :, None] * x)
    information = around - mean.transpose(0, 2, 1) @ (events[:, :, None] * mean) + 1e-9 * np.eye(x.shape[2])
    return np.asarray(np.linalg.solve(information, score[:, :, None])[:, :, 0])
