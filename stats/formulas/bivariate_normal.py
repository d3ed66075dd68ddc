"""The bivariate normal distribution function, for claims that share their data.

Plackett RL. Biometrika 1954;41:351-60: the derivative of P(X <= h, Y <= k) with respect to the correlation is the
bivariate density, so the probability is Phi(h) Phi(k) plus its integral from 0 to rho, here over the angle asin(rho).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from stats.normal import Phi
from stats.trials import FloatArray

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(64)


def both_below(h: ArrayLike, k: ArrayLike, correlation: float) -> FloatArray:
    """P(X <= h, Y <= k) for standard normal X and Y; right to 1e-8 when the correlation is within 0.99 of zero."""
    h, k = np.broadcast_arrays(np.asarray(h, dtype=np.float64), np.asarray(k, dtype=np.float64))
    half = np.arcsin(correlation) / 2
    angle = half * (_NODES + 1)
    h_, k_ = np.clip(h, -40, 40)[..., None], np.clip(k, -40, 40)[..., None]
    density = np.exp(-(h_**2 + k_**2 - 2 * h_ * k_ * np.sin(angle)) / (2 * np.cos(angle) ** 2))
    return np.asarray(Phi(h) * Phi(k) + half * (density * _WEIGHTS).sum(axis=-1) / (2 * np.pi))
