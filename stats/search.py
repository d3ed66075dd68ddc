"""The search for the size that reaches a target, along one axis: a root of a smooth curve, or the last miss of a saw-tooth."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from stats.card import Axis
from stats.design import Design
from stats.quantities import Unit, Value
from stats.refusal import NoSolution
from stats.text import Text
from stats.trials import BoolArray, FloatArray

_BEYOND = Text(
    fr="Une autre exigence de ce calcul demande plus de {largest} participants : vérifier l'unité et l'ordre de grandeur de chaque valeur, ou "
    "élargir la marge de cette exigence.",
    en="Another requirement of this calculation asks for more than {largest} participants: check the unit and the order of magnitude of each "
    "value, or widen the margin of that requirement.",
)
_CEILING = Text(
    fr="Aucun effectif n'atteint la cible de {target} : au plus grand nombre étudié ({largest}), on n'obtient que {best}. "
    "Revoir les hypothèses (effet, variabilité, marge) ou la cible.",
    en="No size reaches the target of {target}: at the largest size studied ({largest}), only {best} is obtained. "
    "Revise the assumptions (effect, variability, margin) or the target.",
)
EXTREME = Text(
    fr="Ces hypothèses sont trop extrêmes pour être calculées. Vérifier les unités de l'effet, de la variabilité et de la marge.",
    en="These assumptions are too extreme to be computed. Check the units of the effect, the variability and the margin.",
)
_ROOT_SLACK = 1e-12
_INTERIOR = 5  # sizes between two of the grid, to follow a smooth curve to about 1e-9
_NEIGHBOUR = 4.0  # how many times larger or smaller the answer to a neighbouring question may be
_CHORD = 1e-6  # half the length of the last chord, relative to the size
_LARGEST_EXACT = 2_000_000


class Search:
    """The search for a size along one axis."""

    def __init__(
        self, design: Design, axis: Axis, fixed: dict[str, float], target: float, near: float | None = None
    ) -> None:
        self.design, self.axis, self.fixed, self.target = design, axis, fixed, target
        self.near = near if design.traits.monotone else None
        self.rising = design.card.rising
        self._curve: tuple[FloatArray, FloatArray] | None = None

    def toward(self, target: float) -> Search:
        """The same search for another target; what is known of the whole range still holds, unless the plan follows its target."""
        other = Search(self.design.aimed(target), self.axis, self.fixed, target)
        if other.design is self.design:
            other._curve = self._curve
        return other

    def size(self, n: ArrayLike) -> dict[str, Any]:
        return {**self.fixed, self.axis.name: n}

    def excess(self, n: ArrayLike) -> FloatArray:
        """By how much the target is met (negative: missed)."""
        return self._beyond(self._attained(n))

    def _attained(self, n: ArrayLike) -> FloatArray:
        attained = self.design.attained(self.size(np.asarray(n, dtype=np.float64)))
        if np.isnan(attained).any():
            raise NoSolution(EXTREME, "target")
        return np.asarray(attained)

    def _beyond(self, attained: FloatArray) -> FloatArray:
        return np.asarray(attained - self.target if self.rising else self.target - attained)

    def run(self) -> tuple[float, int, int | None]:
        """Exact solution, whole solution, and first touching size for exact tests."""
        if self.design.traits.exact:
            first, holds = self._saw_tooth()
            return float(holds), holds, first
        exact = self._root()
        whole = max(self.design.whole(exact), self.axis.minimum)
        if self.excess(whole) < -_ROOT_SLACK:  # the root search stopped a hair short of a whole number
            whole = self.design.whole(whole + self.design.step)
        return exact, whole, None

    def _root(self) -> float:
        low, high = max(float(self.axis.minimum), self.design.least()), float(self.axis.maximum)
        if low >= high:
            raise self._ceiling(high)
        if self.near is not None and (found := self._around(low, high, self.near)) is not None:
            return found
        if self._curve is None:
            grid = np.geomspace(low, high, 64)
            self._curve = grid, self._attained(grid)
        grid, excess = self._curve[0], self._beyond(self._curve[1])
        met = excess >= 0
        if met[0]:
            return low
        if not met.any():
            raise self._ceiling(high)
        above = int(np.argmax(met))
        return self._between(grid[above - 1 : above + 1], excess[above - 1 : above + 1])

    def _around(self, low: float, high: float, near: float) -> float | None:
        """The root within four times a size, or None when it is not there."""
        ends = max(low, near / _NEIGHBOUR), min(high, near * _NEIGHBOUR)
        if ends[0] >= ends[1]:
            return None
        grid = np.geomspace(*ends, 9)
        excess = self.excess(grid)
        above = int(np.argmax(excess >= 0))
        return self._between(grid[above - 1 : above + 1], excess[above - 1 : above + 1]) if above else None

    def _between(self, ends: FloatArray, excess: FloatArray) -> float:
        """The root between two sizes: of the polynomial through a few more, then of a chord so short that nothing bends along it.

        Two calls for several sizes cost less than ten for one. Where the curve is not that smooth, Brent's method.
        """
        inner = np.exp(_interior(*np.log(ends)))
        sizes = np.array([ends[0], *inner, ends[1]])
        values = np.array([excess[0], *self.excess(inner), excess[1]])
        guess = _crossing_of(np.log(sizes), values)
        if guess is not None:
            chord = np.exp(guess) * np.array([1 - _CHORD, 1 + _CHORD])
            below, beyond = self.excess(chord)
            if below < 0 <= beyond:
                return float(chord[0] - below * (chord[1] - chord[0]) / (beyond - below))
        first = int(np.argmax(values >= 0))
        return brent(lambda n: float(self.excess(n)), float(sizes[first - 1]), float(sizes[first]))

    def _saw_tooth(self) -> tuple[int, int]:
        """First size that touches the target, and size from which it always holds."""
        touching, calm = self._bracket()
        step = self.design.step
        low = self._below(touching)
        sizes = np.arange(low, self._above(calm) + 1, step)
        met = self.excess(sizes) >= 0
        missed = np.flatnonzero(~met)
        holds = int(missed[-1]) + 1 if len(missed) else 0
        return int(sizes[int(np.argmax(met))]), int(sizes[holds])

    def _bracket(self) -> tuple[int, int]:
        """About where the target is first touched, and where it is last missed, to within a few teeth."""
        n = self._floor
        previous, touching, calm = n, None, 0
        while calm < 3:
            met = self._teeth(n)
            if met.any() and touching is None:
                touching = self._bisect(previous, n, lambda size: bool(self._teeth(size).any()))
                n = touching
                met = self._teeth(n)
            calm = calm + 1 if met.all() else 0
            previous, n = (
                n,
                self._checked(self.design.whole(n + max(4 * self.design.step, n * self._growth(n, touching)))),
            )
        return int(touching or previous), previous

    def _growth(self, n: int, touching: int | None) -> float:
        """Coarse steps until the target is touched, then steps of the order of a few teeth: they shrink as 1/sqrt(n)."""
        return 0.2 if touching is None else min(0.2, 20 / np.sqrt(n))

    def _teeth(self, n: int) -> BoolArray:
        """Whether the target is met at a few consecutive sizes."""
        return np.asarray(self.excess(n + self.design.step * np.arange(4)) >= 0)

    def _bisect(self, low: int, high: int, enough: Callable[[int], bool]) -> int:
        step = self.design.step
        while high - low > max(50 * step, high // 200):
            middle = self.design.whole((low + high) / 2)
            if middle in (low, high):
                break
            low, high = (low, middle) if enough(middle) else (middle, high)
        return high

    def _below(self, touching: int) -> int:
        """A size below which the target is nowhere touched: segments are searched downwards until one has no touch."""
        low = touching
        while low > self._floor:
            segment = max(60 * self.design.step, int(low * min(0.5, 20 / np.sqrt(low))))
            start = max(self._floor, low - segment // self.design.step * self.design.step)
            touched = bool((self.excess(np.arange(start, low, self.design.step)) >= 0).any())
            low = start
            if not touched:
                break
        return low

    def _above(self, calm: int) -> int:
        """A size above which the target is no longer missed: segments are searched upwards until one has no miss."""
        high = calm
        while True:
            segment = max(60, int(high * min(0.5, 20 / np.sqrt(high))) // self.design.step)
            sizes = high + self.design.step * np.arange(1, segment + 1)
            missed = bool((self.excess(sizes) < 0).any())
            high = self._checked(int(sizes[-1]))
            if not missed:
                return high

    @property
    def _floor(self) -> int:
        return self.design.whole(self.axis.minimum)

    def _checked(self, n: int) -> int:
        if n > _LARGEST_EXACT:
            raise self._ceiling(_LARGEST_EXACT)
        return n

    def _ceiling(self, largest: float) -> NoSolution:
        excess = float(self.excess(largest))
        best = self.target + (excess if self.rising else -excess)
        return NoSolution(
            _BEYOND if self.design.least() > largest else self.design.no_size() or _CEILING,
            "target",
            target=Value(self.target, self.design.card.target_unit),
            largest=Value(largest, Unit.COUNT),
            best=Value(best, self.design.card.target_unit),
        )


def _interior(low: float, high: float) -> FloatArray:
    """Chebyshev's points between two ends, without the ends."""
    return np.asarray(
        (low + high) / 2 - (high - low) / 2 * np.cos(np.pi * np.arange(1, _INTERIOR + 1) / (_INTERIOR + 1))
    )


def _crossing_of(at: FloatArray, values: FloatArray) -> float | None:
    """Where rising values reach zero, by Lagrange's polynomial of the place in the value; None when they do not rise, or are infinite (a width)."""
    if not (np.isfinite(values).all() and (np.diff(values) > 0).all()):
        return None
    gaps = values[:, None] - values
    np.fill_diagonal(gaps, 1.0)
    factors = np.where(np.eye(len(values), dtype=bool), 1.0, -values / gaps)
    found = float(at @ factors.prod(axis=1))
    return found if at[0] < found < at[-1] else None


def brent(function: Callable[[float], float], low: float, high: float) -> float:
    from scipy.optimize import brentq  # imported here: half a second that a help page must not pay

    return float(brentq(function, low, high, xtol=1e-10, rtol=1e-12))
