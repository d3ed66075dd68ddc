"""Two AUCs on the same patients: pROC, the exact covariance, DeLong's paired test."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError
from scipy.stats import multivariate_normal

from stats.formulas.roc import (
    auc_covariance,
    auc_variance,
    binormal_estimate_terms,
    binormal_terms,
    both_beyond,
    delong_paired,
    paired_scores,
    placements,
)
from stats.refusal import Refusal, problems
from stats.registry import parse
from stats.simulation import claim_rate
from stats.solver import solve
from tests.stats.examples import Example, Plan, eq, ni, sup


def raw(first: float, second: float, risk: Plan | None = None, rho: float = 0.5, **more: Any) -> Plan:
    areas = {"auc_experimental": first, "auc_control": second, "correlation_diseased": rho, "correlation_healthy": rho}
    return {"kind": "auc_paired", "goal": risk or sup()} | areas | more


def plan(first: float, second: float, risk: Plan | None = None, rho: float = 0.5, **more: Any) -> Any:
    return parse(raw(first, second, risk, rho, **more))


@pytest.mark.parametrize(("h", "k", "rho"), [(1.2, 0.8, 0.4), (0.1, 2.0, -0.7), (1.0, 1.0, 0.95), (2.5, 0.3, 0.0)])
def test_bivariate_normal(h: float, k: float, rho: float) -> None:
    joint = multivariate_normal(cov=[[1, rho], [rho, 1]])
    apart = multivariate_normal().cdf(h) * multivariate_normal().cdf(k)
    assert both_beyond(h, k, rho) == pytest.approx(joint.cdf([h, k]) - apart, abs=2e-6)


def test_covariance_of_a_score_with_itself_is_its_variance() -> None:
    for auc, s in ((0.85, 1.0), (0.7, 2.0)):
        terms = auc_covariance((auc, auc), (s, s), (0.999999, 0.999999), 40, 90)
        assert float(terms) == pytest.approx(float(auc_variance(auc, 40, 90, s)), rel=1e-3)


def test_covariance_is_that_of_simulated_areas() -> None:
    aucs, ratios, rho, sizes = (0.9, 0.75), (1.5, 0.8), (0.7, 0.2), (25, 60)
    first, second = paired_scores(np.random.default_rng(5), 30_000, sizes, aucs, ratios, rho)
    areas = [placements(*one)[0].mean(axis=1) for one in (first, second)]
    assert [one.mean() for one in areas] == pytest.approx(aucs, abs=0.002)
    expected = float(auc_covariance(aucs, ratios, rho, *sizes))
    assert np.cov(*areas)[0, 1] == pytest.approx(expected, rel=0.05)
    difference, variance = delong_paired(first, second)
    parts = [float(auc_variance(a, *sizes, s)) for a, s in zip(aucs, ratios, strict=True)]
    assert variance.mean() == pytest.approx(sum(parts) - 2 * expected, rel=0.05)
    assert difference.mean() == pytest.approx(0.15, abs=0.002)


def test_delong_agrees_with_proc() -> None:
    """pROC 1.18.0: roc.test(method = "delong", paired = TRUE) on these scores gives Z."""
    cases = np.array([[2.1, 3.3, 0.7, 1.8, 2.6]]), np.array([[1.4, 2.2, 0.1, 2.9, 0.8]])
    controls = np.array([[1.1, 2.3, 0.4, 1.9, -0.3, 0.9]]), np.array([[1.5, 1.2, 0.3, 2.4, -0.6, 0.5]])
    difference, variance = delong_paired((cases[0], controls[0]), (cases[1], controls[1]))
    assert difference[0] == pytest.approx(0.4 / 3)
    assert difference[0] / np.sqrt(variance[0]) == pytest.approx(0.803219328902, abs=1e-9)


def test_proc_leaves_out_the_covariance_of_the_binormal_parameters() -> None:
    """With it, the binormal variance is a little below that of the empirical area; without it, 40% larger."""
    printed, _, _ = binormal_estimate_terms((0.85, 0.85), (1, 1), (0.5, 0.5), 1.0)
    a, b, by_a, by_b = binormal_terms(0.85, 1.0)
    exact = float(auc_variance(0.85, 1000, 1000)) * 1000
    assert 0.93 * exact < printed + by_a * by_b * a * b < exact
    assert printed > 1.35 * exact


def test_numbers_of_proc() -> None:
    """power.roc.test(list(A1 = 2.6, B1 = 1, A2 = 1.9, B2 = 1, rn = .6, ra = .6, delta = ...), power = .9), whole areas."""
    from scipy.special import ndtr

    aucs = float(ndtr(2.6 / np.sqrt(2))), float(ndtr(1.9 / np.sqrt(2)))
    found = solve(plan(*aucs, rho=0.6, method="obuchowski_mcclish"), 0.9)
    assert found.exact / 2 == pytest.approx(107.05055, abs=1e-4)


def test_equivalences() -> None:
    base = solve(plan(0.9, 0.82), 0.9).exact
    assert solve(plan(0.9, 0.82, sup(alpha=0.025, sides=1)), 0.9).exact == pytest.approx(base)
    assert solve(plan(0.9, 0.82, rho=0.7), 0.9).exact < base < solve(plan(0.9, 0.82, rho=0.0), 0.9).exact
    assert solve(plan(0.85, 0.85, eq(0.06, 0.06)), 0.8).exact > solve(plan(0.85, 0.85, ni(0.06)), 0.8).exact


def test_one_perfectly_known_score_is_the_single_area() -> None:
    """Uncorrelated scores: the variances add up."""
    design = plan(0.9, 0.8, rho=0.0)
    error = {step.label.en: step.value.value for step in design.steps({"participants": 200})}
    both = error["Standard error of the first AUC"] ** 2 + error["Standard error of the second AUC"] ** 2
    assert error["Standard error of the difference"] ** 2 == pytest.approx(both)
    assert error["Correlation of the two estimated AUCs"] == pytest.approx(0, abs=1e-12)


def test_other_formulas_miss_the_power_of_the_test() -> None:
    design = plan(0.9, 0.82, controls_per_case=4.0)
    for method, rate in (("hanley_mcneil", 0.928), ("obuchowski_mcclish", 0.961)):
        other = design.model_copy(update={"method": method})
        size = {"participants": solve(other, 0.8).analysed}
        assert other.caution() is not None
        assert claim_rate(other, size, 4000).rate == pytest.approx(rate, abs=0.02)


@pytest.mark.parametrize(
    ("design", "field"),
    [
        (raw(0.8, 0.85), "auc_experimental"),
        (raw(0.8, 0.8), "auc_experimental"),
        (raw(0.85, 0.8, sup("lower")), "goal.better"),
        (raw(0.7, 0.85, ni(0.1)), "auc_experimental"),
        (raw(0.85, 0.85, eq(0.1, 0.2)), "goal"),
        (raw(0.85, 0.8, rho=1.0), "correlation_diseased"),
        (raw(1.0, 0.8), "auc_experimental"),
    ],
)
def test_what_has_no_meaning_is_refused(design: Plan, field: str) -> None:
    with pytest.raises((ValidationError, Refusal)) as caught:
        parse(design)
    assert field in {one.field for one in problems(caught.value)}


EXAMPLES = [
    Example(
        "1:2",
        raw(0.85, 0.7, rho=0.4, controls_per_case=2.0, sd_ratio=1.25),
        twin=raw(0.85, 0.7, rho=0.4, controls_per_case=0.5, sd_ratio=0.8),
        vanishing={"auc_experimental": 0.7 + 1e-9},
        slack=0.02,
    ),
    Example("2:1 near 1, power 0.99", raw(0.96, 0.85, rho=0.3, controls_per_case=0.5), 0.99, slack=0.02),
    Example("margin", raw(0.8, 0.78, ni(0.08), rho=0.6)),
    Example("equivalence, power 0.5", raw(0.75, 0.75, eq(0.1, 0.1)), 0.5, slack=0.02),
]
