"""A 2 x 2 factorial: the margins, the interaction, least squares by statsmodels."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import statsmodels.api as sm

from stats.flow import Flow
from stats.refusal import problems
from stats.registry import parse
from stats.solver import solve
from tests.stats.examples import Example, Plan, eq, ni, sup


def _plan(goal: Plan, difference: float, sd: float, **more: Any) -> Plan:
    return {"kind": "factorial_means", "goal": goal, "difference": difference, "sd": sd} | more


def test_a_main_effect_is_two_arms_with_one_degree_of_freedom_less() -> None:
    two = solve(parse({"kind": "two_means", "goal": sup(), "difference": 5, "sd": 10}), 0.8)
    ours = solve(parse(_plan(sup(), 5, 10)), 0.8)
    assert ours.exact == pytest.approx(two.exact, abs=0.05)
    assert [arm.size for arm in ours.arms] == [32] * 4


def test_an_interaction_asks_four_times_as_many() -> None:
    main, interaction = (
        solve(parse(_plan(sup(), 5, 10, contrast=one, method="z")), 0.9).exact for one in ("main", "interaction")
    )
    assert interaction == pytest.approx(4 * main, rel=1e-9)


@pytest.mark.parametrize("contrast", ["main", "interaction"])
def test_the_analysis_is_that_of_statsmodels(contrast: str) -> None:
    design, size = parse(_plan(sup(), 8, 10, contrast=contrast)), {"participants": 24}
    done = design.simulate(size, 3, np.random.default_rng(6))
    groups = design.sample(size, 3, np.random.default_rng(6), 8.0)
    first, second = np.repeat([1.0, 1, 0, 0], 6), np.repeat([1.0, 0, 1, 0], 6)
    table = np.column_stack([np.ones(24), first, second, *([first * second] if contrast == "interaction" else [])])
    column = 3 if contrast == "interaction" else 1
    for row in range(3):
        fitted = sm.OLS(np.concatenate([one[row] for one in groups]), table).fit()
        assert done.estimate[row] == pytest.approx(fitted.params[column])
        assert [done.lower[row], done.upper[row]] == pytest.approx(list(fitted.conf_int()[column]))


def test_losses_keep_the_groups_equal() -> None:
    found = solve(parse(_plan(sup(), 5, 10)), 0.8, flow=Flow(attrition=0.2))
    assert found.enrolment.enrolled == 160


@pytest.mark.parametrize(
    ("plan", "field"),
    [
        (_plan(sup(), 0, 10), "difference"),
        (_plan(sup("lower"), 5, 10), "difference"),
        (_plan(ni(3), -3, 10), "difference"),
        (_plan(sup(), 5, 0.0), "sd"),
        (_plan(sup(), 5, 10, contrast="other"), "contrast"),
    ],
)
def test_bad_inputs_are_refused(plan: Plan, field: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse(plan)
    assert [one.field for one in problems(caught.value)] == [field]  # type: ignore[arg-type]


EXAMPLES = [
    Example("main", _plan(sup(), 5, 10), 0.8, vanishing={"difference": 1e-9}),
    Example("interaction, lower, 0.99", _plan(sup("lower"), -12, 10, contrast="interaction"), 0.99),
    Example("margin", _plan(ni(4), -0.5, 10), 0.8),
    Example("equivalence, few, 0.5", _plan(eq(9, 9), 0, 10), 0.5),
    Example("normal", _plan(sup(), 5, 10, method="z"), 0.9, slack=0.015),
]
