"""What a simulation returns: one entry per simulated trial, from the analysis the protocol names."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Self

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Trials:
    """Simulated trials.

    estimate, lower, upper: effect and its interval, on the scale of the summary measure
    p: one-sided p value in the claimed direction (the larger of the two for equivalence; NaN for a precision goal)
    claimed: the protocol's success criterion is met
    failed: the named analysis could not be computed (counted as no claim, never dropped)
    """

    estimate: FloatArray
    lower: FloatArray
    upper: FloatArray
    p: FloatArray
    claimed: BoolArray
    failed: BoolArray

    def __len__(self) -> int:
        return len(self.estimate)

    @classmethod
    def joined(cls, parts: list[Self]) -> Self:
        """One set of trials from several blocks."""
        return cls(*(np.concatenate([getattr(part, one.name) for part in parts]) for one in fields(cls)))
