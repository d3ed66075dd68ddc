"""Two independent proportions whose difference is fixed: restricted maximum likelihood in closed form.

Farrington CP, Manning G. Stat Med 1990;9:1447-54 (10.1002/sim.4780091208), appendix; Miettinen O, Nurminen M. Stat Med
1985;4:213-26 (10.1002/sim.4780040211). Write t for the experimental rate, t - s for the control rate, p and q for the
observed (or expected) rates and w for control / experimental sizes. The derivative of the log likelihood vanishes when

    (p - t) / (t (1 - t)) + w (q - t + s) / ((t - s) (1 - t + s)) = 0,

that is a t^3 + b t^2 + c t + d = 0 with the coefficients below; the three roots are real and the middle one, written
with a cosine, is the estimate. With s = 0 it is the pooled rate, so the score test is then the chi-square test.
statsmodels 0.15 has this wrong for s != 0 (its issue 10269): 90/100 v 85/100 at -0.10 is z = 3.029 (3.021 with the
factor N / (N - 1) that Miettinen and Nurminen give to the variance), not 2.983.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from stats.trials import FloatArray


def restricted(
    experimental: ArrayLike, control: ArrayLike, ratio: ArrayLike, null: ArrayLike
) -> tuple[FloatArray, FloatArray]:
    """Most likely rates whose difference (experimental - control) is exactly `null`.

    experimental, control: observed or expected rates in [0, 1]; ratio: experimental / control sizes; null in (-1, 1).
    Arrays broadcast. Returns the experimental and the control rate, in [0, 1].
    """
    p, q, s = (np.asarray(one, dtype=np.float64) for one in (experimental, control, null))
    w = 1 / np.asarray(ratio, dtype=np.float64)
    a = 1 + w
    b = -(1 + w + p + w * q + s * (w + 2)) / (3 * a)
    c = (s * s + s * (2 * p + w + 1) + p + w * q) / (3 * a)
    d = -p * s * (1 + s) / a
    v = b**3 - 1.5 * b * c + d / 2
    u = np.copysign(np.sqrt(np.maximum(b * b - c, 0.0)), v)
    cube = np.where(u == 0, 1.0, u**3)
    root = 2 * u * np.cos((np.pi + np.arccos(np.clip(v / cube, -1.0, 1.0))) / 3) - b
    first = np.clip(root, np.maximum(s, 0.0), np.minimum(1 + s, 1.0))
    return first, np.clip(first - s, 0.0, 1.0)
