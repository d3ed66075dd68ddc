"""Power of a Wald test on two Kaplan-Meier summaries, from the limits of their moments.

To first order the statistic is normal with variance 1: that is what other programs compute. But an estimate and its own
standard error vary together, and the estimate is skewed; with unequal arms or rare events this shifts the power by some
points. Edgeworth's correction of order 1 / sqrt(n) takes both from the same integrals over the follow-up.

Hall P. The bootstrap and Edgeworth expansion. Springer, 1992 (section 2.6: the studentised statistic).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from stats.formulas.survival.survival_curves import Grid
from stats.normal import Phi, z
from stats.trials import FloatArray


class Moments(NamedTuple):
    """Of the influence of one participant on a summary of her arm's curve.

    variance: Greenwood's variance of the estimate, times the participants of the arm
    third: third moment of the influence
    covariance: covariance of the influence on the estimate with that on its estimated variance
    """

    value: float
    variance: float
    third: float
    covariance: float


def moments(
    over: Grid, hazard: FloatArray, at_risk: FloatArray, slope: FloatArray, value: float, survival: FloatArray | None
) -> Moments:
    """Moments of a summary whose influence is minus the integral of slope / at_risk against the martingale of events.

    slope: what an event at t takes from the summary, per share at risk: the area still to come, or the final survival
    survival: the curve, when the summary is the area under it; None when it is the survival at the end of the grid
    """
    at_risk = np.maximum(at_risk, 1e-200)  # nobody is left at risk
    rate = slope * hazard / at_risk
    variance, so_far = over.total(slope * rate), over.running(rate)
    if survival is None:
        moved: FloatArray | float = variance
    else:
        carried = survival * so_far
        moved = over.total(carried) - over.running(carried)
    skew = over.total(slope**2 * rate / at_risk)
    return Moments(
        value,
        variance,
        over.total(3 * so_far * slope * rate) - skew,
        2 * over.total(rate * moved) - over.total(so_far * slope * rate) - skew,
    )


def wald_power(
    distance: float,
    sign: int,
    arms: tuple[Moments, Moments],
    share: float,
    total: FloatArray,
    alpha: float,
    corrected: bool,
) -> FloatArray:
    """Power of the one-sided Wald test at totals.

    distance: expected difference less its null value, positive in the claimed direction
    share: participants in the experimental arm
    """
    experimental, control = arms
    variance = experimental.variance / share + control.variance / (1 - share)
    root, critical = np.sqrt(total), z(alpha)
    shift = distance / np.sqrt(variance) * root - critical
    if not corrected:
        return np.asarray(Phi(shift))
    third, covariance = (
        sign * (one / share**2 - two / (1 - share) ** 2) / variance**1.5 / root
        for one, two in ((experimental.third, control.third), (experimental.covariance, control.covariance))
    )
    spread = np.sqrt(np.maximum(1 - critical * covariance, 0.05))
    density = np.exp(-(shift**2) / 2) / np.sqrt(2 * np.pi)
    return np.asarray(np.clip(Phi(shift / spread) + density * third / 6 * (shift**2 - 1), 0.0, 1.0))


def off_by(distance: float, sign: int, arms: tuple[Moments, Moments], share: float, alpha: float) -> float:
    """Corrected power less 80 %, at the size where the first-order power is 80 %."""
    experimental, control = arms
    variance = experimental.variance / share + control.variance / (1 - share)
    total = np.array((z(alpha) + z(0.2)) ** 2 * variance / distance**2)
    return float(wald_power(distance, sign, arms, share, total, alpha, True)) - 0.8
