"""Procedures for several claims at one overall risk: what each rejects, and with which probability.

Bonferroni, Holm, the fixed sequence, fallback and any graph of Bretz et al. (2009) are one family: a claim taken
away passes its share of the risk along its edges, so every set of claims still standing gives each of them a share.
Given the common part of the statistics the p values are independent, and the probability that a set S is exactly
what is rejected factorises: nothing outside S passes at the shares left once S is gone, and S is rejected when only
claims of S may be. The latter is one minus the probabilities of stopping at a smaller set. Hochberg's procedure has
the same recursion, upwards. Both are exact, without enumerating the cells of the p values.

Sources: Bretz, Maurer, Brannath, Posch 2009 (algorithms 1 and 2); Hochberg 1988; Wiens 2003.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import prod
from typing import Literal

import numpy as np

from stats.trials import BoolArray, FloatArray

Name = Literal["bonferroni", "holm", "hochberg", "fixed_sequence", "fallback", "graphical"]
Matrix = tuple[tuple[float, ...], ...]
Chance = Callable[[int, float], FloatArray]  # a claim and its share of the risk: P(its p value is at most that)
_LOOP = 1 - 1e-12


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Probabilities that all claims are established, at least one, and each of them."""

    every: FloatArray
    some: FloatArray
    each: tuple[FloatArray, ...]


@dataclass(frozen=True, slots=True)
class Procedure:
    """A procedure with the first shares of the risk and, for a graph, what each claim passes to the others."""

    name: Name
    shares: tuple[float, ...]
    transitions: Matrix = ()

    @property
    def count(self) -> int:
        return len(self.shares)

    @property
    def table(self) -> tuple[tuple[float, ...], ...]:
        """The shares of the claims for every set still standing (a bit per claim); none for a claim already out."""
        return _table(self.shares, _edges(self))

    def levels(self, place: int) -> tuple[float, ...]:
        """The positive shares of the risk at which a claim may be tested, in rising order."""
        if self.name == "hochberg":
            return tuple(1 / left for left in range(self.count, 0, -1))
        return tuple(sorted({round(row[place], 12) for row in self.table if row[place] > 0}))

    def rejected(self, chance: Chance) -> Iterator[tuple[int, FloatArray]]:
        """Each set of claims with the probability that it is exactly what is rejected."""
        return _upwards(self.count, chance) if self.name == "hochberg" else _downwards(self.table, chance)

    def adjusted(self, p: FloatArray) -> FloatArray:
        """Adjusted p values, claims first: a claim is established when its own is at most the overall risk."""
        return _adjusted_upwards(p) if self.name == "hochberg" else _adjusted_downwards(np.array(self.table), p)


def outcomes(procedure: Procedure, chance: Chance, average: Callable[[FloatArray], FloatArray]) -> Outcomes:
    """The probabilities of success; average: over the common part of the statistics."""
    full = (1 << procedure.count) - 1
    found = {claims: average(one) for claims, one in procedure.rejected(chance)}
    each = tuple(
        np.asarray(sum(one for claims, one in found.items() if claims >> place & 1)) for place in range(procedure.count)
    )
    return Outcomes(found[full], 1 - found[0], each)


def stacked(each: list[Outcomes], found: BoolArray) -> Outcomes:
    """Outcomes found at some sizes among others, at which every claim is certain."""

    def filled(values: list[FloatArray]) -> FloatArray:
        powers = np.ones(len(found))
        powers[found] = values
        return powers

    places = range(len(each[0].each)) if each else ()
    return Outcomes(
        filled([one.every for one in each]),
        filled([one.some for one in each]),
        tuple(filled([one.each[place] for one in each]) for place in places),
    )


def _edges(procedure: Procedure) -> Matrix:
    """The graph of a procedure: the part of its share that each claim passes to each other."""
    shares, places = procedure.shares, range(procedure.count)
    if procedure.name == "graphical":
        return procedure.transitions
    if procedure.name == "holm":
        return tuple(tuple(0.0 if i == j else shares[j] / (1 - shares[i]) for j in places) for i in places)
    if procedure.name in ("fixed_sequence", "fallback"):
        return tuple(tuple(1.0 if j == i + 1 else 0.0 for j in places) for i in places)
    return tuple(tuple(0.0 for _ in places) for _ in places)


@lru_cache(maxsize=256)
def _table(shares: tuple[float, ...], edges: Matrix) -> tuple[tuple[float, ...], ...]:
    count = len(shares)
    full = (1 << count) - 1
    known: dict[int, tuple[tuple[float, ...], Matrix]] = {full: (shares, edges)}
    for standing in range(full - 1, -1, -1):  # one claim more stands in a set already met
        gone = next(place for place in range(count) if not standing >> place & 1)
        known[standing] = _without(gone, standing, *known[standing | 1 << gone])
    return tuple(known[standing][0] for standing in range(full + 1))


def _without(gone: int, standing: int, shares: tuple[float, ...], edges: Matrix) -> tuple[tuple[float, ...], Matrix]:
    """The graph once a claim is rejected: algorithm 1 of Bretz et al. 2009."""
    places = range(len(shares))
    left = [standing >> place & 1 == 1 for place in places]
    passed = tuple(shares[j] + shares[gone] * edges[gone][j] if left[j] else 0.0 for j in places)

    def edge(i: int, j: int) -> float:
        loop = edges[i][gone] * edges[gone][i]
        if i == j or not (left[i] and left[j]) or loop >= _LOOP:
            return 0.0
        return (edges[i][j] + edges[i][gone] * edges[gone][j]) / (1 - loop)

    return passed, tuple(tuple(edge(i, j) for j in places) for i in places)


def _members(claims: int) -> list[int]:
    return [place for place in range(claims.bit_length()) if claims >> place & 1]


def _smaller(claims: int) -> Iterator[int]:
    """The proper subsets of a set of claims."""
    part = claims
    while part:
        part = (part - 1) & claims
        yield part


def _downwards(table: tuple[tuple[float, ...], ...], chance: Chance) -> Iterator[tuple[int, FloatArray]]:
    full = len(table) - 1

    def stay(claims: int, rejected: int) -> FloatArray | float:
        """P(none of these claims passes at the shares left once the others are rejected)."""
        left = table[full & ~rejected]
        return prod((1 - chance(place, left[place]) for place in _members(claims)), start=1.0)

    within: list[FloatArray | float] = [1.0]  # P(S is rejected when only claims of S may be)
    for claims in range(1, full + 1):
        stopped = sum(within[part] * stay(claims & ~part, part) for part in _smaller(claims))
        within.append(np.maximum(1 - stopped, 0.0))
    for claims in range(full + 1):
        yield claims, np.asarray(within[claims] * stay(full & ~claims, claims))


def _upwards(count: int, chance: Chance) -> Iterator[tuple[int, FloatArray]]:
    full = (1 << count) - 1

    def pass_(claims: int, others: int) -> FloatArray | float:
        """P(each of these claims passes at the level that holds when as many others stay)."""
        share = 1 / (others + 1)
        return prod((chance(place, share) for place in _members(claims)), start=1.0)

    none: list[FloatArray | float] = [1.0]  # P(the procedure rejects nothing among these claims)
    for claims in range(1, full + 1):
        some = pass_(claims, 0)
        for left in _smaller(claims):
            if left:
                some = some + pass_(claims & ~left, left.bit_count()) * none[left]
        none.append(np.maximum(1 - some, 0.0))
    for claims in range(full + 1):
        left = full & ~claims
        yield claims, np.asarray(pass_(claims, left.bit_count()) * none[left])


def _adjusted_downwards(table: FloatArray, p: FloatArray) -> FloatArray:
    """Algorithm 2 of Bretz et al. 2009, over many trials."""
    count, trials = p.shape
    standing, running = np.full(trials, len(table) - 1), np.zeros(trials)
    found, every = np.ones_like(p), np.arange(trials)
    for _ in range(count):
        shares = table[standing].T
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = np.where(shares > 0, p / shares, np.inf)
        least = ratio.argmin(axis=0)
        running = np.maximum(running, ratio[least, every])
        idle = np.isinf(running)  # nothing left with a share: the claims still standing keep 1
        found[least[~idle], every[~idle]] = np.minimum(running[~idle], 1.0)
        standing = np.where(idle, standing, standing & ~(1 << least))
    return found


def _adjusted_upwards(p: FloatArray) -> FloatArray:
    """Hochberg 1988."""
    order = np.argsort(-p, axis=0)
    largest_first = np.take_along_axis(p, order, axis=0) * np.arange(1, len(p) + 1)[:, None]
    found = np.empty_like(p)
    np.put_along_axis(found, order, np.minimum.accumulate(largest_first, axis=0), axis=0)
    return np.asarray(np.minimum(found, 1.0))
