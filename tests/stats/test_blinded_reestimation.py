"""Blinded re-estimation: the final size, the power when the variance is not the one planned, the type I error."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from stats.designs.combined.blinded_reestimation import BlindedReestimation
from stats.refusal import problems
from stats.registry import parse
from stats.simulation import claim_rate
from stats.solver import solve
from tests.stats.examples import Example, Plan, eq, ni, sup


def means(difference: float = 0.5, goal: Plan | None = None, **more: Any) -> Plan:
    return {"kind": "two_means", "goal": goal or sup(), "difference": difference, "sd": 1} | more


RATES = {"kind": "two_proportions", "goal": sup(), "p_experimental": 0.5, "p_control": 0.3}


def piloted(inner: Plan, **more: Any) -> Plan:
    return {"kind": "blinded_reestimation", "inner": inner} | more


def parse_(plan: Plan) -> BlindedReestimation:
    design = parse(plan)
    assert isinstance(design, BlindedReestimation)
    return design


@pytest.mark.parametrize("sd", [0.8, 1.0, 1.25])
@pytest.mark.parametrize(
    "plan", [piloted(means()), piloted(means(), bounds="both", variance="adjusted", share_first=0.4)]
)
def test_power_and_size_against_raw_data_at_another_sd(plan: Plan, sd: float) -> None:
    """The rule keeps the planned variance; only the data change."""
    design, n = parse_(plan), 128
    rng, trials = np.random.default_rng(4), 20_000
    half = round(design.share_first * n / 2)
    values = sd * rng.standard_normal((2, trials, n + 2))
    values[0] += 0.5
    seen = np.concatenate([values[0, :, :half], values[1, :, :half]], axis=1).var(axis=1, ddof=1)
    totals = np.maximum(design.revised(seen, np.full(trials, float(n))), 2 * half)
    mean, quantiles = design.totals(n, sd)
    assert totals.mean() == pytest.approx(mean, rel=0.01)
    assert np.quantile(totals, (0.05, 0.5, 0.95)) == pytest.approx(quantiles, rel=0.02)
    each = np.ceil(totals / 2).astype(int)
    claimed = 0
    for size in np.unique(each):  # those of one final size together, from fresh data after the pilot
        rows = np.flatnonzero(each == size)
        later = sd * rng.standard_normal((2, len(rows), max(size - half, 0)))
        later[0] += 0.5
        first, second = (np.concatenate([values[k][rows, :half], later[k]], axis=1) for k in (0, 1))
        error = np.sqrt((first.var(axis=1, ddof=1) + second.var(axis=1, ddof=1)) / size)
        from scipy.stats import t

        claimed += int((((first.mean(axis=1) - second.mean(axis=1)) / error) >= t.isf(0.025, 2 * size - 2)).sum())
    assert claimed / trials == pytest.approx(float(design.rejection(n, sd)), abs=0.011)


def test_without_uncertainty_it_is_the_fixed_design() -> None:
    """A cap at the plan and no decrease: the size never moves, the power is that of the t test."""
    design = parse_(piloted(means(), largest=1))
    for n in (30, 128, 600):
        fixed = float(design.inner.attained({"participants": n}))
        assert float(design.attained({"participants": n})) == pytest.approx(fixed, abs=2e-4)
        assert design.totals(n, 2.0) == (pytest.approx(n), pytest.approx((n, n, n)))


def test_a_larger_variance_is_caught_up() -> None:
    design = parse_(piloted(means(), bounds="both", largest=4))
    fixed = float(parse(means(sd=1.5)).attained({"participants": 128}))
    assert fixed < 0.5 and float(design.rejection(128, 1.5)) > 0.78
    assert design.totals(128, 1.5)[0] > 2 * 128
    capped = parse_(piloted(means(), bounds="both", largest=1.5))
    assert float(capped.rejection(128, 1.5)) < 0.7 and max(capped.totals(128, 1.5)[1]) == 192


def test_type_one_error() -> None:
    superior = parse_(piloted(means(), bounds="both"))
    assert superior.error(128) == pytest.approx(0.025, abs=3e-4)
    inferior = parse_(piloted(means(0.0, ni(0.5)), bounds="both", variance="adjusted", share_first=0.2))
    error = inferior.error(132)
    assert 0.026 < error < 0.03
    found = claim_rate(inferior, {"participants": 132}, 60_000, at="null").rate
    assert found == pytest.approx(float(inferior.rejection(132, 1.0, "null")), abs=0.002)


def test_the_overall_rate() -> None:
    design = parse_(piloted(RATES, bounds="both"))
    assert design.planned == pytest.approx(0.4) and design.range == (pytest.approx(0.3), pytest.approx(0.5))
    found = solve(design, 0.8)
    steps = {step.label.en: step.value.value for step in found.steps}
    assert steps["Mean final size, at the low end of the plausible range"] < found.analysed
    with_it = steps["Power with re-estimation, at the high end of the plausible range"]
    assert with_it > steps["Power without re-estimation, at the high end of the plausible range"]
    assert claim_rate(design, {"participants": found.analysed}, 40_000, at="null").rate == pytest.approx(
        0.025, abs=0.003
    )


def test_the_journal_says_what_may_happen() -> None:
    found = solve(parse(piloted(means(), plausible=[0.9, 1.4])), 0.9)
    steps = {step.label.en: step.value.value for step in found.steps}
    assert steps["Standard deviation, at the high end of the plausible range"] == 1.4
    assert steps["Largest size"] == 2 * found.analysed
    assert steps["Power with re-estimation, as planned"] == pytest.approx(found.attained)
    high = "at the high end of the plausible range"
    assert steps[f"Final size, 5th percentile, {high}"] < steps[f"Mean final size, {high}"] < steps["Largest size"]


@pytest.mark.parametrize(
    ("plan", "field"),
    [
        (piloted(means(0.0, eq(0.5, 0.5))), "inner"),
        (piloted(means(sd_control=2.0)), "inner"),
        (piloted(means(method="z")), "inner"),
        (piloted(RATES | {"method": "fisher"}), "inner"),
        (piloted(RATES | {"goal": ni(0.1), "p_control": 0.5}), "inner"),
        (piloted({"kind": "one_proportion", "goal": sup(), "p_expected": 0.9, "p_reference": 0.8}), "inner"),
        (piloted(means(), plausible=[1.2, 0.9]), "plausible"),
        (piloted(means(), plausible=[0.0, 0.9]), "plausible"),
        (piloted(means(), plausible=[0.9]), "plausible"),
        (piloted(RATES, plausible=[0.05, 0.5]), "plausible"),
        (piloted(means(), share_first=1.0), "share_first"),
        (piloted(means(), largest=0.5), "largest"),
    ],
)
def test_refused(plan: Plan, field: str) -> None:
    with pytest.raises(ValidationError) as caught:
        parse(plan)
    found = problems(caught.value)
    assert [one.field for one in found] == [field] and found[0].phrase.text.fr


EXAMPLES = [
    Example("means", piloted(means())),
    Example("means, both ways, 2:1", piloted(means(0.4, allocation=2.0), bounds="both", variance="adjusted"), 0.9),
    Example("means, non-inferior", piloted(means(0.0, ni(0.5)), share_first=0.4, plausible=[0.8, 1.3])),
    Example("rates", piloted(RATES), 0.8),
    Example(
        "rates, lower",
        piloted(
            {"kind": "two_proportions", "goal": sup("lower"), "p_experimental": 0.15, "p_control": 0.3}, bounds="both"
        ),
    ),
]
