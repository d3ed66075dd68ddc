"""Sites that contribute to a single-arm study: how unequal they are, and how much their proportions differ."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from scipy.special import expit, logit, ndtri

from stats.trials import FloatArray

_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(80)
_WEIGHTS = _WEIGHTS / _WEIGHTS.sum()
_HALVINGS = 80


@lru_cache(maxsize=256)
def shares(sites: int, cv: float) -> tuple[float, ...]:
    """Shares of the participants by site: lognormal, with exactly this coefficient of variation over the sites."""
    if cv <= 0:
        return (1 / sites,) * sites
    score = ndtri((np.arange(sites) + 0.5) / sites)
    low, high = 0.0, 60.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        weight = np.exp(middle * (score - score[-1]))
        low, high = (middle, high) if weight.std() / weight.mean() < cv else (low, middle)
    weight = np.exp(low * (score - score[-1]))
    return tuple(float(one) for one in weight / weight.sum())


def sizes(total: int, sites: int, cv: float) -> FloatArray:
    """Whole numbers of participants by site, which add up to the total."""
    ends = np.rint(np.cumsum(shares(sites, cv)) * total)
    return np.diff(ends, prepend=0.0)


@lru_cache(maxsize=1024)
def logit_centre(mean: float, spread: float) -> float:
    """The logit around which site logits are normal, with standard deviation `spread`, so that proportions average `mean`."""
    centre = float(logit(mean))
    low, high = centre - 5 * spread**2 - 1, centre + 5 * spread**2 + 1
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if float(_WEIGHTS @ expit(middle + spread * _NODES)) < mean else (low, middle)
    return (low + high) / 2


@lru_cache(maxsize=1024)
def icc_of_logit_sd(mean: float, spread: float) -> float:
    """Intraclass correlation of two participants of a site: variance of the site proportions over p (1 - p)."""
    own = expit(logit_centre(mean, spread) + spread * _NODES)
    return float(_WEIGHTS @ (own - mean) ** 2 / (mean * (1 - mean)))
