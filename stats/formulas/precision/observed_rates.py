"""What two studies would observe: pairs of proportions spread evenly over their joint distribution.

The points are a Fibonacci lattice of probabilities; each count is the binomial quantile by the Cornish-Fisher expansion,
continuous, so that a quantile of any function of both proportions is smooth in the sizes. An approximation: counts are whole
in truth, and the expansion needs a few events expected on either side.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.special import ndtri

from stats.trials import FloatArray

_POINTS, _GENERATOR = 987, 610
_LATTICE = ndtri((np.arange(_POINTS) * np.array([[1], [_GENERATOR]]) % _POINTS + 0.5) / _POINTS)
_FIRST, _SECOND = np.hstack([_LATTICE, _LATTICE[::-1]])  # both orders, so that the arms can be exchanged


def _observed(n: FloatArray, p: float, normal: FloatArray) -> FloatArray:
    n = np.asarray(n, dtype=np.float64)[..., None]
    count = n * p + normal * np.sqrt(n * p * (1 - p)) + (normal**2 - 1) * (1 - 2 * p) / 6
    return np.asarray(np.clip(count, 0.0, n) / n)


def assured(
    function: Callable[[FloatArray, FloatArray, FloatArray, FloatArray], FloatArray],
    sizes: tuple[FloatArray, FloatArray],
    rates: tuple[float, float],
    assurance: float,
) -> FloatArray:
    """The value of function(p, q, n, m), over observed proportions p and q, not exceeded with this probability."""
    n, m = sizes
    p, q = _observed(n, rates[0], _FIRST), _observed(m, rates[1], _SECOND)
    values = function(p, q, np.asarray(n)[..., None], np.asarray(m)[..., None])
    return np.asarray(np.quantile(values, assurance, axis=-1, method="hazen"))
