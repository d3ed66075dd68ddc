"""From a target to a size, or from a size to the assumption that reaches it."""

from __future__ import annotations

from collections.abc import Callable
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
from stats.text import Text
from stats.trials import FloatArray

_TARGET_RANGE = Text(
    fr="La cible doit être comprise entre 0 et 1 (par exemple 0,8 ou 80 %).",
    en="The target must lie between 0 and 1 (for example 0.8 or 80%).",
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
_UNKNOWN_AXIS = Text(fr="Dimension inconnue : {axis}.", en="Unknown size axis: {axis}.")
_LARGEST_EXACT = 2_000_000


def solve(
    design: Design, target: float, axis: str | None = None, *, flow: Flow | None = None, **fixed: float
) -> SampleSize:
    """How many are needed?

    target: power to reach, or full width of the interval not to exceed, in (0, 1)
    axis: the size to search (the design's first one by default); `fixed` gives the others
    flow: losses between enrolment and analysis
    Raises NoSolution when no size reaches the target, Refusal when the question has no meaning.
    """
    if not 0 < target < 1:
        raise Refusal(_TARGET_RANGE, "target")
    flow = flow or Flow()
    chosen = _axis(design, axis)
    search = _Search(design, chosen, fixed, target)
    exact, analysed, first = search.run()
    size = search.size(analysed)
    enrolment = enrol(design, flow, analysed, target)
    powered = design.card.attained is Attained.POWER
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
        at_80=_Search(design, chosen, fixed, 0.8).run()[1] if powered else None,
        at_90=_Search(design, chosen, fixed, 0.9).run()[1] if powered else None,
        events=design.events(whole),
        enrolment=enrolment,
        enrolled_arms=design.arms(enrolment.enrolled),
        least_success=design.least_success(size),
        steps=(
            *design.steps(whole),
            *_rounding_steps(design, exact, analysed, first),
            *flow_steps(design, flow, analysed, enrolment),
        ),
    )


def _axis(design: Design, name: str | None) -> Axis:
    for axis in design.axes:
        if name in (None, axis.name):
            return axis
    raise Refusal(_UNKNOWN_AXIS, "axis", axis=Text(fr=name or "?", en=name or "?"))


def _rounding_steps(design: Design, exact: float, analysed: int, first: int | None) -> tuple[Step, ...]:
    if first is not None:
        return (
            Step(_FIRST, Value(first, Unit.COUNT)),
            Step(_HOLDS, Value(analysed, Unit.COUNT), _SAW_TOOTH),
        )
    arms = tuple(Step(arm.label, Value(arm.size, Unit.COUNT)) for arm in design.arms(analysed) if arm.name != "all")
    return (Step(_EXACT, Value(exact)), *arms, Step(_WHOLE, Value(analysed, Unit.COUNT), _ROUNDED))


_EXACT = Text(fr="Solution exacte, total", en="Exact solution, total")
_WHOLE = Text(fr="Total analysé", en="Total analysed")
_ROUNDED = Text(
    fr="arrondi au supérieur dans chaque bras, en respectant le ratio d'allocation",
    en="rounded up in each arm, respecting the allocation ratio",
)
_FIRST = Text(fr="Premier effectif qui touche la cible", en="First size that touches the target")
_HOLDS = Text(fr="Effectif à partir duquel la cible est toujours tenue", en="Size from which the target always holds")
_SAW_TOOTH = Text(
    fr="la puissance d'un test exact évolue en dents de scie : elle peut retomber sous la cible entre les deux",
    en="the power of an exact test follows a saw-tooth: it can fall below the target between the two",
)


class _Search:
    """The search for a size along one axis."""

    def __init__(self, design: Design, axis: Axis, fixed: dict[str, float], target: float) -> None:
        self.design, self.axis, self.fixed, self.target = design, axis, fixed, target
        self.rising = design.card.attained is Attained.POWER

    def size(self, n: ArrayLike) -> dict[str, Any]:
        return {**self.fixed, self.axis.name: n}

    def excess(self, n: ArrayLike) -> FloatArray:
        """By how much the target is met (negative: missed)."""
        attained = self.design.attained(self.size(np.asarray(n, dtype=np.float64)))
        return np.asarray(attained - self.target if self.rising else self.target - attained)

    def run(self) -> tuple[float, int, int | None]:
        """Exact solution, whole solution, and first touching size for exact tests."""
        if self.design.traits.exact:
            first, holds = self._saw_tooth()
            return float(holds), holds, first
        exact = self._root()
        return exact, max(self.design.whole(exact), self.axis.minimum), None

    def _root(self) -> float:
        low, high = float(self.axis.minimum), float(self.axis.maximum)
        grid = np.geomspace(low, high, 64)
        met = self.excess(grid) >= 0
        if met[0]:
            return low
        if not met.any():
            raise self._ceiling(high)
        above = int(np.argmax(met))
        return _brent(lambda n: float(self.excess(n)), float(grid[above - 1]), float(grid[above]))

    def _saw_tooth(self) -> tuple[int, int]:
        low, high = self._window()
        while True:
            sizes = np.arange(low, high + 1, self.design.step)
            met = self.excess(sizes) >= 0
            missed = np.flatnonzero(~met)
            holds = int(missed[-1]) + 1 if len(missed) else 0
            if holds <= 0.8 * len(sizes):
                break
            high = self._checked(int(high * 1.5) + 8 * self.design.step)
        return int(sizes[int(np.argmax(met))]), int(sizes[holds])

    def _window(self) -> tuple[int, int]:
        """A range of sizes that contains the first touch and the last fall below the target."""
        step = self.design.step
        n = self.design.whole(self.axis.minimum)
        calm, touched, size = 0, None, float(n)
        while calm < 3:
            n = self._checked(self.design.whole(size))
            met = self.excess(n + step * np.arange(3)) >= 0
            if met.any() and touched is None:
                touched = n
            calm = calm + 1 if met.all() else 0
            size = max(size * 1.2, size + 4 * step)
        start = self.design.whole((touched or n) / 1.5)
        return max(start, self.design.whole(self.axis.minimum)), n

    def _checked(self, n: int) -> int:
        if n > _LARGEST_EXACT:
            raise self._ceiling(_LARGEST_EXACT)
        return n

    def _ceiling(self, largest: float) -> NoSolution:
        best = float(self.design.attained(self.size(largest)))
        return NoSolution(
            _CEILING,
            "target",
            target=Value(self.target, Unit.PROPORTION),
            largest=Value(largest, Unit.COUNT),
            best=Value(best, Unit.PROPORTION),
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
            field=Text(fr=field, en=field),
        )
    present = float(getattr(design, field) or 0.0)
    rising = 1 if design.card.attained is Attained.POWER else -1

    def excess(value: float) -> float:
        changed = with_value(design, field, value)
        return float("nan") if changed is None else rising * (float(changed.attained(size)) - target)

    grid = _candidates(present, quantity.lower, quantity.upper)
    values = np.array([excess(float(one)) for one in grid])
    crossing = np.flatnonzero(np.diff(np.sign(values)) != 0)
    crossing = crossing[np.isfinite(values[crossing]) & np.isfinite(values[crossing + 1])]
    if not len(crossing):
        raise NoSolution(_NO_VALUE, field, field=quantity.label, target=Value(target, Unit.PROPORTION))
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


def _brent(function: Callable[[float], float], low: float, high: float) -> float:
    from scipy.optimize import brentq  # imported here: half a second that a help page must not pay

    return float(brentq(function, low, high, xtol=1e-10, rtol=1e-12))
