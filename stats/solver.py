"""From a target to a size, or from a size to the assumption that reaches it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from pydantic import ValidationError

from stats.card import Attained, Axis
from stats.design import Design, Size, Step
from stats.flow import Flow, enrol, flow_steps
from stats.quantities import Unit, Value
from stats.refusal import NoSolution, Refusal
from stats.result import SampleSize
from stats.text import Text, verbatim
from stats.trials import BoolArray, FloatArray

_TARGET_RANGE = Text(
    fr="La cible doit être comprise entre 0 et 1 (par exemple 0,8 ou 80 %).",
    en="The target must lie between 0 and 1 (for example 0.8 or 80%).",
)
_WIDTH_RANGE = Text(
    fr="La largeur visée doit être un nombre positif, dans l'unité de la mesure estimée.",
    en="The width aimed at must be a positive number, in the unit of the quantity estimated.",
)
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
_NO_VALUE = Text(
    fr="Aucune valeur admissible de « {field} » n'atteint la cible de {target} à cet effectif : augmenter l'effectif ou "
    "baisser la cible.",
    en="No admissible value of “{field}” reaches the target of {target} at this size: increase the size or lower the target.",
)
_EXTREME = Text(
    fr="Ces hypothèses sont trop extrêmes pour être calculées. Vérifier les unités de l'effet, de la variabilité et de la marge.",
    en="These assumptions are too extreme to be computed. Check the units of the effect, the variability and the margin.",
)
_UNKNOWN_AXIS = Text(fr="Dimension inconnue : {axis}.", en="Unknown size axis: {axis}.")
_ROOT_SLACK = 1e-12
_INTERIOR = 5  # sizes between two of the grid, to follow a smooth curve to about 1e-9
_NEIGHBOUR = 4.0  # how many times larger or smaller the answer to a neighbouring question may be
_CHORD = 1e-6  # half the length of the last chord, relative to the size
_USUAL = (0.8, 0.9)  # the powers whose sizes stand beside the answer
_LARGEST_EXACT = 2_000_000


def solve(
    design: Design, target: float, axis: str | None = None, *, flow: Flow | None = None, **fixed: float
) -> SampleSize:
    """How many are needed?

    target: power or share to reach, in (0, 1), or full width of the interval not to exceed, in the unit of the summary measure
    axis: the size to search (the design's first one by default); `fixed` gives the others
    flow: losses between enrolment and analysis
    Raises NoSolution when no size reaches the target, Refusal when the question has no meaning.
    """
    with _asked(design, target):
        return _solved(design.aimed(target), target, _axis(design, axis), fixed, flow or Flow())


def number_to_enrol(design: Design, target: float, flow: Flow, near: float | None = None) -> int:
    """The number of `solve` alone, for the tables that need many: nothing of what stands beside it is computed.

    near: a size that answers a neighbouring question, around which a design whose power never falls is searched first
    """
    with _asked(design, target):
        aimed = design.aimed(target)
        _, analysed, _ = _Search(aimed, aimed.axes[0], {}, target, near).run()
        return enrol(aimed, flow, analysed, target).enrolled


@contextmanager
def _asked(design: Design, target: float) -> Iterator[None]:
    """A target that has a meaning, and the overflows of what follows said as a refusal."""
    rising = design.card.rising
    if not 0 < target < (1 if rising else float("inf")):
        raise Refusal(_TARGET_RANGE if rising else _WIDTH_RANGE, "target")
    try:
        with np.errstate(all="ignore"):
            yield
    except ArithmeticError as error:  # overflow, or a division by a variance that vanished
        raise NoSolution(_EXTREME, "target") from error


def _solved(design: Design, target: float, chosen: Axis, fixed: dict[str, float], flow: Flow) -> SampleSize:
    search = _Search(design, chosen, fixed, target)
    exact, analysed, first = search.run()
    size = search.size(analysed)
    enrolment = enrol(design, flow, analysed, target)
    powered = design.card.attained is Attained.POWER
    beside = {power: analysed if power == target else _beside(search, power) for power in _USUAL if powered}
    whole = {name: float(np.asarray(value)) for name, value in size.items()}
    return SampleSize(
        design=design,
        flow=flow,
        axis=chosen.name,
        target=target,
        exact=exact,
        analysed=analysed,
        arms=design.arms(analysed),
        first=first,
        attained=float(design.attained(size)),
        at_80=beside.get(0.8),
        at_90=beside.get(0.9),
        events=design.events(whole),
        enrolment=enrolment,
        enrolled_arms=design.enrolled_arms(enrolment.enrolled, analysed),
        clusters=design.clusters(analysed),
        least_success=design.least_success(size),
        steps=(
            *design.steps(whole),
            *_rounding_steps(design, exact, analysed, first),
            *flow_steps(design, flow, analysed, enrolment),
        ),
    )


def _beside(search: _Search, target: float) -> int | None:
    """The size for another target, None when no size reaches it."""
    try:
        return search.toward(target).run()[1]
    except NoSolution:
        return None


def _axis(design: Design, name: str | None) -> Axis:
    for axis in design.axes:
        if name in (None, axis.name):
            return axis
    raise Refusal(_UNKNOWN_AXIS, "axis", axis=verbatim(name or "?"))


def _rounding_steps(design: Design, exact: float, analysed: int, first: int | None) -> tuple[Step, ...]:
    if first is not None:
        return (
            Step(_FIRST, Value(first, Unit.COUNT)),
            Step(
                _HOLDS,
                Value(analysed, Unit.COUNT),
                _SAW_TOOTH if design.card.attained is Attained.POWER else _SAW_TOOTH_WIDTH,
            ),
        )
    arms = tuple(Step(arm.label, Value(arm.size, Unit.COUNT)) for arm in design.arms(analysed) if arm.name != "all")
    return (
        Step(_EXACT, Value(exact)),
        *arms,
        Step(_WHOLE, Value(analysed, Unit.COUNT), _rounding(design, exact, analysed)),
    )


def _rounding(design: Design, exact: float, analysed: int) -> Text:
    if design.clusters(analysed):
        return _COARSE if analysed > _COARSE_FROM * exact else _WHOLE_CLUSTERS
    return _ROUNDED if len(design.arms(analysed)) > 1 else _ROUNDED_UP


_EXACT = Text(fr="Solution exacte, total", en="Exact solution, total")
_WHOLE = Text(fr="Total analysé", en="Total analysed")
_ROUNDED = Text(
    fr="arrondi au supérieur dans chaque groupe, en respectant leur rapport",
    en="rounded up in each group, keeping their ratio",
)
_ROUNDED_UP = Text(fr="arrondi au supérieur", en="rounded up")
_WHOLE_CLUSTERS = Text(
    fr="arrondi au supérieur à des grappes entières, ou à des participants entiers par grappe",
    en="rounded up to whole clusters, or to whole participants in each cluster",
)
_COARSE_FROM = 1.25  # a rounding of clusters that deserves a word
_COARSE = Text(
    fr="arrondi au supérieur à des grappes entières, ou à des participants entiers par grappe et par période : cet arrondi "
    "augmente l'effectif de plus d'un quart ; des périodes moins nombreuses et plus longues, ou une autre taille de grappe, "
    "rapprocheraient le total de la solution exacte",
    en="rounded up to whole clusters, or to whole participants in each cluster and period: this rounding adds more than a "
    "quarter to the size; fewer and longer periods, or another cluster size, would bring the total near the exact solution",
)
_FIRST = Text(fr="Premier effectif qui touche la cible", en="First size that touches the target")
_HOLDS = Text(fr="Effectif à partir duquel la cible est toujours tenue", en="Size from which the target always holds")
_SAW_TOOTH = Text(
    fr="la puissance d'un test exact évolue en dents de scie : elle peut retomber sous la cible entre les deux",
    en="the power of an exact test follows a saw-tooth: it can fall below the target between the two",
)
_SAW_TOOTH_WIDTH = Text(
    fr="la largeur tenue avec l'assurance voulue évolue en dents de scie avec l'effectif : elle peut repasser au-dessus de la cible "
    "entre les deux",
    en="the width kept with the assurance wanted follows a saw-tooth in the size: it can rise above the target between the two",
)


class _Search:
    """The search for a size along one axis."""

    def __init__(
        self, design: Design, axis: Axis, fixed: dict[str, float], target: float, near: float | None = None
    ) -> None:
        self.design, self.axis, self.fixed, self.target = design, axis, fixed, target
        self.near = near if design.traits.monotone else None
        self.rising = design.card.rising
        self._curve: tuple[FloatArray, FloatArray] | None = None

    def toward(self, target: float) -> _Search:
        """The same search for another target; what is known of the whole range still holds, unless the plan follows its target."""
        other = _Search(self.design.aimed(target), self.axis, self.fixed, target)
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
            raise NoSolution(_EXTREME, "target")
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
        return _brent(lambda n: float(self.excess(n)), float(sizes[first - 1]), float(sizes[first]))

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


def solve_for(design: Design, field: str, size: Size, target: float) -> Design:
    """Which value of one assumption reaches the target at a given size? Returns the design with that value.

    The smallest detectable effect, for instance. The root nearest to the present value is kept.
    Raises NoSolution when no admissible value reaches the target, Refusal for an unknown field.
    """
    quantity = design.quantities().get(field)
    if quantity is None:
        raise Refusal(
            Text(fr="Hypothèse inconnue : {field}.", en="Unknown assumption: {field}."),
            "field",
            field=verbatim(field),
        )
    present = float(getattr(design, field) or 0.0)
    rising = 1 if design.card.rising else -1

    def excess(value: float) -> float:
        changed = with_value(design, field, value)
        return float("nan") if changed is None else rising * (float(changed.attained(size)) - target)

    grid = _candidates(present, quantity.lower, quantity.upper)
    values = np.array([excess(float(one)) for one in grid])
    crossing = np.flatnonzero(np.diff(np.sign(values)) != 0)
    crossing = crossing[np.isfinite(values[crossing]) & np.isfinite(values[crossing + 1])]
    if not len(crossing):
        raise NoSolution(_NO_VALUE, field, field=quantity.label, target=Value(target, design.card.target_unit))
    nearest = crossing[np.argmin(np.abs(grid[crossing] - present))]
    root = _brent(excess, float(grid[nearest]), float(grid[nearest + 1]))
    found = with_value(design, field, root)
    assert found is not None
    return found


def with_value(design: Design, field: str, value: float) -> Design | None:
    """The same design with one assumption changed; None when the change has no meaning (wrong side, out of bounds)."""
    try:
        return type(design).model_validate(design.model_dump() | {field: value})
    except (ValidationError, Refusal):
        return None


def _candidates(present: float, lower: float, upper: float) -> FloatArray:
    if np.isfinite(lower) and np.isfinite(upper):
        inner = np.linspace(lower, upper, 201)[1:-1]
        return np.unique(np.append(inner, present)) if lower < present < upper else inner
    scale = abs(present) or 1.0
    positive = scale * np.geomspace(1e-3, 1e3, 241)
    grid = np.concatenate([-positive[::-1], positive])
    return grid[(grid > lower) & (grid < upper)]


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


def _brent(function: Callable[[float], float], low: float, high: float) -> float:
    from scipy.optimize import brentq  # imported here: half a second that a help page must not pay

    return float(brentq(function, low, high, xtol=1e-10, rtol=1e-12))
