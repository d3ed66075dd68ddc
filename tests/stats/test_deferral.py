"""Accuracy among answered cases and coverage: enumeration by SciPy, limits, refusals."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.stats import binom, binomtest, multinomial

from stats.refusal import problems
from stats.registry import parse
from stats.solver import solve
from tests.stats.examples import Example, Plan, sup

BASE = {
    "kind": "deferral",
    "goal": sup(),
    "accuracy": 0.92,
    "accuracy_goal": 0.85,
    "deferred": 0.15,
    "coverage_floor": 0.75,
}


def plan(**more: Any) -> Any:
    return parse(BASE | more)


@pytest.mark.parametrize(("n", "deferred"), [(8, 0.05), (40, 0.15), (60, 0.2)])
def test_every_outcome_enumerated(n: int, deferred: float) -> None:
    """All (right, wrong, deferred) counts, by the p values of SciPy's binomial test."""
    accurate = [[binomtest(x, a, 0.6, "greater").pvalue for x in range(a + 1)] if a else [1.0] for a in range(n + 1)]
    answered = [binomtest(a, n, 0.55, "greater").pvalue for a in range(n + 1)]
    law = multinomial(n, [(1 - deferred) * 0.92, (1 - deferred) * 0.08, deferred])
    power = sum(
        law.pmf([x, a - x, n - a])
        for a in range(n + 1)
        for x in range(a + 1)
        if answered[a] <= 0.025 and accurate[a][x] <= 0.025
    )
    ours = plan(deferred=deferred, accuracy_goal=0.6, coverage_floor=0.55).attained({"participants": n})
    assert float(ours) == pytest.approx(power, abs=1e-10)


def test_without_doubt_on_coverage_accuracy_is_all() -> None:
    """Hardly any deferral and a low floor: one_proportion, exact."""
    single = parse({"kind": "one_proportion", "goal": sup(), "p_expected": 0.92, "p_reference": 0.85})
    sure = plan(deferred=1e-12, coverage_floor=0.2)
    n = {"participants": np.array([50, 225, 240, 700])}
    np.testing.assert_allclose(sure.attained(n), single.attained(n), atol=1e-9)


def test_marginal_powers_in_the_steps() -> None:
    n, a = 300, np.arange(301)
    weight, power = binom.pmf(a, n, 0.85), binom.sf(binom.isf(0.025, a, 0.85), a, 0.92)
    enough = a > binom.isf(0.025, n, 0.75)
    said = {step.label.en: step.value.value for step in plan().steps({"participants": n})}
    assert said["Power for the accuracy alone"] == pytest.approx((weight * power).sum(), abs=1e-9)
    assert said["Power for the coverage alone"] == pytest.approx(weight[enough].sum(), abs=1e-9)
    both = float(plan().attained({"participants": n}))
    assert both == pytest.approx((weight * power)[enough].sum(), abs=1e-9)


def test_normal_stays_near_exact() -> None:
    for change in ({}, {"deferred": 0.3, "coverage_floor": 0.6}):
        exact, normal = (solve(plan(test=test, **change), 0.8) for test in ("exact", "normal"))
        assert normal.analysed == pytest.approx(exact.analysed, rel=0.12)


def test_least_success_is_where_the_p_values_cross() -> None:
    values = {name: int(one.value) for name, one in solve(plan(), 0.8).least_success.values.items()}
    for count, among, goal in ((values["answered"], values["n"], 0.75), (values["right"], values["given"], 0.85)):
        now, before = (binomtest(x, among, goal, "greater").pvalue for x in (count, count - 1))
        assert now <= 0.025 < before


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"accuracy": 0.8}, "accuracy"),
        ({"deferred": 0.25}, "deferred"),
        ({"deferred": 1.0}, "deferred"),
        ({"goal": sup("lower")}, "goal.better"),
        ({"coverage_floor": 0.0}, "coverage_floor"),
    ],
)
def test_refused(change: Plan, field: str) -> None:
    with pytest.raises(ValueError) as caught:
        plan(**change)
    found = problems(caught.value)  # type: ignore[arg-type]
    assert [one.field for one in found] == [field] and found[0].phrase.text.fr


EXAMPLES = [
    Example("both claims count", BASE, vanishing={"accuracy": 0.85 + 1e-9}),
    Example("coverage decides, 0.9", BASE | {"coverage_floor": 0.8, "accuracy_goal": 0.8}, 0.9),
    Example("few, one-sided, 0.5", BASE | {"accuracy_goal": 0.6, "coverage_floor": 0.5, "goal": sup(sides=1)}, 0.5),
    Example("beyond 0.95", BASE | {"accuracy": 0.99, "accuracy_goal": 0.96, "deferred": 0.02, "coverage_floor": 0.94}),
    Example("normal, 0.99", BASE | {"test": "normal"}, 0.99, slack=0.02),
]
