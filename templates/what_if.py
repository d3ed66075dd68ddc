"""How the number to enrol moves when the assumptions do: the grid of two assumptions, and one bar per assumption.

The plausible ranges of the register are used; an assumption without one moves by 10 and 20 %, which is said. Numbers are
kept between two renderings: most edits of a protocol leave its design alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Any

from protocols.model.sizing import Assumption, Sizing
from stats.card import Attained
from stats.design import Design
from stats.designs.combined.joint import Joint
from stats.explore import Bar, Table, losses_in
from stats.flow import Flow
from stats.formulas.combined.combinator import Combinator
from stats.formulas.combined.joint_words import headed
from stats.quantities import Quantity, Unit
from stats.refusal import Refusal
from stats.result import SampleSize
from stats.solver import number_to_enrol, solve, with_value
from stats.text import Text
from templates.saying import inner_of, target_unit

TARGET = "target"
RHO = "joint.correlation"  # a claim may have a correlation of its own
_AFFORDABLE = 8_000  # participants over all the cells of a grid, beyond which an exact test takes seconds
_MOST_BARS = 5  # of a tornado without any plausible range
_LARGE = 600  # participants beyond which another convention is not solved by an exact test
_LABELS = {
    Attained.POWER: Text(fr="Puissance visée", en="Target power"),
    Attained.WIDTH: Text(fr="Largeur totale de l'intervalle", en="Full width of the interval"),
    Attained.SHARE: Text(fr="Probabilité ou part visée", en="Target probability or share"),
}


@dataclass(frozen=True, slots=True)
class Moving:
    """One assumption and the values it takes; ``declared`` when they come from its plausible range."""

    field: str
    label: Text
    unit: Unit
    values: tuple[float, ...]
    here: float
    declared: bool
    measured: str | None = None  # the unit of its endpoint, when it is not that of the primary one


@dataclass(frozen=True, slots=True)
class Grid:
    """Numbers to enrol over two assumptions; ``by`` names the convention when it is not that of the design."""

    rows: Moving
    columns: Moving
    table: Table
    by: Text | None = None


@dataclass(frozen=True, slots=True)
class Swings:
    """One bar per assumption, the widest first; ``declared`` when all come from plausible ranges."""

    bars: tuple[Bar, ...]
    moving: Mapping[str, Moving]
    declared: bool
    here: int  # the number to enrol at the values of the design


def grid_of(found: SampleSize, sizing: Sizing) -> Grid | None:
    """The sensitivity table over the two assumptions that matter most: those with a range, then those that move the number most.

    None for a design whose assumptions are all lists, fixed or zero: nothing can be moved by a share of itself.
    """
    used, by = basis_of(found, sizing)
    return _grid(used, sizing, by, few=found.first is not None)


def swings_of(found: SampleSize, sizing: Sizing) -> Swings:
    """The tornado over every assumption with a plausible range; without any, over those that move the number most."""
    found, _ = basis_of(found, sizing)
    candidates = [*_candidates(found, sizing), *_rates(found, sizing)]
    declared = [one for one in candidates if one.declared]
    moving = declared or _mattering(found, candidates)[:_MOST_BARS]
    bars = [_bar(found, one) for one in moving]
    ranked = tuple(sorted(bars, key=lambda bar: -bar.swing))
    return Swings(ranked, {one.field: one for one in moving}, bool(declared), found.enrolled)


def _grid(found: SampleSize, sizing: Sizing, by: Text | None, few: bool) -> Grid | None:
    candidates = _candidates(found, sizing)
    if not candidates:
        return None
    chosen = sorted(_mattering(found, candidates)[:2], key=lambda one: (not one.declared, candidates.index(one)))
    rows, columns = (*chosen, _targets(found))[:2]
    if few and len(columns.values) == 5:
        columns = replace(columns, values=columns.values[::2])
    cells = tuple(
        tuple(enrolled_with(found, {rows.field: row, columns.field: column}) for column in columns.values)
        for row in rows.values
    )
    return Grid(rows, columns, Table(rows.field, rows.values, columns.field, columns.values, cells), by)


def _mattering(found: SampleSize, candidates: list[Moving]) -> list[Moving]:
    """Those with a plausible range, then the others, the widest swing first in each; without what leaves the number where it is."""
    declared = _by_swing(found, [one for one in candidates if one.declared])
    others = [] if len(declared) >= 2 else _by_swing(found, [one for one in candidates if not one.declared])
    return [*declared, *others] or candidates


def _by_swing(found: SampleSize, candidates: list[Moving]) -> list[Moving]:
    swings = {one.field: _bar(found, one).swing for one in candidates}
    return sorted((one for one in candidates if swings[one.field] > 0), key=lambda one: -swings[one.field])


def basis_of(found: SampleSize, sizing: Sizing) -> tuple[SampleSize, Text | None]:
    """What to vary: the design itself or, where an exact test would take minutes, its nearest formula and its name.

    The choice rests on the sizes that the formula gives, never on a clock: the same protocol prints the same numbers.
    """
    if found.first is None:
        return found, None
    label, formula = _nearest_formula(found)
    if formula is None:
        return found, None
    grid = _grid(formula, sizing, None, few=True)
    cells = [cell for row in grid.table.cells for cell in row] if grid else []
    analysed = sum(cell for cell in cells if cell is not None) * found.analysed / found.enrolled
    affordable = len(found.arms) < 2 and None not in cells and analysed <= _AFFORDABLE
    return (found, None) if affordable else (formula, label)


def _nearest_formula(found: SampleSize) -> tuple[Text | None, SampleSize | None]:
    solved: list[tuple[Text, SampleSize]] = []
    for one in found.design.variants():
        if not one.design.traits.exact:
            try:
                solved.append((one.label, solve(one.design, found.target, flow=found.flow)))
            except Refusal:
                continue
    return min(solved, key=lambda pair: abs(pair[1].analysed - found.analysed), default=(None, None))


def _bar(found: SampleSize, one: Moving) -> Bar:
    low, high = one.values[0], one.values[-1]
    return Bar(one.field, low, high, enrolled_with(found, {one.field: low}), enrolled_with(found, {one.field: high}))


def enrolled_with(found: SampleSize, changes: Mapping[str, float]) -> int | None:
    """Participants to enrol after changing assumptions, losses or the target; None when no size answers."""
    there = under(found, changes)
    if there is None:
        return None
    design, flow = there
    nameless = design.named(()) if isinstance(design, Joint) else design  # a name changes no number
    return _enrolled(nameless, changes.get(TARGET, found.target), flow, found.analysed)


def under(found: SampleSize, changes: Mapping[str, float]) -> tuple[Design, Flow] | None:
    """The design and the losses after changing assumptions; None when the design no longer has a meaning."""
    design: Design | None = found.design
    rates = losses_in(found.design, changes)
    for name, value in changes.items():
        if name not in rates and name != TARGET and design is not None:
            design = _changed(design, name, value)
    if design is None:
        return None
    return design, Flow.model_validate(found.flow.model_dump() | rates) if rates else found.flow


def _changed(design: Design, name: str, value: Any) -> Design | None:
    place, _, field = name.rpartition(".")
    if name == RHO:
        return with_value(design, field, value)
    if place and isinstance(design, Joint):  # of another claim
        components = list(design.components)
        one = with_value(components[int(place)], field, value)
        components[int(place)] = one or components[int(place)]
        return design.model_copy(update={"components": tuple(components)}) if one else None
    if inner_of(design) is design:
        return with_value(design, name, value)
    inner = with_value(inner_of(design), name, value)
    if inner is None:
        return None
    if isinstance(design, Combinator):
        return design.around(inner)
    return design.model_copy(update={"inner": inner})


@lru_cache(maxsize=4096)
def _enrolled(design: Design, target: float, flow: Flow, near: int) -> int | None:
    try:
        return number_to_enrol(design, target, flow, near)
    except Refusal:
        return None


def comparisons_of(found: SampleSize) -> tuple[tuple[Text, SampleSize | Refusal | None], ...]:
    """The same question by the other conventions of the design, kept between two renderings.

    A Refusal when no size answers; None when it is an exact test too long to solve around this size.
    """
    return _compared(found.design, found.target, found.flow, found.analysed > _LARGE)


@lru_cache(maxsize=64)
def _compared(
    design: Design, target: float, flow: Flow, large: bool
) -> tuple[tuple[Text, SampleSize | Refusal | None], ...]:
    return tuple(
        (one.label, None if large and one.design.traits.exact else _solved(one.design, target, flow))
        for one in design.variants()
    )


def _solved(design: Design, target: float, flow: Flow) -> SampleSize | Refusal:
    try:
        return solve(design, target, flow=flow)
    except Refusal as refusal:
        return refusal


def _candidates(found: SampleSize, sizing: Sizing) -> list[Moving]:
    joint, first = found.design, _of(inner_of(found.design), sizing.assumptions)
    if not isinstance(joint, Joint):
        return first
    moving = [replace(each, label=headed(1, each.label, joint.name(0))) for each in first]
    for place, (one, claim) in enumerate(zip(joint.components[1:], sizing.others, strict=False), start=1):
        for each in _of(one, claim.assumptions):
            label = headed(place + 1, each.label, joint.name(place))
            moving.append(replace(each, field=f"{place}.{each.field}", label=label, measured=claim.unit))
    if sizing.correlation.plausible and not joint.correlations:
        quantity, register = joint.quantities()["correlation"], {RHO: sizing.correlation}
        moving.append(_moving(RHO, quantity, joint.correlation, register))
    return moving


def _of(design: Design, register: Mapping[str, Assumption]) -> list[Moving]:
    """The assumptions of one question."""
    given = {
        name: (quantity, float(value))
        for name, quantity in type(design).quantities().items()
        if name not in design.decided()
        and (value := getattr(design, name)) is not None
        and not _decided(register, name)
        and not _counted(quantity, register.get(name))
        and not _neutral(quantity, value, register.get(name))
    }
    moving = [_moving(name, quantity, value, register) for name, (quantity, value) in given.items()]
    return [one for one in moving if len(one.values) > 1]  # a difference of exactly 0 has no 20 %


def _counted(quantity: Quantity, line: Assumption | None) -> bool:
    """Whether this is a whole number without a range: 10 % of a group, of a reader, means nothing."""
    return quantity.unit is Unit.COUNT and (line is None or line.plausible is None)


def _neutral(quantity: Quantity, value: float, line: Assumption | None) -> bool:
    """Whether a value without a range stands at its bound (one lesion per case): it can only move to another question."""
    return value in (quantity.ge, quantity.le) and (line is None or line.plausible is None)


def _decided(register: Mapping[str, Assumption], name: str) -> bool:
    """Whether the team fixed this value (a performance goal): it cannot turn out wrong, and is not moved."""
    line = register.get(name)
    return line is not None and line.source == "decision" and line.plausible is None


def _rates(found: SampleSize, sizing: Sizing) -> list[Moving]:
    rates = Flow.quantities().items()
    given = {name: (quantity, getattr(found.flow, name)) for name, quantity in rates}
    return [
        _moving(name, quantity, float(value), sizing.flow)
        for name, (quantity, value) in given.items()
        if value and name != "screening_failure" and not (found.design.traits.losses_inside and name == "attrition")
    ]


def _moving(name: str, quantity: Quantity, here: float, register: Mapping[str, Assumption]) -> Moving:
    line = register.get(name)
    plausible = line.plausible if line else None
    if plausible and plausible[0] <= here <= plausible[1]:
        low, high = plausible
        ladder: tuple[float, ...] = (low, (low + here) / 2, here, (here + high) / 2, high)
    else:
        moved = (here + share * _span(quantity, here) for share in (-0.2, -0.1, 0.0, 0.1, 0.2))
        ladder = tuple(one for one in moved if one == here or quantity.lower <= one <= quantity.upper)
    if quantity.unit is Unit.COUNT:
        ladder = tuple(float(round(value)) for value in ladder)
    values = sorted({_tidy(value, here) for value in ladder})
    kept = [values[0], *(b for a, b in pairwise(values) if b - a > 1e-9)]
    return Moving(name, quantity.label, quantity.unit, tuple(kept), here, bool(plausible))


def _span(quantity: Quantity, here: float) -> float:
    """What 100 % of a value means: between 0 and 1 (a proportion, an area under a curve, an R²), its distance to the nearer of them."""
    bounded = quantity.unit is Unit.PROPORTION or (quantity.lower >= 0 and 0.99 <= quantity.upper <= 1)
    return min(here, 1 - here) if bounded else abs(here)


def _tidy(value: float, here: float) -> float:
    return here if abs(value - here) < 1e-12 else float(f"{value:.3g}") if abs(value) < 1 else float(f"{value:.4g}")


def _targets(found: SampleSize) -> Moving:
    card, here = found.design.card, found.target
    values = (0.8, 0.85, 0.9, here) if card.rising else [round(here * k, 6) for k in (0.8, 0.9, 1, 1.1, 1.2)]
    ceiling = 1.0 if card.rising else float("inf")
    kept = tuple(sorted({value for value in (*values, here) if 0 < value < ceiling}))
    return Moving(TARGET, card.share or _LABELS[card.attained], target_unit(found.design), kept, here, True)
