"""The weighted log-rank test under any two curves: its expected score and variance by integration, and the test itself.

Lakatos' method (1988) with its sum over small intervals replaced by the integral: at time t since inclusion, the
participants at risk and the events of each arm are what the curves, the inclusions and the losses predict. Unlike
Schoenfeld's formula it follows the proportion at risk in each arm, so unequal arms and effects that change are right.

Lakatos E. Sample sizes based on the log-rank statistic in complex clinical trials. Biometrics 1988;44:229-41
(10.2307/2531910). Fleming TR, Harrington DP. Counting processes and survival analysis. Wiley, 1991.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from stats.formulas.survival.log_rank_score import Risk
from stats.formulas.survival.survival_curves import Curve, Watch, grid, landmarks
from stats.goals import OneSided
from stats.normal import Phi, z
from stats.trials import BoolArray, FloatArray, Trials


@dataclass(frozen=True)
class Weight:
    """Weight of an event: S**rho (1 - S)**gamma with the pooled survival S, and nothing before `since`."""

    rho: float = 0.0
    gamma: float = 0.0
    since: float = 0.0

    @property
    def flat(self) -> bool:
        """The ordinary log-rank test."""
        return self.rho == self.gamma == self.since == 0

    def at(self, survival: FloatArray, t: FloatArray) -> FloatArray:
        return np.asarray(survival**self.rho * (1 - survival) ** self.gamma * (t >= self.since))


@dataclass(frozen=True)
class Comparison:
    """Two arms watched in the same way; `share` is that of the experimental arm, `null` the hazard ratio tested.

    competing: curves of another event that ends the follow-up, in the experimental and in the control arm
    """

    watch: Watch
    experimental: Curve
    control: Curve
    share: float
    null: float = 1.0
    weight: Weight = Weight()
    competing: tuple[Curve, Curve] | None = None


@dataclass(frozen=True)
class Expected:
    """Per participant: score, its null variance (information), and the probability of an event in each arm.

    slope: score per unit of log hazard ratio; it is the information when all weights are 1
    spread: standard deviation of the statistic under the alternative, where the null variance is not its own
    """

    score: float
    information: float
    slope: float
    spread: float
    events: tuple[float, float]

    @property
    def drift(self) -> float:
        """Expected statistic of a study of one participant; it grows with the square root of their number."""
        return float(self.score / np.sqrt(self.information)) if self.information > 0 else float("nan")

    @property
    def log_ratio(self) -> float:
        """The logarithm of the ratio to the null hazard ratio that the test sees, to first order; NaN when unknown."""
        return self.score / self.slope if self.slope > 0 else float("nan")


@lru_cache(maxsize=256)
def expected(of: Comparison) -> Expected:
    """Expected score, positive when the experimental arm has more events than the null hazard ratio predicts.

    The spread comes from the influence of one participant on score / sqrt(information): what she adds at her event,
    less what she takes away while she is at risk (Lin and Wei 1989, with the variance estimated too).
    Assumptions too extreme for the arithmetic give NaN.
    """
    with np.errstate(all="ignore"):
        return _integrated(of)


def _integrated(of: Comparison) -> Expected:
    over = grid((*of.watch.breaks, *landmarks(of.experimental, of.control), of.weight.since), of.watch.end)
    t, watched = over.t, of.watch.watched(over.t)
    curves, shares = (of.experimental, of.control), (of.share, 1 - of.share)
    at_risk = [share * np.exp(-curve.cumulative(t)) for share, curve in zip(shares, curves, strict=True)]
    if of.competing is not None:
        at_risk = [one * np.exp(-curve.cumulative(t)) for one, curve in zip(at_risk, of.competing, strict=True)]
    hazards = [curve.hazard(t) for curve in curves]
    offset = np.maximum(of.null * at_risk[0] + at_risk[1], 1e-300)  # nobody is left at risk
    events = [one * rate for one, rate in zip(at_risk, hazards, strict=True)]
    part, average = of.null * at_risk[0] / offset, (events[0] + events[1]) / offset
    w = of.weight.at(at_risk[0] + at_risk[1], t)
    score = over.total(w * watched * at_risk[0] * at_risk[1] * (hazards[0] - of.null * hazards[1]) / offset)
    spent = watched * part * (1 - part) * (events[0] + events[1])
    information, slope = np.float64(over.total(w**2 * spent)), over.total(w * spent)
    root, pull, variance = np.sqrt(information), score / (2 * information**1.5), 0.0
    for arm, (share, factor) in enumerate(zip(shares, (of.null, 1.0), strict=True)):
        away = (1 - arm) - part
        gain = w * away / root - pull * w**2 * part * (1 - part)
        cost = factor * away * average * (w / root + pull * w**2 * (1 - 2 * part))
        paid, own, still = over.running(cost), hazards[arm], at_risk[arm] / share * watched
        mean = over.total((gain * own - cost) * still)
        square = over.total(((gain**2 - 2 * gain * paid) * own + 2 * paid * cost) * still)
        variance += share * (square - mean**2)
    seen = (over.total(one * watched) / share for one, share in zip(events, shares, strict=True))
    return Expected(score, float(information), slope, float(np.sqrt(variance)), (next(seen), next(seen)))


def weighted_z(risk: Risk, times: FloatArray, weight: Weight, null: float = 1.0) -> FloatArray:
    """The standardised weighted score of each trial; 0 when there is no information.

    risk, times: trials ordered in time, as `log_rank_score.ordered` leaves them, with their times in that order
    """
    at_risk = risk.experimental + risk.control
    after = np.cumprod(1 - risk.event / at_risk, axis=1, dtype=np.float64)
    before = np.concatenate([np.ones((len(after), 1)), after[:, :-1]], axis=1)
    weights = weight.at(np.clip(before, 0.0, 1.0), times)
    weighted = null * risk.experimental
    share = weighted / (weighted + risk.control)
    arrived = risk.experimental - np.concatenate(
        [risk.experimental[:, 1:], np.zeros((len(after), 1), risk.experimental.dtype)], axis=1
    )  # 1 when the participant who leaves at this time is in the experimental arm
    score = (weights * risk.event * (arrived - share)).sum(axis=1)
    information = (weights**2 * risk.event * share * (1 - share)).sum(axis=1)
    return np.asarray(score / np.sqrt(np.maximum(information, 1e-12)))


def ratio_trials(
    log_ratio: FloatArray, error: FloatArray, statistic: FloatArray, failed: BoolArray, test: OneSided
) -> Trials:
    """Trials claimed on a statistic, with a ratio and its interval; an infinite error leaves the interval unbounded."""
    p = np.where(failed, 1.0, Phi(-test.sign * statistic))
    known = np.isfinite(error)
    centre, half = np.where(known, log_ratio, 0.0), z(test.alpha) * np.where(known, error, 0.0)
    with np.errstate(over="ignore"):
        lower = np.where(known, np.exp(centre - half), 0.0)
        upper = np.where(known, np.exp(centre + half), np.inf)
        return Trials(np.exp(log_ratio), lower, upper, p, p <= test.alpha, failed)
