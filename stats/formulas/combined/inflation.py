"""How much larger a study becomes with looks: its maximum size is that of the fixed study of the same power, times the inflation factor."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.polynomial import Chebyshev
from numpy.typing import ArrayLike

from stats.formulas.combined.sequential import Boundaries, crossing
from stats.normal import Phi_inverse, z
from stats.trials import FloatArray

_INFLATED = (0.2, 6.0)  # drifts over which the inflation is computed: beyond, the power is alpha or one


def inflated_drift(
    plan: Boundaries, alpha: float, total: ArrayLike, least: float, fixed: Callable[[FloatArray], FloatArray]
) -> FloatArray:
    """The drift at the end of a study whose maximum size is that of the fixed study of the same power, times the inflation factor.

    least: the smallest study without looks
    fixed: the drift of the study without looks, by its size. Where it is not in proportion to the root of the size (another variance under
    H0, Student's t), the drift at the size itself overstates the power: the bound of the last look is above the critical value.
    The inflation factor is that of Jennison & Turnbull 2000, (drift with looks / drift without)^2 at one power.
    """
    total = np.asarray(total, dtype=np.float64)
    stretched = _stretch(plan, alpha)

    def again(drift: FloatArray) -> FloatArray:
        stretch = np.minimum(stretched(drift), np.sqrt(total / least))
        return np.asarray(stretch * fixed(total / stretch**2))

    first = np.asarray(fixed(total))
    second = again(first)
    third = again(second)
    with np.errstate(invalid="ignore"):  # infinite where the power is one to every digit
        bend = (third - second) - (second - first)
        curved = np.abs(bend) > 1e-12  # Aitken's step to the fixed point
        return np.asarray(np.where(curved, third - (third - second) ** 2 / np.where(curved, bend, 1.0), third))


@lru_cache(maxsize=256)
def _stretch(plan: Boundaries, alpha: float) -> Callable[[FloatArray], FloatArray]:
    """The root of the inflation factor, by drift; constant below the drift at which the power is twice alpha despite the stops for futility."""
    lowest, highest = _INFLATED
    if plan.futility:
        drifts = np.linspace(lowest, highest, 30)
        lowest = float(drifts[:-1][crossing(plan, drifts[:-1]).sum(axis=-1) < 2 * alpha].max(initial=lowest))

    def inflation(drift: FloatArray) -> FloatArray:
        power = np.clip(crossing(plan, drift).sum(axis=-1), 1e-12, 1 - 1e-12)
        return np.asarray(drift / (z(alpha) + Phi_inverse(power)))

    at = np.linspace(lowest, highest, 4001)
    roots = Chebyshev.interpolate(inflation, 24, (lowest, highest))(at)
    return lambda drift: np.asarray(np.interp(drift, at, roots))
