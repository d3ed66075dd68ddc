"""Several lesions per case, and Blume's bound: whole numbers of MRMCsamplesize 1.0.0, and what is refused."""

from __future__ import annotations

import pytest

from stats.refusal import problems
from stats.registry import parse
from stats.simulation import claim_rate
from stats.solver import solve
from tests.stats.examples import Plan, sup


def plan(readers: int, ratio: float, **more: object) -> Plan:
    """sampleSize_MRMC(J, delta = 0.08, theta = 0.8, rangeb = 0.1, rangew = 0.02, r1 = 0.47, r2 = 0.35, r3 = 0.3, power = 0.9)."""
    return {
        "kind": "mrmc_auc",
        "goal": sup(),
        "readers": float(readers),
        "auc_experimental": 0.84,
        "auc_control": 0.76,
        "reader_range": 0.1,
        "within_reader_range": 0.02,
        "range_rule": "normal",
        "method": "obuchowski_rockette",
        "variance_model": "obuchowski",
        "correlation_modalities": 0.47,
        "correlation_readers": 0.35,
        "correlation_both": 0.3,
        "controls_per_case": ratio,
    } | more


def binary(readers: int, **more: object) -> Plan:
    kept = {key: value for key, value in plan(readers, 1.0).items() if key[:4] not in ("auc_", "cont")}
    return kept | {"kind": "mrmc_binary", "p_experimental": 0.84, "p_control": 0.76, "variance_model": "mean"} | more


@pytest.mark.parametrize(
    ("design", "total"),
    [
        (plan(10, 2.0, lesions=1.5, lesion_icc=0.1), 108),
        (plan(16, 2.0, lesions=1.5, lesion_icc=0.5), 84),
        (plan(10, 2.0, lesions=3.0, lesion_icc=0.1), 63),
        (plan(10, 2.0, lesions=3.0, lesion_icc=0.5), 102),
        (binary(10, lesions=1.5, lesion_icc=0.5), 70),
        (binary(16, lesions=3.0, lesion_icc=0.1), 22),
        (binary(10, lesions=3.0, lesion_icc=0.5), 56),
        (binary(16, lesions=3.0, lesion_icc=0.5), 37),
    ],
)
def test_lesions_of_mrmcsamplesize(design: Plan, total: int) -> None:
    assert solve(parse(design), 0.9).analysed == total


@pytest.mark.parametrize(
    ("readers", "theta", "ratio", "total"),
    [(8, 0.7, 1.0, 202), (8, 0.85, 1.0, 124), (15, 0.7, 2.0, 162), (15, 0.85, 2.0, 99)],
)
def test_bound_of_blume(readers: int, theta: float, ratio: float, total: int) -> None:
    areas = {"auc_experimental": theta + 0.04, "auc_control": theta - 0.04}
    assert solve(parse(plan(readers, ratio, variance_model="blume") | areas), 0.8).analysed == total


@pytest.mark.parametrize("design", [plan(8, 1.0), binary(8)], ids=("auc", "binary"))
def test_lesions_as_alike_as_can_be_count_as_one(design: Plan) -> None:
    one = solve(parse(design), 0.9).exact
    assert solve(parse(design | {"lesions": 4.0, "lesion_icc": 1.0}), 0.9).exact == pytest.approx(one, rel=1e-9)
    apart = solve(parse(design | {"lesions": 4.0, "lesion_icc": 0.0}), 0.9).exact
    assert apart == pytest.approx(max(one / 4, 4), rel=1e-9)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"lesions": 2.0}, "lesion_icc"),
        ({"lesions": 2.0, "lesion_icc": 0.5, "error_variance": 0.001, "pilot_cases": 80.0}, "lesions"),
    ],
)
def test_lesions_need_their_correlation_and_no_pilot(more: Plan, field: str) -> None:
    with pytest.raises(ValueError) as refused:
        parse(plan(8, 1.0, **more))
    assert field in {one.field for one in problems(refused.value)}  # type: ignore[arg-type]


def test_the_analysis_is_simulated_with_lesions() -> None:
    design = parse(binary(10, lesions=2.0, lesion_icc=0.5, method="hillis"))
    size = solve(design, 0.8).analysed
    assert claim_rate(design, {"participants": size}, 4000).rate == pytest.approx(0.8, abs=0.03)
