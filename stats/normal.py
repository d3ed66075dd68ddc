"""The standard normal distribution, under the names of the formulas."""

from __future__ import annotations

from typing import Any

from scipy.special import ndtr, ndtri

Phi: Any = ndtr  # distribution function
Phi_inverse: Any = ndtri


def z(alpha: float) -> float:
    """Upper quantile: the value exceeded with probability alpha."""
    return float(-ndtri(alpha))
