"""Group-sequential boundaries and stopping probabilities by recursive integration (Armitage, McPherson & Rowe 1969).

The sub-density of the statistic on the continuation region is computed once, without drift; a drift multiplies it by
exp(drift z sqrt(t) - drift^2 t / 2), so that any number of drifts costs one matrix product per look. Of a drift that is itself normal,
mean m and standard deviation s, the mean of that factor is known too: with x = z sqrt(t) and v = 1 + s^2 t it is
exp((s^2 x^2 + 2 m x - m^2 t) / (2 v)) / sqrt(v), and the drift given x is normal with mean (m + s^2 x) / v and variance s^2 / v.

Efficacy boundaries either spend alpha along a function of the information (Lan & DeMets 1983; Hwang, Shih & De Cani 1990;
Kim & DeMets 1987) or have a fixed shape c t^(delta - 1/2) whose constant c is found (Pocock 1977: delta 1/2; O'Brien &
Fleming 1979: delta 0; Wang & Tsiatis 1987: in between). Futility bounds that bind enter that calculation; those that do
not are left out of it, and only lower the power and the expected size.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from math import e, expm1, log, sqrt

import numpy as np
from numpy.typing import ArrayLike

from stats.normal import Phi, z
from stats.refusal import Refusal
from stats.text import Text
from stats.trials import FloatArray

_COARSE, _FINE = 80, 240  # nodes of the continuation region
_NODES_PER_SD = 4.0  # above which the coarse quadrature is right to 1e-12; with 2 it is wrong by 1e-6
_LARGEST_DRIFT = 1e6  # instead of infinity: power 1 to every digit from 30 on
_FLOOR = -9.0  # the continuation region is cut there: Φ(-9) is 1e-19
_LARGEST_BOUND = 12.0
_SMALLEST_PART = 1e-300
NEVER = 8.0  # a bound on z beyond which nobody stops: it is not printed
_ROUNDS = 40
_NEAR = 0.25  # how far the drift moves from one round to the next, as a rule
_USUAL = 1.05  # the drift of a plan with looks over that of a study without, as a rule
HAYBITTLE_PETO = 3.0
SHAPES = {"pocock_classical": 0.5, "obrien_fleming_classical": 0.0}  # delta of Wang & Tsiatis

_CROSSED = Text(
    fr="À une analyse intermédiaire, la borne de futilité atteint ou dépasse la borne d'efficacité. "
    "Baisser les bornes de futilité.",
    en="At an interim look the futility bound reaches or exceeds the efficacy bound. Lower the futility bounds.",
)
_NOT_SPENT = Text(
    fr="Avec ces bornes de futilité contraignantes, le risque alpha ne peut plus être dépensé : presque tous les essais "
    "s'arrêtent avant. Baisser les bornes de futilité, ou les rendre non contraignantes.",
    en="With these binding futility bounds alpha can no longer be spent: almost every trial stops before. "
    "Lower the futility bounds, or make them non-binding.",
)
_TOO_MUCH = Text(
    fr="Les analyses intermédiaires dépensent déjà tout le risque alpha : il ne reste rien pour l'analyse finale. "
    "Prévoir moins d'analyses, des bornes plus exigeantes, un risque alpha plus élevé ou une autre forme des bornes.",
    en="The interim looks already spend all of alpha: nothing is left for the final analysis. "
    "Plan fewer looks, stricter bounds, a larger alpha or another shape of the boundaries.",
)


@dataclass(frozen=True)
class Boundaries:
    """Boundaries of a one-sided group-sequential test."""

    information: tuple[float, ...]
    z: tuple[float, ...]
    spent: tuple[float, ...]  # cumulative type I error
    futility: tuple[float, ...] = ()  # on z, at the looks before the last; empty: none

    @property
    def p(self) -> tuple[float, ...]:
        """Nominal one-sided p values to reach at each look."""
        return tuple(float(Phi(-bound)) for bound in self.z)

    @property
    def efficacy_alone(self) -> Boundaries:
        """The same boundaries when nobody stops for futility."""
        return replace(self, futility=())

    def low(self, look: int) -> float:
        """The futility bound at a look, or the floor of the integration."""
        return max(self.futility[look], _FLOOR) if look < len(self.futility) else _FLOOR


@dataclass(frozen=True)
class _Look:
    """Nodes of the continuation region at one look, with weights times the sub-density without drift."""

    time: float
    nodes: FloatArray
    mass: FloatArray


def spending(name: str, fraction: float, alpha: float, shape: float | None = None) -> float:
    """Cumulative one-sided type I error spent at an information fraction."""
    if fraction >= 1:
        return alpha
    if name == "pocock":
        return alpha * log(1 + (e - 1) * fraction)
    if name == "hwang_shih_decani":
        return alpha * (expm1(-shape * fraction) / expm1(-shape) if shape else fraction)
    if name == "kim_demets":
        return float(alpha * fraction ** (shape or 1.0))
    return float(2 * Phi(-z(alpha / 2) / sqrt(fraction)))


@lru_cache(maxsize=256)
def boundaries(
    information: tuple[float, ...],
    function: str,
    alpha: float,
    shape: float | None = None,
    futility: tuple[float, ...] = (),
    binding: bool = False,
    levels: tuple[float, ...] = (),
) -> Boundaries:
    """Boundaries on the z scale for a one-sided level alpha.

    function: a spending function, a classical shape, `wang_tsiatis`, `haybittle_peto`, `final_only`, `given_alpha` or `given_p`
    levels: before the last look, the cumulative alpha (`given_alpha`) or the p values to reach (`given_p`), one-sided; 0 for no stop
    shape: gamma of Hwang-Shih-DeCani, rho of Kim-DeMets, delta of Wang-Tsiatis
    Raises Refusal when the futility bounds leave no room.
    """
    held = futility if binding else ()
    delta = shape if function == "wang_tsiatis" else SHAPES.get(function)
    if delta is not None:
        plan = _shaped(information, delta, alpha, held)
    elif function in ("haybittle_peto", "given_p", "final_only"):
        plan = _given(information, alpha, _interim(function, len(information) - 1, levels), held)
    else:
        spent = (*levels, alpha) if function == "given_alpha" else ()
        plan = _spent(information, spent or tuple(spending(function, t, alpha, shape) for t in information), held)
    if any(low >= high for low, high in zip(futility, plan.z, strict=False)):
        raise Refusal(_CROSSED, "futility")
    return replace(plan, futility=futility)


@lru_cache(maxsize=256)
def beta_spending(
    information: tuple[float, ...],
    function: str,
    alpha: float,
    shape: float | None,
    binding: bool,
    spend: tuple[str, float, float | None],
    levels: tuple[float, ...] = (),
) -> Boundaries:
    """Boundaries whose futility bounds spend beta, at the drift where both boundaries meet at the last look.

    spend: the spending function, the beta to spend and the parameter of the function (Pampallona, Tsiatis & Kim 2001)
    """
    plan = boundaries(information, function, alpha, shape, levels=levels)
    parts = _parts(plan, function) if binding else None
    drift: float | None = None
    for _ in range(
        _ROUNDS if binding else 1
    ):  # the constant of a classical shape depends on the bounds below, and they on it
        low, drift = _losing(plan, parts, spend, drift)
        before, plan = plan, boundaries(information, function, alpha, shape, low, binding, levels)
        if parts or max(abs(a - b) for a, b in zip(before.z, plan.z, strict=True)) < 1e-8:
            break
    return plan


@lru_cache(maxsize=256)
def null_spending(
    information: tuple[float, ...],
    function: str,
    alpha: float,
    shape: float | None,
    binding: bool,
    spend: tuple[str, float, float | None],
    levels: tuple[float, ...] = (),
) -> Boundaries:
    """Boundaries whose futility bounds spend, under the null hypothesis, a probability of stopping (gsDesign, types 5 and 6).

    spend: the spending function, the probability spent up to the last look and the parameter of the function
    """
    plan = boundaries(information, function, alpha, shape, levels=levels)
    parts = _parts(plan, function) if binding else None
    total, share = spend[1], 1.0
    for _ in range(_ROUNDS):
        low, _power = _lows(plan, parts, spend, 0.0, share)
        before, spent = plan, share
        plan = boundaries(information, function, alpha, shape, low, binding, levels)
        if not binding and total >= 1 - alpha - 1e-12:  # all that is not a claim, and fewer claim once some stop
            share = (1 - float(crossing(plan, 0.0).sum())) / total
        if abs(share - spent) < 1e-9 and max(abs(a - b) for a, b in zip(before.z, plan.z, strict=True)) < 1e-8:
            break
    return plan


def _parts(plan: Boundaries, function: str) -> tuple[float, ...] | None:
    """The alpha to spend at each look above bounds that bind; None when the shape of the boundaries is given."""
    if function in (*SHAPES, "wang_tsiatis", "haybittle_peto", "given_p", "final_only"):
        return None
    return tuple(float(one) for one in np.diff(plan.spent, prepend=0.0))


def _losing(
    plan: Boundaries, parts: tuple[float, ...] | None, spend: tuple[str, float, float | None], near: float | None
) -> tuple[tuple[float, ...], float]:
    """The z bounds before the last look under which beta is lost, and the drift at which the rest is won.

    parts: the alpha to spend at each look above bounds that bind; None: the efficacy bounds are those of the plan
    near: the drift of the round before
    """
    beta = spend[1]

    @cache
    def found_at(drift: float) -> tuple[tuple[float, ...], float]:
        """The bounds at a drift, and how much the power exceeds 1 - beta there."""
        try:
            low, power = _lows(plan, parts, spend, drift)
        except Refusal:  # bounds so high that alpha cannot be spent: the drift is too large
            return (), 1.0
        return low, power - (1 - beta)

    def excess(drift: float) -> float:
        return found_at(drift)[1]

    near = near or _USUAL * (z(plan.spent[-1]) + z(beta))
    low, high = near - _NEAR, near + _NEAR
    if not excess(low) < 0 < excess(high):
        low, high = 0.0, 2 * (plan.z[-1] + z(beta)) + 2
    if excess(low) * excess(high) >= 0:
        raise Refusal(_NOT_SPENT, "futility_spending")
    drift = float(root(excess, low, high, xtol=1e-8, rtol=1e-8))
    return found_at(drift)[0], drift


def _lows(
    plan: Boundaries,
    parts: tuple[float, ...] | None,
    spend: tuple[str, float, float | None],
    drift: float,
    share: float = 1.0,
) -> tuple[tuple[float, ...], float]:
    """The z bounds before the last look under which a share of a risk is spent at a drift, and the power there; `parts` as above."""
    name, total, shape = spend
    lost = [0.0, *(share * spending(name, t, total, shape) for t in plan.information[:-1])]
    found: list[float] = []
    look: _Look | None = None
    power = 0.0
    for k, t in enumerate(plan.information):
        high = plan.z[k] if parts is None else _boundary(look, t, parts[k])
        power += float(_beyond(look, t, drift, high, 1))
        if t < 1:
            found.append(_lower_boundary(look, t, drift, max(lost[k + 1] - lost[k], _SMALLEST_PART)))
            look = _advance(look, t, max(found[-1], _FLOOR), high, plan.information[k + 1])
    return tuple(found), power


def _beyond(
    look: _Look | None, t: float, drift: FloatArray | float, bound: float, side: int, spread: FloatArray | float = 0.0
) -> FloatArray:
    """Probability of being above (side 1) or below (side -1) a bound at a look, having reached it; `spread` of a drift that is normal."""
    variance = np.square(spread)
    if look is None:
        return np.asarray(Phi(side * (drift * sqrt(t) - bound) / np.sqrt(1 + variance * t)))
    drift, variance = (np.asarray(one, dtype=np.float64)[..., None] for one in (drift, variance))
    step = t - look.time
    mean = look.nodes * sqrt(look.time)
    wider = 1 + variance * look.time
    tilt = np.exp((variance * mean**2 + 2 * drift * mean - drift**2 * look.time) / (2 * wider)) / np.sqrt(wider)
    onward = mean + (drift + variance * mean) / wider * step - bound * sqrt(t)
    return np.asarray((tilt * look.mass * Phi(side * onward / np.sqrt(step + variance / wider * step**2))).sum(axis=-1))


def _lower_boundary(look: _Look | None, t: float, drift: float, part: float) -> float:
    """The bound under which the probability `part` of a drift falls at this look."""
    if look is None:
        return max(drift * sqrt(t) - z(part), _FLOOR)
    tilt = look.mass * np.exp(drift * look.nodes * sqrt(look.time) - drift**2 * look.time / 2)
    base, step = look.nodes * sqrt(look.time) + drift * (t - look.time), sqrt(t - look.time)

    def excess(bound: float) -> float:
        return float((tilt * Phi((bound * sqrt(t) - base) / step)).sum()) - part

    if excess(_FLOOR) >= 0:
        return _FLOOR
    return float(root(excess, _FLOOR, _LARGEST_BOUND, xtol=1e-12)) if excess(_LARGEST_BOUND) > 0 else _LARGEST_BOUND


def _spent(information: tuple[float, ...], spent: tuple[float, ...], held: tuple[float, ...]) -> Boundaries:
    """The bounds that spend given cumulative risks."""
    found: list[float] = []
    look: _Look | None = None
    for k, t in enumerate(information):
        found.append(_boundary(look, t, spent[k] - (spent[k - 1] if k else 0.0)))
        if t < 1:
            look = _advance(look, t, max(held[k], _FLOOR) if k < len(held) else _FLOOR, found[-1], information[k + 1])
    return Boundaries(information, tuple(found), spent, held)


def _interim(function: str, looks: int, levels: tuple[float, ...]) -> tuple[float, ...]:
    """The bounds before the last look that do not depend on alpha."""
    if function == "haybittle_peto":
        return (HAYBITTLE_PETO,) * looks
    return tuple(min(z(max(one, _SMALLEST_PART)), _LARGEST_BOUND) for one in levels or (0.0,) * looks)


def _given(
    information: tuple[float, ...], alpha: float, interim: tuple[float, ...], held: tuple[float, ...]
) -> Boundaries:
    """Given bounds at the interim looks, and what is left of alpha at the last."""
    early = Boundaries(information[:-1], interim, (), held)
    spent = tuple(float(one) for one in np.cumsum(crossing(early, 0.0))) if interim else ()
    if spent and spent[-1] >= alpha:
        raise Refusal(_TOO_MUCH, "spending")
    looks = _continuations(early)
    last = _boundary(looks[-1] if looks else None, 1.0, alpha - (spent[-1] if spent else 0.0))
    return Boundaries(information, (*interim, last), (*spent, alpha), held)


def _shaped(information: tuple[float, ...], delta: float, alpha: float, held: tuple[float, ...]) -> Boundaries:
    """Bounds c t^(delta - 1/2) of total level alpha."""
    slopes = tuple(t ** (delta - 0.5) for t in information)

    def plan(c: float) -> Boundaries:
        return Boundaries(information, tuple(c * one for one in slopes), (), held)

    def excess(c: float) -> float:
        return float(log(max(_level(plan(c)), _SMALLEST_PART) / alpha))

    smallest = min(slopes)
    low = -1e-9 if held else 0.999 * z(alpha) / smallest
    high = 1.001 * z(alpha / len(slopes)) / smallest  # Bonferroni
    if excess(low) < 0:
        raise Refusal(_NOT_SPENT, "futility")
    found = plan(float(root(excess, low, high, xtol=1e-10, rtol=1e-11)))
    spent = np.cumsum(crossing(found, 0.0))
    return replace(found, spent=(*(float(one) for one in spent[:-1]), alpha))


def _level(plan: Boundaries) -> float:
    """Type I error, without keeping the looks."""
    total, look = 0.0, None
    for k, (t, bound) in enumerate(zip(plan.information, plan.z, strict=True)):
        total += _exceed(look, t, bound)
        if t < plan.information[-1]:
            look = _advance(look, t, plan.low(k), bound, plan.information[k + 1])
    return total


def crossing(plan: Boundaries, drift: ArrayLike, spread: ArrayLike = 0.0) -> FloatArray:
    """Probability of stopping for efficacy at each look: shape (..., looks) for drifts of any shape.

    spread: the standard deviation of a drift that is only believed, normal with mean `drift`; same shape, or one number
    """
    return _leaving(plan, drift, plan.z, 1, spread)


def giving_up(plan: Boundaries, drift: ArrayLike, spread: ArrayLike = 0.0) -> FloatArray:
    """Probability of stopping for futility at each look before the last: shape (..., looks - 1); `spread` as above."""
    shape = (*np.shape(drift), len(plan.information) - 1)
    return _leaving(plan, drift, plan.futility, -1, spread) if plan.futility else np.zeros(shape)


def expected_information(plan: Boundaries, drift: ArrayLike) -> FloatArray:
    """Expected share of the maximum information, given the early stops."""
    return expected_share(plan, crossing(plan, drift), giving_up(plan, drift))


def expected_share(plan: Boundaries, claims: FloatArray, gives_up: FloatArray) -> FloatArray:
    """The same from the chances of stopping for efficacy and for futility at each look."""
    stops = claims[..., :-1] + gives_up
    return np.asarray(1 - (stops * (1 - np.array(plan.information[:-1]))).sum(axis=-1))


def _leaving(plan: Boundaries, drift: ArrayLike, bounds: tuple[float, ...], side: int, spread: ArrayLike) -> FloatArray:
    """Probability of leaving the continuation region at each look, above (side 1) or below (side -1) its bound."""
    drift = np.clip(np.asarray(drift, dtype=np.float64), -_LARGEST_DRIFT, _LARGEST_DRIFT)
    spread = np.asarray(spread, dtype=np.float64)
    looks = (None, *_continuations(plan))
    parts = [
        _beyond(look, t, drift, bound, side, spread)
        for look, t, bound in zip(looks, plan.information, bounds, strict=False)
    ]
    return np.stack(parts, axis=-1)


@lru_cache(maxsize=256)
def _continuations(plan: Boundaries) -> tuple[_Look, ...]:
    """The sub-density after each look before the end of the information."""
    looks: list[_Look] = []
    for k, (t, bound) in enumerate(zip(plan.information, plan.z, strict=True)):
        if t < 1:
            looks.append(_advance(looks[-1] if looks else None, t, plan.low(k), bound, (*plan.information, 1.0)[k + 1]))
    return tuple(looks)


def _exceed(look: _Look | None, t: float, bound: float) -> float:
    if look is None:
        return float(Phi(-bound))
    gap = (look.nodes * sqrt(look.time) - bound * sqrt(t)) / sqrt(t - look.time)
    return float((look.mass * Phi(gap)).sum())


def _boundary(look: _Look | None, t: float, part: float) -> float:
    """The bound that spends exactly `part` at this look."""
    part = max(part, _SMALLEST_PART)
    if look is None:
        return min(z(part), _LARGEST_BOUND)
    if _exceed(look, t, _LARGEST_BOUND) >= part:
        return _LARGEST_BOUND
    if _exceed(look, t, _FLOOR) <= part:
        raise Refusal(_NOT_SPENT, "futility")
    return float(root(lambda bound: _exceed(look, t, bound) - part, _FLOOR, _LARGEST_BOUND, xtol=1e-13, rtol=1e-14))


def _advance(look: _Look | None, t: float, low: float, bound: float, then: float) -> _Look:
    """Sub-density on the continuation region (low, bound) at information t, to be integrated up to the information `then`."""
    half = (max(min(bound, -_FLOOR), low + 1e-6) - low) / 2
    narrowest = sqrt(min(then - t, t - look.time if look else t) / t)
    roots, weights = _rule(_COARSE if _COARSE * narrowest > _NODES_PER_SD * half else _FINE)
    nodes = low + half * (roots + 1)
    if look is None:
        density = np.exp(-(nodes**2) / 2) / sqrt(2 * np.pi)
    else:
        scale = 1 / sqrt(2 * (t - look.time))
        gap = np.subtract.outer(nodes * (sqrt(t) * scale), look.nodes * (sqrt(look.time) * scale))
        density = np.exp(-np.square(gap)) @ look.mass * sqrt(t / (t - look.time) / (2 * np.pi))
    return _Look(t, nodes, half * weights * density)


@lru_cache(maxsize=2)
def _rule(count: int) -> tuple[FloatArray, FloatArray]:
    nodes, weights = np.polynomial.legendre.leggauss(count)
    return nodes, weights


def root(function: Callable[[float], float], low: float, high: float, **options: float) -> float:
    """Where a function that changes sign between two values is zero."""
    from scipy.optimize import brentq  # imported here: half a second that a help page must not pay

    return float(brentq(function, low, high, **options))
