"""Predictive values of two tests on the same patients: analysis by another program, formulas, refusals."""

from __future__ import annotations

from math import exp
from typing import Any

import numpy as np
import pytest

from stats.designs.accuracy.predictive_values_paired import _influence, _log_ratio, _values
from stats.normal import z
from stats.refusal import problems
from stats.registry import parse
from stats.simulation import simulate
from stats.solver import solve
from tests.stats.examples import Example, Plan, ni, sup

BASE: Plan = {
    "kind": "predictive_values_paired",
    "goal": sup(),
    "prevalence": 0.2,
    "sensitivity_experimental": 0.9,
    "sensitivity_control": 0.85,
    "specificity_experimental": 0.9,
    "specificity_control": 0.8,
}
NPV = {"which": "npv", "sensitivity_experimental": 0.95}


def plan(**more: Any) -> Any:
    return parse(BASE | more)


@pytest.mark.parametrize(
    ("counts", "ppv", "npv", "covariance"),
    [
        (
            [319, 33, 78, 21, 40, 44, 20, 157],
            (0.92935548725533, 0.0190014497306),
            (0.81359506814, 0.042578341177),
            0.00035930251098,
        ),
        (
            [20, 10, 5, 3, 8, 20, 12, 140],
            (0.93103448276, 0.12765694770),
            (1.0271875, 0.023207326692),
            0.00173539497871,
        ),
    ],
)
def test_analysis_is_that_of_another_program(
    counts: list[int], ppv: tuple[float, float], npv: tuple[float, float], covariance: float
) -> None:
    """R DTComPair 1.2.6, pv.rpv: ratio, standard error of its logarithm, covariance of the two."""
    n, cells = sum(counts), np.array(counts) / sum(counts)
    moves = [_influence(cells, name) for name in ("ppv", "npv")]
    for name, move, expected in zip(("ppv", "npv"), moves, (ppv, npv), strict=True):
        found = exp(float(_log_ratio(cells, name))), float(np.sqrt((cells * move**2).sum() / n))
        assert found == pytest.approx(expected, rel=1e-9)
    assert float((cells * moves[0] * moves[1]).sum() / n) == pytest.approx(covariance, rel=1e-9)


def test_predictive_values_follow_from_bayes() -> None:
    cells = plan(correlation_diseased=0.3, correlation_healthy=0.5)._cells
    assert cells.sum() == pytest.approx(1) and cells.min() >= 0
    ppv = [0.2 * se / (0.2 * se + 0.8 * (1 - sp)) for se, sp in ((0.9, 0.9), (0.85, 0.8))]
    npv = [0.8 * sp / (0.8 * sp + 0.2 * (1 - se)) for se, sp in ((0.9, 0.9), (0.85, 0.8))]
    assert [float(one) for one in _values(cells, "ppv")] == pytest.approx(ppv)
    assert [float(one) for one in _values(cells, "npv")] == pytest.approx(npv)


def test_size_is_the_closed_form() -> None:
    cells = plan()._cells
    variance = float((cells * _influence(cells, "ppv") ** 2).sum())
    expected = (z(0.025) + z(0.2)) ** 2 * variance / float(_log_ratio(cells, "ppv")) ** 2
    assert solve(plan(), 0.8).exact == pytest.approx(expected, rel=1e-9)


def test_positive_and_negative_are_mirrored() -> None:
    """Exchanging results and disease exchanges the two predictive values."""
    mirrored = plan(
        which="npv",
        prevalence=0.8,
        sensitivity_experimental=0.9,
        sensitivity_control=0.8,
        specificity_experimental=0.9,
        specificity_control=0.85,
    )
    assert solve(mirrored, 0.8).exact == pytest.approx(solve(plan(), 0.8).exact, rel=1e-9)


def test_both_lie_between_the_product_and_the_smaller() -> None:
    for n in (100, 400, 900):
        size = {"participants": n}
        ppv, npv, both = (float(plan(**NPV | {"which": one}).attained(size)) for one in ("ppv", "npv", "both"))
        assert ppv * npv <= both <= min(ppv, npv)


def test_a_positive_correlation_saves_people() -> None:
    sizes = [solve(plan(correlation_diseased=phi, correlation_healthy=phi), 0.8).exact for phi in (0.0, 0.3, 0.6)]
    assert sizes == sorted(sizes, reverse=True)


def test_null_boundary_lies_on_the_boundary() -> None:
    for change, name, ratio in (({}, "ppv", 1.0), (NPV, "npv", 1.0), ({"goal": ni(1.2)}, "ppv", 1 / 1.2)):
        cells = plan(**change)._at_null()
        assert exp(float(_log_ratio(cells, name))) == pytest.approx(ratio)
        assert cells.sum() == pytest.approx(1) and cells[:4].sum() == pytest.approx(0.2)


def test_interval_covers() -> None:
    design = plan(correlation_healthy=0.3)
    done, truth = simulate(design, {"participants": 800}, 20_000), exp(float(_log_ratio(design._cells, "ppv")))
    assert ((done.lower <= truth) & (done.upper >= truth)).mean() == pytest.approx(0.95, abs=0.007)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"goal": sup("lower")}, "goal.better"),
        ({"goal": ni(0.9)}, "goal.margin"),
        ({"goal": ni(50.0)}, "goal"),
        ({"goal": ni(1.5), "which": "npv"}, "goal"),
        ({"specificity_experimental": 0.7}, "specificity_experimental"),
        ({"which": "npv", "sensitivity_experimental": 0.6}, "sensitivity_experimental"),
        ({"correlation_diseased": 0.95}, "correlation_diseased"),
        ({"correlation_healthy": -0.5}, "correlation_healthy"),
        ({"prevalence": 0.0}, "prevalence"),
        ({"which": "none"}, "which"),
    ],
)
def test_refused(change: Plan, field: str) -> None:
    with pytest.raises(ValueError) as caught:
        plan(**change)
    found = problems(caught.value)  # type: ignore[arg-type]
    assert [one.field for one in found] == [field] and found[0].phrase.text.fr


EXAMPLES = [
    Example(
        "ppv",
        BASE,
        vanishing={"sensitivity_control": 0.9, "specificity_control": 0.9 - 1e-9},
        slack=0.03,
    ),
    Example("npv, 0.9", BASE | NPV, 0.9, slack=0.05),
    Example("both, correlated", BASE | NPV | {"which": "both", "correlation_healthy": 0.4}, slack=0.05),
    Example("non-inferior", BASE | {"goal": ni(1.15), "specificity_experimental": 0.8}),
    Example(
        "few, 0.5",
        BASE | {"prevalence": 0.5, "specificity_experimental": 0.95, "specificity_control": 0.6},
        0.5,
        slack=0.08,
    ),
]
