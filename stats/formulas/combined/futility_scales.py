"""Futility bounds stated on another scale than z: a p value, a conditional power, a predictive power.

With information t, final bound c and drift θ at the end, B(1) given B(t) is normal with mean B(t) + θ (1 - t) and variance 1 - t. The
conditional power is Φ((√t z + θ (1 - t) - c) / √(1 - t)): θ is z / √t under the trend observed, and that of the planned power under the
alternative. With a flat prior on θ the predictive power is Φ((z - c √t) / √(1 - t)). With several looks left, c alone is reckoned with.
Lan & Wittes 1988; Jennison & Turnbull 2000, chapter 10; Spiegelhalter, Freedman & Blackburn 1986.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import sqrt
from typing import Literal

from stats.formulas.combined.sequential import Boundaries, crossing, root
from stats.normal import Phi_inverse, z
from stats.refusal import Refusal
from stats.text import Text

Scale = Literal["z", "p_value", "conditional_power", "conditional_power_planned", "predictive_power"]
NEEDS_BETA = "conditional_power_planned"
_ROUNDS = 40
_LOW, _HIGH = 0.05, 12.0  # drifts between which that of the planned power lies
_NO_DRIFT = Text(
    fr="Avec ces bornes de futilité, la puissance prévue n'est atteinte sous aucun effet : les baisser.",
    en="With these futility bounds the planned power is reached under no effect: lower them.",
)


def stopping_below(
    scale: Scale,
    levels: tuple[float, ...],
    beta: float | None,
    plan: Callable[[tuple[float, ...]], Boundaries],
    binding: bool,
) -> Boundaries:
    """The boundaries with futility bounds at the levels given, one for each look before the last.

    plan: the boundaries for futility bounds on z; those that bind move the final bound, on which their own place depends
    beta: one minus the planned power, for the conditional power under the alternative
    Raises Refusal when no effect has the planned power.
    """
    found = plan(())
    for _ in range(_ROUNDS if binding else 1):
        before, found = found, plan(_on_z(scale, levels, beta, found))
        if max(abs(a - b) for a, b in zip(before.z, found.z, strict=True)) < 1e-8:
            break
    return found


def _on_z(scale: Scale, levels: tuple[float, ...], beta: float | None, plan: Boundaries) -> tuple[float, ...]:
    if scale == NEEDS_BETA:
        return _planned(levels, beta or 0.0, plan)
    return tuple(_one(scale, level, t, plan.z[-1]) for level, t in zip(levels, plan.information, strict=False))


def _one(scale: Scale, level: float, t: float, last: float) -> float:
    if scale == "p_value":
        return z(level)
    deviate = float(Phi_inverse(level)) * sqrt(1 - t)
    return last * sqrt(t) + deviate if scale == "predictive_power" else (last + deviate) * sqrt(t)


def _planned(levels: tuple[float, ...], beta: float, plan: Boundaries) -> tuple[float, ...]:
    """The bounds under the drift at which the plan keeps its power in spite of them."""

    def at(drift: float) -> tuple[float, ...]:
        times = plan.information[:-1]
        parts = [float(Phi_inverse(one)) * sqrt(1 - t) - drift * (1 - t) for one, t in zip(levels, times, strict=True)]
        return tuple(
            min((plan.z[-1] + part) / sqrt(t), high) for part, t, high in zip(parts, times, plan.z, strict=False)
        )

    def excess(drift: float) -> float:
        return float(crossing(replace(plan, futility=at(drift)), drift).sum()) - (1 - beta)

    if excess(_LOW) >= 0 or excess(_HIGH) <= 0:
        raise Refusal(_NO_DRIFT, "futility")
    return at(root(excess, _LOW, _HIGH, xtol=1e-9, rtol=1e-10))
