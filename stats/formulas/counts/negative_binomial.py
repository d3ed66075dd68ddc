"""Negative binomial regression of two arms by maximum likelihood, for many simulated trials at once.

Counts have mean rate * exposure and variance mean + k mean^2, with one dispersion k. The log likelihood is

    sum over counts of [sum over j < y of log(1 + k j)] + y log(mean) - (y + 1/k) log(1 + k mean);

its first sum only needs how many counts exceed each j, so the gamma function is never called. Newton steps in both log
rates and log k (orthogonal); k is 0, and the model Poisson, where the score at k = 0 is not positive. The error of the
log rate ratio is that of the expected information, as SAS and R's glm.nb print it at a fixed k.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from stats.trials import BoolArray, FloatArray

_STEPS = 15
_SMALLEST, _LARGEST = 1e-5, 1e4


class Fit(NamedTuple):
    """Log rate ratio (first arm over second), its standard error, the dispersion, and where it cannot be computed."""

    log_ratio: FloatArray
    error: FloatArray
    dispersion: FloatArray
    failed: BoolArray


def fit(arms: tuple[tuple[FloatArray, FloatArray], tuple[FloatArray, FloatArray]]) -> Fit:
    """Fit two arms, each (counts, exposures): counts (trials, n), exposures (trials, n) or (trials, 1) when equal."""
    beyond = _exceeding(np.concatenate([y for y, _ in arms], axis=1))
    data = [_compact(y, t) for y, t in arms]
    empty = np.any([y.sum(axis=1) == 0 for y, _, _ in data], axis=0)
    rates = [np.maximum((w * y).sum(axis=1), 0.5) / (w * np.broadcast_to(t, y.shape)).sum(axis=1) for y, t, w in data]
    k, poisson = _start(arms, rates)
    for _ in range(_STEPS):
        rates = [_rate_step(rate, k, *one) for rate, one in zip(rates, data, strict=True)]
        step = _dispersion_step(k, rates, data, beyond)
        k = np.clip(k * np.exp(step), _SMALLEST, _LARGEST)
        if np.abs(np.where(poisson | empty, 0.0, step)).max() < 1e-7:
            break
    k = np.where(poisson, 0.0, k)
    rates = [_rate_step(_rate_step(rate, k, *one), k, *one) for rate, one in zip(rates, data, strict=True)]
    variance = sum(1 / _information(rate, k, *one) for rate, one in zip(rates, data, strict=True))
    return Fit(np.log(rates[0] / rates[1]), np.sqrt(variance), k, np.asarray(empty))


def _exceeding(y: FloatArray) -> FloatArray:
    """How many counts of each trial exceed j = 0, 1, 2, ..."""
    trials, most = len(y), int(y.max()) + 1
    flat = (np.arange(trials)[:, None] * most + y.astype(np.intp)).ravel()
    seen = np.bincount(flat, minlength=trials * most).reshape(trials, most)
    return np.asarray(seen[:, ::-1].cumsum(axis=1)[:, ::-1][:, 1:], dtype=np.float64)


def _compact(y: FloatArray, t: FloatArray) -> tuple[FloatArray, FloatArray, float]:
    """Counts, exposures and weight; with equal exposures the mean count says everything."""
    return (y.mean(axis=1, keepdims=True), t, float(y.shape[1])) if t.shape[1] == 1 else (y, t, 1.0)


def _start(arms: tuple[tuple[FloatArray, FloatArray], ...], rates: list[FloatArray]) -> tuple[FloatArray, BoolArray]:
    """Moment estimate of k, and where its score at 0, half the sum of (y - mean)^2 - y, is not positive."""
    excess, square = np.zeros(len(rates[0])), np.zeros(len(rates[0]))
    for (y, t), rate in zip(arms, rates, strict=True):
        mean = rate[:, None] * t
        excess += ((y - mean) ** 2 - y).sum(axis=1)
        square += (np.broadcast_to(mean, y.shape) ** 2).sum(axis=1)
    return np.clip(excess / square, 0.01, 100.0), np.asarray(excess <= 0)


def _rate_step(rate: FloatArray, k: FloatArray, y: FloatArray, t: FloatArray, weight: float) -> FloatArray:
    mean = rate[:, None] * t
    score = weight * ((y - mean) / (1 + k[:, None] * mean)).sum(axis=1)
    return np.asarray(rate * np.exp(np.clip(score / _information(rate, k, y, t, weight), -2.0, 2.0)))


def _information(rate: FloatArray, k: FloatArray, y: FloatArray, t: FloatArray, weight: float) -> FloatArray:
    mean = np.broadcast_to(rate[:, None] * t, y.shape)
    return np.asarray(weight * (mean / (1 + k[:, None] * mean)).sum(axis=1))


def _dispersion_step(
    k: FloatArray, rates: list[FloatArray], data: list[tuple[FloatArray, FloatArray, float]], beyond: FloatArray
) -> FloatArray:
    """Newton step of log k."""
    j = np.arange(beyond.shape[1], dtype=np.float64)
    share = j / (1 + k[:, None] * j)
    first = (beyond * share).sum(axis=1)
    second = -(beyond * share**2).sum(axis=1)
    for rate, (y, t, weight) in zip(rates, data, strict=True):
        mean = np.broadcast_to(rate[:, None] * t, y.shape)
        inverse = 1 / k[:, None]
        part, grown = mean / (1 + k[:, None] * mean), np.log1p(k[:, None] * mean)
        first += weight * (grown * inverse**2 - (y + inverse) * part).sum(axis=1)
        second += weight * (2 * inverse**2 * part - 2 * inverse**3 * grown + (y + inverse) * part**2).sum(axis=1)
    slope, curve = k * first, k * k * second + k * first
    return np.asarray(
        np.clip(np.where(curve < 0, -slope / np.where(curve < 0, curve, -1.0), np.sign(slope)), -1.0, 1.0)
    )
