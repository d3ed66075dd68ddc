"""Two proportions in pairs: restricted maximum likelihood under a fixed difference, score test and interval.

Tango T. Stat Med 1998;17:891-908 gives the test and the interval, Nam JM. Biometrics 1997;53:1422-30 (10.2307/2533508)
the same restricted estimate and the size. Write e, c for the shares of pairs where only the experimental, only the
control succeeds, and q + s, q for the restricted ones. The derivative of the log likelihood

    e log(q + s) + c log(q) + (1 - e - c) log(1 - 2 q - s)

vanishes when 2 q^2 + B q - c s (1 - s) = 0 with B = -e - c + (2 - e + c) s; at q = max(0, -s) the left side is
negative, so the larger root is the admissible one. Then n times the variance of the difference is 2 q + s - s^2.
With s = 0 it is (e + c), and the test is McNemar's without correction.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from stats.normal import z
from stats.trials import FloatArray

_HALVINGS = 36


def restricted(experimental: ArrayLike, control: ArrayLike, null: ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Most likely discordant shares whose difference (experimental - control) is exactly `null`, in (-1, 1)."""
    e, c, s = (np.asarray(one, dtype=np.float64) for one in (experimental, control, null))
    b = -e - c + (2 - e + c) * s
    q = (np.sqrt(np.maximum(b * b + 8 * c * s * (1 - s), 0.0)) - b) / 4
    q = np.clip(q, np.maximum(0.0, -s), (1 - s) / 2)
    return np.asarray(q + s), np.asarray(q)


def variance(experimental: ArrayLike, control: ArrayLike, null: ArrayLike) -> FloatArray:
    """n times the variance of the difference at the restricted shares."""
    e, c = restricted(experimental, control, null)
    return np.asarray(np.maximum(e + c - (e - c) ** 2, 0.0))


def statistic(method: str, x: ArrayLike, y: ArrayLike, n: ArrayLike, null: ArrayLike) -> FloatArray:
    """Normal statistic of (x - y) / n - null, unrestricted for "wald"; NaN when its standard error is zero."""
    n = np.asarray(n, dtype=np.float64)
    e, c = np.asarray(x, dtype=np.float64) / n, np.asarray(y, dtype=np.float64) / n
    unit = np.maximum(e + c - (e - c) ** 2, 0.0) if method == "wald" else variance(e, c, null)
    gap = (e - c - np.asarray(null)) * np.sqrt(n)
    return np.asarray(np.where(unit > 1e-12, gap / np.sqrt(np.where(unit > 1e-12, unit, 1.0)), np.nan))


def interval(method: str, x: FloatArray, y: FloatArray, n: ArrayLike, alpha: float) -> tuple[FloatArray, FloatArray]:
    """Bounds of the difference with confidence 1 - 2 alpha: Wald's, or Tango's by vectorised bisection.

    n: pairs, one number or one for each trial
    """
    n = np.asarray(n, dtype=np.float64)
    if method == "wald":
        seen = (x - y) / n
        half = z(alpha) * np.sqrt(np.maximum((x + y) / n - seen**2, 0.0) / n)
        return np.maximum(seen - half, -1.0), np.minimum(seen + half, 1.0)
    base = int(n.max()) + 1
    code = (np.asarray(n, np.int64) * base + x.astype(np.int64)) * base + y.astype(np.int64)
    _, kept, place = np.unique(code, return_index=True, return_inverse=True)
    x, y, n = x[kept], y[kept], np.broadcast_to(n, x.shape)[kept]
    seen = (x - y) / n
    outside = np.stack([np.full_like(seen, -1.0), np.full_like(seen, 1.0)])
    inside = np.stack([seen, seen])
    critical = z(alpha)
    for _ in range(_HALVINGS):
        middle = (outside + inside) / 2
        within = ~(np.abs(statistic("score", x, y, n, middle)) > critical)
        inside, outside = np.where(within, middle, inside), np.where(within, outside, middle)
    return inside[0][place], inside[1][place]
