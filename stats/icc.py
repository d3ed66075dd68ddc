"""One-way intraclass correlation: the F ratio of its analysis of variance, and its exact interval."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from stats.trials import FloatArray


def f_scale(icc: ArrayLike, k: float) -> FloatArray:
    """By how much an ICC multiplies the F ratio of cases over error."""
    icc = np.asarray(icc, dtype=np.float64)
    return np.asarray((1 + (k - 1) * icc) / (1 - icc))


def icc_of(ratio: ArrayLike, k: float) -> FloatArray:
    """The ICC whose F ratio this is."""
    ratio = np.asarray(ratio, dtype=np.float64)
    return np.asarray((ratio - 1) / (ratio + k - 1))


def one_way(data: FloatArray) -> FloatArray:
    """F ratio of a one-way analysis of variance; data: (trials, cases, readings)."""
    n, k = data.shape[-2:]
    means = data.mean(-1)
    within = ((data - means[..., None]) ** 2).sum((-2, -1)) / (n * (k - 1))
    return np.asarray(k * means.var(axis=-1, ddof=1) / within)


def random_effects(icc: float, n: int, k: int, trials: int, rng: np.random.Generator) -> FloatArray:
    """Readings of total variance 1 with this intraclass correlation; a negative one is not a random effect."""
    case = rng.standard_normal((trials, n, 1)) * np.sqrt(icc)
    return np.asarray(case + rng.standard_normal((trials, n, k)) * np.sqrt(1 - icc))
