"""From the exact size to whole participants: a named, documented step with the allocation in it."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

LARGEST_BLOCK = 12
_TYPED = 0.01  # 0.33 or 0.67 typed for 1:3 or 2:3
_SLACK = 1e-9  # a size of 64.0000000001 from a root search is 64


def ceil_(value: float) -> int:
    """Round up, forgiving the last digits of a root search."""
    return ceil(value - _SLACK * max(1.0, abs(value)))


def block(ratio: float) -> tuple[int, int] | None:
    """Smallest (experimental, control) block that respects the ratio; None when it would exceed LARGEST_BLOCK."""
    fraction = Fraction(ratio).limit_denominator(LARGEST_BLOCK)
    parts = fraction.numerator, fraction.denominator
    if sum(parts) > LARGEST_BLOCK or abs(parts[0] / parts[1] - ratio) > _TYPED * ratio:
        return None
    return parts


def whole_arms(experimental: float, control: float, ratio: float) -> tuple[int, int]:
    """Round both arms up, together, to the smallest multiple of the allocation block that covers them.

    Without a block small enough (a ratio such as 1.37), each arm is rounded up on its own.
    """
    parts = block(ratio)
    if parts is None:
        return ceil_(experimental), ceil_(control)
    blocks = max(ceil_(experimental / parts[0]), ceil_(control / parts[1]))
    return blocks * parts[0], blocks * parts[1]
