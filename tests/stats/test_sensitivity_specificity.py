"""Sensitivity and specificity together: a frozen case, enumeration by SciPy, limits, refusals."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.stats import binom, binomtest

from stats.formulas.accuracy import random_counts as rc
from stats.refusal import problems
from stats.registry import parse
from stats.solver import solve
from tests.stats.examples import Example, Plan, sup

BASE = {
    "kind": "sensitivity_specificity",
    "goal": sup(),
    "sensitivity": 0.9,
    "sensitivity_goal": 0.8,
    "specificity": 0.85,
    "specificity_goal": 0.75,
    "share_diseased": 0.3,
}


def plan(**more: Any) -> Any:
    return parse(BASE | more)


def test_case_dx_pg_02() -> None:
    """140 diseased and 200 non-diseased, one-sided 0.025 each: .8944 x .9280 = .8300."""
    design = plan(share_diseased=140 / 340, sampling="enriched", goal=sup(alpha=0.025, sides=1))
    size = {"participants": 340}
    assert [arm.size for arm in design.arms(340)] == [140, 200]
    assert float(design.attained(size)) == pytest.approx(0.82998531883, abs=1e-9)
    alone = [step.value.value for step in design.steps(size)[:2]]
    assert alone == pytest.approx([0.89436127399, 0.92802018934], abs=1e-9)


@pytest.mark.parametrize(("n", "share"), [(60, 0.3), (383, 0.3), (700, 0.05), (257, 0.97), (12, 0.5)])
def test_average_over_the_random_number_of_cases(n: int, share: float) -> None:
    """Every number of diseased people enumerated, with SciPy's binomial and its own critical values."""
    k = np.arange(n + 1)

    def power(m: Any, p: float, goal: float) -> Any:
        return binom.sf(binom.isf(0.025, m, goal), m, p)

    expected = float((binom.pmf(k, n, share) * power(k, 0.9, 0.8) * power(n - k, 0.85, 0.75)).sum())
    assert float(plan(share_diseased=share).attained({"participants": n})) == pytest.approx(expected, abs=1e-10)


def test_cohort_sizes() -> None:
    """A random number of cases costs little on average; the rarer the disease, the more the cases decide."""
    found = solve(plan(), 0.8)
    assert (found.analysed, [arm.size for arm in found.arms]) == (383, [115, 268])
    assert solve(plan(share_diseased=0.05), 0.8).analysed == 2229
    # with hardly any doubt on specificity only sensitivity is left: 111 or 112 cases on average, as in one_proportion
    alone = solve(plan(share_diseased=0.02, specificity=0.999, specificity_goal=0.5), 0.8)
    assert alone.arms[0].size == pytest.approx(111, abs=3)


def test_average_is_smooth_but_not_always_monotone() -> None:
    """Why the cohort, too, is searched as a saw: a random number of cases smooths the teeth unless it hardly varies."""
    n = {"participants": np.arange(50, 800)}
    assert np.diff(plan().attained(n)).min() > 0
    alone = {"specificity": 0.99, "specificity_goal": 0.3}
    falling = plan(sensitivity=0.99, sensitivity_goal=0.95, share_diseased=0.7, **alone).attained(n)
    assert -0.005 < np.diff(falling).min() < -0.002


def test_assured_cases() -> None:
    """The number of cases reached with a probability is a lower quantile of the binomial."""
    for n, share in ((383, 0.3), (2229, 0.05), (10, 0.01)):
        for assurance in (0.8, 0.9):
            assert rc.assured(n, share, assurance) == binom.ppf(1 - assurance, n, share)
    labels = [step.label.en for step in plan().steps({"participants": 383})]
    assert any("80%" in label for label in labels) and any("90%" in label for label in labels)


def test_losses_apply_to_each_group_of_an_enriched_sample() -> None:
    design = plan(sampling="enriched", share_diseased=0.5)
    assert (design.enrolled(320, 0.9), design.enrolled(321, 0.9)) == (178 * 2, 179 + 178)
    assert plan().enrolled(383, 0.9) == 426


def test_least_success_is_where_the_p_values_cross() -> None:
    values = {name: int(one.value) for name, one in solve(plan(), 0.8).least_success.values.items()}
    for people, right, goal in (("diseased", "positive", 0.8), ("healthy", "negative", 0.75)):
        m, x = values[people], values[right]
        assert binomtest(x, m, goal, "greater").pvalue <= 0.025 < binomtest(x - 1, m, goal, "greater").pvalue


def test_size_of_the_test_is_at_most_alpha() -> None:
    """At the boundary with the other criterion certain, the risk computed rather than simulated."""
    n = np.arange(2, 600)
    for one in (rc.Against(0.8, 0.8, 0.025), rc.Against(0.97, 0.97, 0.025)):
        certain = rc.Against(1 - 1e-12, 0.3, 0.025)
        for share in (0.1, 0.6):
            assert (rc.averaged(n, share, one, certain).both <= 0.025).all()


def test_roles_can_be_exchanged() -> None:
    """The formula does not know which criterion is which."""
    swapped = plan(sensitivity=0.85, sensitivity_goal=0.75, specificity=0.9, specificity_goal=0.8, share_diseased=0.7)
    assert solve(swapped, 0.8).analysed == solve(plan(), 0.8).analysed


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"sensitivity": 0.8}, "sensitivity"),
        ({"specificity": 0.6}, "specificity"),
        ({"goal": sup("lower")}, "goal.better"),
        ({"share_diseased": 0.0}, "share_diseased"),
        ({"share_diseased": 1.0}, "share_diseased"),
        ({"sensitivity": 1.0}, "sensitivity"),
        ({"sampling": "other"}, "sampling"),
    ],
)
def test_refused(change: Plan, field: str) -> None:
    with pytest.raises(ValueError) as caught:
        plan(**change)
    found = problems(caught.value)  # type: ignore[arg-type]
    assert [one.field for one in found] == [field] and found[0].phrase.text.fr


EXAMPLES = [
    Example("cohort", BASE, vanishing={"sensitivity": 0.8 + 1e-9}),
    Example("cohort, rare, 0.9", BASE | {"share_diseased": 0.1, "goal": sup(alpha=0.025, sides=1)}, 0.9),
    Example(
        "enriched, beyond 0.95",
        BASE | {"sampling": "enriched", "share_diseased": 2 / 3, "sensitivity": 0.99, "sensitivity_goal": 0.95},
    ),
    Example(
        "enriched, few, 0.5",
        BASE | {"sampling": "enriched", "share_diseased": 0.5, "sensitivity_goal": 0.5, "specificity_goal": 0.4},
        0.5,
    ),
    Example("normal, cohort", BASE | {"test": "normal"}, 0.9),
    Example("normal, enriched", BASE | {"test": "normal", "sampling": "enriched"}, 0.8, slack=0.04),
]
