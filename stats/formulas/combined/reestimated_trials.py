"""Raw data of trials whose size is revised in a blinded manner: an independent route to their power and type I error."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from stats.design import Truth
from stats.formulas.combined.internal_pilot import Rule
from stats.formulas.t_tests import tested
from stats.normal import Phi, z
from stats.trials import BoolArray, FloatArray, Trials

if TYPE_CHECKING:
    from stats.designs.binary.two_proportions import TwoProportions
    from stats.designs.means.two_means import TwoMeans

_CELLS = 4_000_000


def _whole(total: FloatArray, ratio: float, first: tuple[int, int]) -> tuple[FloatArray, FloatArray]:
    """Both arms of a revised total, rounded up, never below those already in."""
    control = np.maximum(np.ceil(total / (1 + ratio) - 1e-9), first[1])
    return np.maximum(np.ceil(total * ratio / (1 + ratio) - 1e-9), first[0]), control


def _firsts(arms: list[int], share: float) -> tuple[int, int]:
    return max(2, round(share * arms[0])), max(2, round(share * arms[1]))


def _kept(values: FloatArray, sizes: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Mean and sum of squares of the first `sizes` values of each row."""
    inside: BoolArray = np.arange(values.shape[1]) < sizes[:, None]
    mean = (values * inside).sum(axis=1) / sizes
    return mean, (((values - mean[:, None]) ** 2) * inside).sum(axis=1)


def reestimated_means(
    design: TwoMeans,
    planned: int,
    share: float,
    largest: float,
    rule: Rule,
    trials: int,
    rng: np.random.Generator,
    at: Truth,
) -> Trials:
    """Normal values, the variance of the pilot without its arms, the total revised, Student's test on everyone."""
    most = int(np.ceil(max(largest, 1.0) * planned)) + 2
    each = max(1, _CELLS // most)
    parts = [
        _means_block(design, planned, share, largest, rule, min(each, trials - done), rng, at)
        for done in range(0, trials, each)
    ]
    return Trials.joined(parts)


def _means_block(
    design: TwoMeans,
    planned: int,
    share: float,
    largest: float,
    rule: Rule,
    trials: int,
    rng: np.random.Generator,
    at: Truth,
) -> Trials:
    test, ratio = design.goal.tests()[0], design.allocation
    arms = [arm.size for arm in design.arms(planned)]
    first = _firsts(arms, share)
    effect = design.difference if at == "alternative" else test.null
    width = [int(np.ceil(max(largest, 1.0) * arm)) + 2 for arm in arms]
    values = (
        design.sd * rng.standard_normal((trials, width[0])) + effect,
        design.sd * rng.standard_normal((trials, width[1])),
    )
    pilot = np.concatenate([values[0][:, : first[0]], values[1][:, : first[1]]], axis=1)
    total = rule(pilot.var(axis=1, ddof=1), np.full(trials, float(planned)))
    n, m = (np.minimum(one, most) for one, most in zip(_whole(total, ratio, first), width, strict=True))
    (mean, squares), (other, others) = _kept(values[0], n), _kept(values[1], m)
    df = n + m - 2
    return tested(design.goal, mean - other, np.sqrt((squares + others) / df * (1 / n + 1 / m)), df)


def reestimated_rates(
    design: TwoProportions,
    planned: int,
    share: float,
    rule: Rule,
    trials: int,
    rng: np.random.Generator,
    at: Truth,
) -> Trials:
    """Binomial counts, the overall rate of the pilot, the total revised, Pearson's test on everyone."""
    test, ratio = design.goal.tests()[0], design.allocation
    first = _firsts([arm.size for arm in design.arms(planned)], share)
    p, q = (design.p_experimental, design.p_control) if at == "alternative" else (design.p_control, design.p_control)
    x, y = rng.binomial(first[0], p, trials), rng.binomial(first[1], q, trials)
    seen = (ratio * x / first[0] + y / first[1]) / (1 + ratio)
    n, m = _whole(rule(seen * (1 - seen), np.full(trials, float(planned))), ratio, first)
    x, y = (
        count + rng.binomial((size - start).astype(np.int64), rate)
        for count, size, start, rate in ((x, n, first[0], p), (y, m, first[1], q))
    )
    pooled = (x + y) / (n + m)
    error = np.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))
    failed = error == 0
    estimate = x / n - y / m
    normal = test.sign * estimate / np.where(failed, 1.0, error)
    p_value = np.where(failed, 1.0, Phi(-normal))
    half = z(test.alpha) * np.sqrt(x / n * (1 - x / n) / n + y / m * (1 - y / m) / m)
    return Trials(estimate, estimate - half, estimate + half, p_value, (p_value <= test.alpha) & ~failed, failed)
