"""A device alone against a panel on a proportion: RJafroc, the covariances of simulated answers, McNemar's variance."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from stats.formulas.readers.readings import draw_device_and_panel, summarise
from stats.refusal import NoSolution, Refusal, problems
from stats.registry import parse
from stats.simulation import claim_rate
from stats.solver import solve
from tests.stats.examples import Example, Plan, ni, sup

BASE: Plan = {
    "kind": "standalone_vs_panel_binary",
    "goal": sup(),
    "readers": 8.0,
    "p_experimental": 0.9,
    "p_control": 0.8,
    "sd_readers": 0.05,
    "correlation_readers": 0.3,
    "correlation_alone": 0.2,
}


def power(cases: float, **change: Any) -> float:
    return float(parse(BASE | change).attained({"participants": cases}))


def test_number_of_rjafroc() -> None:
    """RJafroc 2.1.2, SsPowerGivenJKOrVarCom on the differences from the device, Var = p (1 - p) / K: see the bench."""
    assert power(120) == pytest.approx(0.815641287138, abs=2e-5)


def test_spread_is_that_of_simulated_answers() -> None:
    drawn = draw_device_and_panel(np.random.default_rng(6), 3000, 100, 8, (0.9, 0.8), (0.3, 0.2), 0.05)
    observed, private, common = summarise(drawn[0], drawn[1])
    spread = parse(BASE).spread({"participants": 100})
    assert observed.mean() == pytest.approx(0.1, abs=0.004)
    assert common.mean() == pytest.approx(float(spread.common), rel=0.03)
    assert observed.var(axis=1, ddof=1).mean() == pytest.approx(float(spread.mean_square), rel=0.03)
    assert (private.mean() + 0.05**2) == pytest.approx(float(spread.mean_square), rel=0.03)


def test_one_fixed_device_against_many_like_readers() -> None:
    """Readers who all answer almost alike are one reader: the variance is that of two correlated proportions."""
    design = parse(BASE | {"correlation_readers": 0.99, "sd_readers": 0.0, "inference": "fixed_readers"})
    spread = design.spread({"participants": 100})
    v, w = 0.09 / 100, 0.16 / 100
    assert float(spread.private + spread.common) == pytest.approx(v + w - 2 * 0.2 * np.sqrt(v * w))
    assert float(spread.private) == pytest.approx(0.01 * w)


def test_a_panel_that_varies_caps_power() -> None:
    with pytest.raises(NoSolution) as caught:
        solve(parse(BASE | {"readers": 4.0, "sd_readers": 0.12}), 0.8)
    assert "Add readers" in caught.value.phrase.text.en


def test_few_wrong_answers_are_told() -> None:
    near = solve(
        parse(BASE | {"p_experimental": 0.9, "p_control": 0.9, "goal": ni(0.1), "readers": 10.0, "sd_readers": 0.04}),
        0.8,
    )
    assert near.steps[0].how is not None
    assert claim_rate(near.design, {"participants": near.analysed}, 6000, "null").rate == pytest.approx(0.038, abs=0.01)
    assert solve(parse(BASE), 0.8).steps[0].how is None


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"p_experimental": 0.7}, "p_experimental"),
        ({"p_experimental": 0.999}, "correlation_alone"),
        ({"goal": sup("lower")}, "goal.better"),
        ({"goal": ni(0.85)}, "goal"),
        ({"reader_range": 0.1}, "reader_range"),
        ({"correlation_readers": 0.0, "correlation_alone": 0.5}, "correlation_alone"),
        ({"readers": 7.5}, "readers"),
    ],
)
def test_what_has_no_meaning_is_refused(change: Plan, field: str) -> None:
    with pytest.raises((ValidationError, Refusal)) as caught:
        parse(BASE | change)
    assert field in {one.field for one in problems(caught.value)}


EXAMPLES = [
    Example("8 readers", BASE, vanishing={"p_experimental": 0.8 + 1e-9}),
    Example(
        "margin, range, power 0.9",
        BASE
        | {
            "goal": ni(0.1),
            "p_experimental": 0.85,
            "p_control": 0.85,
            "readers": 10.0,
            "sd_readers": None,
            "reader_range": 0.12,
        },
        0.9,
        slack=0.02,
    ),
    Example(
        "near 1, 5 readers, power 0.9",
        BASE | {"p_experimental": 0.96, "p_control": 0.9, "readers": 5.0, "sd_readers": 0.02},
        0.9,
        slack=0.02,
    ),
    Example("power 0.5", BASE | {"readers": 6.0, "sd_readers": 0.04}, 0.5, slack=0.02),
    Example("fixed readers", BASE | {"inference": "fixed_readers", "readers": 4.0}, slack=0.02),
    Example("fixed cases, 0.99", BASE | {"inference": "fixed_cases", "readers": 12.0}, 0.99),
]
