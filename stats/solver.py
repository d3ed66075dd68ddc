"""From a target to a size, or from a size to the assumption that reaches it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from pydantic import ValidationError

from stats.card import Attained, Axis
from stats.design import Design, Size, Step
from stats.flow import Flow, enrol, flow_steps
from stats.quantities import Unit, Value
from stats.refusal import NoSolution, Refusal
from stats.result import SampleSize
from stats.search import EXTREME, Search, brent
from stats.text import Text, verbatim
from stats.trials import FloatArray

_TARGET_RANGE = Text(
    fr="La cible doit être comprise entre 0 et 1 (par exemple 0,8 ou 80 %).",
    en="The target must lie between 0 and 1 (for example 0.8 or 80%).",
)
_WIDTH_RANGE = Text(
    fr="La largeur visée doit être un nombre positif, dans l'unité de la mesure estimée.",
    en="The width aimed at must be a positive number, in the unit of the quantity estimated.",
)
_NO_VALUE = Text(
    fr="Aucune valeur admissible de « {field} » n'atteint la cible de {target} à cet effectif : augmenter l'effectif ou "
    "baisser la cible.",
    en="No admissible value of “{field}” reaches the target of {target} at this size: increase the size or lower the target.",
)
_UNKNOWN_AXIS = Text(fr="Dimension inconnue : {axis}.", en="Unknown size axis: {axis}.")
_USUAL = (0.8, 0.9)  # the powers whose sizes stand beside the answer


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
        _, analysed, _ = Search(aimed, aimed.axes[0], {}, target, near).run()
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
        raise NoSolution(EXTREME, "target") from error


def _solved(design: Design, target: float, chosen: Axis, fixed: dict[str, float], flow: Flow) -> SampleSize:
    search = Search(design, chosen, fixed, target)
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


def _beside(search: Search, target: float) -> int | None:
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
    root = brent(excess, float(grid[nearest]), float(grid[nearest + 1]))
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
