"""Archer's criteria for a continuous outcome: the fat-free mass of children, each criterion apart, refitted regressions."""

from __future__ import annotations

import numpy as np
import pytest

from stats.refusal import problems
from stats.registry import parse
from stats.solver import solve
from tests.stats.examples import Example, Plan
from tests.stats.validation_plans import validation


def raw(r2: float, sd: float, mean_width: float, confidence: float = 0.95, **more: float) -> Plan:
    return validation("validation_continuous", confidence, r2=r2, sd=sd, mean_width=mean_width, **more)


FAT_FREE_MASS = raw(0.9, np.sqrt(0.089), 0.08)


def test_fat_free_mass_in_children() -> None:
    """The example of Archer and of the help page of pmvalsampsize: the residual variance binds, at 235."""
    assert solve(parse(FAT_FREE_MASS), 0.2).analysed == 235


def test_each_criterion() -> None:
    needed = [size for _, size in parse(FAT_FREE_MASS).requirements()]
    z = 2 * 1.959963985
    assert needed == pytest.approx([4 * 0.9 * 0.01 * (z / 0.1) ** 2, 0.089 * 0.1 * (z / 0.08) ** 2, 234.4], abs=0.5)
    loose = raw(0.3, 10.0, 40.0, r2_width=0.9, margin_ratio=1.9)
    assert solve(parse(loose), 0.3).exact == pytest.approx(1 + (z / 0.3) ** 2 * 0.7 / 0.3)
    assert solve(parse(raw(0.3, 10.0, 2.0)), 0.9).exact == pytest.approx(4 * 0.3 * 0.49 * (z / 0.1) ** 2)
    assert solve(parse(raw(0.3, 10.0, 0.5)), 0.9).exact == pytest.approx(70 * (z / 0.5) ** 2)


def test_a_slope_below_one_is_known_better() -> None:
    at = {"participants": 300}
    wide, narrow = (float(parse(raw(0.5, 1.0, 1.0, slope=one)).attained(at)) for one in (1.0, 0.8))
    assert narrow == pytest.approx(0.8 * wide)


@pytest.mark.parametrize(
    ("design", "field"),
    [
        (raw(1.0, 1.0, 0.1), "r2"),
        (raw(0.5, 0.0, 0.1), "sd"),
        (raw(0.5, 1.0, 0.0), "mean_width"),
        (raw(0.5, 1.0, 0.1, margin_ratio=1.0), "margin_ratio"),
    ],
)
def test_refused(design: Plan, field: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse(design)
    assert [one.field for one in problems(caught.value)] == [field]  # type: ignore[arg-type]


def test_what_it_shows() -> None:
    design = parse(FAT_FREE_MASS)
    (table,) = design.exhibits(solve(design, 0.2))
    assert [np.ceil(row[2]) for row in table.rows] == [44, 56, 22, 235] and table.retained == 3
    assert table.rows[3][3] == pytest.approx(1.1, abs=0.001)


EXAMPLES = [
    Example("fat-free mass", raw(0.9, 0.298, 0.08), 0.2),
    Example("slope binds", raw(0.3, 10.0, 20.0, r2_width=0.5, margin_ratio=1.5), 0.4),
    Example("R² binds, 99 %", raw(0.4, 15.0, 10.0, 0.99, r2_width=0.3), 0.6),
]
