"""Several tests on the same participants: the probability that all, or at least one, succeed, and trials that follow it.

Every statistic is normal with unit variance: given what they share they are independent, so each probability is an
average over the values shared (`dependence`). Independent components only need their powers.
"""

from __future__ import annotations

import numpy as np

from stats.design import Design
from stats.formulas.combined.dependence import AT_ONCE, FAR, Pairs, count_of, matrix_of, shared
from stats.formulas.combined.procedures import Procedure
from stats.trials import BoolArray, FloatArray, Trials


def all_succeed(margins: FloatArray, pairs: Pairs) -> FloatArray:
    """P(every margin + Z > 0); the components are on the last axis.

    pairs: the correlations of the statistics, in the order 1-2, 1-3, ..., 2-3, ...
    """
    common = shared(pairs)
    if margins.ndim > 1 and margins[..., 0].size * common.weights.size > AT_ONCE:
        return np.stack([np.asarray(1.0) if one.min() > FAR else all_succeed(one, pairs) for one in margins])
    given = common.given(margins[..., 0], 0)
    for place in range(1, margins.shape[-1]):
        given = given * common.given(margins[..., place], place)
    return np.asarray(given @ common.weights)


def none_succeeds(margins: FloatArray, pairs: Pairs) -> FloatArray:
    """P(every margin + Z < 0)."""
    return all_succeed(-margins, pairs)


def correlated_noise(shape: tuple[int, int], pairs: Pairs, rng: np.random.Generator) -> list[FloatArray]:
    """Standard normal measurements of the same people on several endpoints, with these correlations."""
    count = count_of(pairs)
    if len(set(pairs)) == 1 and pairs[0] >= 0:
        common = np.sqrt(pairs[0]) * rng.standard_normal(shape)
        return [common + np.sqrt(1 - pairs[0]) * rng.standard_normal(shape) for _ in range(count)]
    drawn = [rng.standard_normal(shape) for _ in range(count)]
    mixed = np.linalg.cholesky(matrix_of(pairs))
    return [np.asarray(sum(part * one for part, one in zip(row, drawn, strict=True) if part)) for row in mixed]


def linked(each: list[Trials], pairs: Pairs, rng: np.random.Generator) -> list[Trials]:
    """Trials simulated apart, put in an order that gives their p values the dependence of correlated statistics."""
    count = len(each[0])
    scores = correlated_noise((count, 1), pairs, rng)
    ordered = []
    for trials, score in zip(each, scores, strict=True):
        from_worst = np.argsort(-trials.p, kind="stable")
        place = np.empty(count, dtype=np.intp)
        place[np.argsort(score[:, 0])] = from_worst
        columns = (trials.estimate, trials.lower, trials.upper, trials.p, trials.claimed, trials.failed)
        ordered.append(Trials(*(one[place] for one in columns)))  # type: ignore[arg-type]
    return ordered


def combined(each: list[Trials]) -> Trials:
    """The trials of the whole study, whose claim needs every component."""
    claims: BoolArray = np.stack([one.claimed for one in each])
    return _whole(each, np.stack([one.p for one in each]).max(axis=0), np.asarray(claims.all(axis=0)))


def ruled(each: list[Trials], procedure: Procedure, risk: float, every: bool) -> Trials:
    """The trials of the whole study, whose procedure runs on the p values of each; a test that failed claims nothing."""
    p = np.stack([np.where(one.failed | np.isnan(one.p), 1.0, one.p) for one in each])
    adjusted = procedure.adjusted(p)
    whole = adjusted.max(axis=0) if every else adjusted.min(axis=0)
    return _whole(each, whole, whole <= risk)


def _whole(each: list[Trials], p: FloatArray, claimed: BoolArray) -> Trials:
    unknown = np.full(len(each[0]), np.nan)
    failed: BoolArray = np.asarray(np.stack([one.failed for one in each]).any(axis=0))
    return Trials(unknown, unknown, unknown, p, claimed, failed)


def risk_of(design: Design) -> float:
    """The one-sided risk of the test of a component."""
    return float(design.goal.tests()[0].alpha)
