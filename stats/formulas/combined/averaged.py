"""The chance of a claim averaged over a prior, where the statistic is normal.

Along one assumption the drift is nearly a line in its deviation. The mean of the chance of a claim for a drift that is exactly that line
has a closed form, for one analysis as for looks; only what the drift departs from it is summed, by Gauss-Hermite quadrature.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import numpy as np

from stats.design import Design
from stats.formulas.combined.priors import Belief, Point, design_at, inserted, main_axis, rule, sides
from stats.trials import FloatArray

_SECANT = 0.25
_FAR = 6.0  # a drift beyond is read at a smaller size: a power of 1 has no normal quantile

Drift = Callable[[Design, FloatArray], FloatArray]  # the expected final statistic of a design, by size


class Claimed(Protocol):
    """The chance of a claim for an expected final statistic, or for one that is normal with this mean and spread."""

    def __call__(self, drift: FloatArray, spread: FloatArray | float = 0.0) -> FloatArray: ...


@dataclass(frozen=True, slots=True, eq=False)
class _Ray:
    """One assumption at every deviation, the others at a point of their prior."""

    weight: float
    start: float  # where the claim starts to be true
    around: tuple[Design | None, Design | None, Design | None]  # just below, at, just above the start
    deviations: FloatArray
    shares: FloatArray
    designs: tuple[Design | None, ...]  # at each deviation; None where nothing can be computed


@lru_cache(maxsize=256)
def _rays(design: Design, beliefs: tuple[Belief, ...]) -> tuple[_Ray, ...]:
    axis, count = main_axis(design, beliefs), len(beliefs)

    def there(others: Point, deviation: float) -> Design | None:
        return design_at(design, beliefs, inserted(others, axis, deviation))[0]

    rays = []
    for others, weight in zip(*rule(count - 1, count), strict=True):
        start = min(sides(design, beliefs, axis, others).changes, key=abs, default=0.0)
        start = start if abs(start) < _FAR else 0.0  # power rises there in a large study
        low, centre, high = (there(others, start + one) for one in (-_SECANT, 0.0, _SECANT))
        points, shares = rule(1, count)
        deviations = [deviation for (deviation,) in points]
        designs = tuple(there(others, deviation) for deviation in deviations)
        rays.append(_Ray(float(weight), start, (low, centre, high), np.array(deviations), shares, designs))
    return tuple(rays)


def averaged(
    design: Design, beliefs: tuple[Belief, ...], total: FloatArray, drift: Drift, claimed: Claimed
) -> FloatArray:
    """The chance of a claim at each size, averaged over what is believed of the design.

    drift: the expected final statistic of a design, by size
    claimed: the chance for such a statistic, or several chances on a last axis of its own
    """
    return np.asarray(sum(ray.weight * _along(ray, total, drift, claimed) for ray in _rays(design, beliefs)))


def _along(ray: _Ray, total: FloatArray, drift: Drift, claimed: Claimed) -> FloatArray:
    middle, slope = _line(ray, total, drift)
    nowhere = np.full_like(total, np.nan)
    bent = np.stack([nowhere if one is None else drift(one, total) for one in ray.designs])
    straight = middle + np.multiply.outer(ray.deviations, slope)
    rest = np.nan_to_num(claimed(bent)) - claimed(straight)
    return np.asarray(claimed(middle, np.abs(slope)) + np.tensordot(ray.shares, rest, axes=1))


def _line(ray: _Ray, total: FloatArray, drift: Drift) -> tuple[FloatArray, FloatArray]:
    """A line close to the drift where the claim starts to be true: its height without deviation, and its slope."""
    low, centre, high = (_far(one, total, drift) for one in ray.around)
    slope = (high - low) / (2 * _SECANT)
    return centre - slope * ray.start, slope


def _far(design: Design | None, total: FloatArray, drift: Drift) -> FloatArray:
    """The drift, read at a smaller size where it is too large to be computed from a power."""
    if design is None:
        return np.zeros_like(total)
    at, smallest = np.array(total, ndmin=1), design.axes[0].minimum
    found = np.array(drift(design, at))
    for _ in range(16):
        far = ~(np.abs(found) < _FAR) & (at > smallest)
        if not far.any():
            break
        at[far] = np.maximum(at[far] / 4, smallest)
        found[far] = drift(design, at[far])
    found = np.nan_to_num(found, posinf=_FAR, neginf=-_FAR) * np.sqrt(total / at)
    return np.asarray(found.reshape(np.shape(total)))
