"""Width of the interval of an AUC: presize, the standalone case, DeLong's interval and its variation."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from stats.formulas.roc import binormal_scores, delong, spread_of_estimate
from stats.refusal import NoSolution, Refusal, problems
from stats.registry import parse
from stats.simulation import simulate
from stats.solver import solve
from tests.stats.examples import Example, Plan


def raw(auc: float, assurance: float | None = None, confidence: float = 0.95, **more: Any) -> Plan:
    goal = {"kind": "precision", "confidence": confidence, "assurance": assurance}
    return {"kind": "auc_precision", "goal": goal, "auc": auc} | more


def plan(auc: float, assurance: float | None = None, confidence: float = 0.95, **more: Any) -> Any:
    return parse(raw(auc, assurance, confidence, **more))


def test_standalone_without_a_power_term() -> None:
    """mrmc-standalone-01: the pure half-width of 0.05 needs 105.2 diseased; MRMCsamplesize adds z_beta and says 215."""
    found = solve(plan(0.9, method="obuchowski"), 0.1)
    assert found.exact / 2 == pytest.approx(105.1554431167, abs=1e-4)
    assert found.exact / 2 * (1 + 0.8416212336 / 1.959963985) ** 2 == pytest.approx(214.8, abs=0.1)


@pytest.mark.parametrize("method", ["delong", "delong_logit", "hanley_mcneil", "obuchowski"])
def test_an_assurance_costs_subjects(method: str) -> None:
    sizes = [solve(plan(0.85, g, method=method), 0.15).exact for g in (None, 0.5, 0.8, 0.95)]
    assert sizes[0] == pytest.approx(sizes[1]) and sizes[1] < sizes[2] < sizes[3]


def test_variation_of_the_estimated_variance() -> None:
    for auc, s, n, m in ((0.8, 1.5, 200, 800), (0.6, 0.7, 300, 150), (0.9, 1.0, 400, 400)):
        variance = delong(*binormal_scores(np.random.default_rng(4), 2000, n, m, auc, s))[1]
        expected = float(spread_of_estimate(auc, n, m, s))
        assert variance.std() / variance.mean() == pytest.approx(expected, rel=0.08)


@pytest.mark.parametrize("method", ["delong", "delong_logit", "hanley_mcneil"])
@pytest.mark.parametrize(("auc", "ratio", "sd_ratio"), [(0.9, 1.0, 1.0), (0.8, 4.0, 1.5)])
def test_width_is_kept_as_often_as_wanted(method: str, auc: float, ratio: float, sd_ratio: float) -> None:
    design = plan(auc, 0.8, method=method, controls_per_case=ratio, sd_ratio=sd_ratio)
    found = solve(design, 0.12)
    done = simulate(design, {"participants": found.analysed}, 4000)
    assert -0.02 <= (done.upper - done.lower <= found.attained).mean() - 0.8 <= 0.06
    expected = plan(auc, method=method, controls_per_case=ratio, sd_ratio=sd_ratio)
    width = float(expected.attained({"participants": found.analysed}))
    assert (done.upper - done.lower).mean() == pytest.approx(width, rel=0.03)


def test_coverage_near_one() -> None:
    for method, coverage in (("delong", 0.84), ("delong_logit", 0.94)):
        done = simulate(plan(0.95, method=method), {"participants": 42}, 10_000)
        assert done.claimed.mean() == pytest.approx(coverage, abs=0.02)
        assert np.isnan(done.p).all() and not (done.failed & done.claimed).any()


def test_steps_are_the_interval() -> None:
    design = plan(0.9, 0.9, method="delong_logit")
    steps = {step.label.en: step.value.value for step in design.steps({"participants": 100})}
    width = steps["Expected upper bound"] - steps["Expected lower bound"]
    wider = steps["Widening of this interval for the assurance wanted"]
    assert float(design.attained({"participants": 100})) == pytest.approx(width * wider)
    assert (
        steps["Expected upper bound"] < 1 and 0.9 - steps["Expected lower bound"] > steps["Expected upper bound"] - 0.9
    )


@pytest.mark.parametrize(
    ("design", "field"),
    [
        (raw(1.0), "auc"),
        (raw(0.4), "auc"),
        (raw(0.9, controls_per_case=0.0), "controls_per_case"),
        (raw(0.9, sd_ratio=0.0), "sd_ratio"),
        (raw(0.9, 1.0), "goal.assurance"),
    ],
)
def test_what_has_no_meaning_is_refused(design: Plan, field: str) -> None:
    with pytest.raises((ValidationError, Refusal)) as caught:
        parse(design)
    assert field in {one.field for one in problems(caught.value)}


def test_a_width_too_small_is_a_sentence() -> None:
    with pytest.raises(NoSolution):
        solve(plan(0.8), 1e-6)


EXAMPLES = [
    Example(
        "1:2",
        raw(0.8, controls_per_case=2.0, sd_ratio=1.25),
        0.12,
        twin=raw(0.8, controls_per_case=0.5, sd_ratio=0.8),
    ),
    Example("logit near 1, assurance", raw(0.96, 0.9, method="delong_logit", controls_per_case=3.0), 0.1),
    Example("2:1, 90 %", raw(0.7, confidence=0.9, method="delong_logit", controls_per_case=0.5), 0.2),
]
