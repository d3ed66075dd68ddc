"""A pilot for a standard deviation: chi-square limits, Browne's factor, rules of thumb."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.stats import chi2

from stats.refusal import problems
from stats.registry import parse
from stats.solver import solve
from tests.stats.examples import Example, Plan


def raw(groups: float = 2.0, bound: str = "interval", confidence: float = 0.95) -> Plan:
    goal = {"kind": "precision", "confidence": confidence}
    return {"kind": "pilot_size", "goal": goal, "groups": groups, "bound": bound}


def width(n: int, **more: Any) -> float:
    return float(parse(raw(**more)).attained({"participants": n}))


def test_chi_square_limits() -> None:
    assert width(24) == pytest.approx(np.sqrt(22 / chi2.ppf(0.025, 22)) - np.sqrt(22 / chi2.ppf(0.975, 22)))
    assert width(24, bound="upper", confidence=0.8) == pytest.approx(np.sqrt(22 / chi2.ppf(0.2, 22)) - 1)


def test_rules_of_thumb() -> None:
    """Twelve per group leave the SD known within about a third; Teare's 70 within a sixth on each side."""
    assert width(24) == pytest.approx(0.642, abs=0.001)
    assert width(70) == pytest.approx(0.345, abs=0.001)
    assert solve(parse(raw(bound="upper", confidence=0.8)), 0.1).analysed in range(50, 75)


def test_factor_in_the_steps() -> None:
    steps = {s.label.en: s.value.value for s in solve(parse(raw()), 0.6423).steps}
    assert steps["Matching inflation of the main study"] == pytest.approx(
        steps["80% upper limit, in observed standard deviations"] ** 2
    )


@pytest.mark.parametrize(
    ("design", "field"),
    [
        (raw(1.5), "groups"),
        (raw(0.0), "groups"),
        (raw() | {"goal": {"kind": "precision", "assurance": 0.8}}, "goal.assurance"),
    ],
)
def test_refused(design: Plan, field: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse(design)
    assert [one.field for one in problems(caught.value)] == [field]  # type: ignore[arg-type]


def test_what_it_shows() -> None:
    """Browne's factor at 30 participants in two groups, Julious at 12 per group, this plan among them."""
    design = parse({"kind": "pilot_size", "goal": {"kind": "precision"}, "groups": 2.0})
    (shown,) = design.exhibits(solve(design, 0.6))
    assert [row[1] for row in shown.rows] == [24.0, 28.0, 30.0, 55.0, 70.0] and shown.retained == 1
    assert shown.rows[2][2] == pytest.approx(np.sqrt(28 / chi2.ppf(0.2, 28)))
    assert shown.rows[2][4] == pytest.approx(28 / chi2.ppf(0.2, 28))


EXAMPLES = [
    Example("two arms", raw(), 0.6),
    Example("one group, few", raw(1.0), 1.2),
    Example("Browne, 80 %", raw(2.0, "upper", 0.8), 0.12),
]
