"""From an exact size to whole participants."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stats.rounding import LARGEST_BLOCK, block, ceil_, whole_arms


@pytest.mark.parametrize(
    ("value", "whole"),
    [
        (63.766, 64),
        (64.0, 64),
        (64.0000000001, 64),
        (64.001, 65),
        (0.0, 0),
        (1e6 + 1e-5, 10**6),
        (1e6 + 0.5, 10**6 + 1),
    ],
)
def test_rounded_up_forgiving_a_root_search(value: float, whole: int) -> None:
    assert ceil_(value) == whole


@pytest.mark.parametrize(
    ("ratio", "parts"),
    [
        (1, (1, 1)),
        (2, (2, 1)),
        (0.5, (1, 2)),
        (1.5, (3, 2)),
        (2 / 3, (2, 3)),
        (1 / 3, (1, 3)),
        (0.3333333, (1, 3)),
        (11, (11, 1)),
        (1.37, None),
        (12, None),
        (0.05, None),
    ],
)
def test_block(ratio: float, parts: tuple[int, int] | None) -> None:
    assert block(ratio) == parts


@pytest.mark.parametrize(
    ("experimental", "control", "ratio", "arms"),
    [
        (63.766, 63.766, 1, (64, 64)),
        (20.1, 10.05, 2, (22, 11)),
        (10.05, 20.1, 0.5, (11, 22)),
        (30.0, 20.0, 1.5, (30, 20)),
        (30.1, 20.07, 1.5, (33, 22)),
        (75.5, 55.1, 1.37, (76, 56)),
    ],
)
def test_arms(experimental: float, control: float, ratio: float, arms: tuple[int, int]) -> None:
    assert whole_arms(experimental, control, ratio) == arms


@given(st.floats(1, 1e6), st.sampled_from([1, 2, 0.5, 1.5, 3, 2 / 3, 4, 0.25, 5, 1.37, 7.7]))
def test_arms_cover_respect_the_ratio_and_are_stable(control: float, ratio: float) -> None:
    first, second = whole_arms(control * ratio, control, ratio)
    assert first >= control * ratio * (1 - 1e-8) and second >= control * (1 - 1e-8)
    assert whole_arms(first, second, ratio) == (first, second)
    parts = block(ratio)
    if parts:
        assert first * parts[1] == second * parts[0] and sum(parts) <= LARGEST_BLOCK
        assert first - control * ratio <= parts[0] + 1e-6 * first
