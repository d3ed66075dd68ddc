"""Plausible ranges as priors, and averages over them.

A range is the central 90 % interval of a normal law: on the logit scale for a proportion, on the log scale for a
positive quantity (ratio, standard deviation, rate, duration), on the natural scale otherwise; ranges are independent.
A point of the prior is a tuple of standardised deviations, one per assumption.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import product
from math import exp, log
from typing import NamedTuple, TypeGuard

import numpy as np
from pydantic import ValidationError
from scipy.special import betaincinv, expit, logit

from stats.design import Design
from stats.exhibit import Words
from stats.frozen import Frozen
from stats.normal import Phi, z
from stats.quantities import Quantity, Unit, Value
from stats.refusal import Refusal
from stats.text import Phrase, Text
from stats.trials import FloatArray

Point = tuple[float, ...]

_LAWS = (
    Text(fr="normale sur l'échelle logit", en="normal on the logit scale"),
    Text(fr="log-normale", en="log-normal"),
    Text(fr="normale", en="normal"),
)
_BETA = Text(fr="bêta ({a} ; {b})", en="beta ({a}, {b})")
_EDGE = 1e-12  # a proportion believed stays that far from 0 and 1
_SAME = 1e-9  # standard errors to which a side is known
_REACH = 7.0  # standard deviations over which the sides are searched
_NODES = {1: 41, 2: 9, 3: 7}
_NEGLIGIBLE = 1e-9

_RANGE = Text(
    fr="La plage plausible doit être croissante et dans les limites de l'hypothèse (par exemple 0,1 à 0,5).",
    en="The plausible range must increase and lie within the bounds of the assumption (for example 0.1 to 0.5).",
)
_MEDIAN = Text(
    fr="La loi de cette hypothèse est normale sur une échelle logarithmique ou logit : donner sa médiane et l'écart-type sur cette "
    "échelle, ou une plage plausible.",
    en="The prior of this assumption is normal on a log or logit scale: give its median and the standard deviation on that scale, or "
    "a plausible range.",
)
_FORM = Text(
    fr="Une loi a priori se donne par ses deux bornes à 90 %, par sa moyenne et son écart-type, par sa médiane et son écart-type, ou par "
    "les deux paramètres positifs d'une loi bêta.",
    en="A prior is given by its two 90% ends, by its mean and standard deviation, by its median and standard deviation, or by the two "
    "positive parameters of a beta distribution.",
)
_NO_BETA = Text(
    fr="Une loi bêta convient à une proportion. Ici, donner une plage plausible.",
    en="A beta distribution suits a proportion. Give a plausible range here.",
)
_DECIDED = Text(
    fr="Cette grandeur se décide : elle n'a pas de loi a priori. Retirer sa plage.",
    en="This quantity is decided on: it has no prior. Remove its range.",
)


class Belief(Frozen):
    """What is believed of one assumption: its central 90 % interval, of a normal law on its scale or of a beta law."""

    field: str
    low: float
    high: float
    beta: tuple[float, float] | None = None

    def value(self, quantity: Quantity, deviation: float) -> float:
        """The quantile of the law as far in it as a standard normal deviation."""
        if self.beta is None:
            there, back = scale_of(quantity)
            low, high = there(self.low), there(self.high)
            return back((low + high) / 2 + deviation * (high - low) / 2 / z(0.05))
        a, b = self.beta
        far = float(Phi(-abs(deviation)))
        found = betaincinv(a, b, far) if deviation < 0 else 1 - betaincinv(b, a, far)
        return float(np.clip(found, _EDGE, 1 - _EDGE))


class Rule(NamedTuple):
    """Points of the prior with their weights."""

    points: tuple[Point, ...]
    weights: FloatArray


def scale_of(quantity: Quantity) -> tuple[Callable[[float], float], Callable[[float], float]]:
    """The scale on which the prior of an assumption is normal, and its inverse."""
    if _share(quantity):
        return lambda value: float(logit(value)), lambda value: float(expit(value))
    if _positive(quantity):
        return log, lambda value: exp(min(value, 700.0))
    return float, float


def law_of(belief: Belief, quantity: Quantity) -> Words:
    """The law of the prior of an assumption, in words."""
    if belief.beta:
        return Phrase(_BETA, dict(zip("ab", (Value(one) for one in belief.beta), strict=True)))
    return _LAWS[0 if _share(quantity) else 1 if _positive(quantity) else 2]


def _share(quantity: Quantity) -> bool:
    return quantity.unit is Unit.PROPORTION or (quantity.lower >= 0 and quantity.upper <= 1)


def _positive(quantity: Quantity) -> bool:
    return quantity.lower >= 0 or quantity.unit is Unit.EFFECT_RATIO


def beta_belief(field: str, a: float, b: float) -> Belief:
    """A beta prior, with its central 90 % interval."""
    return Belief(field=field, low=float(betaincinv(a, b, 0.05)), high=float(betaincinv(a, b, 0.95)), beta=(a, b))


def stated(field: str, said: Mapping[str, object], quantity: Quantity | None) -> Belief:
    """A prior stated by its law: {mean, sd} of a normal one, {median, sd} with the standard deviation on the scale of the prior (log for a
    ratio, logit for a proportion), {beta: [a, b]} for a proportion. Raises Refusal for another form.
    """
    if quantity is None:  # refused by the design, which names the assumptions it has
        return Belief(field=field, low=0.0, high=1.0)
    law = said.get("beta")
    if (
        set(said) == {"beta"}
        and isinstance(law, list | tuple)
        and len(law) == 2
        and all(_number(one) and one > 0 for one in law)
    ):
        if not _share(quantity):
            raise Refusal(_NO_BETA, f"beliefs.{field}")
        return beta_belief(field, *(float(one) for one in law))
    middle = next((said[name] for name in ("mean", "median") if name in said), None)
    spread = said.get("sd")
    if len(said) != 2 or not _number(middle) or not _number(spread) or not spread > 0:
        raise Refusal(_FORM, f"beliefs.{field}")
    there, back = scale_of(quantity)
    if "mean" in said and there is not float:
        raise Refusal(_MEDIAN, f"beliefs.{field}")
    try:
        ends = [back(there(middle) + side * z(0.05) * spread) for side in (-1, 1)]
    except ValueError as error:
        raise Refusal(_RANGE, f"beliefs.{field}") from error
    return Belief(field=field, low=ends[0], high=ends[1])


def _number(one: object) -> TypeGuard[float]:
    return isinstance(one, int | float) and not isinstance(one, bool)


def check(design: Design, belief: Belief) -> None:
    """Refuse a range that means nothing for a design."""
    quantity, place = design.quantities()[belief.field], f"beliefs.{belief.field}"
    if quantity.unit in (Unit.COUNT, Unit.RATIO):
        raise Refusal(_DECIDED, place)
    try:
        quantity.check(belief.low)
        quantity.check(belief.high)
        low, high = (scale_of(quantity)[0](one) for one in (belief.low, belief.high))
    except ValueError as error:
        raise Refusal(_RANGE, place) from error
    if not -np.inf < low < high < np.inf:
        raise Refusal(_RANGE, place)


def shifted(belief: Belief, before: Design, after: Design) -> Belief:
    """The range moved as the value of its assumption moves between two designs, on the scale of its prior."""
    old, new = getattr(before, belief.field), getattr(after, belief.field)
    if old is None or new is None or old == new:
        return belief
    there, back = scale_of(before.quantities()[belief.field])
    move = there(new) - there(old)
    if not np.isfinite(move):
        return belief
    if belief.beta:
        weight = sum(belief.beta)
        mean = back(there(belief.beta[0] / weight) + move)
        return beta_belief(belief.field, mean * weight, (1 - mean) * weight)
    return belief.model_copy(update={"low": back(there(belief.low) + move), "high": back(there(belief.high) + move)})


def values_at(design: Design, beliefs: tuple[Belief, ...], point: Point) -> dict[str, float]:
    """The assumptions at a point of the prior."""
    quantities = design.quantities()
    return {one.field: one.value(quantities[one.field], far) for one, far in zip(beliefs, point, strict=True)}


@lru_cache(maxsize=65536)
def design_at(design: Design, beliefs: tuple[Belief, ...], point: Point) -> tuple[Design | None, bool]:
    """The design at a point of the prior, and whether the claim is true there; None when nothing can be computed."""
    values = values_at(design, beliefs, point)
    try:
        return type(design).model_validate(design.model_dump() | values), True
    except (ValidationError, Refusal):
        pass
    if not (design.traits.normal or design.traits.everywhere):
        return None, False
    try:
        for name, value in values.items():
            design.quantities()[name].check(value)
    except ValueError:
        return None, False
    return design.model_copy(update=values), False


@lru_cache(maxsize=16)
def rule(dimensions: int, of: int) -> Rule:
    """A product Gauss-Hermite rule over some assumptions, as fine as their whole number `of` allows."""
    at, weights = np.polynomial.hermite_e.hermegauss(_NODES[of])
    weights = weights / weights.sum()
    joint = np.array([np.prod(one) for one in product(weights, repeat=dimensions)])
    points = tuple(tuple(float(one) for one in point) for point in product(at, repeat=dimensions))
    kept = joint > _NEGLIGIBLE / len(joint)
    return Rule(tuple(point for point, keep in zip(points, kept, strict=True) if keep), joint[kept] / joint[kept].sum())


def inserted(others: Point, axis: int, deviation: float) -> Point:
    """A point of the prior from the deviation of one assumption and those of the others."""
    return (*others[:axis], deviation, *others[axis:])


@lru_cache(maxsize=256)
def chance_of_truth(design: Design, beliefs: tuple[Belief, ...]) -> float:
    """Prior probability that the claim is true: the limit of the expected power as the size grows."""
    axis, others = main_axis(design, beliefs), rule(len(beliefs) - 1, len(beliefs))
    shares = [_true_share(sides(design, beliefs, axis, point)) for point in others.points]
    return float(np.clip(np.dot(others.weights, shares), 0, 1))


@lru_cache(maxsize=256)
def main_axis(design: Design, beliefs: tuple[Belief, ...]) -> int:
    """The assumption on which the side of the claim depends, the others at their middle; the first when none does."""
    middle = (0.0,) * (len(beliefs) - 1)
    for axis in range(len(beliefs)):
        found = [design_at(design, beliefs, inserted(middle, axis, one))[1] for one in (-_REACH, 0.0, _REACH)]
        if len(set(found)) > 1:
            return axis
    return 0


class Sides(NamedTuple):
    """Where the claim is true along one assumption: the deviations where it changes, and whether it is at the end."""

    changes: tuple[float, ...]
    true_at_the_end: bool


@lru_cache(maxsize=4096)
def sides(design: Design, beliefs: tuple[Belief, ...], axis: int, others: Point) -> Sides:
    """The sides along one assumption, searched on a grid, then bisected."""

    def true(deviation: float) -> bool:
        return design_at(design, beliefs, inserted(others, axis, float(deviation)))[1]

    grid = np.linspace(-_REACH, _REACH, 15)
    found, changes = [true(one) for one in grid], []
    middle = (0.0,) * len(others)
    elsewhere = sides(design, beliefs, axis, middle).changes if others != middle else ()
    for low, high, before, after in zip(grid[:-1], grid[1:], found[:-1], found[1:], strict=True):
        if before == after:
            continue
        near = next((one for one in elsewhere if low < one < high), None)
        if near is not None and true(near - _SAME) == before and true(near + _SAME) == after:
            changes.append(near)  # the other assumptions do not move it: a spread, a rate of events
            continue
        for _ in range(34):
            middle = (low + high) / 2
            low, high = (middle, high) if true(middle) == before else (low, middle)
        changes.append(float(low))
    return Sides(tuple(changes), found[-1])


def _true_share(found: Sides) -> float:
    """Probability of a true claim, from the far end downwards."""
    share, true = float(found.true_at_the_end), found.true_at_the_end
    for change in reversed(found.changes):
        share += float(Phi(change)) * (-1 if true else 1)
        true = not true
    return share


def stratified(count: int, dimensions: int, rng: np.random.Generator) -> tuple[Point, ...]:
    """Draws from the prior, one in each of `count` slices of every assumption, the slices matched at random."""
    columns = [(rng.permutation(count) + rng.random(count)) / count for _ in range(dimensions)]
    return tuple(tuple(-z(float(one)) for one in row) for row in zip(*columns, strict=True))
