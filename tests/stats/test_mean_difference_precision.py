"""Width of the interval of a difference in means: presize, one mean as a limit, simulation of both estimated variances."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError
from scipy.stats import chi2, norm, ttest_ind

from stats.refusal import Refusal, problems
from stats.registry import parse
from stats.solver import solve
from tests.stats.examples import Example, Plan


def _plan(sd: float, control: float | None = None, r: float = 1, assurance: float | None = None, **more: Any) -> Plan:
    goal = {"kind": "precision", "assurance": assurance}
    return {
        "kind": "mean_difference_precision",
        "goal": goal,
        "sd": sd,
        "sd_control": control,
        "allocation": r,
    } | more


def test_presize() -> None:
    """presize 0.3.7 prec_meandiff(delta = 3, sd1 = 10, sd2 = 12, conf.width = 5, variance = "unequal")"""
    found = solve(parse(_plan(10, 12)), 5)
    assert found.exact == pytest.approx(2 * 151.225866492, abs=1e-4)
    assert [arm.size for arm in found.arms] == [152, 152]


@pytest.mark.parametrize(("n", "r"), [(9, 2.0), (60, 1.0), (21, 0.5)])
@pytest.mark.parametrize("method", ["welch", "pooled"])
def test_simulated_widths(n: int, r: float, method: str) -> None:
    size = {"participants": n}
    plain, assured = parse(_plan(2, 3, r, method=method)), parse(_plan(2, 3, r, 0.9, method=method))
    done = plain.simulate(size, 100_000, np.random.default_rng(1))
    width = done.upper - done.lower
    average = {step.label.en: step.value.value for step in plain.steps(size)}["Average width"]
    assert average == pytest.approx(width.mean(), abs=4 * width.std() / np.sqrt(len(width)))
    assert (width <= float(assured.attained(size))).mean() == pytest.approx(0.9, abs=0.004)
    if method == "welch":
        assert done.claimed.mean() == pytest.approx(0.95, abs=0.012 if n == 9 else 0.004)


def test_pooled_with_a_common_deviation_is_a_chi_square() -> None:
    design = parse(_plan(4, r=2, assurance=0.8, method="pooled"))
    exact = float(parse(_plan(4, r=2, method="pooled")).attained({"participants": 30})) * np.sqrt(
        chi2.ppf(0.8, 28) / 28
    )
    assert float(design.attained({"participants": 30})) == pytest.approx(exact, rel=1e-9)


def test_interval_is_that_of_scipy() -> None:
    rng = np.random.default_rng(4)
    first, second = rng.normal(0, 2, 12), rng.normal(0, 5, 7)
    for method in ("welch", "pooled"):
        known = _plan(first.std(ddof=1), second.std(ddof=1), 12 / 7, method=method)
        bounds = ttest_ind(first, second, equal_var=method == "pooled").confidence_interval(0.95)
        assert float(parse(known).attained({"participants": 19})) == pytest.approx(bounds.high - bounds.low, rel=1e-9)


def test_normal_closed_form() -> None:
    total = (2 * norm.ppf(0.975) / 5) ** 2 * (2 * 100 + 2 * 144)
    assert solve(parse(_plan(10, 12, method="z")), 5).exact == pytest.approx(total)


def test_a_very_large_arm_leaves_the_other_alone() -> None:
    one = parse({"kind": "mean_precision", "goal": {"kind": "precision", "assurance": 0.9}, "sd": 3})
    two = parse(_plan(1e-6, 3, 1.0, 0.9))
    assert float(two.attained({"participants": 40})) == pytest.approx(
        float(one.attained({"participants": 20})), rel=1e-5
    )


@pytest.mark.parametrize(
    ("plan", "field"), [(_plan(2, assurance=0.9, method="z"), "goal.assurance"), (_plan(2, 0.0), "sd_control")]
)
def test_refusals(plan: Plan, field: str) -> None:
    with pytest.raises((ValidationError, Refusal)) as caught:
        parse(plan)
    assert field in {one.field for one in problems(caught.value)}


EXAMPLES = [
    Example("welch", _plan(10, 12), 5, twin=_plan(12, 10)),
    Example("welch, 2:1, assurance", _plan(2, 3, 2, 0.9), 3, twin=_plan(3, 2, 0.5, 0.9)),
    Example("pooled, few", _plan(1, method="pooled", r=0.5), 2.2, twin=_plan(1, method="pooled", r=2.0)),
    Example("normal", _plan(5, method="z", goal={"kind": "precision", "confidence": 0.9}), 3),
]
