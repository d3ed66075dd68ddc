"""How the answer moves with the question: curves, tables, tornado, frontier of two sizes and its cheapest point."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from stats.design import Design
from stats.flow import Flow
from stats.refusal import Refusal
from stats.result import SampleSize
from stats.solver import number_to_enrol, solve, with_value
from stats.text import Text
from stats.trials import FloatArray


@dataclass(frozen=True, slots=True)
class Curve:
    """Power (or width) along a range of sizes."""

    sizes: FloatArray
    attained: FloatArray


@dataclass(frozen=True, slots=True)
class Bar:
    """How one assumption, moved over its plausible range, moves the number to enrol (None: no size answers)."""

    field: str
    low: float
    high: float
    at_low: int | None
    at_high: int | None

    @property
    def swing(self) -> float:
        """Distance between the two ends; infinite when one of them has no answer."""
        if self.at_low is None or self.at_high is None:
            return float("inf")
        return abs(self.at_high - self.at_low)


@dataclass(frozen=True, slots=True)
class Table:
    """Numbers to enrol over two assumptions; None where no size answers."""

    row_field: str
    rows: tuple[float, ...]
    column_field: str
    columns: tuple[float, ...]
    cells: tuple[tuple[int | None, ...], ...]


def curve(found: SampleSize, points: int = 200) -> Curve:
    """Power (or width) around a solution, in one vectorised call, at sizes that can be randomised."""
    design, step = found.design, found.design.step
    low = max(found.analysed // 4, next(axis.minimum for axis in design.axes if axis.name == found.axis))
    sizes = np.unique([design.whole(n) for n in np.linspace(low, max(2 * found.analysed, low + 12 * step), points)])
    return Curve(sizes.astype(np.float64), design.attained({found.axis: sizes}))


def enrolled_with(design: Design, target: float, flow: Flow, changes: Mapping[str, float]) -> int | None:
    """Participants to enrol after changing assumptions of the design or rates of the flow; None without an answer."""
    rates = losses_in(design, changes)
    changed: Design | None = design
    for name, value in changes.items():
        if name not in rates and changed is not None:
            changed = with_value(changed, name, value)
    if changed is None:
        return None
    try:
        return number_to_enrol(changed, target, Flow.model_validate(flow.model_dump() | rates))
    except Refusal:
        return None


def losses_in(design: Design, changes: Mapping[str, float]) -> dict[str, float]:
    """The changes that are losses; a prevalence that the design itself asks for is one of its assumptions."""
    own = getattr(design, "inner", design).quantities()
    return {name: value for name, value in changes.items() if name in Flow.model_fields and name not in own}


def tornado(design: Design, target: float, flow: Flow, ranges: Mapping[str, tuple[float, float]]) -> tuple[Bar, ...]:
    """One bar per assumption with a plausible range, the widest swing first."""
    bars = [
        Bar(
            name,
            low,
            high,
            enrolled_with(design, target, flow, {name: low}),
            enrolled_with(design, target, flow, {name: high}),
        )
        for name, (low, high) in ranges.items()
    ]
    return tuple(sorted(bars, key=lambda bar: -bar.swing))


def table(
    design: Design,
    target: float,
    flow: Flow,
    row: tuple[str, Sequence[float]],
    column: tuple[str, Sequence[float]],
) -> Table:
    """Numbers to enrol over two assumptions (or rates of the flow)."""
    cells = tuple(
        tuple(enrolled_with(design, target, flow, {row[0]: r, column[0]: c}) for c in column[1]) for r in row[1]
    )
    return Table(row[0], tuple(row[1]), column[0], tuple(column[1]), cells)


@dataclass(frozen=True, slots=True)
class Point:
    """Participants to enrol at one value of another size (readers, clusters available); None where no size answers."""

    value: float
    participants: int | None


@dataclass(frozen=True, slots=True)
class Cheapest:
    """The least expensive point of a frontier, with its cost in the unit of the costs given."""

    value: float
    participants: int
    cost: float


def frontier(
    design: Design, target: float, field: str, values: Sequence[float], flow: Flow | None = None
) -> tuple[Point, ...]:
    """Participants to enrol for each value of a field such as `readers`, in the order given: what one size can trade
    for the other at the same power (or width).
    """
    losses = flow or Flow()
    return tuple(Point(value, enrolled_with(design, target, losses, {field: value})) for value in values)


def cheapest(
    design: Design,
    target: float,
    field: str,
    values: Sequence[float],
    cost_per_unit: float,
    cost_per_participant: float,
    cost_per_both: float = 0.0,
    flow: Flow | None = None,
) -> Cheapest | None:
    """The least expensive way to the target along a frontier; None when no value of the field answers.

    cost_per_unit: of one more unit of the field (recruiting and training a reader); cost_per_participant: of one more
    participant enrolled; cost_per_both: of each unit for each participant (one reader reading one case)
    """
    points = [
        Cheapest(
            point.value,
            point.participants,
            cost_per_unit * point.value + (cost_per_participant + cost_per_both * point.value) * point.participants,
        )
        for point in frontier(design, target, field, values, flow)
        if point.participants is not None
    ]
    return min(points, key=lambda point: point.cost, default=None)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The number another convention gives for the same question (None: it gives none)."""

    label: Text
    analysed: int | None
    enrolled: int | None


def why_other_tools_differ(found: SampleSize) -> tuple[Comparison, ...]:
    """The same question by the other conventions of the design, solved."""
    lines: list[Comparison] = []
    for variant in found.design.variants():
        try:
            other = solve(variant.design, found.target, flow=found.flow)
        except Refusal:
            lines.append(Comparison(variant.label, None, None))
        else:
            lines.append(Comparison(variant.label, other.analysed, other.enrolled))
    return tuple(lines)
