"""Confidence intervals of a difference of two independent proportions, for whole or expected (fractional) counts.

newcombe: hybrid of both Wilson intervals (Newcombe 1998, method 10)
agresti_caffo: Wald after one success and one failure are added to each arm
score: inversion of the score test; miettinen_nurminen: the same with the variance times N / (N - 1)
wald: observed rates, not cut at -1 and 1
"""

from __future__ import annotations

import numpy as np

from stats.formulas.binary.risk_difference import Table, statistic
from stats.formulas.binomial import interval
from stats.normal import z
from stats.trials import FloatArray

_HALVINGS = 40


def bounds(
    method: str, p: FloatArray, q: FloatArray, n: FloatArray, m: FloatArray, confidence: float
) -> tuple[FloatArray, FloatArray]:
    """Bounds of p - q, for observed proportions p of n and q of m."""
    quantile, gap = z((1 - confidence) / 2), np.asarray(p - q)
    if method == "newcombe":
        low, high = interval(p * n, n, confidence, "wilson")
        lower, upper = interval(q * m, m, confidence, "wilson")
        return gap - np.hypot(p - low, upper - q), gap + np.hypot(high - p, q - lower)
    if method in ("wald", "agresti_caffo"):
        if method == "agresti_caffo":
            p, q, n, m = (p * n + 1) / (n + 2), (q * m + 1) / (m + 2), n + 2, m + 2
        half = quantile * np.sqrt(p * (1 - p) / n + q * (1 - q) / m)
        return p - q - half, p - q + half
    total = n + m
    return _score(p, q, n, m, quantile * np.sqrt(total / (total - 1)) if method == "miettinen_nurminen" else quantile)


def _score(
    p: FloatArray, q: FloatArray, n: FloatArray, m: FloatArray, critical: FloatArray | float
) -> tuple[FloatArray, FloatArray]:
    """Differences that the score test does not reject, by bisection from the observed one to -1 and to 1."""
    p, q, n, m, critical = np.broadcast_arrays(p, q, n, m, critical)
    table = Table(p * n, n, q * m, m)  # type: ignore[arg-type]
    seen = table.difference
    found = []
    for end in (-1.0, 1.0):
        outside, inside = np.full_like(seen, end), seen
        for _ in range(_HALVINGS):
            middle = (outside + inside) / 2
            kept = ~(np.abs(statistic("score", table, middle)) > critical)
            inside, outside = np.where(kept, middle, inside), np.where(kept, outside, middle)
        found.append(np.asarray((inside + outside) / 2))
    return found[0], found[1]
