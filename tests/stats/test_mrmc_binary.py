"""Reader studies on a proportion: RJafroc, MRMCsamplesize, the covariances of simulated readings."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from stats.formulas.readers.readings import draw_readings, latent_correlations, summarise
from stats.refusal import NoSolution, Refusal, problems
from stats.registry import parse
from stats.simulation import claim_rate
from stats.solver import solve
from stats.text import Phrase
from tests.stats.examples import Example, Plan, ni, sup

BASE: Plan = {
    "kind": "mrmc_binary",
    "goal": sup(),
    "readers": 8.0,
    "p_experimental": 0.85,
    "p_control": 0.75,
    "sd_reader_modality": 0.02,
    "correlation_modalities": 0.4,
    "correlation_readers": 0.35,
    "correlation_both": 0.25,
}


def power(cases: float, **change: Any) -> float:
    return float(parse(BASE | change).attained({"participants": cases}))


def test_number_of_rjafroc() -> None:
    """RJafroc 2.1.2, SsPowerGivenJKOrVarCom(8, 60, 60, .1, .0004, ...) with Var = .16 / 60."""
    assert power(60, variance_model="mean") == pytest.approx(0.878299748971, abs=1e-6)
    assert power(60) == pytest.approx(0.8783, abs=0.02)


def test_one_proportion_at_both_sides_has_one_variance() -> None:
    same = {"p_experimental": 0.9, "p_control": 0.9, "goal": ni(0.05)}
    assert power(100, **same, variance_model="mean") == pytest.approx(power(100, **same))


def test_readings_have_the_proportions_and_correlations_asked() -> None:
    p, wanted = (0.9, 0.8), (0.4, 0.35, 0.25)
    rng = np.random.default_rng(4)
    first, second, expected = draw_readings(rng, 40, 20_000, 2, p, latent_correlations(p, *wanted), 0.0)
    assert [one.mean() for one in (first, second)] == pytest.approx(p, abs=0.003)
    assert expected.mean() == pytest.approx(0.1, abs=0.002)
    flat = np.stack([one[..., j].ravel() for one in (first, second) for j in (0, 1)])
    r = np.corrcoef(flat)
    assert [r[0, 2], r[1, 3]] == pytest.approx([0.4, 0.4], abs=0.01)
    assert (r[0, 1] + r[2, 3]) / 2 == pytest.approx(0.35, abs=0.01)
    assert [r[0, 3], r[1, 2]] == pytest.approx([0.25, 0.25], abs=0.01)


def test_covariances_are_those_of_numpy() -> None:
    rng = np.random.default_rng(2)
    first, second = ((rng.random((1, 30, 4)) < p).astype(np.float64) for p in (0.8, 0.6))
    observed, private, common = summarise(first, second)
    matrix = np.cov((first - second)[0].T) / 30
    off = matrix[np.triu_indices(4, 1)].mean()
    assert observed[0] == pytest.approx((first - second)[0].mean(axis=0))
    assert common[0] == pytest.approx(off)
    assert private[0] == pytest.approx(np.diag(matrix).mean() - off)


def test_spread_is_that_of_simulated_readings() -> None:
    p = 0.85, 0.75
    design = parse(BASE)
    latent = latent_correlations(p, 0.4, 0.35, 0.25)
    drawn = draw_readings(np.random.default_rng(9), 3000, 60, 8, p, latent, 0.02)
    observed, private, common = summarise(*drawn[:2])
    spread = design.spread({"participants": 60})
    assert private.mean() == pytest.approx(float(spread.private), rel=0.03)
    assert common.mean() == pytest.approx(float(spread.common), rel=0.1)
    assert observed.var(axis=1, ddof=1).mean() == pytest.approx(float(spread.mean_square), rel=0.04)


def test_cases_cannot_replace_readers() -> None:
    with pytest.raises(NoSolution) as caught:
        solve(parse(BASE | {"readers": 4.0, "sd_reader_modality": 0.08}), 0.8)
    assert "Add readers" in caught.value.phrase.text.en


def test_fixed_readers_need_fewer_cases() -> None:
    assert solve(parse(BASE | {"inference": "fixed_readers"}), 0.8).exact < solve(parse(BASE), 0.8).exact


def test_identical_readings_cannot_be_tested() -> None:
    """Few cases at a very high proportion: studies without any discordance are failures, never claims."""
    design = parse(
        BASE | {"p_experimental": 0.999, "p_control": 0.99, "correlation_modalities": 0.2, "correlation_both": 0.1}
    )
    found = claim_rate(design, {"participants": 4}, 500)
    assert found.failed > 0 and found.rate < 0.1


def test_few_errors_make_the_test_liberal_and_the_journal_says_so() -> None:
    near_one = BASE | {"p_experimental": 0.95, "p_control": 0.95, "goal": ni(0.08), "readers": 10.0}
    found = solve(parse(near_one), 0.9)
    assert found.analysed * 0.05 < 10 and found.steps[0].how is not None
    assert claim_rate(found.design, {"participants": found.analysed}, 4000, "null").rate == pytest.approx(
        0.0735, abs=0.02
    )
    enough = solve(parse(near_one | {"p_experimental": 0.8, "p_control": 0.8}), 0.9)
    assert enough.analysed * 0.2 >= 10 and enough.steps[0].how is None


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"p_experimental": 0.7}, "p_experimental"),
        ({"p_experimental": 1.0}, "p_experimental"),
        ({"p_experimental": 0.98}, "correlation_modalities"),
        ({"goal": sup("lower")}, "goal.better"),
        ({"goal": ni(0.8)}, "goal"),
        ({"readers": 3.5}, "readers"),
        ({"sd_reader_modality": None}, "sd_reader_modality"),
    ],
)
def test_what_has_no_meaning_is_refused(change: Plan, field: str) -> None:
    with pytest.raises((ValidationError, Refusal)) as caught:
        parse(BASE | change)
    assert field in {one.field for one in problems(caught.value)}


EXAMPLES = [
    Example("8 readers", BASE, vanishing={"p_experimental": 0.75 + 1e-9}, slack=0.02),
    Example(
        "margin, power 0.9", BASE | {"p_experimental": 0.9, "p_control": 0.9, "goal": ni(0.06), "readers": 10.0}, 0.9
    ),
    Example(
        "rates near 1",
        BASE
        | {
            "p_experimental": 0.97,
            "p_control": 0.93,
            "sd_reader_modality": 0.01,
            "readers": 5.0,
            "correlation_both": 0.3,
        },
        slack=0.02,
    ),
    Example("fixed readers, power 0.5", BASE | {"readers": 3.0, "inference": "fixed_readers"}, 0.5, slack=0.03),
    Example("fixed cases, 0.99", BASE | {"readers": 6.0, "inference": "fixed_cases"}, 0.99),
]


@pytest.mark.parametrize(("p", "warned"), [(0.85, True), (0.6, False)])
def test_a_size_with_few_reading_errors_is_not_given_without_a_warning(p: float, warned: bool) -> None:
    raw = {
        "kind": "mrmc_binary", "goal": {"kind": "non_inferiority", "margin": 0.05, "better": "higher"}, "p_experimental": p,
        "p_control": p - 0.03, "readers": 8.0, "reader_range": 0.1, "correlation_modalities": 0.5, "correlation_readers": 0.4,
        "correlation_both": 0.35,
    }  # fmt: skip
    design = parse(raw)
    (shown,) = design.exhibits(solve(design, 0.8))
    assert isinstance(shown.note, Phrase)
    assert ("Attention" in shown.note.text.fr) is ("Caution" in shown.note.text.en) is warned
