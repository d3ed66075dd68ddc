"""Predictive values against goals: the average over the random number of test positives, the exact test, refusals."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError
from scipy.stats import binom, binomtest

from stats.refusal import Refusal, problems
from stats.registry import parse
from stats.simulation import claim_rate
from stats.solver import solve
from tests.stats.examples import Example, Plan, ni, sup


def raw(prevalence: float = 0.2, se: float = 0.9, sp: float = 0.9, risk: Plan | None = None, **more: Any) -> Plan:
    cohort = {"prevalence": prevalence, "sensitivity": se, "specificity": sp}
    return {"kind": "predictive_values", "goal": risk or sup()} | cohort | more


def plan(*args: Any, **more: Any) -> Any:
    return parse(raw(*args, **more))


def by_hand(n: int, q: float, ppv: float, goal: float, alpha: float) -> float:
    """Power by the p values of SciPy's exact test, averaged over the number of test positives."""
    power = 0.0
    for count in range(1, n + 1):
        right = np.arange(count + 1)
        claimed = [binomtest(int(x), count, goal, alternative="greater").pvalue <= alpha for x in right]
        power += binom.pmf(count, n, q) * binom.pmf(right, count, ppv)[claimed].sum()
    return power


def test_power_is_that_of_scipy_averaged_by_hand() -> None:
    design = plan(0.4, 0.9, 0.8, ppv_goal=0.5)
    q = 0.4 * 0.9 + 0.6 * 0.2
    assert float(design.attained({"participants": 40})) == pytest.approx(by_hand(40, q, 0.36 / q, 0.5, 0.025), abs=1e-9)


def test_a_fixed_number_of_positives_is_the_single_proportion() -> None:
    fixed = solve(plan(ppv_goal=0.6, method="score_fixed"), 0.8)
    single = parse(
        {"kind": "one_proportion", "goal": sup(), "p_expected": 0.18 / 0.26, "p_reference": 0.6, "method": "score"}
    )
    assert fixed.exact * 0.26 == pytest.approx(solve(single, 0.8).exact, rel=1e-9)
    assert fixed.design.caution() is not None
    assert fixed.exact < solve(plan(ppv_goal=0.6, method="score"), 0.8).exact < 854


def test_both_need_at_least_as_many_as_each() -> None:
    sizes = {
        which: solve(plan(which=which, ppv_goal=0.6, npv_goal=0.95), 0.8).analysed for which in ("ppv", "npv", "both")
    }
    assert sizes == {"ppv": 854, "npv": 816, "both": sizes["both"]} and sizes["both"] > 854
    steps = {
        step.label.en: step.value.value for step in solve(plan(which="both", ppv_goal=0.6, npv_goal=0.95), 0.8).steps
    }
    product = steps["Power for the PPV alone"] * steps["Power for the NPV alone"]
    assert product == pytest.approx(0.8, abs=0.005)


def test_a_negative_value_is_a_positive_one_of_the_mirrored_test() -> None:
    negative = plan(0.2, 0.9, 0.8, which="npv", npv_goal=0.92)
    mirrored = plan(0.8, 0.8, 0.9, ppv_goal=0.92)
    for n in (50, 237):
        size = {"participants": n}
        assert float(negative.attained(size)) == pytest.approx(float(mirrored.attained(size)), abs=1e-10)


def test_margin_moves_the_goal() -> None:
    direct = solve(plan(ppv_goal=0.55), 0.8).analysed
    assert solve(plan(risk=ni(0.05), ppv_goal=0.6), 0.8).analysed == direct


def test_simulated_cohorts() -> None:
    for more in (
        {"ppv_goal": 0.5},
        {"which": "npv", "npv_goal": 0.9},
        {"which": "both", "ppv_goal": 0.5, "npv_goal": 0.9},
    ):
        design = plan(**more)
        size = {"participants": 240}
        assert claim_rate(design, size, 40_000).rate == pytest.approx(float(design.attained(size)), abs=0.008)
        assert claim_rate(design, size, 40_000, "null").rate <= 0.028


def test_no_test_positive_is_no_claim() -> None:
    done = plan(0.01, 0.9, 0.99, ppv_goal=0.2).simulate({"participants": 20}, 5000, np.random.default_rng(1))
    assert done.failed.mean() > 0.5 and not (done.failed & done.claimed).any() and np.isfinite(done.estimate).all()


@pytest.mark.parametrize("values", [{"se": 1.0}, {"sp": 1.0}, {"se": 1.0, "sp": 1.0}])
@pytest.mark.parametrize("method", ["exact", "score", "score_fixed"])
def test_perfect_performance(values: dict[str, float], method: str) -> None:
    found = solve(plan(**values, which="both", ppv_goal=0.5, npv_goal=0.9, method=method), 0.8)
    assert found.analysed > 10 and 0.8 <= found.attained <= 1


@pytest.mark.parametrize(
    ("design", "field"),
    [
        (raw(), "ppv_goal"),
        (raw(which="both", ppv_goal=0.6), "npv_goal"),
        (raw(ppv_goal=0.7), "ppv_goal"),
        (raw(which="npv", npv_goal=0.98), "npv_goal"),
        (raw(ppv_goal=0.6, risk=sup("lower")), "goal.better"),
        (raw(ppv_goal=0.1, risk=ni(0.2)), "goal.margin"),
        (raw(0.0, ppv_goal=0.6), "prevalence"),
        (raw(se=1.1, ppv_goal=0.6), "sensitivity"),
    ],
)
def test_what_has_no_meaning_is_refused(design: Plan, field: str) -> None:
    with pytest.raises((ValidationError, Refusal)) as caught:
        parse(design)
    found = problems(caught.value)
    assert field in {one.field for one in found}
    assert all(one.phrase.text.placeholders == set(one.phrase.values) for one in found)


EXAMPLES = [
    Example(
        "PPV, small",
        raw(0.4, 0.9, 0.85, ppv_goal=0.55),
        vanishing={"prevalence": 0.5, "sensitivity": 0.5, "specificity": 0.5, "ppv_goal": 0.5 - 1e-10},
    ),
    Example("NPV beyond 0.95, score", raw(0.1, 0.9, 0.8, which="npv", npv_goal=0.96, method="score"), slack=0.02),
    Example("both, power 0.5", raw(0.3, 0.92, 0.9, which="both", ppv_goal=0.65, npv_goal=0.88), 0.5),
    Example(
        "margin, expected number", raw(0.3, 0.9, 0.9, ni(0.1), ppv_goal=0.8, method="score_fixed"), 0.8, slack=0.03
    ),
]
