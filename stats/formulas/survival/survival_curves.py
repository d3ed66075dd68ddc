"""Curves of times to event, who is still watched at each time since inclusion, and integrals over the follow-up.

Everything is exact for hazards constant on pieces and inclusion rates constant on pieces: the integrands are smooth
between the break points, where Gauss and Legendre's rule is accurate to the last digits.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import log, log1p
from typing import Protocol

import numpy as np
from numpy.polynomial.legendre import leggauss, legvander
from numpy.typing import NDArray

from stats.text import Text
from stats.trials import FloatArray

_FALLS = np.array([0.5, 3.0, 10.0, 40.0])  # cumulative hazards
_POINTS = 32  # of the rule, on each piece
_MOST_PARTICIPANTS = 200_000  # simulated at once: what a processor keeps at hand


class Curve(Protocol):
    """A distribution of times to an event."""

    @property
    def breaks(self) -> tuple[float, ...]:
        """Times at which the hazard is not smooth."""

    def hazard(self, t: FloatArray) -> FloatArray: ...

    def cumulative(self, t: FloatArray) -> FloatArray: ...

    def times(self, exponentials: FloatArray) -> FloatArray:
        """Times at which the cumulative hazard reaches given values."""


@dataclass(frozen=True)
class Pieces:
    """Hazards constant on pieces: the piece i starts at starts[i] (the first at 0) and the last one never ends."""

    starts: tuple[float, ...]
    hazards: tuple[float, ...]

    @property
    def breaks(self) -> tuple[float, ...]:
        return self.starts[1:]

    def _piece(self, t: FloatArray) -> NDArray[np.intp]:
        return np.searchsorted(self.starts, t, side="right") - 1

    @cached_property
    def _at_starts(self) -> FloatArray:
        return np.concatenate([[0.0], np.cumsum(np.diff(self.starts) * self.hazards[:-1])])

    def hazard(self, t: FloatArray) -> FloatArray:
        return np.asarray(self.hazards)[self._piece(t)]

    def cumulative(self, t: FloatArray) -> FloatArray:
        if len(self.starts) == 1:
            return np.asarray(t * self.hazards[0])
        piece = self._piece(t)
        return np.asarray(
            self._at_starts[piece] + (t - np.asarray(self.starts)[piece]) * np.asarray(self.hazards)[piece]
        )

    def times(self, exponentials: FloatArray) -> FloatArray:
        if len(self.starts) == 1:
            return np.asarray(exponentials / self.hazards[0])
        piece = np.searchsorted(self._at_starts, exponentials, side="right") - 1
        later = (exponentials - self._at_starts[piece]) / np.maximum(np.asarray(self.hazards), 1e-300)[piece]
        return np.asarray(np.asarray(self.starts)[piece] + later)

    def scaled(self, ratio: float) -> Pieces:
        """The curve whose hazards are all multiplied by a ratio."""
        return Pieces(self.starts, tuple(ratio * one for one in self.hazards))


@dataclass(frozen=True)
class Weibull:
    """Cumulative hazard (t / scale) ** shape; a shape of 1 is an exponential curve."""

    scale: float
    shape: float = 1.0

    @classmethod
    def through(cls, survival: float, horizon: float, shape: float) -> Weibull:
        """The curve of a shape with a given survival at a horizon."""
        return cls(horizon / (-log(survival)) ** (1 / shape), shape)

    @property
    def breaks(self) -> tuple[float, ...]:
        return ()

    def hazard(self, t: FloatArray) -> FloatArray:
        return np.asarray(self.shape / self.scale * (t / self.scale) ** (self.shape - 1))

    def cumulative(self, t: FloatArray) -> FloatArray:
        return np.asarray((t / self.scale) ** self.shape)

    def times(self, exponentials: FloatArray) -> FloatArray:
        return np.asarray(self.scale * exponentials ** (1 / self.shape))

    def scaled(self, ratio: float) -> Weibull:
        """The curve whose hazards are all multiplied by a ratio."""
        return Weibull(self.scale * ratio ** (-1 / self.shape), self.shape)


@dataclass(frozen=True)
class Watch:
    """Inclusions, end of study and losses.

    durations, rates: lengths of the periods of inclusion and participants per unit of time in each, up to a factor;
        no period at all: everyone is followed exactly `follow_up`
    follow_up: time from the last inclusion to the end of the study
    loss: constant hazard of loss to follow-up
    """

    follow_up: float
    loss: float = 0.0
    durations: tuple[float, ...] = ()
    rates: tuple[float, ...] = ()

    @classmethod
    def uniform(cls, accrual: float, follow_up: float, loss: float) -> Watch:
        """Inclusions at a constant rate over `accrual`."""
        return cls(follow_up, loss, (accrual,), (1.0,)) if accrual > 0 else cls(follow_up, loss)

    @property
    def end(self) -> float:
        """Time from the first inclusion to the end of the study: the longest follow-up."""
        return sum(self.durations) + self.follow_up

    @cached_property
    def _entries(self) -> tuple[FloatArray, FloatArray]:
        """Times of inclusion and the share of participants included by then."""
        included = np.concatenate([[0.0], np.cumsum(np.multiply(self.durations, self.rates))])
        return np.concatenate([[0.0], np.cumsum(self.durations)]), included / included[-1]

    @property
    def breaks(self) -> tuple[float, ...]:
        """Follow-up times at which the share still watched is not smooth."""
        return tuple(self.end - float(one) for one in self._entries[0][::-1]) if self.durations else (self.end,)

    def administrative(self, t: FloatArray) -> FloatArray:
        """Share of participants whose follow-up may last t before the study ends."""
        if not self.durations:
            return np.ones_like(t)
        times, shares = self._entries
        return np.interp(self.end - t, times, shares)

    def watched(self, t: FloatArray) -> FloatArray:
        """Probability that neither the end of the study nor a loss comes before t."""
        return np.asarray(self.administrative(t) * np.exp(-self.loss * t))

    def limits(self, shape: tuple[int, int], rng: np.random.Generator) -> FloatArray:
        """Follow-up possible for each participant: from her inclusion to the end of the study."""
        if not self.durations:
            return np.full(shape, self.follow_up)
        times, shares = self._entries
        return np.asarray(self.end - np.interp(rng.random(shape), shares, times))

    def lost(self, shape: tuple[int, int], rng: np.random.Generator) -> FloatArray:
        """Time to the loss of each participant, had nothing come before."""
        return rng.standard_exponential(shape) / self.loss if self.loss > 0 else np.full(shape, np.inf)


@dataclass(frozen=True, slots=True)
class Grid:
    """Times at which integrands are evaluated; `stretch` is the length of follow-up per unit of the rule's axis."""

    t: FloatArray
    stretch: FloatArray

    def total(self, values: FloatArray) -> float:
        """Integral over the whole follow-up."""
        return float((values * self.stretch * _RULE[1]).sum())

    def running(self, values: FloatArray) -> FloatArray:
        """Integral from 0 to each time."""
        pieces = values * self.stretch
        before = np.cumsum((pieces * _RULE[1]).sum(axis=1))
        return np.asarray(pieces @ _RUNNING.T + np.concatenate([[0.0], before[:-1]])[:, None])


def grid(breaks: tuple[float, ...], end: float, graded: bool = False) -> Grid:
    """Times that integrate over (0, end) a function that is smooth between the breaks.

    graded: crowd the times of the first piece near 0, where a Weibull hazard may be infinite
    """
    edges = np.unique([0.0, *(one for one in breaks if 0 < one < end), end])
    half = np.diff(edges)[:, None] / 2
    x = _RULE[0]
    t, stretch = edges[:-1, None] + half * (x + 1), half * np.ones_like(x)
    if graded:
        u = (x + 1) / 2
        t[0], stretch[0] = edges[1] * u**4, edges[1] * 2 * u**3
    return Grid(t, stretch)


def _running_rule() -> FloatArray:
    """Matrix that turns values at the nodes into integrals from -1 to each node, by Legendre polynomials."""
    x, w = _RULE
    values = legvander(x, _POINTS)
    degree = np.arange(_POINTS)
    before = np.concatenate([-np.ones((_POINTS, 1)), values[:, : _POINTS - 1]], axis=1)
    primitive = (values[:, 1:] - before) / (2 * degree + 1)
    return np.asarray(primitive @ ((2 * degree + 1)[:, None] / 2 * values[:, :_POINTS].T * w))


_RULE = leggauss(_POINTS)
_RUNNING = _running_rule()


def landmarks(*curves: Curve) -> tuple[float, ...]:
    """Times at which the curves have fallen by set amounts: breaks that follow a fast fall in a long study."""
    return tuple(float(one) for curve in curves for one in (*curve.breaks, *curve.times(_FALLS)))


TOO_EXTREME = Text(
    fr="Ces hypothèses sont trop extrêmes pour être calculées : presque tous les participants, ou presque aucun, ont "
    "l'événement pendant le suivi. Vérifier les unités et les durées.",
    en="These assumptions are too extreme to be computed: nearly all participants, or hardly any, have the event during "
    "follow-up. Check the units and the durations.",
)


def monthly(share: float, horizon: float) -> float:
    """Constant hazard under which a share has the event by the horizon."""
    return -log1p(-share) / horizon


def rows_at_once(participants: int) -> int:
    """Trials simulated together, so that memory stays bounded."""
    return max(1, _MOST_PARTICIPANTS // participants)


def arm_times(arms: tuple[tuple[int, Curve], ...], rows: int, rng: np.random.Generator) -> FloatArray:
    """Times to event, (rows, participants), the arms side by side."""
    return np.concatenate([curve.times(rng.standard_exponential((rows, size))) for size, curve in arms], axis=1)
