"""Two AUCs in two groups of patients: the variances add up, four cells keep two ratios."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from stats.flow import Flow
from stats.formulas.roc import auc_variance
from stats.refusal import Refusal, problems
from stats.registry import parse
from stats.solver import solve
from tests.stats.examples import Example, Plan, eq, ni, sup


def raw(first: float, second: float, risk: Plan | None = None, **more: Any) -> Plan:
    areas = {"auc_experimental": first, "auc_control": second}
    return {"kind": "auc_independent", "goal": risk or sup()} | areas | more


def plan(first: float, second: float, risk: Plan | None = None, **more: Any) -> Any:
    return parse(raw(first, second, risk, **more))


def test_error_is_that_of_two_single_areas() -> None:
    design = plan(0.9, 0.8, allocation=2.0, controls_per_case=4.0, sd_ratio=1.4, sd_ratio_control=0.9)
    steps = {step.label.en: step.value.value for step in design.steps({"participants": 300})}
    both = float(auc_variance(0.9, 40, 160, 1.4) + auc_variance(0.8, 20, 80, 0.9))
    assert steps["Standard error of the difference"] == pytest.approx(np.sqrt(both))


def test_unpaired_is_the_paired_design_without_correlation() -> None:
    """Each group as large as the whole paired study."""
    paired = parse(raw(0.9, 0.82) | {"kind": "auc_paired", "correlation_diseased": 0.0, "correlation_healthy": 0.0})
    assert solve(plan(0.9, 0.82), 0.8).exact == pytest.approx(2 * solve(paired, 0.8).exact, rel=1e-9)


def test_equivalences() -> None:
    base = solve(plan(0.9, 0.82), 0.9).exact
    assert solve(plan(0.9, 0.82, sup(alpha=0.025, sides=1)), 0.9).exact == pytest.approx(base)
    assert solve(plan(0.9, 0.82, allocation=3.0), 0.9).exact > base
    assert solve(plan(0.85, 0.85, eq(0.08, 0.08)), 0.8).exact > solve(plan(0.85, 0.85, ni(0.08)), 0.8).exact


@pytest.mark.parametrize(
    ("allocation", "ratio", "step"), [(1, 1, 4), (2, 1, 6), (1, 0.5, 6), (2, 3, 12), (2, 4, 1), (1.37, 1, 1)]
)
def test_cells_keep_both_ratios(allocation: float, ratio: float, step: int) -> None:
    design = plan(0.9, 0.8, allocation=float(allocation), controls_per_case=float(ratio))
    found = solve(design, 0.8, flow=Flow(attrition=0.1))
    sizes = [arm.size for arm in found.arms]
    assert design.step == step and sum(sizes) == found.analysed and found.analysed % step == 0
    assert (sizes[0] + sizes[1]) / (sizes[2] + sizes[3]) == pytest.approx(allocation, rel=0.05)
    assert sizes[1] / sizes[0] == pytest.approx(ratio, rel=0.05)
    assert sum(arm.size for arm in found.enrolled_arms) == found.enrolled
    assert all(wide.size * 0.9 >= one - 1 for wide, one in zip(found.enrolled_arms, sizes, strict=True))


@pytest.mark.parametrize(
    ("design", "field"),
    [
        (raw(0.8, 0.85), "auc_experimental"),
        (raw(0.8, 0.8), "auc_experimental"),
        (raw(0.85, 0.8, sup("lower")), "goal.better"),
        (raw(0.85, 0.85, eq(0.1, 0.2)), "goal"),
        (raw(0.85, 0.8, controls_per_case=-1.0), "controls_per_case"),
        (raw(0.85, 0.4), "auc_control"),
    ],
)
def test_what_has_no_meaning_is_refused(design: Plan, field: str) -> None:
    with pytest.raises((ValidationError, Refusal)) as caught:
        parse(design)
    assert field in {one.field for one in problems(caught.value)}


EXAMPLES = [
    Example(
        "2:1, 1:2",
        raw(0.85, 0.65, allocation=2.0, controls_per_case=2.0, sd_ratio=1.25),
        twin=raw(0.85, 0.65, allocation=2.0, controls_per_case=0.5, sd_ratio=0.8),
        vanishing={"auc_experimental": 0.65 + 1e-9},
        slack=0.025,
    ),
    Example("1:2 near 1, power 0.9", raw(0.96, 0.85, allocation=0.5), 0.9, slack=0.03),
    Example("margin", raw(0.8, 0.75, ni(0.1))),
    Example("equivalence", raw(0.75, 0.75, eq(0.15, 0.15)), slack=0.02),
]
