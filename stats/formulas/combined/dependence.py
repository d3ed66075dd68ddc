"""The correlations between the statistics of several claims, and the values they share.

Pairs are listed 1-2, 1-3, ..., 1-k, 2-3, ... The statistics are written as a part that follows common values, and a part
of their own: given the common values they are independent, and every probability is an average over those values.

The own variances are as large as the matrix admits (their product is the largest), which leaves the fewest and smoothest
common values; trapezoidal rule in each direction, with the step that the smoothness of the products asks for. Accuracy
against multivariate normal probabilities: 1e-9 for two claims or a common correlation from 0 up, 2e-6 for three or four.
Where the grid would be too fine (five claims or more), scrambled Sobol points are taken: 1e-4, 1e-3 near a singular matrix.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from math import isqrt, lgamma, log, pi

import numpy as np

from stats.normal import Phi, Phi_inverse
from stats.trials import FloatArray

Pairs = tuple[float, ...]
LEAST = 1e-3  # of the smallest eigenvalue of a matrix that is used
FAR = 7.0  # standard errors beyond which a claim is certain
_STEPS = {1: 0.7, 2: 1.0}  # of the grid where nothing is shared, by the number of directions
_STEP = 1.25
_MOST = 60_000  # nodes of a grid
_POINTS = 14  # powers of two
AT_ONCE = 500_000  # probabilities of one claim held in memory together
_FLAT = 1e-7  # a direction along which the statistics vary less than this is left out


@dataclass(frozen=True, slots=True, eq=False)
class Shared:
    """What the statistics share: how far each is moved at every node, what is left of its own, the weights of the nodes."""

    moved: FloatArray  # claims x nodes
    own: FloatArray  # standard deviation of the part of its own, by claim
    weights: FloatArray

    def given(self, margins: FloatArray, place: int) -> FloatArray:
        """P(margin + Z > 0) for the claim at a place at each node, on a new last axis."""
        return np.asarray(Phi((np.asarray(margins)[..., None] + self.moved[place]) / self.own[place]))


def alike(correlation: float, count: int) -> Pairs:
    """The same correlation for every pair of claims."""
    return (correlation,) * (count * (count - 1) // 2)


def count_of(pairs: Pairs) -> int:
    """How many claims so many pairs make."""
    return (1 + isqrt(1 + 8 * len(pairs))) // 2


def paired(count: int) -> tuple[tuple[int, int], ...]:
    """The places of the claims of each pair, from 0, in the order in which pairs are listed."""
    return tuple(combinations(range(count), 2))


def matrix_of(pairs: Pairs) -> FloatArray:
    """The correlation matrix."""
    found = np.eye(count_of(pairs))
    for (row, column), one in zip(paired(len(found)), pairs, strict=True):
        found[row, column] = found[column, row] = one
    return found


def possible(pairs: Pairs) -> bool:
    """Whether statistics can have these correlations together, with some room."""
    return bool(np.linalg.eigvalsh(matrix_of(pairs))[0] >= LEAST)


@lru_cache(maxsize=64)
def shared(pairs: Pairs) -> Shared:
    """The common values of statistics with these correlations, for products of one probability of each claim."""
    count = count_of(pairs)
    if not any(pairs):
        return Shared(np.zeros((count, 1)), np.ones(count), np.ones(1))
    if count == 2 or (len(set(pairs)) == 1 and pairs[0] > 0):
        return _one_value(pairs[0], count)
    own = _own_variances(matrix_of(pairs))
    scale = np.sqrt(own)
    curved, directions = np.linalg.eigh(matrix_of(pairs) / np.outer(scale, scale))
    kept = curved > 1 + _FLAT
    loads = (scale[:, None] * directions * np.sqrt(np.maximum(curved - 1, 0)))[:, kept]
    nodes, weights = _nodes(curved[kept])
    return Shared(loads @ nodes, np.sqrt(1 - (loads**2).sum(axis=1)), weights)


def _one_value(correlation: float, count: int) -> Shared:
    """A single common value; of two claims bound negatively, one follows it and the other its opposite.

    The trapezoidal rule misses a normal mean of such products by about exp(-2 pi^2 / (h^2 (1 + count rho / (1 - rho)))):
    the step is that of an error near 1e-12, with some room.
    """
    strength = abs(correlation)
    step = max(0.7 * (1 + count * strength / (1 - strength)) ** -0.5, 0.035)
    x = np.arange(-8.5, 8.5 + step, step)
    density = np.exp(-(x**2) / 2)
    signs = np.ones(count) if correlation > 0 else np.array([1.0, -1.0])
    moved = np.sqrt(strength) * np.outer(signs, x)
    return Shared(moved, np.full(count, np.sqrt(1 - strength)), density / density.sum())


def _own_variances(matrix: FloatArray) -> FloatArray:
    """The variances of largest product that can be taken off the diagonal (Newton's method inside a barrier)."""
    own = np.full(len(matrix), np.linalg.eigvalsh(matrix)[0] / 2)
    for barrier in 10.0 ** -np.arange(10):
        for _ in range(30):
            inverse = np.linalg.inv(matrix - np.diag(own))
            slope = 1 / own - barrier * np.diag(inverse)
            move = np.linalg.solve(np.diag(own**-2) + barrier * inverse**2, slope)
            while (own + move).min() <= 0 or np.linalg.eigvalsh(matrix - np.diag(own + move))[0] <= 0:
                move = move / 2
            own = own + 0.95 * move
            if slope @ move < 1e-3:
                break
    scale = np.sqrt(own)
    return np.asarray(own * np.linalg.eigvalsh(matrix / np.outer(scale, scale))[0])


def _nodes(curved: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Points of independent normal values and their weights.

    curved: by direction, the curvature of the logarithm of the products times the density, 1 where nothing is shared
    """
    count = len(curved)
    step, radius = _STEPS.get(count, _STEP), np.sqrt(24 + 3.1 * (count - 1))  # outside: a chance of one in a million
    ball = count / 2 * log(pi) - lgamma(count / 2 + 1) + count * np.log(radius / step) + np.log(curved).sum() / 2
    if ball < log(_MOST):
        return _grid(step / np.sqrt(curved), radius)
    from scipy.stats import qmc

    points = Phi_inverse(qmc.Sobol(count, scramble=True, seed=20261123).random_base2(_POINTS)).T
    ordered = np.empty_like(points)
    ordered[np.argsort(-curved)] = points  # the first coordinates are the most even ones
    return ordered, np.full(1 << _POINTS, 0.5**_POINTS)


def _grid(steps: FloatArray, radius: float) -> tuple[FloatArray, FloatArray]:
    """The points of a grid within a ball."""
    points, squares = np.zeros((0, 1)), np.zeros(1)
    for step in steps:
        axis = np.arange(-int(radius / step), int(radius / step) + 1) * step
        longer = squares[:, None] + axis**2
        row, column = np.nonzero(longer <= radius**2)
        points, squares = np.vstack([points[:, row], axis[column]]), longer[row, column]
    density = np.exp(-squares / 2)
    return points, density / density.sum()
