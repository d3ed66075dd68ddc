"""The distribution of predicted risks of a model: what a C statistic, a prevalence or a published spread say of it.

A model that is well calibrated gives each person a linear predictor (log odds of the event) and the event follows it. Its
distribution is held as points and weights, so that any expectation is a sum. With normal predictors of equal variance
among those with and without the event, the C statistic and the prevalence determine it exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import log, sqrt
from typing import Any

import numpy as np
from scipy.special import betaln, expit, log_expit, ndtri

from stats.trials import FloatArray

_REACH = 9.0  # standard deviations on each side
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(400)


@dataclass(frozen=True)
class Risks:
    """Points of the linear predictor and their weights, and how to draw from it."""

    points: FloatArray
    weights: FloatArray
    draw: Any  # (rng, shape) -> linear predictors

    def mean(self, values: FloatArray) -> float:
        """The expectation of a function of the linear predictor, given at the points."""
        return float((self.weights * values).sum())

    def information(self) -> tuple[float, float, float]:
        """What one person brings on the intercept and the slope of a calibration model: I00, I01, I11 (Riley 2021)."""
        risk = expit(self.points)
        each = risk * (1 - risk)
        return self.mean(each), self.mean(each * self.points), self.mean(each * self.points**2)

    @property
    def prevalence(self) -> float:
        """The share of events among all."""
        return self.mean(expit(self.points))

    @property
    def c_statistic(self) -> float:
        """The probability that a person with the event has the higher predicted risk."""
        order = np.argsort(self.points)
        risk, weight = expit(self.points[order]), self.weights[order]
        with_event, without = weight * risk, weight * (1 - risk)
        below = np.cumsum(without) - without / 2
        return float((with_event * below).sum() / (with_event.sum() * without.sum()))


def spread_of(c_statistic: float) -> float:
    """Distance, in standard deviations, between the normal predictors of those with and without the event."""
    return sqrt(2) * float(ndtri(c_statistic))


def _normal(mean: float, sd: float) -> tuple[FloatArray, FloatArray]:
    density = np.exp(-((_REACH * _NODES) ** 2) / 2) * _WEIGHTS
    return mean + sd * _REACH * _NODES, density / density.sum()


def normal_risks(mean: float, sd: float) -> Risks:
    """A normal linear predictor among all."""
    points, weights = _normal(mean, sd)
    return Risks(points, weights, lambda rng, shape: mean + sd * rng.standard_normal(shape))


def quartile_risks(first: float, third: float) -> Risks:
    """A normal linear predictor whose risks have these quartiles."""
    low, high = log(first / (1 - first)), log(third / (1 - third))
    return normal_risks((low + high) / 2, (high - low) / (2 * float(ndtri(0.75))))


def conditional_risks(c_statistic: float, prevalence: float) -> Risks:
    """A linear predictor normal among those with the event and among those without, of the same variance."""
    variance = spread_of(c_statistic) ** 2
    low = log(prevalence / (1 - prevalence)) - variance / 2
    without, with_event = _normal(low, sqrt(variance)), _normal(low + variance, sqrt(variance))

    def draw(rng: np.random.Generator, shape: tuple[int, ...]) -> FloatArray:
        event = rng.random(shape) < prevalence
        return np.asarray(low + variance * event + sqrt(variance) * rng.standard_normal(shape))

    return Risks(
        np.concatenate([without[0], with_event[0]]),
        np.concatenate([(1 - prevalence) * without[1], prevalence * with_event[1]]),
        draw,
    )


def beta_risks(first: float, second: float) -> Risks:
    """Predicted risks that follow a beta distribution."""
    centre = _beta_edges(first, second)
    points = (centre[1] - centre[0]) / 2 * _NODES + (centre[1] + centre[0]) / 2
    density = np.exp(first * log_expit(points) + second * log_expit(-points) - betaln(first, second)) * _WEIGHTS

    def draw(rng: np.random.Generator, shape: tuple[int, ...]) -> FloatArray:
        risk = np.clip(rng.beta(first, second, shape), 1e-300, 1 - 1e-16)
        return np.asarray(np.log(risk) - np.log1p(-risk))

    return Risks(points, density / density.sum(), draw)


def _beta_edges(first: float, second: float) -> tuple[float, float]:
    """Log odds beyond which a beta distribution has nothing left: its tails fall as exp(first x) and exp(-second x)."""
    centre = log(first / second)
    return centre - 40 / min(first, 1) - 12 / sqrt(first), centre + 40 / min(second, 1) + 12 / sqrt(second)


def _pavlou(c_statistic: float, prevalence: float, factor: float = 1.0) -> tuple[float, float]:
    """Mean and SD of a normal linear predictor, equations 7 and 8 of Pavlou and colleagues (2021)."""
    variance = (spread_of(c_statistic) * factor) ** 2
    mean = 0.5 * (2 * prevalence - 1) * variance + log(prevalence / (1 - prevalence))
    return mean, sqrt(variance * (1 + prevalence * (1 - prevalence) * variance))


@lru_cache(maxsize=256)
def pavlou_risks(c_statistic: float, prevalence: float) -> Risks:
    """The normal predictor of Pavlou and colleagues; beyond a C of 0.8 widened by steps of 1 % until C is met, as they do."""
    factor = 1.0
    risks = normal_risks(*_pavlou(c_statistic, prevalence))
    while c_statistic > 0.8 and abs(risks.c_statistic - c_statistic) > 0.0025 and factor < 2:
        factor += 0.01
        risks = normal_risks(*_pavlou(c_statistic, prevalence, factor))
    return risks


@lru_cache(maxsize=256)
def marginal_risks(c_statistic: float, prevalence: float) -> Risks:
    """The normal linear predictor that has exactly this C statistic and this prevalence."""

    from scipy.optimize import brentq  # imported here: half a second that a help page must not pay

    def at(sd: float) -> Risks:
        far = 20 + 5 * sd
        mean = brentq(
            lambda m: normal_risks(m, sd).prevalence - prevalence, -far * (1 + sd), far * (1 + sd), xtol=1e-12
        )
        return normal_risks(float(mean), sd)

    start = _pavlou(c_statistic, prevalence)[1]
    sd = brentq(lambda s: at(s).c_statistic - c_statistic, start / 3, start * 6, xtol=1e-10)
    return at(float(sd))


@lru_cache(maxsize=256)
def cox_snell_of(spread: float, prevalence: float) -> float:
    """Cox-Snell R² of a logistic model on a normal predictor, shifted by `spread` SDs among those with the event."""
    points, weights = _normal(0.0, 1.0)
    centre = log(prevalence / (1 - prevalence)) - spread**2 / 2
    without = (weights * log_expit(-(centre + spread * points))).sum()
    with_event = (weights * log_expit(centre + spread * (points + spread))).sum()
    gain = prevalence * with_event + (1 - prevalence) * without - null_log_likelihood(prevalence)
    return float(-np.expm1(-2 * gain))


def null_log_likelihood(prevalence: float) -> float:
    """Log likelihood per person of a model without predictors."""
    return prevalence * log(prevalence) + (1 - prevalence) * log(1 - prevalence)


def largest_cox_snell(prevalence: float) -> float:
    """The Cox-Snell R² of a perfect model, below 1."""
    return float(-np.expm1(2 * null_log_likelihood(prevalence)))


def spread_for(cox_snell: float, prevalence: float) -> float:
    """The spread whose Cox-Snell R² is the one given."""
    from scipy.optimize import brentq

    return float(brentq(lambda spread: cox_snell_of(spread, prevalence) - cox_snell, 0.0, 60.0, xtol=1e-10))


@lru_cache(maxsize=256)
def slope_lost(spread: float, prevalence: float, parameters: float) -> float:
    """A such that the mean calibration slope of a refitted logistic model is 1 / (1 + A / n), to first order.

    Predictors are normal and only their first direction carries signal. Noise in the P - 1 others, the first-order bias of
    maximum likelihood (Cordeiro and McCullagh 1991) and the variance of the first coefficient are one-dimensional integrals.
    """
    points, weights = _normal(0.0, 1.0)
    centre = log(prevalence / (1 - prevalence)) - spread**2 / 2
    place = np.concatenate([points, points + spread])
    weight = np.concatenate([(1 - prevalence) * weights, prevalence * weights])
    risk = expit(centre + spread * place)
    each = weight * risk * (1 - risk)
    basis = np.stack([np.ones_like(place), place])
    inverse = np.linalg.inv((basis * each) @ basis.T)
    others = (parameters - 1) / each.sum()
    leverage = np.einsum("in,ij,jn->n", basis, inverse, basis) + others
    bias = (inverse @ (basis @ (each * leverage * (risk - 0.5))))[1]
    return float(bias / spread + (others - inverse[1, 1]) / spread**2)
