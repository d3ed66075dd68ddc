"""What is left of the number when the reviewer believes less of it than the author.

Half of the effect: a difference is halved, a pair (device and control) has its gap halved on the side of the device, a ratio is
halved on the log scale, where half of 0.64 is 0.80; half of a net benefit is half of the gain and half of the cost. Then each assumption at the less favourable end of its plausible range, and
all of them at once. With several claims, the effect of each is reduced, and the ranges of each are taken. Power is that of the number planned (else computed), once its losses are taken away.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log

from protocols.combining import correlations_of
from protocols.effect import effect_fields
from protocols.model.sizing import Sizing
from stats.design import Design
from stats.designs.combined.joint import Joint
from stats.flow import Flow
from stats.refusal import Refusal
from stats.result import SampleSize
from templates.saying import inner_of
from templates.what_if import RHO, basis_of, enrolled_with, under

SHARES = (0.75, 0.5)
_IN_MONEY = (("mean_cost", "mean_cost_control"), ("delta_effect", "delta_cost"))  # the second, a net benefit, is a sum
_PAIRED_WITH = ("_control", "_reference", "_goal")


@dataclass(frozen=True, slots=True)
class Doubt:
    """One way to believe less: what changes, what the planned number then attains, how many it would take (None: no number)."""

    name: str  # of the assumption; "" for all at once
    changes: Mapping[str, float]
    attained: float | None
    enrolled: int | None


@dataclass(frozen=True, slots=True)
class Doubts:
    """Every way to believe less of one sample size; `halves` is empty for a design without an effect, or with none expected."""

    planned: int
    attained: float | None  # as the author sees it
    enrolled: int
    halves: tuple[tuple[float, Doubt], ...]
    ends: tuple[Doubt, ...]
    together: Doubt | None
    has_effect: bool
    nil: bool  # an effect is asked for and none is expected (non-inferiority)
    lists: bool  # some assumptions are lists, which have no range
    approached: bool  # an exact test would take minutes: its nearest formula answers


def doubts_of(found: SampleSize, sizing: Sizing) -> Doubts:
    """The doubts a reviewer can have about one sample size."""
    basis, by = basis_of(found, sizing)
    planned = sizing.planned or found.enrolled
    asked = _questions(basis.design)
    changes = {share: less for share in SHARES if (less := _weaker(asked, share))}
    ends = tuple(
        sorted((_worse_end(basis, planned, name, ends) for name, ends in _ranges(sizing, asked).items()), key=_gravity)
    )
    effect = any(has_effect(type(one)) for one in asked.values())
    worst = {name: value for one in ends for name, value in one.changes.items()}
    return Doubts(
        planned=planned,
        attained=_attained(basis, planned, {}),
        enrolled=found.enrolled,
        halves=tuple((share, _doubt(basis, planned, "", less)) for share, less in changes.items()),
        ends=ends,
        together=_doubt(basis, planned, "", worst) if len(ends) > 1 else None,
        has_effect=effect,
        nil=effect and not changes,
        lists=any(type(one).series() for one in asked.values()),
        approached=by is not None,
    )


def has_effect(model: type[Design]) -> bool:
    """Whether an assumption of the design states an effect of the device."""
    names = _effect(model)
    if len(names) == 2:
        return names[1].endswith(_PAIRED_WITH) or names in _IN_MONEY
    return bool(names) and (names[0] == "difference" or names[0].endswith("ratio"))


def _effect(model: type[Design]) -> tuple[str, ...]:
    asked = model.quantities()
    return effect_fields(model) or next((pair for pair in _IN_MONEY if set(pair) <= set(asked)), ())


def weaker(design: Design, share: float) -> dict[str, float]:
    """The assumptions changed so that only a share of the expected effect is left; empty when there is none to reduce."""
    if not has_effect(type(design)):
        return {}
    own, *others = _effect(type(design))
    value = getattr(design, own)
    if others == ["delta_cost"]:
        return {name: share * getattr(design, name) for name in (own, *others)}
    if value is None:
        return {}
    if others:
        other = getattr(design, others[0])
        less = value if other is None else other + share * (value - other)
    elif own == "difference":
        less = share * value
    else:
        less = exp(share * log(value)) if value > 0 else value
    return {own: less} if abs(less - value) > 1e-12 else {}


def _questions(design: Design) -> dict[str, Design]:
    """The question of each claim, by what stands before the names of its assumptions."""
    if isinstance(design, Joint):
        return {f"{place}." if place else "": one for place, one in enumerate(design.components)}
    return {"": inner_of(design)}


def _weaker(asked: Mapping[str, Design], share: float) -> dict[str, float]:
    """The same share of the effect of every claim."""
    return {before + name: value for before, one in asked.items() for name, value in weaker(one, share).items()}


def _ranges(sizing: Sizing, asked: Mapping[str, Design]) -> dict[str, tuple[float, float]]:
    registers = [one.assumptions for one in sizing.calculations()]
    lines = {
        before + name: register.get(name)
        for (before, design), register in zip(asked.items(), registers, strict=False)
        for name in type(design).quantities()
        if name not in design.decided()
    }
    lines |= {RHO: sizing.correlation} if len(asked) > 1 and not correlations_of(sizing) else {}
    lines |= {name: sizing.flow.get(name) for name in Flow.model_fields if name not in lines}
    return {name: one.plausible for name, one in lines.items() if one and one.plausible and one.value is not None}


def _worse_end(basis: SampleSize, planned: int, name: str, ends: tuple[float, float]) -> Doubt:
    return max((_doubt(basis, planned, name, {name: end}) for end in ends), key=lambda one: -_gravity(one))


def _gravity(one: Doubt) -> float:
    """The gravest first: no number at all, then the largest number."""
    return float("-inf") if one.enrolled is None else -one.enrolled


def _doubt(basis: SampleSize, planned: int, name: str, changes: Mapping[str, float]) -> Doubt:
    return Doubt(name, changes, _attained(basis, planned, changes), enrolled_with(basis, changes))


def _attained(basis: SampleSize, planned: int, changes: Mapping[str, float]) -> float | None:
    """What the planned number attains under these changes; None when the design no longer has a meaning."""
    there = under(basis, changes)
    if there is None:
        return None
    design, flow = there
    share = flow.kept * (1 if flow.prevalence is None else flow.prevalence)
    whole = planned if basis.analysed == basis.enrolled and flow == basis.flow else int(planned * share + 1e-9)
    size = max(whole, next(axis.minimum for axis in design.axes if axis.name == basis.axis))
    return _reached(basis.design, design, basis.axis, size)


@lru_cache(maxsize=1024)
def _reached(plan: Design, truth: Design, axis: str, size: int) -> float | None:
    """Remembered: the register asks it again at every edit."""
    try:
        return float(plan.attained_if(truth, {axis: size}))
    except (Refusal, ValueError, ArithmeticError):
        return None
