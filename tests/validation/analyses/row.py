"""One row of the table: what we compute, what another program computes on the same data, how close they must be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike


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
