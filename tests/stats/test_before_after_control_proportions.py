"""Clusters with a baseline period, proportions."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from stats.refusal import problems
from stats.registry import parse
from stats.solver import solve
from tests.stats.examples import Example, Plan, ni, sup


def _before(experimental: float, control: float, goal: Plan | None = None, **more: Any) -> Plan:
    kind = {"kind": "before_after_control_proportions", "goal": goal or sup()}
    return kind | {"p_experimental": experimental, "p_control": control, "icc": 0.03, "cac": 0.8} | more


def plan(experimental: float, control: float, goal: Plan | None = None, **more: Any) -> Any:
    return parse(_before(experimental, control, goal, **more))


def test_unadjusted_is_the_parallel_cluster_trial() -> None:
    """Follow-up proportions only: unpooled normal size x (1 + (m - 1) icc), twice because of the baseline people."""
    design = plan(0.4, 0.3, cluster_period_size=25.0, analysis="follow_up", method="z")
    alone = 2 * (0.24 + 0.21) * (1.959963985 + 0.841621234) ** 2 / 0.1**2
    assert solve(design, 0.8).exact == pytest.approx(2 * alone * (1 + 24 * 0.03), rel=1e-8)


@pytest.mark.parametrize(
    ("change", "field"), [({"p_experimental": 0.2}, "p_experimental"), ({"goal": ni(0.4)}, "goal.margin")]
)
def test_bad_input_is_refused_with_its_field(change: Plan, field: str) -> None:
    with pytest.raises((ValidationError, ValueError)) as caught:
        parse(_before(0.4, 0.3, cluster_period_size=25.0) | change)
    assert field in {one.field for one in problems(caught.value)}


EXAMPLES = [
    Example(
        "members given",
        _before(0.55, 0.3, cluster_period_size=15.0),
        0.8,
        _before(0.3, 0.55, sup("lower"), cluster_period_size=15.0),
    ),
    Example(
        "beyond 0.9, margin, 2:1",
        _before(0.95, 0.95, ni(0.08), cluster_period_size=15.0, allocation=2.0),
        0.5,
        slack=0.05,
    ),
    Example("clusters given, 0.9", _before(0.15, 0.35, sup("lower"), clusters_available=16.0, analysis="change"), 0.9),
]
