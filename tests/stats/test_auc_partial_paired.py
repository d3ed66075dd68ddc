"""Two partial AUCs on the same patients: pROC's published example, the components, the full area as a limit."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError
from scipy.integrate import quad
from scipy.special import ndtr, ndtri

from stats.formulas.accuracy.partial_auc import component_covariances, empirical_components, partial_area
from stats.formulas.roc import paired_scores
from stats.refusal import Refusal, problems
from stats.registry import parse
from stats.solver import solve
from tests.stats.examples import Example, Plan, ni, sup


def raw(first: float, second: float, fpr_to: float, risk: Plan | None = None, rho: float = 0.5, **more: Any) -> Plan:
    areas = {"auc_experimental": first, "auc_control": second, "correlation_diseased": rho, "correlation_healthy": rho}
    return {"kind": "auc_partial_paired", "goal": risk or sup(), "fpr_to": fpr_to} | areas | more


def plan(*args: Any, **more: Any) -> Any:
    return parse(raw(*args, **more))


PROC = float(ndtr(2.6 / np.sqrt(2))), float(ndtr(1.9 / np.sqrt(2)))


def test_example_of_proc() -> None:
    """roc-two-01: A1 = 2.6, A2 = 1.9, B = 1, correlations 0.6, rates 0 to 0.2, difference rounded to 0.037."""
    found = solve(plan(*PROC, 0.2, rho=0.6, difference=0.037, method="obuchowski_mcclish"), 0.9)
    assert found.exact / 2 == pytest.approx(151.9199458567, abs=1e-5)


@pytest.mark.parametrize(
    ("auc", "s", "rates"), [(0.9, 1.0, (0.0, 0.2)), (0.8, 1.5, (0.1, 0.4)), (0.7, 0.8, (0.3, 1.0))]
)
def test_partial_area_is_the_integral_of_the_curve(auc: float, s: float, rates: tuple[float, float]) -> None:
    a, b = ndtri(auc) * np.sqrt(1 + 1 / s**2), 1 / s
    area = quad(lambda t: ndtr(a + b * ndtri(t)), *rates)[0]
    assert partial_area(auc, s, rates) == pytest.approx(area, abs=1e-6)


def test_whole_range_is_the_paired_design() -> None:
    whole = solve(plan(0.85, 0.75, 1.0), 0.8).exact
    paired = raw(0.85, 0.75, 1.0) | {"kind": "auc_paired"}
    paired.pop("fpr_to")
    assert whole == pytest.approx(solve(parse(paired), 0.8).exact, rel=0.02)  # which keeps the terms in 1 / (n m)


def test_components_have_the_variance_of_the_estimate() -> None:
    model, rates, sizes = ((0.85, 0.75), (1.3, 0.9), (0.6, 0.3)), (0.1, 0.4), (80, 120)
    pair = paired_scores(np.random.default_rng(2), 6000, sizes, *model)
    one, other = (empirical_components(*score, rates) for score in pair)
    diseased, healthy = component_covariances(*model, rates)
    expected = diseased / sizes[0] + healthy / sizes[1]
    assert np.cov(one[0], other[0]) == pytest.approx(expected, rel=0.08)
    assert one[0].mean() == pytest.approx(partial_area(0.85, 1.3, rates), abs=0.002)
    estimated = (one[1] - other[1]).var(axis=1, ddof=1) / 80 + (one[2] - other[2]).var(axis=1, ddof=1) / 120
    assert estimated.mean() == pytest.approx(expected[0, 0] + expected[1, 1] - 2 * expected[0, 1], rel=0.08)


def test_empirical_area_is_counted_by_hand() -> None:
    cases, controls = np.array([[2.1, 3.3, 0.7]]), np.array([[1.1, 2.3, 0.4, 1.9, -0.3]])
    area, _, _ = empirical_components(cases, controls, (0.0, 0.4))
    # false positive rates up to 0.4 take the two highest healthy scores: 1 case above 2.3, 2 above 1.9
    assert area[0] == pytest.approx(0.2 * (1 / 3) + 0.2 * (2 / 3))


@pytest.mark.parametrize(
    ("design", "field"),
    [
        (raw(0.8, 0.85, 0.2), "auc_experimental"),
        (raw(0.85, 0.8, 0.2, difference=-0.01), "difference"),
        (raw(0.85, 0.8, 0.2, fpr_from=0.2), "fpr_to"),
        (raw(0.85, 0.85, 0.2, ni(0.19)), "goal.margin"),
        (raw(0.85, 0.8, 0.2, sup("lower")), "goal.better"),
        (raw(0.85, 0.8, 1.2), "fpr_to"),
    ],
)
def test_what_has_no_meaning_is_refused(design: Plan, field: str) -> None:
    with pytest.raises((ValidationError, Refusal)) as caught:
        parse(design)
    assert field in {one.field for one in problems(caught.value)}


EXAMPLES = [
    Example(
        "1:2",
        raw(0.85, 0.7, 0.3, controls_per_case=2.0, sd_ratio=1.25),
        vanishing={"auc_experimental": 0.7 + 1e-9},
        slack=0.02,
    ),
    Example("2:1 near 1, power 0.99", raw(0.96, 0.88, 0.5, rho=0.3, controls_per_case=0.5), 0.99, slack=0.02),
    Example("margin", raw(0.8, 0.8, 0.4, ni(0.05), rho=0.6, fpr_from=0.1), slack=0.02),
]
