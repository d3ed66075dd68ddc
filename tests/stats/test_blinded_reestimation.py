"""Blinded re-estimation: the final size, the power when the variance is not the one planned, the type I error."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from stats.designs.combined.blinded_reestimation import BlindedReestimation, nuisance_range
from stats.refusal import problems
from stats.registry import parse
from stats.result import SampleSize
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
    assert superior.error(128, 1.0) == pytest.approx(0.025, abs=3e-4)
    inferior = parse_(piloted(means(0.0, ni(0.5)), bounds="both", variance="adjusted", share_first=0.2))
    error = inferior.error(132, 1.0)
    assert 0.026 < error < 0.03
    found = claim_rate(inferior, {"participants": 132}, 60_000, at="null").rate
    assert found == pytest.approx(error, abs=0.002)


def test_the_overall_rate() -> None:
    design = parse_(piloted(RATES, bounds="both"))
    assert design.planned == pytest.approx(0.4) and design.range == (pytest.approx(0.3), pytest.approx(0.5))
    found = solve(design, 0.8)
    table = columns_of(found)
    assert table["Mean final size"][0] < found.analysed
    assert table["Power with revision"][-1] > table["Power without revision"][-1]
    assert all(0.022 < one < 0.028 for one in table["One-sided type I error"])
    assert claim_rate(design, {"participants": found.analysed}, 40_000, at="null").rate == pytest.approx(
        0.025, abs=0.003
    )


def columns_of(found: SampleSize) -> dict[str, list[Any]]:
    """The tables shown, column by column."""
    shown = found.design.exhibits(found)
    return {column.label.en: [row[k] for row in one.rows] for one in shown for k, column in enumerate(one.columns)}


def test_what_may_happen_is_shown_along_the_plausible_range() -> None:
    found = solve(parse(piloted(means(), plausible=[0.9, 1.4])), 0.9)
    steps = {step.label.en: step.value.value for step in found.steps}
    assert steps["Largest size"] == 2 * found.analysed
    table, sizes = found.design.exhibits(found)
    columns = columns_of(found)
    sd, retained = columns["Actual standard deviation"], table.retained
    assert retained is not None and sd == sorted(sd) and (sd[0], sd[retained], sd[-1]) == (0.9, 1.0, 1.4)
    assert columns["Power with revision"][retained] == pytest.approx(found.attained)
    fixed = parse(means(sd=1.4)).attained({"participants": found.analysed})
    assert columns["Power without revision"][-1] == float(fixed) < columns["Power with revision"][-1]
    low, mean, high = (
        columns[name][-1] for name in ("Final size, 5th percentile", "Mean final size", "Final size, 95th percentile")
    )
    assert low < mean < high <= steps["Largest size"]
    assert sizes.plot is not None and [one.y for one in sizes.plot.marks] == [steps["Largest size"]]


def test_the_error_of_rates_is_that_of_the_trials() -> None:
    """An independent draw of the same trials, at an overall rate that is not the planned one."""
    design = parse_(piloted(RATES, bounds="both"))
    rng, trials, first = np.random.default_rng(7), 60_000, 46
    x, y = (rng.binomial(first, 0.3, trials) for _ in range(2))
    seen = (x + y) / (2 * first)
    each = np.maximum(np.ceil(92 * np.clip(seen * (1 - seen) / 0.24, 0.5, 2)), first).astype(int)
    x, y = x + rng.binomial(each - first, 0.3), y + rng.binomial(each - first, 0.3)
    pooled = (x + y) / (2 * each)
    wins = (x - y) / each / np.sqrt(2 * pooled * (1 - pooled) / each) >= 1.959964
    assert design.error(184, 0.3) == pytest.approx(wins.mean(), abs=0.003)


def test_the_range_of_the_overall_rate_follows_that_of_the_control() -> None:
    inner = parse(RATES | {"allocation": 2.0})
    assert nuisance_range(inner, 0.2, 0.4) == (pytest.approx(0.2 + 0.4 / 3), pytest.approx(0.4 + 0.4 / 3))
    assert nuisance_range(parse(means()), 0.8, 1.3) == (0.8, 1.3)


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
