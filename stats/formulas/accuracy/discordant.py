"""The two discordant shares of a paired comparison of tests, from their rates and their correlation, and its power.

Connor RJ. Biometrics 1987;43:207-11 and Nam JM. Biometrics 1997;53:1422-30; the formulas are those of the design
`paired_proportions`, here for a number of people that is itself random.
"""

from __future__ import annotations

from functools import lru_cache
from math import sqrt
from typing import NamedTuple

import numpy as np

from stats.formulas import nam
from stats.goals import OneSided
from stats.normal import Phi, z
from stats.trials import FloatArray


class Criterion(NamedTuple):
    """Discordant shares of a criterion (only the experimental, only the control test is right) and its test."""

    experimental: float
    control: float
    test: OneSided

    @property
    def discordant(self) -> float:
        return self.experimental + self.control

    @property
    def shares(self) -> list[float]:
        return [self.experimental, self.control, max(1 - self.discordant, 0.0)]

    def power(self, people: FloatArray, method: str) -> FloatArray:
        """Power of the test for a number of people of the group."""
        s, d, critical = self.discordant, self.experimental - self.control, z(self.test.alpha)
        if method == "miettinen" and self.test.null == 0:
            deviate = (d * np.sqrt(people * s) - critical * s) / sqrt(s * s - d * d * (3 + s) / 4)
        else:
            expected = s - d * d
            null = expected if method == "wald" else _null_variance(self.experimental, self.control, self.test.null)
            deviate = ((d - self.test.null) * np.sqrt(people) - critical * sqrt(null)) / sqrt(expected)
        return np.asarray(Phi(deviate))


@lru_cache(maxsize=4096)
def _null_variance(e: float, c: float, null: float) -> float:
    return float(nam.variance(e, c, null))


def possible_correlations(p: float, q: float) -> tuple[float, float]:
    """The smallest and the largest correlation of two binary results with these rates."""
    spread = sqrt(p * (1 - p) * q * (1 - q))
    return (max(0.0, p + q - 1) - p * q) / spread, (min(p, q) - p * q) / spread


def discordant_shares(p: float, q: float, phi: float) -> tuple[float, float]:
    """Shares where only the first, only the second result is right."""
    common = phi * sqrt(p * (1 - p) * q * (1 - q))
    return max(p * (1 - q) - common, 0.0), max(q * (1 - p) - common, 0.0)


def at_boundary(one: Criterion) -> list[float]:
    e, c = (float(share) for share in nam.restricted(one.experimental, one.control, one.test.null))
    return [e, c, max(1 - e - c, 0.0)]
