"""A proportion in the smallest subgroup: the size of the subgroup, and of the enrolment that reaches it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError
from scipy.stats import binom

from stats.refusal import Refusal, problems
from stats.registry import parse
from stats.solver import solve
from tests.stats.examples import Example, Plan


def _plan(p: float, *shares: float, assurance: float | None = None, **more: Any) -> Plan:
    goal = {"kind": "precision", "assurance": assurance}
    return {"kind": "subgroup_precision", "goal": goal, "p_expected": p, "shares": list(shares)} | more


def alone(p: float, **more: Any) -> Any:
    goal = {"kind": "precision", "assurance": more.pop("assurance", None)}
    return parse({"kind": "one_proportion_precision", "goal": goal, "p_expected": p} | more)


def test_the_smallest_subgroup_needs_what_a_study_of_it_alone_needs() -> None:
    one = solve(alone(0.9), 0.1)
    cohort = solve(parse(_plan(0.9, 0.6, 0.3, 0.1)), 0.1)
    assert cohort.exact == pytest.approx(one.exact / 0.1)
    quota = solve(parse(_plan(0.9, 0.6, 0.3, 0.1, sampling="quota")), 0.1)
    assert [arm.size for arm in quota.arms] == [one.analysed] * 3 == [158] * 3
    strata = solve(parse(_plan(0.9, 0.6, 0.3, 0.1, sampling="stratified")), 0.1)
    assert (
        strata.analysed == 1573 and [arm.size for arm in strata.arms] == [944, 471, 158] or strata.arms[2].size == 158
    )
    whole = solve(parse(_plan(0.9, 1.0)), 0.1)
    assert whole.exact == pytest.approx(one.exact)


@pytest.mark.parametrize("share", [0.1, 0.03, 0.45])
@pytest.mark.parametrize("assurance", [0.8, 0.9, 0.99])
def test_a_cohort_that_reaches_the_number_with_assurance(share: float, assurance: float) -> None:
    found = solve(parse(_plan(0.9, share, 0.9, size_assurance=assurance)), 0.1)
    needed = solve(alone(0.9), 0.1).analysed
    assert needed == 158
    assert binom.sf(needed - 1, found.analysed, share) >= assurance
    assert binom.sf(needed - 1, found.analysed - 1, share) < assurance
    assert found.first == found.analysed  # the width never rises with the size


def test_steps_give_the_enrolment_with_assurance() -> None:
    found = solve(parse(_plan(0.9, 0.6, 0.3, 0.1)), 0.1)
    steps = {step.label.en: step.value.value for step in found.steps}
    assert steps["Number to reach in the smallest subgroup"] == 158
    for level in (80, 90):
        n = int(steps[f"Participants giving this number with {level}% assurance"])
        assert binom.sf(157, n, 0.1) >= level / 100 > binom.sf(157, n - 1, 0.1)
    assert steps["subgroup 2"] == pytest.approx(0.3 * found.analysed)


def test_both_assurances_in_simulated_studies() -> None:
    design = parse(_plan(0.85, 0.7, 0.2, 0.1, assurance=0.9, size_assurance=0.9))
    found = solve(design, 0.2)
    done = design.simulate({"participants": found.analysed}, 100_000, np.random.default_rng(1))
    kept = (done.upper - done.lower <= 0.2).mean()
    assert kept > 0.9  # a larger subgroup than its guaranteed number is the rule
    assert done.claimed.mean() >= 0.95


def test_a_subgroup_that_may_be_empty_is_a_failure() -> None:
    done = parse(_plan(0.9, 0.95, 0.05)).simulate({"participants": 20}, 50_000, np.random.default_rng(2))
    assert done.failed.mean() == pytest.approx(0.95**20, abs=0.01)
    assert not done.claimed[done.failed].any()


@pytest.mark.parametrize(
    ("plan", "field"),
    [
        (_plan(0.9, 0.6, 0.5, sampling="quota"), "shares"),
        (_plan(0.9, 0.6, 0.4, sampling="quota", size_assurance=0.9), "size_assurance"),
        (_plan(0.9, 0.6, 0.0), "shares"),
        (_plan(0.9), "shares"),
        (_plan(1.0, 0.6), "p_expected"),
    ],
)
def test_refusals(plan: Plan, field: str) -> None:
    with pytest.raises((ValidationError, Refusal)) as caught:
        parse(plan)
    assert field in {one.field for one in problems(caught.value)}


EXAMPLES = [
    Example("cohort", _plan(0.9, 0.6, 0.3, 0.1), 0.15),
    Example("cohort, assured size, extreme", _plan(0.98, 0.7, 0.3, size_assurance=0.9), 0.1),
    Example("quota, assurance", _plan(0.9, 0.5, 0.3, 0.2, assurance=0.8, sampling="quota", interval="wilson"), 0.2),
    Example("strata, few", _plan(0.8, 0.7, 0.3, sampling="stratified", interval="wilson"), 0.6),
]
