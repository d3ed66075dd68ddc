"""Several tests on the same participants: the probability that all, or at least one, succeed.

Every statistic is normal with unit variance and they share one correlation: given the common part x they are
independent, so each probability is an integral over x. Independent components only need their powers.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from stats.design import Design
from stats.formulas.combined.procedures import Procedure
from stats.normal import Phi
from stats.trials import BoolArray, FloatArray, Trials

_X = np.linspace(-8.5, 8.5, 341)
_WEIGHTS = np.exp(-(_X**2) / 2) / np.exp(-(_X**2) / 2).sum()  # the trapezoidal rule: as good as exact on a normal law


def all_succeed(margins: FloatArray, correlation: float) -> FloatArray:
    """P(every margin + Z > 0); the components are on the last axis."""
    given = Phi((margins[..., None] + np.sqrt(correlation) * _X) / np.sqrt(1 - correlation))
    return np.asarray((given.prod(axis=-2) * _WEIGHTS).sum(axis=-1))


def none_succeeds(margins: FloatArray, correlation: float) -> FloatArray:
    """P(every margin + Z < 0)."""
    return all_succeed(-margins, correlation)


def correlated_noise(
    shape: tuple[int, int], components: int, correlation: float, rng: np.random.Generator
) -> list[FloatArray]:
    """Standard normal measurements of the same people on several endpoints, with a common correlation."""
    shared = np.sqrt(correlation) * rng.standard_normal(shape)
    return [shared + np.sqrt(1 - correlation) * rng.standard_normal(shape) for _ in range(components)]


def linked(each: list[Trials], correlation: float, rng: np.random.Generator) -> list[Trials]:
    """Trials simulated apart, put in an order that gives their p values the dependence of correlated statistics."""
    count = len(each[0])
    scores = correlated_noise((count, 1), len(each), correlation, rng)
    ordered = []
    for trials, score in zip(each, scores, strict=True):
        from_worst = np.argsort(-trials.p, kind="stable")
        place = np.empty(count, dtype=np.intp)
        place[np.argsort(score[:, 0])] = from_worst
        columns = (trials.estimate, trials.lower, trials.upper, trials.p, trials.claimed, trials.failed)
        ordered.append(Trials(*(one[place] for one in columns)))  # type: ignore[arg-type]
    return ordered


@lru_cache(maxsize=64)
def common_part(correlation: float, count: int) -> tuple[FloatArray, FloatArray]:
    """Values of the common part and their weights, for products of at most `count` probabilities given it.

    The trapezoidal rule misses a normal mean of such products by about exp(-2 pi^2 / (h^2 (1 + count rho / (1 - rho)))):
    the step is that of an error near 1e-12, with some room.
    """
    if correlation == 0:
        return np.zeros(1), np.ones(1)
    step = max(0.7 * (1 + count * correlation / (1 - correlation)) ** -0.5, 0.035)
    x = np.arange(-8.5, 8.5 + step, step)
    density = np.exp(-(x**2) / 2)
    return x, density / density.sum()


def given_common(margins: FloatArray, correlation: float, count: int) -> FloatArray:
    """P(margin + Z > 0) at each value of the common part, on a new last axis."""
    x, _ = common_part(correlation, count)
    return np.asarray(Phi((margins[..., None] + np.sqrt(correlation) * x) / np.sqrt(1 - correlation)))


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
