"""Reader studies on AUC: RJafroc, MRMCsamplesize, printed values, and scores of readers simulated one by one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from stats.formulas.readers.obuchowski_rockette import differences, expected_range, two_modalities
from stats.formulas.readers.reader_scores import compare, two_modalities_read
from stats.formulas.roc import auc_variance
from stats.refusal import NoSolution, Refusal, problems
from stats.registry import parse
from stats.simulation import claim_rate
from stats.solver import solve
from tests.stats.examples import Example, Plan, eq, ni, sup

VAR = 0.00080228827
VAN_DYKE: Plan = {
    "kind": "mrmc_auc",
    "goal": sup(),
    "readers": 10.0,
    "auc_experimental": 0.9,
    "auc_control": 0.85,
    "sd_reader_modality": 0.00020040252**0.5,
    "error_variance": VAR,
    "pilot_cases": 114.0,
    "correlation_modalities": 0.00034661371 / VAR,
    "correlation_readers": 0.00034407483 / VAR,
    "correlation_both": 0.00023902837 / VAR,
}
MARGIN: Plan = {
    "kind": "mrmc_auc",
    "goal": ni(0.05),
    "readers": 8.0,
    "auc_experimental": 0.85,
    "auc_control": 0.85,
    "sd_reader_modality": 0.015,
    "correlation_modalities": 0.45,
    "correlation_readers": 0.35,
    "correlation_both": 0.3,
    "variance_model": "obuchowski",
}
CONJECTURED: Plan = {
    "kind": "mrmc_auc",
    "goal": sup(),
    "readers": 10.0,
    "auc_experimental": 0.8,
    "auc_control": 0.7,
    "reader_range": 0.1,
    "within_reader_range": 0.05,
    "range_rule": "normal",
    "correlation_modalities": 0.47,
    "correlation_readers": 0.3,
    "correlation_both": 0.3,
    "variance_model": "obuchowski",
    "method": "obuchowski_rockette",
}
BINORMAL: Plan = {
    key: value for key, value in CONJECTURED.items() if key not in ("variance_model", "method", "range_rule")
}


def power(design: Plan, cases: float) -> float:
    return float(parse(design).attained({"participants": cases}))


def test_numbers_of_rjafroc() -> None:
    """RJafroc 2.1.2, SsPowerGivenJKOrVarCom: the two tails of its F test are one here."""
    design = parse(VAN_DYKE)
    assert power(VAN_DYKE, 119) == pytest.approx(0.80226432601, abs=2e-6)
    _, df = design.spread({"participants": 119}).error_and_df(10, "random", "hillis")
    assert float(df) == pytest.approx(74.4647545029, rel=1e-7)
    assert 118 < solve(design, 0.8).exact < 119


def test_non_inferiority_with_the_formula_of_obuchowski() -> None:
    design = parse(MARGIN)
    error, df = design.spread({"participants": 300}).error_and_df(8, "random", "hillis")
    assert float(df) == pytest.approx(15.1911903379, rel=1e-6)
    assert power(MARGIN, 300) == pytest.approx(0.90686806705, abs=1e-6)
    assert float(auc_variance(0.85, 150, 150, model="obuchowski")) == pytest.approx(0.00065142167105)


def test_fixed_readers_claim_more() -> None:
    """J = 10 random: 83.6%; J = 5: fixed 90%; random 66% by the normal approximation, 52% by Hillis."""
    base = VAN_DYKE | {
        "sd_reader_modality": 0.0005**0.5,
        "error_variance": 0.0008,
        "pilot_cases": 100.0,
        "correlation_modalities": 0.45,
        "correlation_readers": 0.35,
        "correlation_both": 0.3,
    }
    assert power(base, 100) == pytest.approx(0.836, abs=5e-4)
    five = base | {"readers": 5.0}
    assert power(five | {"inference": "fixed_readers"}, 100) == pytest.approx(0.8975, abs=5e-4)
    assert power(five | {"method": "normal"}, 100) == pytest.approx(0.664, abs=5e-4)
    assert power(five, 100) == pytest.approx(0.515, abs=5e-4)
    assert power(five | {"method": "obuchowski_rockette"}, 100) < power(five, 100)


def test_range_to_standard_deviation() -> None:
    """Tippett (1925): 1.12838, 2.32593, 3.07751 standard deviations for 2, 5 and 10 readers."""
    assert [expected_range(j) for j in (2, 5, 10)] == pytest.approx([1.12838, 2.32593, 3.07751], abs=1e-5)
    quarter = parse(CONJECTURED | {"range_rule": "quarter"})
    assert quarter.interaction == pytest.approx((0.1 / 4) ** 2 * 0.2 + (0.05 / 4) ** 2)


def test_negative_covariance_counts_as_none() -> None:
    """Hillis: Cov2 - Cov3 is never below zero."""
    lower = VAN_DYKE | {"correlation_readers": 0.2, "correlation_both": 0.3}
    same = VAN_DYKE | {"correlation_readers": 0.3, "correlation_both": 0.3}
    assert solve(parse(lower), 0.8).exact == pytest.approx(solve(parse(same), 0.8).exact)


@pytest.mark.parametrize("inference", ["random", "fixed_cases"])
def test_cases_cannot_replace_readers(inference: str) -> None:
    with pytest.raises(NoSolution) as caught:
        solve(parse(VAN_DYKE | {"readers": 3.0, "inference": inference, "sd_reader_modality": 0.03}), 0.8)
    assert "Add readers" in caught.value.phrase.text.en and "Ajouter des lecteurs" in caught.value.phrase.text.fr


SCORES = np.array(
    [
        [2.1, 3.3, 0.7, 1.8, 2.6, 1.1, 2.3, 0.4, 1.95, -0.3, 0.85],
        [1.4, 2.2, 0.1, 2.9, 0.8, 1.5, 1.2, 0.3, 2.45, -0.6, 0.5],
        [1.9, 2.5, 1.2, 0.3, 2.2, 0.2, 1.6, 0.95, 1.35, -0.1, 1.0],
        [0.9, 1.7, 0.6, 2.4, 1.1, 1.3, 0.45, 0.7, 1.8, -0.2, 0.65],
    ]
)  # five diseased, then six healthy: two readers with the device, the same two without


def test_covariances_of_proc() -> None:
    """pROC 1.18.0, cov(roc1, roc2, method = "delong") of these scores, in the differences of the two readers."""
    observed, private, common = compare(SCORES[None, :2], SCORES[None, 2:], (5, 6))
    assert observed[0] == pytest.approx([-1 / 30, -2 / 30])
    assert common[0] == pytest.approx(0.0044444444444444)
    assert private[0] == pytest.approx((0.016 + 0.0061111111111111) / 2 - 0.0044444444444444)


SCORED = BINORMAL | {
    "readers": 6.0,
    "auc_experimental": 0.88,
    "reader_range": None,
    "within_reader_range": 0.0,
    "sd_reader_modality": 0.02,
    "auc_control": 0.8,
    "correlation_modalities": 0.45,
    "correlation_readers": 0.4,
}


@pytest.mark.parametrize("ratio", [1.0, 1.4])
def test_spread_is_that_of_readers_scores(ratio: float) -> None:
    """Raw scores of 6 readers, DeLong covariances: the model holds them together."""
    design = parse(SCORED | {"sd_ratio": ratio})
    read = two_modalities_read(
        np.random.default_rng(7), 2500, 6, (60, 60), (0.88, 0.8), ratio, (0.45, 0.4, 0.3), 0.02**2, False
    )
    spread, (observed, private, shared) = design.spread({"participants": 120}), read
    assert observed.mean() == pytest.approx(0.08, abs=0.003)
    assert private.mean() == pytest.approx(float(spread.private), rel=0.05)
    assert shared.mean() == pytest.approx(float(spread.common), rel=0.1)
    assert observed.var(axis=1, ddof=1).mean() == pytest.approx(float(spread.mean_square), rel=0.06)
    total = float(spread.mean_square) / 6 + float(spread.common)
    assert observed.mean(axis=1).var() == pytest.approx(total, rel=0.1)


def test_areas_near_one_do_better_than_announced() -> None:
    """The limits of the card: skewness near 1 raises power, and raises the error of a margin."""
    near = SCORED | {"readers": 8.0, "auc_experimental": 0.96, "auc_control": 0.9, "sd_reader_modality": 0.01}
    assert claim_rate(parse(near), {"participants": 60}, 3000).rate - power(near, 60) == pytest.approx(0.06, abs=0.03)
    margin = near | {"readers": 6.0, "auc_experimental": 0.95, "auc_control": 0.95, "goal": ni(0.05)}
    assert claim_rate(parse(margin), {"participants": 80}, 4000, "null").rate == pytest.approx(0.048, abs=0.012)


def test_printed_formulas_are_for_comparison() -> None:
    design = parse(MARGIN)
    assert design.caution() is not None and parse(BINORMAL).caution() is None
    assert solve(design, 0.8).exact > 1.2 * solve(parse(MARGIN | {"variance_model": "binormal"}), 0.8).exact


def test_an_unusual_order_of_the_correlations_is_said_with_what_it_does_to_the_cases() -> None:
    def read(readers: float, r1: float, r2: float, r3: float) -> Any:
        given = {"correlation_modalities": r1, "correlation_readers": r2, "correlation_both": r3, "readers": readers}
        return parse(BINORMAL | given)

    def said(*given: float) -> str:
        caution = read(*given).caution()
        return "" if caution is None else caution.en

    assert not said(8.0, 0.5, 0.35, 0.3) and not said(8.0, 0.4, 0.41, 0.3)
    assert "r3 exceeds r2" in said(8.0, 0.5, 0.25, 0.3) and "r2 exceeds r1" in said(8.0, 0.35, 0.5, 0.3)
    assert "Fewer than five readers" in said(4.0, 0.5, 0.25, 0.3) and "r3 exceeds r2" in said(4.0, 0.5, 0.25, 0.3)
    cases = {readers: [solve(read(readers, 0.5, r2, 0.3), 0.8).exact for r2 in (0.25, 0.35)] for readers in (3.0, 10.0)}
    assert cases[3.0][0] > cases[3.0][1] and cases[10.0][0] < cases[10.0][1]  # too large with few, too small with many
    swapped, right = (solve(read(8.0, *pair, 0.3), 0.8).exact for pair in ((0.35, 0.5), (0.5, 0.35)))
    assert swapped > 1.5 * right


def test_simulated_covariances_are_unbiased() -> None:
    spread = two_modalities((0.0008, 0.0008), 0.0, 0.45, 0.35, 0.3)
    rng = np.random.default_rng(3)
    observed, private, common = differences(rng, 40_000, 5, 0.0, spread, 60.0)
    assert private.mean() == pytest.approx(float(spread.private), rel=0.01)
    assert common.mean() == pytest.approx(float(spread.common), rel=0.05)
    assert observed.mean(axis=1).var() == pytest.approx(float(spread.private) / 5 + float(spread.common), rel=0.03)


def test_model_without_reader_variation_is_one_paired_comparison() -> None:
    """Readers perfectly alike but for their own error: many of them leave the error of the cases."""
    spread = two_modalities((0.001, 0.001), 0.0, 0.5, 0.5, 0.2)
    error, _ = spread.error_and_df(10_000, "random", "hillis")
    assert float(error) == pytest.approx(float(np.sqrt(spread.common)), rel=1e-3)


def test_higher_areas_vary_less() -> None:
    more = solve(parse(BINORMAL | {"auc_experimental": 0.95, "auc_control": 0.85}), 0.8).exact
    assert more < solve(parse(BINORMAL), 0.8).exact


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"auc_experimental": 0.8}, "auc_experimental"),
        ({"auc_experimental": 0.85}, "auc_experimental"),
        ({"goal": sup("lower")}, "goal.better"),
        ({"goal": eq(0.05, 0.05)}, "goal"),
        ({"readers": 4.5}, "readers"),
        ({"readers": 1.0}, "readers"),
        ({"pilot_cases": None}, "pilot_cases"),
        ({"error_variance": None}, "error_variance"),
        ({"reader_range": 0.1}, "reader_range"),
        ({"sd_reader_modality": None}, "sd_reader_modality"),
        ({"correlation_modalities": 0.8, "correlation_readers": 0.6}, "correlation_readers"),
        ({"goal": ni(0.9)}, "goal"),
    ],
)
def test_what_has_no_meaning_is_refused(change: Plan, field: str) -> None:
    with pytest.raises((ValidationError, Refusal)) as caught:
        parse(VAN_DYKE | change)
    assert field in {one.field for one in problems(caught.value)}


EXAMPLES = [
    Example("10 readers, pilot", VAN_DYKE, vanishing={"auc_experimental": 0.85 + 1e-9}),
    Example(
        "margin, 1:2, pilot",
        VAN_DYKE | {"auc_experimental": 0.86, "goal": ni(0.05), "controls_per_case": 2.0, "readers": 7.0},
        0.9,
    ),
    Example("high areas, power 0.99, pilot", VAN_DYKE | {"auc_experimental": 0.97, "auc_control": 0.9}, 0.99),
    Example("4 readers", VAN_DYKE | {"readers": 4.0, "sd_reader_modality": 0.01}, slack=0.025),
    Example(
        "scores of 5 readers, 1:2, power 0.5",
        SCORED | {"readers": 5.0, "auc_experimental": 0.85, "auc_control": 0.75, "controls_per_case": 2.0},
        0.5,
        slack=0.025,
    ),
    Example("fixed readers", SCORED | {"readers": 4.0, "inference": "fixed_readers"}, slack=0.03),
    Example("fixed cases, few", SCORED | {"inference": "fixed_cases", "auc_control": 0.76}, slack=0.02),
]
