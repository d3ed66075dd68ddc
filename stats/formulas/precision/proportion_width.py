"""Width of the interval of a proportion: at the expected count, on average, and not exceeded with a given probability.

The width of each interval offered depends on the count x through its distance from n / 2 and rises towards n / 2, so that
the counts which give a width of at most that of k are {x <= k or x >= n - k}.
"""

from __future__ import annotations

from typing import Annotated, Literal

import numpy as np
from numpy.typing import ArrayLike

from stats.formulas.binomial import interval, pmf, upper_tail
from stats.normal import z
from stats.quantities import Choice
from stats.text import Text
from stats.trials import BoolArray, FloatArray

IntervalName = Annotated[
    Literal["clopper_pearson", "wilson", "agresti_coull", "wald"],
    Choice(
        label=Text(fr="Intervalle de confiance", en="Confidence interval"),
        options={
            "clopper_pearson": Text(fr="Clopper-Pearson (exact)", en="Clopper-Pearson (exact)"),
            "wilson": Text(fr="Wilson (score)", en="Wilson (score)"),
            "agresti_coull": Text(fr="Agresti-Coull", en="Agresti-Coull"),
            "wald": Text(fr="Wald (approximation normale)", en="Wald (normal approximation)"),
        },
    ),
]
NAMES = {
    "clopper_pearson": "Clopper-Pearson",
    "wilson": "Wilson",
    "agresti_coull": "Agresti-Coull",
    "wald": "Wald",
}


def of(name: str) -> str:
    """The name of an interval after its French preposition."""
    return f"d'{name}" if name[0] == "A" else f"de {name}"


def at_expected_count(n: ArrayLike, p: float, confidence: float, method: str) -> FloatArray:
    """Full width at the count n p, which is not rounded."""
    n = np.asarray(n, dtype=np.float64)
    lower, upper = interval(n * p, n, confidence, method)
    return np.asarray(upper - lower)


def with_assurance(n: ArrayLike, p: float, confidence: float, method: str, assurance: float) -> FloatArray:
    """The smallest width that the observed one does not exceed with probability `assurance`, for whole n."""
    n = np.asarray(n, dtype=np.float64)
    k = _narrow_edge(n, p, assurance)
    lower, upper = interval(k, n, confidence, method)
    return np.asarray(upper - lower)


def _narrow_edge(n: FloatArray, p: float, assurance: float) -> FloatArray:
    """Smallest k, at most n / 2, with P(X <= k or X >= n - k) >= assurance."""
    rare = min(p, 1 - p)
    mean, spread = n * rare, np.sqrt(n * rare * (1 - rare))

    def enough(k: FloatArray) -> BoolArray:
        share = 1 - upper_tail(k + 1, n, rare)
        if np.any(n - k - mean < 12 * spread + 12):
            share = share + upper_tail(n - k, n, rare)
        return np.asarray((share >= assurance) | (2 * k >= n - 1))

    # P(X >= n - k) <= P(X <= k) when p <= 1/2: k lies between two quantiles, taken from the normal distribution
    most = np.floor(n / 2)
    low = np.clip(np.floor(mean - z(assurance / 2) * spread) - 6, -1.0, most)
    high = np.clip(np.ceil(mean - z(assurance) * spread + z(1 - assurance) ** 2) + 6, 0.0, most)
    low = np.where(enough(low) & (low >= 0), -1.0, low)
    high = np.where(enough(high), high, most)
    while np.any(high - low > 1):
        middle = np.floor((low + high) / 2)
        reached = enough(middle)
        low, high = np.where(reached, low, middle), np.where(reached, middle, high)
    return np.asarray(high)


def averaged(n: float, p: float, confidence: float, method: str) -> tuple[float, float]:
    """Width and coverage averaged over the binomial count."""
    centre, spread = n * p, 10 * np.sqrt(n * p * (1 - p)) + 30
    count = np.arange(max(0.0, np.floor(centre - spread)), min(n, np.ceil(centre + spread)) + 1)
    weight = pmf(count, n, p)
    lower, upper = interval(count, np.asarray(n), confidence, method)
    covered = (lower <= p) & (p <= upper)
    return float((weight * (upper - lower)).sum()), float((weight * covered).sum())
