"""Two independent proportions compared by a ratio, of risks or of odds: most likely rates under a ratio, statistics.

Under a risk ratio r the derivative of the log likelihood in the control rate q vanishes when, with k the ratio of the sizes
and a, b the observed rates, (1 + k) r q^2 - (k a + b r + k r + 1) q + k a + b = 0 (Farrington & Manning 1990). Under an odds
ratio w it vanishes when the total number of successes is kept: k w q / (1 + (w - 1) q) + q = k a + b.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import Annotated, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from stats.design import Size, Truth
from stats.formulas.ratio_arms import RatioArms
from stats.normal import Phi, z
from stats.quantities import Quantity, Unit
from stats.text import Text
from stats.trials import FloatArray, Trials

_EDGE = 1e-6  # the rates looked at stay that far from 0 and 1
_HALVINGS = 34
_WIDEST = 9.0  # largest log ratio of an interval


class Counts(NamedTuple):
    """Successes and sizes of the two arms."""

    x: FloatArray
    n: float
    y: FloatArray
    m: float

    def distinct(self) -> tuple[Counts, NDArray[np.intp]]:
        """Each different table once, and for every entry the place of its table."""
        code, place = np.unique(self.x * (self.m + 1) + self.y, return_inverse=True)
        return Counts(code // (self.m + 1), self.n, code % (self.m + 1), self.m), place


def restricted_risks(a: ArrayLike, b: ArrayLike, k: float, ratio: ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Most likely rates whose ratio (experimental / control) is `ratio`."""
    a, b, ratio = (np.asarray(one, dtype=np.float64) for one in (a, b, ratio))
    square, linear, rest = (1 + k) * ratio, k * a + b * ratio + k * ratio + 1, k * a + b
    root = np.sqrt(np.maximum(linear**2 - 4 * square * rest, 0.0))
    control = np.clip(2 * rest / (linear + root), 0.0, np.minimum(1.0, 1 / ratio))
    return np.asarray(ratio * control), control


def restricted_odds(a: ArrayLike, b: ArrayLike, k: float, ratio: ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Most likely rates whose odds ratio (experimental / control) is `ratio`."""
    a, b, ratio = (np.asarray(one, dtype=np.float64) for one in (a, b, ratio))
    total = k * a + b
    linear = 1 + k * ratio - total * (ratio - 1)
    control = np.clip(2 * total / (linear + np.sqrt(np.maximum(linear**2 + 4 * (ratio - 1) * total, 0.0))), 0.0, 1.0)
    return np.asarray(ratio * control / (1 + (ratio - 1) * control)), control


def _rate(label: Text, help: Text, symbol: str) -> Quantity:
    return Quantity(label=label, unit=Unit.PROPORTION, help=help, symbol=symbol, gt=0, lt=1)


class ProportionRatioArms(RatioArms):
    """An experimental and a control arm with their proportions, compared by a ratio."""

    p_experimental: Annotated[
        float,
        _rate(
            Text(fr="Proportion attendue, bras expérimental", en="Expected proportion, experimental arm"),
            Text(
                fr="Proportion du critère avec le dispositif. Si un résultat manquant compte comme un échec, "
                "la baisser d'autant plutôt que de compter des pertes.",
                en="Proportion with the endpoint under the device. If a missing outcome counts as a failure, "
                "lower it accordingly rather than counting losses.",
            ),
            "p_E",
        ),
    ]
    p_control: Annotated[
        float,
        _rate(
            Text(fr="Proportion attendue, bras contrôle", en="Expected proportion, control arm"),
            Text(
                fr="Proportion du critère avec le comparateur, d'après la littérature ou un registre récent.",
                en="Proportion with the endpoint under the comparator, from the literature or a recent registry.",
            ),
            "p_C",
        ),
    ]

    @property
    def effect_field(self) -> str:
        return "p_experimental"

    @abstractmethod
    def log_ratio(self, p: ArrayLike, q: ArrayLike) -> FloatArray:
        """Logarithm of the ratio of two rates."""

    @abstractmethod
    def restricted(self, p: ArrayLike, q: ArrayLike, k: float, ratio: ArrayLike) -> tuple[FloatArray, FloatArray]:
        """Most likely rates under a ratio."""

    @abstractmethod
    def statistic(self, seen: Counts, null: ArrayLike) -> FloatArray:
        """Normal statistic of a log ratio above `null`; NaN where it cannot be computed."""

    @property
    def effect(self) -> float:
        return float(self.log_ratio(self.p_experimental, self.p_control))

    def null_rates(self, null: float) -> tuple[float, float]:
        """Most likely rates under a null log ratio when the expected rates are observed."""
        p, q = self.restricted(self.p_experimental, self.p_control, self.allocation, np.exp(null))
        return float(p), float(q)

    @abstractmethod
    def _boundary(self, null: float) -> tuple[float, float]:
        """Rates to simulate under the null: the control rate is kept when a rate is left for the other arm."""

    def _truth(self, at: Truth) -> tuple[float, float]:
        if at == "alternative":
            return self.p_experimental, self.p_control
        return self._boundary(self.log_goal.tests()[-1].null)

    def drift(self, size: Size) -> FloatArray:
        test = self.one_null()
        if test is None:
            return super().drift(size)
        return np.asarray(z(test.alpha) + self._deviate(test, np.asarray(size["participants"], dtype=np.float64)))

    def observed(self, size: Size, deviate: float) -> float | None:
        """With the control arm at its expected rate."""
        test = self.one_null()
        if test is None:
            return None
        n, m = self.split(float(np.asarray(size["participants"])))
        rates = np.linspace(_EDGE, 1 - _EDGE, 4001)[:: test.sign]
        counts = Counts(rates * n, n, np.full_like(rates, self.p_control * m), m)
        with np.errstate(all="ignore"):
            reached = test.sign * self.statistic(counts, test.null)
        if not reached[0] <= deviate <= reached[-1]:
            return None
        return float(np.exp(self.log_ratio(np.interp(deviate, reached, rates), self.p_control)))

    def paths(
        self, size: Size, information: tuple[float, ...], trials: int, rng: np.random.Generator, at: Truth
    ) -> FloatArray:
        test, (n, m), (p, q) = self.one_null(), self.whole_sizes(size), self._truth(at)
        if test is None:
            return super().paths(size, information, trials, rng, at)
        seen, x, y, looks = (0, 0), np.zeros(trials), np.zeros(trials), []
        for fraction in information:
            now = max(1, round(fraction * n)), max(1, round(fraction * m))
            x, y = x + rng.binomial(now[0] - seen[0], p, trials), y + rng.binomial(now[1] - seen[1], q, trials)
            seen = now
            with np.errstate(all="ignore"):
                looks.append(test.sign * self.statistic(Counts(x, now[0], y, now[1]), test.null))
        return np.nan_to_num(np.stack(looks, axis=1))  # no statistic yet: no evidence

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """Binomial counts, and the test named; its interval holds the ratios that it does not reject."""
        tests, (n, m) = self.log_goal.tests(), self.whole_sizes(size)
        x, y = (rng.binomial(k, one, trials).astype(np.float64) for k, one in zip((n, m), self._truth(at), strict=True))
        some, place = Counts(x, n, y, m).distinct()
        with np.errstate(all="ignore"):
            p = np.stack([Phi(-test.sign * self.statistic(some, test.null)) for test in tests])
            estimate = np.exp(self.log_ratio(some.x / n, some.y / m))
            lower, upper = self._bounds(some, z(tests[0].alpha))
        failed = np.isnan(p).any(axis=0)
        worst = np.where(failed, 1.0, np.nan_to_num(p, nan=1.0).max(axis=0))
        claimed = worst <= tests[0].alpha
        return Trials(estimate[place], lower[place], upper[place], worst[place], claimed[place], failed[place])

    def _bounds(self, some: Counts, critical: float) -> tuple[FloatArray, FloatArray]:
        """Ratios whose statistic stays below the critical value, by bisection of the log ratio."""
        seen = np.nan_to_num(self.log_ratio(some.x / some.n, some.y / some.m), nan=0.0)
        inside = np.stack([np.clip(seen, -_WIDEST, _WIDEST)] * 2)
        outside = np.stack([np.full_like(seen, -_WIDEST), np.full_like(seen, _WIDEST)])
        for _ in range(_HALVINGS):
            middle = (inside + outside) / 2
            kept = ~np.stack([np.abs(self.statistic(some, one)) > critical for one in middle])
            inside, outside = np.where(kept, middle, inside), np.where(kept, outside, middle)
        return np.exp(inside[0]), np.exp(inside[1])
