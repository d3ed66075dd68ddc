"""The table of analyses: every row within its tolerance, and able to fail."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from tests.validation.analyses import ANALYSES, Analysis

rows = pytest.mark.parametrize("row", ANALYSES, ids=[f"{one.name}, {one.oracle}" for one in ANALYSES])


@rows
def test_agrees_with_its_oracle(row: Analysis) -> None:
    assert row.difference() <= row.tolerance


@rows
def test_would_see_an_error_of_five_percent_in_any_number(row: Analysis) -> None:
    """Both sides have the same shape, and no number is too small for the tolerance to judge."""
    ours, theirs = np.asarray(row.ours(), dtype=float), np.asarray(row.theirs(), dtype=float)
    assert ours.shape == theirs.shape and np.isfinite(ours).all() and np.isfinite(theirs).all()
    for place in np.ndindex(theirs.shape):
        wrong = theirs.copy()
        wrong[place] *= 1.05
        assert (
            theirs[place] == 0 or replace(row, ours=lambda: ours, theirs=lambda w=wrong: w).difference() > row.tolerance
        )


def test_rows_are_many_and_named_once() -> None:
    assert len(ANALYSES) >= 20
    assert max(Counter((one.name, one.oracle) for one in ANALYSES).values()) == 1
