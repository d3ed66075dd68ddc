"""Group-sequential boundaries and crossing probabilities by recursive integration (Armitage, McPherson & Rowe 1969).

The sub-density of the statistic on the continuation region is computed once, without drift; a drift multiplies it by
exp(drift z sqrt(t) - drift^2 t / 2), so that any number of drifts costs one matrix product per look.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import e, log, sqrt

import numpy as np
from numpy.typing import ArrayLike

from stats.normal import Phi, z
from stats.trials import FloatArray

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(240)
_LARGEST_DRIFT = 30.0  # power 1 to every digit
_FLOOR = -9.0  # the continuation region is cut there: Φ(-9) is 1e-19


@dataclass(frozen=True)
class Boundaries:
    """Efficacy boundaries of a one-sided group-sequential test."""

    information: tuple[float, ...]
    z: tuple[float, ...]
    spent: tuple[float, ...]  # cumulative type I error


@dataclass(frozen=True)
class _Look:
    """Nodes of the continuation region at one look, with weights times the sub-density without drift."""

    nodes: FloatArray
    mass: FloatArray


def spending(name: str, fraction: float, alpha: float) -> float:
    """Cumulative one-sided type I error spent at an information fraction (Lan & DeMets 1983)."""
    if name == "pocock":
        return alpha * log(1 + (e - 1) * fraction)
    return float(2 * (1 - Phi(z(alpha / 2) / sqrt(fraction))))


@lru_cache(maxsize=256)
def boundaries(information: tuple[float, ...], function: str, alpha: float) -> Boundaries:
    """Efficacy boundaries on the z scale for a one-sided level alpha and a spending function."""
    spent = tuple(alpha if t >= 1 else spending(function, t, alpha) for t in information)
    found: list[float] = []
    look: _Look | None = None
    for k, t in enumerate(information):
        part = spent[k] - (spent[k - 1] if k else 0.0)
        bound = _boundary(look, information[k - 1] if k else 0.0, t, part)
        found.append(bound)
        look = _advance(look, information[k - 1] if k else 0.0, t, bound)
    return Boundaries(information, tuple(found), spent)


def crossing(plan: Boundaries, drift: ArrayLike) -> FloatArray:
    """Probability of first crossing at each look: shape (..., looks) for drifts of any shape."""
    drift = np.clip(np.asarray(drift, dtype=np.float64), -_LARGEST_DRIFT, _LARGEST_DRIFT)[..., None]
    previous: _Look | None = None
    before, parts = 0.0, []
    for t, bound in zip(plan.information, plan.z, strict=True):
        if previous is None:
            parts.append(Phi(drift[..., 0] * sqrt(t) - bound))
        else:
            tilt = np.exp(drift * previous.nodes * sqrt(before) - drift**2 * before / 2)
            step = sqrt(t - before)
            rise = Phi((previous.nodes * sqrt(before) + drift * (t - before) - bound * sqrt(t)) / step)
            parts.append((tilt * previous.mass * rise).sum(axis=-1))
        previous = _advance(previous, before, t, bound)
        before = t
    return np.stack(parts, axis=-1)


def _exceed(look: _Look | None, before: float, t: float, bound: float) -> float:
    if look is None:
        return float(Phi(-bound))
    return float((look.mass * Phi((look.nodes * sqrt(before) - bound * sqrt(t)) / sqrt(t - before))).sum())


def _boundary(look: _Look | None, before: float, t: float, part: float) -> float:
    """The bound that spends exactly `part` at this look."""
    if look is None:
        return z(part)
    low, high = -4.0, 12.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if _exceed(look, before, t, middle) > part else (low, middle)
    return (low + high) / 2


def _advance(look: _Look | None, before: float, t: float, bound: float) -> _Look:
    """Sub-density on the continuation region (_FLOOR, bound) at information t."""
    top = max(min(bound, -_FLOOR), _FLOOR + 1e-6)
    half = (top - _FLOOR) / 2
    nodes = _FLOOR + half * (_NODES + 1)
    if look is None:
        density = np.exp(-(nodes**2) / 2) / sqrt(2 * np.pi)
    else:
        gap = (nodes[:, None] * sqrt(t) - look.nodes[None, :] * sqrt(before)) / sqrt(t - before)
        density = (np.exp(-(gap**2) / 2) / sqrt(2 * np.pi) * look.mass).sum(axis=1) * sqrt(t / (t - before))
    return _Look(nodes, half * _WEIGHTS * density)
