"""Reader studies on AUC: RJafroc, MRMCsamplesize, printed values, and scores of readers simulated one by one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError
from scipy.special import ndtri

from stats.obuchowski_rockette import analyse, differences, expected_range, two_modalities
from stats.refusal import NoSolution, Refusal, problems
from stats.registry import parse
from stats.roc import auc_covariance, auc_variance, placements
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


def _latent(wanted: float, auc: float, n: int, m: int) -> float:
    """Correlation of two readers' scores whose areas have the correlation wanted."""
    own = float(auc_variance(auc, n, m))
    low, high = 0.0, 0.999
    for _ in range(40):
        middle = (low + high) / 2
        found = float(auc_covariance((auc, auc), (1, 1), (middle, middle), n, m)) / own
        low, high = (middle, high) if found < wanted else (low, middle)
    return low


def _scored_studies(
    rng: np.random.Generator, trials: int, readers: int, sizes: tuple[int, int], aucs: tuple[float, float], sd: float
) -> tuple[Any, Any, Any]:
    """Scores of every reader on every case in two modalities; differences, and DeLong covariances of the differences."""
    n, m = sizes
    r1, r2, r3 = (_latent(r, sum(aucs) / 2, n, m) for r in (0.45, 0.4, 0.3))
    areas = []
    shape = (trials, readers, n + m)
    common, own = np.sqrt(r3) * rng.standard_normal((trials, 1, n + m)), np.sqrt(r1 - r3) * rng.standard_normal(shape)
    for auc in aucs:
        score = common + own + np.sqrt(r2 - r3) * rng.standard_normal((trials, 1, n + m))
        score += np.sqrt(1 - r1 - r2 + r3) * rng.standard_normal(shape)
        true = np.clip(auc + sd * rng.standard_normal((trials, readers, 1)), 0.5, 0.999)
        score[:, :, :n] += ndtri(true) * np.sqrt(2)
        flat = score.reshape(-1, n + m)
        areas.append([one.reshape(trials, readers, -1) for one in placements(flat[:, :n], flat[:, n:])])
    private = shared = np.zeros(trials)
    for one, other in zip(*areas, strict=True):
        apart = one - other
        apart -= apart.mean(axis=2, keepdims=True)
        k = apart.shape[2]
        single = (apart**2).sum(axis=(1, 2)) / (k - 1) / readers
        together = (apart.sum(axis=1) ** 2).sum(axis=1) / (k - 1)
        cov = (together - readers * single) / (readers * (readers - 1))
        private, shared = private + (single - cov) / k, shared + cov / k
    return (areas[0][0] - areas[1][0]).mean(axis=2), private, shared


def test_power_is_that_of_readers_scores() -> None:
    """Raw scores of 6 readers, DeLong covariances: the model, its covariances and its test hold together."""
    readers, sizes, aucs, sd = 6, (60, 60), (0.88, 0.8), 0.02
    plan = BINORMAL | {
        "readers": 6.0,
        "auc_experimental": aucs[0],
        "auc_control": aucs[1],
        "reader_range": None,
        "within_reader_range": 0.0,
        "sd_reader_modality": sd,
        "correlation_modalities": 0.45,
        "correlation_readers": 0.4,
    }
    design, trials = parse(plan), 2500
    observed, private, shared = _scored_studies(np.random.default_rng(7), trials, readers, sizes, aucs, sd)
    spread = design.spread({"participants": 120})
    assert private.mean() == pytest.approx(float(spread.private), rel=0.06)
    assert shared.mean() == pytest.approx(float(spread.common), rel=0.12)
    assert observed.var(axis=1, ddof=1).mean() == pytest.approx(float(spread.mean_square), rel=0.06)
    test = design.goal.tests()[0]
    claimed = analyse(observed, private, shared, "random", "hillis", test).claimed.mean()
    assert claimed == pytest.approx(power(plan, 120), abs=0.04)
    by_model = claim_rate(design, {"participants": 120}, 10_000).rate
    assert claimed == pytest.approx(by_model, abs=0.035)
    null, private, shared = _scored_studies(np.random.default_rng(8), trials, readers, sizes, (0.8, 0.8), sd)
    assert analyse(null, private, shared, "random", "hillis", test).claimed.mean() <= 0.025 + 0.006 + 3 * 0.0031


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
    Example("margin, 1:2", MARGIN | {"controls_per_case": 2.0}, 0.9),
    Example(
        "high areas, 2:1, power 0.99",
        BINORMAL | {"auc_experimental": 0.96, "auc_control": 0.9, "controls_per_case": 0.5, "readers": 20.0},
        0.99,
    ),
    Example("fixed readers, power 0.5", BINORMAL | {"readers": 4.0, "inference": "fixed_readers"}, 0.5, slack=0.025),
    Example("fixed cases, few", BINORMAL | {"readers": 6.0, "inference": "fixed_cases"}),
    Example("4 readers", VAN_DYKE | {"readers": 4.0, "sd_reader_modality": 0.01}, slack=0.025),
]
