"""Two-stage designs of one proportion with a stop for futility (Simon 1989), enumerated exactly.

The first n1 participants are observed; with r1 responses or fewer the trial stops. Otherwise n participants are
observed in all, and success is more than r responses. For a maximum size every (n1, r1, r) is tried: the type I error
and the power are sums of binomial products, with no approximation.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from stats.formulas.binomial import critical_count, pmf, upper_tail
from stats.trials import BoolArray, FloatArray

IntArray = NDArray[np.int64]
LARGEST = 400  # participants; the enumeration grows as the cube


class Plan(NamedTuple):
    """One two-stage design with its risks and its expected size under H0."""

    r1: int
    n1: int
    r: int
    n: int
    risk: float
    power: float
    expected: float
    stopping: float


def claim(plan: Plan, p: float, more_than: ArrayLike | None = None) -> FloatArray:
    """Probability of going on and ending with more than `more_than` responses (r by default)."""
    first = np.arange(plan.r1 + 1, plan.n1 + 1)
    needed = np.asarray(plan.r if more_than is None else more_than)[..., None] + 1 - first
    return np.asarray((pmf(first, plan.n1, p) * upper_tail(needed, plan.n - plan.n1, p)).sum(axis=-1))


def expected_size(plan: Plan, p: float) -> float:
    """Expected number of participants under a proportion."""
    return float(plan.n1 + (plan.n - plan.n1) * upper_tail(plan.r1 + 1, plan.n1, p))


def weight_between(smaller: Plan, larger: Plan) -> float:
    """The weight of the maximum size at which two designs are worth the same."""
    saved = _saved_each(smaller, larger)
    return saved / (saved + 1)


def _saved_each(smaller: Plan, larger: Plan) -> float:
    """What the expected size saves for each participant added to the maximum."""
    return (smaller.expected - larger.expected) / (larger.n - smaller.n)


@lru_cache(maxsize=16)
def plans(p0: float, p1: float, alpha: float) -> Plans:
    """The two-stage designs of one question; what was enumerated once is kept."""
    return Plans(p0, p1, alpha)


class Plans:
    """Two-stage designs of a type I error at most alpha, by maximum size."""

    def __init__(self, p0: float, p1: float, alpha: float) -> None:
        self.p0, self.p1, self.alpha = p0, p1, alpha
        self._room = 0
        self._best: list[Plan | None] = [None, None]  # the most powerful of each maximum size, from 2

    def best(self, size: int) -> tuple[Plan | None, ...]:
        """The most powerful design of each maximum size up to `size`; None where no threshold meets alpha."""
        while len(self._best) <= size:
            self._best.append(self._most_powerful(len(self._best)))
        return tuple(self._best[: size + 1])

    def minimax(self, power: float) -> Plan | None:
        """The smallest maximum size that reaches a power and, at that size, the smallest expected size under H0."""
        for n in range(2, LARGEST + 1):
            found = self.best(n)[n]
            if found is not None and found.power >= power:
                return self._smallest_expected(n, power, float(n))
        return None

    @lru_cache(maxsize=64)  # noqa: B019 - plans() itself keeps sixteen of these
    def optimal(self, power: float) -> Plan | None:
        """The smallest expected size under H0 among designs of a power, of any maximum size."""
        found = self.minimax(power)
        if found is None:
            return None
        for n in range(found.n + 1, LARGEST + 1):
            rows, _, open_ = self._open(n, power, found.expected)
            if not len(rows) or not open_.any():
                break  # the expected size of each first stage grows with n
            found = self._smallest_expected(n, power, found.expected) or found
        return found

    @lru_cache(maxsize=64)  # noqa: B019 - plans() itself keeps sixteen of these
    def admissible(self, power: float) -> tuple[Plan, ...]:
        """From minimax to optimal, the lower convex hull of maximum and expected size (Jung et al. 2004)."""
        first, last = self.minimax(power), self.optimal(power)
        if first is None or last is None:
            return ()
        hull = [first]
        for n in range(first.n + 1, last.n + 1):
            chord = first.expected - (first.expected - last.expected) * (n - first.n) / (last.n - first.n)
            found = last if n == last.n else self._smallest_expected(n, power, chord)
            if found is None:
                continue
            while len(hull) > 1 and _saved_each(hull[-2], hull[-1]) <= _saved_each(hull[-1], found):
                hull.pop()
            hull.append(found)
        return tuple(hull)

    def weighted(self, power: float, weight: float) -> Plan | None:
        """The smallest weighted sum of maximum and expected size: weight 1 is minimax, 0 optimal."""
        hull = self.admissible(power)
        return min(hull, key=lambda one: weight * one.n + (1 - weight) * one.expected, default=None)

    def _open(self, n: int, power: float, below: float) -> tuple[IntArray, FloatArray, BoolArray]:
        """First stages n1, expected sizes by n1 and r1, and which are small enough and keep the power possible."""
        self._make_room(n)
        rows = np.arange(1, min(n - 1, int(below)) + 1)
        going_on = self._tails[0][rows, 1 : n + 1]
        expected = rows[:, None] + (n - rows)[:, None] * going_on
        possible = (expected < below) & (self._tails[1][rows, 1 : n + 1] >= power)
        kept = possible.any(axis=1)
        return rows[kept], expected[kept], possible[kept]

    def _smallest_expected(self, n: int, power: float, below: float) -> Plan | None:
        """The design of maximum size n, of this power, whose expected size is smallest, if below a bound."""
        rows, expected, possible = self._open(n, power, below)
        reachable = np.flatnonzero(self._tails[1][n, 1 : n + 1] >= power)
        found = None
        for r in range(int(reachable[-1]) if len(reachable) else -1, -1, -1):
            open_ = possible[:, : r + 1] & (expected[:, : r + 1] < below)
            open_ &= self._claims(n, r, rows, 0) <= self.alpha
            if not open_.any():
                break  # a lower threshold only raises the risk
            meets = open_ & (self._claims(n, r, rows, 1) >= power)
            if not meets.any():
                continue
            sizes = np.where(meets, expected[:, : r + 1], np.inf)
            row, r1 = np.unravel_index(int(np.argmin(sizes)), sizes.shape)
            below = float(sizes[row, r1])
            found = self._plan(int(r1), int(rows[row]), r, n)
        return found

    def _most_powerful(self, n: int) -> Plan | None:
        """The most powerful design of maximum size n: a stop with no response, or a lower r that an early stop allows."""
        self._make_room(n)
        single = int(critical_count(n, self.p0, self.alpha)) - 1
        found: Plan | None = None
        rows = np.arange(1, n)
        if single < n:
            tails = self._tails[1]
            power = tails[n, single + 1] - self._masses[1][rows, 0] * tails[n - rows, single + 1]
            found = self._plan(0, int(rows[int(np.argmax(power))]), single, n)
        for r in range(min(single, n) - 1, -1, -1):
            beyond = found.power if found else 0.0
            risk = self._claims(n, r, rows, 0)
            open_ = (risk <= self.alpha) & (self._tails[1][rows, 1 : r + 2] > beyond)  # the first stage must allow more
            kept = open_.any(axis=1)
            if not kept.any():
                break
            power = np.where(open_[kept], self._claims(n, r, rows[kept], 1), -1.0)
            row, r1 = np.unravel_index(int(np.argmax(power)), power.shape)
            if power[row, r1] <= beyond:
                continue
            found = self._plan(int(r1), int(rows[kept][row]), r, n)
        return found

    def _claims(self, n: int, r: int, rows: IntArray, which: int) -> FloatArray:
        """P(more than r1 at first, more than r in all), by n1 along the rows and r1 from 0 along the columns."""
        masses, tails = self._masses[which], self._tails[which]
        first = np.arange(1, r + 1)  # responses of the first stage that do not yet suffice
        inner = masses[rows[:, None], first] * tails[(n - rows)[:, None], r + 1 - first]
        enough = tails[rows, r + 1][:, None]
        return np.concatenate([np.cumsum(inner[:, ::-1], axis=1)[:, ::-1] + enough, enough], axis=1)

    def _plan(self, r1: int, n1: int, r: int, n: int) -> Plan:
        bare = Plan(r1, n1, r, n, 0.0, 0.0, 0.0, 0.0)
        return bare._replace(
            risk=float(claim(bare, self.p0)),
            power=float(claim(bare, self.p1)),
            expected=expected_size(bare, self.p0),
            stopping=float(1 - upper_tail(r1 + 1, n1, self.p0)),
        )

    def _make_room(self, size: int) -> None:
        """Tables of P(X = x) and P(X >= x), by number of trials and by x, under both proportions."""
        if size <= self._room:
            return
        self._room = min(max(2 * size, 64), LARGEST)
        n, x = np.arange(self._room + 1)[:, None], np.arange(self._room + 2)
        self._masses = tuple(np.where(x <= n, pmf(np.minimum(x, n), n, p), 0.0) for p in (self.p0, self.p1))
        self._tails = tuple(upper_tail(np.minimum(x, n + 1), n, p) for p in (self.p0, self.p1))
