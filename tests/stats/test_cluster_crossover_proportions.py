"""Cluster crossover with proportions."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from stats.refusal import problems
from stats.registry import parse
from stats.solver import solve
from tests.stats.examples import Example, Plan, ni, sup


def _cross(experimental: float, control: float, goal: Plan | None = None, **more: Any) -> Plan:
    kind = {"kind": "cluster_crossover_proportions", "goal": goal or sup()}
    return kind | {"p_experimental": experimental, "p_control": control, "icc": 0.03} | more


def plan(experimental: float, control: float, goal: Plan | None = None, **more: Any) -> Any:
    return parse(_cross(experimental, control, goal, **more))


def test_two_period_design_effect() -> None:
    """Design effect 1 + (m - 1) icc - m icc cac on the unpooled normal size of two proportions."""
    design = plan(0.4, 0.3, cluster_period_size=50.0, correlation="nested_exchangeable", cac=0.75, method="z")
    alone = 2 * (0.24 + 0.21) * (1.959963985 + 0.841621234) ** 2 / 0.1**2
    assert solve(design, 0.8).exact == pytest.approx(alone * (1 + 49 * 0.03 - 50 * 0.03 * 0.75), rel=1e-8)


@pytest.mark.parametrize("experimental", [0.2, 0.3])
def test_wrong_side_is_refused(experimental: float) -> None:
    with pytest.raises((ValidationError, ValueError)) as caught:
        plan(experimental, 0.3, cluster_period_size=50.0)
    assert {one.field for one in problems(caught.value)} == {"p_experimental"}


_NESTED = {"correlation": "nested_exchangeable", "cac": 0.8}

EXAMPLES = [
    Example(
        "two periods",
        _cross(0.5, 0.3, cluster_period_size=12.0, **_NESTED),
        0.8,
        _cross(0.3, 0.5, sup("lower"), cluster_period_size=12.0, **_NESTED),
    ),
    Example(
        "beyond 0.9, margin, 0.5",
        _cross(0.93, 0.93, ni(0.07), clusters_available=10.0, periods=4, **_NESTED),
        0.5,
        slack=0.05,
    ),
    Example("four periods, 0.9", _cross(0.2, 0.35, sup("lower"), clusters_available=12.0, periods=4, **_NESTED), 0.9),
]
