"""Stepped wedge with proportions: the same variance as means, binary data simulated."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from stats.refusal import problems
from stats.registry import parse
from stats.solver import solve
from tests.stats.examples import Example, Plan, ni, sup


def _wedge(experimental: float, control: float, goal: Plan | None = None, **more: Any) -> Plan:
    base = {
        "kind": "stepped_wedge_proportions",
        "goal": goal or sup(),
        "p_experimental": experimental,
        "p_control": control,
    }
    return base | {"sequences": 4, "icc": 0.03} | more


def plan(experimental: float, control: float, goal: Plan | None = None, **more: Any) -> Any:
    return parse(_wedge(experimental, control, goal, **more))


@pytest.mark.parametrize(
    ("variance", "value"), [("each_arm", (0.24 + 0.21) / 2), ("midpoint", 0.35 * 0.65), ("control", 0.21)]
)
def test_same_size_as_means_of_that_variance(variance: str, value: float) -> None:
    binary = plan(0.4, 0.3, cluster_period_size=20.0, binomial_variance=variance)
    means = parse(
        {"kind": "stepped_wedge", "goal": sup(), "difference": 0.1, "sd": value**0.5, "sequences": 4, "icc": 0.03}
        | {"cluster_period_size": 20.0}
    )
    assert solve(binary, 0.8).exact == pytest.approx(solve(means, 0.8).exact, rel=1e-9)


def test_simulated_rates_have_the_correlation_asked() -> None:
    """Pairs of one cluster: the same period, and two periods apart, against icc and icc x cac."""
    design = plan(0.3, 0.3 - 1e-6, icc=0.1, correlation="decay", cac=0.7, clusters_available=4, method="z")
    rng = np.random.default_rng(1)
    treated = np.repeat(design.layout(), 1, axis=0)
    cells = design.cells(treated, design._effects, 0.1, 2, 60_000, rng, "alternative")
    variance = cells.var()  # of the mean of two people: p q (1 + icc) / 2
    assert variance == pytest.approx(0.21 * 1.1 / 2, rel=0.02)
    covariance = np.mean((cells[..., 0] - 0.3) * (cells[..., 2] - 0.3))
    assert covariance == pytest.approx(0.21 * 0.1 * 0.49, rel=0.08)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"p_experimental": 0.2}, "p_experimental"),
        ({"p_experimental": 0.3}, "p_experimental"),
        ({"p_experimental": 1.0, "p_control": 0.0}, "p_control"),
        ({"p_experimental": 0.1, "p_control": 0.1, "goal": ni(0.2)}, "goal.margin"),
        ({"cluster_period_size": None}, "cluster_period_size"),
    ],
)
def test_bad_input_is_refused_with_its_field(change: Plan, field: str) -> None:
    with pytest.raises((ValidationError, ValueError)) as caught:
        parse(_wedge(0.4, 0.3, cluster_period_size=20.0) | change)
    assert field in {one.field for one in problems(caught.value)}


EXAMPLES = [
    Example(
        "members given",
        _wedge(0.45, 0.25, cluster_period_size=10.0),
        0.8,
        _wedge(0.25, 0.45, sup("lower"), cluster_period_size=10.0),
    ),
    Example(
        "clusters given, decay, beyond 0.9",
        _wedge(0.96, 0.9, clusters_available=16.0, correlation="decay", cac=0.8, icc=0.02),
        0.5,
        slack=0.02,
    ),
    Example("margin, 0.9", _wedge(0.6, 0.6, ni(0.15), clusters_available=20.0, method="z"), 0.9),
]
