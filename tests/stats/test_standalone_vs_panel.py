"""A device alone against a panel of readers: RJafroc, the covariance matrix built by hand, the ceiling of readers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from stats.formulas.readers.obuchowski_rockette import against_one, analyse
from stats.formulas.readers.reader_scores import compare, device_and_panel
from stats.refusal import NoSolution, Refusal, problems
from stats.registry import parse
from stats.solver import solve
from tests.stats.examples import Example, Plan, ni, sup
from tests.stats.test_mrmc_auc import SCORES

BASE: Plan = {
    "kind": "standalone_vs_panel",
    "goal": sup(),
    "readers": 10.0,
    "auc_experimental": 0.92,
    "auc_control": 0.85,
    "sd_readers": 0.04,
    "correlation_readers": 0.4,
    "correlation_alone": 0.2,
}
PILOT: Plan = BASE | {
    "readers": 6.0,
    "auc_experimental": 0.93,
    "sd_readers": 0.03,
    "correlation_readers": 0.35,
    "correlation_alone": 0.1,
    "error_variance": 0.001,
    "error_variance_alone": 0.0007,
    "pilot_cases": 80.0,
}


def power(base: Plan, cases: float, **change: Any) -> float:
    return float(parse(base | change).attained({"participants": cases}))


def test_number_of_rjafroc() -> None:
    """RJafroc 2.1.2, SsPowerGivenJKOrVarCom on the differences from the device: the same test with one modality less."""
    assert power(PILOT, 150) == pytest.approx(0.854390873696, abs=1e-5)


def test_spread_is_that_of_the_covariance_matrix() -> None:
    v, alone, rr, ra, j = 0.001, 0.0007, 0.35, 0.1, 5
    matrix = np.full((j + 1, j + 1), rr * v)
    np.fill_diagonal(matrix, v)
    matrix[0, :] = matrix[:, 0] = ra * np.sqrt(v * alone)
    matrix[0, 0] = alone
    contrast = np.hstack([np.ones((j, 1)), -np.eye(j)])
    found = contrast @ matrix @ contrast.T
    spread = against_one(v, alone, 0.0, rr, ra)
    assert float(spread.common) == pytest.approx(found[0, 1])
    assert float(spread.private) == pytest.approx(found[0, 0] - found[0, 1])


def test_the_analysis_of_one_study_by_hand() -> None:
    """Hillis 2007, single modality: t = mean / sqrt((MSR + J Cov2) / J), df = (MSR + J Cov2)^2 (J - 1) / MSR^2."""
    d = np.array([[0.05, 0.02, 0.08, 0.03]])
    test = parse(BASE).goal.tests()[0]
    found = analyse(d, np.array([0.0001]), np.array([0.0002]), "random", "hillis", test)
    msr = d.var(ddof=1)
    total = msr + 4 * 0.0002
    from scipy.stats import t

    expected = t.sf(d.mean() / np.sqrt(total / 4), total**2 / msr**2 * 3)
    assert found.p[0] == pytest.approx(expected)
    half = t.isf(0.025, total**2 / msr**2 * 3) * np.sqrt(total / 4)
    assert [found.lower[0], found.upper[0]] == pytest.approx([d.mean() - half, d.mean() + half])


def test_covariances_of_proc() -> None:
    """pROC 1.18.0, cov(roc1, roc2, method = "delong"): the first row of scores is the device, the others the panel."""
    observed, private, common = compare(SCORES[None, :1], SCORES[None, 1:], (5, 6))
    assert observed[0] == pytest.approx([4 / 30, -1 / 30, 2 / 30])
    assert private[0] == pytest.approx(0.020592592592593)
    assert common[0] == pytest.approx(0.0058888888888889)


def test_spread_is_that_of_readers_scores() -> None:
    design = parse(BASE | {"readers": 6.0})
    observed, private, common = device_and_panel(
        np.random.default_rng(5), 2500, 6, (50, 50), (0.92, 0.85), 1.0, (0.4, 0.2), 0.04**2, False
    )
    spread = design.spread({"participants": 100})
    assert observed.mean() == pytest.approx(0.07, abs=0.004)
    assert private.mean() == pytest.approx(float(spread.private), rel=0.05)
    assert common.mean() == pytest.approx(float(spread.common), rel=0.06)
    assert observed.var(axis=1, ddof=1).mean() == pytest.approx(float(spread.mean_square), rel=0.06)
    total = float(spread.mean_square) / 6 + float(spread.common)
    assert observed.mean(axis=1).var() == pytest.approx(total, rel=0.1)


def test_a_panel_that_varies_caps_power() -> None:
    with pytest.raises(NoSolution) as caught:
        solve(parse(BASE | {"readers": 4.0, "sd_readers": 0.08}), 0.8)
    assert "Add readers" in caught.value.phrase.text.en


def test_more_correlation_with_the_readers_helps() -> None:
    assert solve(parse(BASE | {"correlation_alone": 0.4}), 0.8).exact < solve(parse(BASE), 0.8).exact


def test_alone_is_like_a_reader_unless_told() -> None:
    same = PILOT | {"error_variance_alone": 0.001}
    assert power(same, 150) == pytest.approx(power(PILOT | {"error_variance_alone": None}, 150))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"auc_experimental": 0.8}, "auc_experimental"),
        ({"goal": sup("lower")}, "goal.better"),
        ({"reader_range": 0.1}, "reader_range"),
        ({"sd_readers": None}, "sd_readers"),
        ({"error_variance_alone": 0.001}, "error_variance_alone"),
        ({"error_variance": 0.001}, "pilot_cases"),
        ({"correlation_readers": 0.1, "correlation_alone": 0.7}, "correlation_alone"),
        ({"readers": 2.5}, "readers"),
    ],
)
def test_what_has_no_meaning_is_refused(change: Plan, field: str) -> None:
    with pytest.raises((ValidationError, Refusal)) as caught:
        parse(BASE | change)
    assert field in {one.field for one in problems(caught.value)}


EXAMPLES = [
    Example("10 readers", PILOT | {"readers": 10.0}, vanishing={"auc_experimental": 0.85 + 1e-9}),
    Example("scores of 6 readers", BASE | {"readers": 6.0, "auc_control": 0.78}, slack=0.03),
    Example(
        "margin, 4:1, range",
        PILOT
        | {
            "goal": ni(0.05),
            "auc_experimental": 0.88,
            "auc_control": 0.88,
            "sd_readers": None,
            "reader_range": 0.08,
            "controls_per_case": 4.0,
            "readers": 10.0,
        },
        0.9,
    ),
    Example("5 readers, pilot, power 0.5", PILOT | {"readers": 5.0}, 0.5, slack=0.02),
    Example(
        "fixed readers, 2:1",
        BASE | {"inference": "fixed_readers", "controls_per_case": 0.5, "readers": 4.0},
        0.6,
        slack=0.03,
    ),
    Example("fixed cases, 0.99", PILOT | {"inference": "fixed_cases", "readers": 12.0}, 0.99),
]
