"""The spread of a survival model's linear predictor: what a C statistic or a Cox-Snell R² say of it.

Proportional hazards on a normal linear predictor of SD sigma, everyone followed up to the same end. Of two people of linear predictors a and b the
first has her event first with probability 1 / (1 + exp(b - a)) (Gönen and Heller, Biometrika 2005;92:965-70), whence the C statistic. The
R² is what the partial likelihood gains on average. Both are integrals.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from scipy.special import expit

from stats.trials import FloatArray

_REACH = 9.0  # standard deviations on each side
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(300)
_PAIRS, _PAIR_WEIGHTS = np.polynomial.legendre.leggauss(120)
_WIDEST = 20.0  # a log hazard ratio of 20 per SD: beyond any model


def _normal() -> tuple[FloatArray, FloatArray]:
    density = np.exp(-((_REACH * _NODES) ** 2) / 2) * _WEIGHTS
    return _REACH * _NODES, density / density.sum()


@lru_cache(maxsize=256)
def end_of(spread: float, share: float) -> float:
    """Length of follow-up, in units of the baseline mean time, at which a share of people has had the event."""
    from scipy.optimize import brentq

    points, weights = _normal()
    hazard = spread * points

    def gap(log_end: float) -> float:
        return float((weights * -np.expm1(-np.exp(np.minimum(hazard + log_end, 700.0)))).sum() - share)

    return float(np.exp(brentq(gap, -60 - 9 * spread, 60 + 9 * spread, xtol=1e-12)))


def concordance_of(spread: float, share: float) -> float:
    """Harrell's C statistic when a share of people is seen to have the event: over the pairs whose first event is seen."""
    half = np.exp(-((_REACH * (_PAIRS + 1) / 2) ** 2) / 2) * _PAIR_WEIGHTS
    apart = spread * _REACH * (_PAIRS + 1) / np.sqrt(8.0)  # half the distance between two people, the higher risk first
    middle = spread * _REACH * _PAIRS / np.sqrt(2.0)
    together = 2 * np.exp(middle)[:, None] * np.cosh(apart)[None, :]
    density = np.exp(-((_REACH * _PAIRS) ** 2) / 2) * _PAIR_WEIGHTS
    seen = np.outer(density, half) * -np.expm1(-together * end_of(spread, share))
    return float((seen * expit(2 * apart)).sum() / seen.sum())


@lru_cache(maxsize=256)
def spread_of_concordance(c_statistic: float, share: float) -> float:
    """The SD of the linear predictor whose C statistic is the one given."""
    from scipy.optimize import brentq  # imported here: half a second that a help page must not pay

    return float(brentq(lambda spread: concordance_of(spread, share) - c_statistic, 1e-9, _WIDEST, xtol=1e-10))


@lru_cache(maxsize=256)
def partial_cox_snell(spread: float, share: float) -> float:
    """Cox-Snell R², 1 - exp(-likelihood ratio / n), of the Cox model when a share of people is seen to have the event."""
    if spread == 0:
        return 0.0
    points, weights = _normal()
    hazard, end = np.exp(spread * points), end_of(spread, share)
    top = np.log(end)
    low = top - 2 * _REACH * spread - 40
    times = np.exp((top - low) / 2 * _NODES + (top + low) / 2)
    staying = np.exp(-np.outer(times, hazard))
    risk_set, weighted = staying @ weights, staying @ (weights * hazard)
    alive = weighted > 1e-280
    at_risk, total = np.where(alive, risk_set, 1.0), np.where(alive, weighted, 1.0)
    lost = (_WEIGHTS * (top - low) / 2 * times * total * np.log(total / at_risk))[alive].sum()
    gain = (weights * spread * points * -np.expm1(-hazard * end)).sum() - lost
    return float(-np.expm1(-2 * gain))


@lru_cache(maxsize=256)
def spread_of_partial(cox_snell: float, share: float) -> float:
    """The SD of the linear predictor whose Cox-Snell R² is the one given."""
    from scipy.optimize import brentq

    return float(brentq(lambda spread: partial_cox_snell(spread, share) - cox_snell, 0.0, _WIDEST, xtol=1e-10))


def largest_cox_snell(events: float) -> float:
    """The largest Cox-Snell R² with this mean number of events per person (equation 23 of Riley and colleagues, part II)."""
    return float(-np.expm1(2 * events * (np.log(events) - 1)))
