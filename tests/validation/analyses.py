"""The analyses that the simulations run, each on shared data against another program: analysis, oracle, tolerance."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

DATA = np.random.default_rng(20260101)


@dataclass(frozen=True)
class Analysis:
    """One analysis and its oracle, both computed on the same data."""

    name: str
    oracle: str
    ours: Callable[[], ArrayLike]
    theirs: Callable[[], ArrayLike]
    tolerance: float

    def difference(self) -> float:
        """The largest absolute difference."""
        return float(np.max(np.abs(np.asarray(self.ours()) - np.asarray(self.theirs()))))


ANALYSES: tuple[Analysis, ...] = ()
