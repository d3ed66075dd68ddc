"""How many participants the centres will have enrolled, and when: the Poisson-gamma model of recruitment.

Centre i opens at a month uniform on [first, last], then enrols as a Poisson process whose rate is drawn once from a gamma
distribution of mean ``rate`` and standard deviation ``sd``; centres are independent (Anisimov VV, Fedorov VV. Stat Med
2007;26:4958-75, doi:10.1002/sim.2956). Over an exposure x the enrolments of one centre are negative binomial, with

    E z^N = (1 + (sd^2 / rate) x (1 - z)) ^ -(rate / sd)^2,   the Poisson limit exp(-rate x (1 - z)) when sd is 0.

The probability of reaching a number is exact: the generating functions are averaged over the opening month (Gauss-Legendre),
multiplied over centres and inverted on the unit circle. Curves over time, and plans too large to invert, use the negative
binomial with the exact mean and variance of the total; it is exact for one centre or for equal ones opened on the same day,
and within about two points of the exact probability otherwise (tests/stats/test_recruitment.py).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from scipy.special import betainc, pdtr, pdtrik

from stats.trials import FloatArray

NORMAL_90 = 3.2897072539029444  # width of a central 90 % interval in standard deviations
_MOST_WORK = 60_000  # rows by frequencies that are inverted exactly
_LONGEST = 1200.0  # months searched
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(16)


@dataclass(frozen=True)
class Site:
    """Similar centres: how many, enrolments a month and their standard deviation, first and last month of opening."""

    count: int
    rate: float
    sd: float = 0.0
    first: float = 0.0
    last: float = 0.0


@dataclass(frozen=True)
class Forecast:
    """The forecast of a set of centres; each climbs to its full rate in a straight line over ``ramp`` months."""

    sites: tuple[Site, ...]
    ramp: float = 0.0

    @property
    def centres(self) -> int:
        return sum(one.count for one in self.sites)

    @cached_property
    def _columns(self) -> FloatArray:
        table = [(one.count, one.rate, one.sd, one.first, max(one.first, one.last)) for one in self.sites]
        return np.asarray(table, dtype=np.float64).reshape(-1, 5).T

    def moments(self, months: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Mean and variance of the number enrolled by each month (exact)."""
        count, rate, sd, first, last = (one[:, None] for one in self._columns)
        once, twice = self._exposure(np.atleast_1d(months)[None, :], first, last)
        mean = (count * rate * once).sum(axis=0)
        spread = (count * ((rate**2 + sd**2) * twice - (rate * once) ** 2)).sum(axis=0)
        return mean, mean + np.maximum(spread, 0.0)

    def chance(self, n: int, months: FloatArray) -> FloatArray:
        """Probability that at least n are enrolled by each month, by the matched negative binomial."""
        return _at_least(n, *self.moments(months))

    def reached(self, n: int, month: float) -> float:
        """Probability that at least n are enrolled by a month: exact, or matched when the plan is very large."""
        mean, variance = (float(one[0]) for one in self.moments(np.array([month])))
        if n <= 0 or mean <= 0:
            return float(n <= 0)
        most = max(n, mean + 12 * variance**0.5) + 50
        points = 1 << int(np.ceil(np.log2(most)))
        if points * len(self.sites) > _MOST_WORK:
            return float(self.chance(n, np.array([month]))[0])
        return float(np.clip(1 - self._masses(month, points)[:n].sum(), 0.0, 1.0))

    def quantiles(self, months: FloatArray, share: float) -> FloatArray:
        """The number enrolled that is not exceeded with probability ``share``, by month."""
        from scipy.stats import nbinom

        mean, variance = self.moments(months)
        excess = np.maximum(variance - mean, 0.0)
        spread = excess > 1e-9 * np.maximum(mean, 1e-12)
        shape = np.where(spread, mean**2 / np.where(spread, excess, 1.0), 1.0)
        many = nbinom.ppf(share, np.maximum(shape, 1e-12), shape / (shape + np.maximum(mean, 1e-12)))
        steady = np.ceil(np.maximum(pdtrik(share, np.maximum(mean, 1e-9)), 0.0) - 1e-9)
        return np.asarray(np.where(mean <= 0, 0.0, np.where(spread, many, steady)))

    def month(self, n: int, share: float) -> float | None:
        """The first month by which n are enrolled with probability ``share``; None when that is beyond a century."""
        low, high = 0.0, _LONGEST
        if self.chance(n, np.array([high]))[0] < share:
            return None
        for _ in range(5):
            grid = np.linspace(low, high, 33)
            rank = int(np.argmax(self.chance(n, grid) >= share))
            low, high = (grid[rank - 1], grid[rank]) if rank else (0.0, float(grid[0]))
        return float(high)

    def centres_needed(self, n: int, month: float, share: float, most: int = 100_000) -> int | None:
        """The smallest number of centres, alike in the same proportions, that reaches n in time with this probability."""
        mean, variance = self.moments(np.array([month]))
        if mean[0] <= 0 or n <= 0:
            return None
        low, high = 0, most
        if _at_least(n, mean * most / self.centres, variance * most / self.centres)[0] < share:
            return None
        while high - low > 1:
            middle = (low + high) // 2
            part = middle / self.centres
            low, high = (low, middle) if _at_least(n, mean * part, variance * part)[0] >= share else (middle, high)
        return high

    def slower(self, factor: float) -> Forecast:
        """The same centres when every rate is this share of what was announced."""
        return replace(
            self, sites=tuple(replace(one, rate=one.rate * factor, sd=one.sd * factor) for one in self.sites)
        )

    def simulated(self, month: float, trials: int, rng: np.random.Generator) -> FloatArray:
        """The number enrolled by a month in each of many trials, drawn centre by centre."""
        total = np.zeros(trials)
        for one in self.sites:
            size = (trials, one.count)
            late = np.maximum(month - rng.uniform(one.first, max(one.first, one.last), size), 0.0)
            shape = (one.rate / one.sd) ** 2 if one.sd else 1.0
            rate = rng.gamma(shape, one.rate / shape, size) if one.sd else np.full(size, one.rate)
            total += rng.poisson(rate * _effective(late, self.ramp)).sum(axis=1)
        return total

    def _exposure(self, month: FloatArray, first: FloatArray, last: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Mean exposure, and mean of its square, over the opening month."""
        late, early = np.maximum(month - last, 0.0), np.maximum(month - first, 0.0)
        fixed = last - first < 1e-9
        width = np.where(fixed, 1.0, last - first)
        pairs = zip(_areas(early, self.ramp), _areas(late, self.ramp), strict=True)
        once, twice = ((a - b) / width for a, b in pairs)
        known = _effective(early, self.ramp)
        return np.where(fixed, known, once), np.where(fixed, known**2, twice)

    def _masses(self, month: float, points: int) -> FloatArray:
        """Probability of each number enrolled, from 0 to points - 1."""
        away = 1 - np.exp(-2j * np.pi * np.arange(points // 2 + 1) / points)
        log = np.zeros(len(away), dtype=np.complex128)
        for count, rate, sd, first, last in self._columns.T:
            if not rate:
                continue
            nodes, weights = _openings(month, first, last)
            mean = rate * _effective(np.maximum(month - nodes, 0.0), self.ramp)[:, None] * away
            shape = (rate / sd) ** 2 if sd > 1e-6 * rate else 0.0
            each = -shape * np.log1p(mean / shape) if shape else -mean
            counted = weights > 0
            largest = each[counted].real.max(axis=0)  # taken out first: hundreds a month would underflow to log(0)
            log += count * (largest + np.log(weights[counted] @ np.exp(each[counted] - largest)))
        return np.asarray(np.fft.irfft(np.exp(log), points))


def _openings(month: float, first: float, last: float) -> tuple[FloatArray, FloatArray]:
    """Opening months and their weights: a rule on the part before ``month``, one point for what opens after."""
    if last - first < 1e-9 or month <= first:
        return np.array([first]), np.array([1.0])
    until = min(last, month)
    nodes = first + (until - first) * (_NODES + 1) / 2
    before = (until - first) / (last - first)
    return np.append(nodes, last), np.append(before * _WEIGHTS / 2, 1 - before) if before < 1 else np.append(
        _WEIGHTS / 2, 0.0
    )


def _effective(open_for: FloatArray, ramp: float) -> FloatArray:
    """Months at full rate that an opening time is worth."""
    if ramp <= 0:
        return open_for
    return np.asarray(np.where(open_for < ramp, open_for**2 / (2 * ramp), open_for - ramp / 2))


def _areas(open_for: FloatArray, ramp: float) -> tuple[FloatArray, FloatArray]:
    """Integrals from 0 of the effective months and of their square."""
    if ramp <= 0:
        return open_for**2 / 2, open_for**3 / 3
    young, over = np.minimum(open_for, ramp), np.maximum(open_for - ramp, 0.0)
    half = ramp / 2
    once = young**3 / (6 * ramp) + over * (over / 2 + half)
    return once, young**5 / (20 * ramp**2) + ((over + half) ** 3 - half**3) / 3


def _at_least(n: int, mean: FloatArray, variance: FloatArray) -> FloatArray:
    """P(N >= n) for the negative binomial with this mean and variance, Poisson when they are equal."""
    if n <= 0:
        return np.ones_like(mean)
    excess = np.maximum(variance - mean, 0.0)
    spread = excess > 1e-9 * np.maximum(mean, 1e-12)
    shape = np.where(spread, mean**2 / np.where(spread, excess, 1.0), 1.0)
    many = betainc(n, np.maximum(shape, 1e-12), mean / (shape + np.maximum(mean, 1e-12)))
    return np.asarray(np.where(mean <= 0, 0.0, np.where(spread, many, 1 - pdtr(n - 1, mean))))
