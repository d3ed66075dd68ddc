"""One AUC against a goal: reference values, pROC, the exact variance, DeLong's test and its errors."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from stats.formulas.roc import auc_variance, binormal_scores, delong, delong_expected, placements
from stats.refusal import NoSolution, Refusal, problems
from stats.registry import parse
from stats.simulation import claim_rate
from stats.solver import solve
from tests.stats.examples import Example, Plan, ni, sup


def raw(auc: float, goal: float, risk: Plan | None = None, **more: Any) -> Plan:
    return {"kind": "auc_goal", "goal": risk or sup(), "auc": auc, "auc_goal": goal} | more


def plan(auc: float, goal: float, risk: Plan | None = None, **more: Any) -> Any:
    return parse(raw(auc, goal, risk, **more))


@pytest.mark.parametrize(
    ("method", "cases", "diseased", "healthy"),
    [
        pytest.param("hanley_mcneil_null", 86.968, 87, 348, id="roc-one-02, Hanley-McNeil"),
        pytest.param("obuchowski_null", 99.6628819954, 100, 400, id="roc-one-02, Obuchowski"),
        pytest.param("hanley_mcneil", 58.897, 59, 236, id="Hanley-McNeil, variance under H1"),
        pytest.param("binormal", 34.943, 35, 140, id="exact binormal variance under H1"),
        pytest.param("delong", 42.0307, 43, 172, id="standard error at the threshold"),
    ],
)
def test_conventions_of_one_question(method: str, cases: float, diseased: int, healthy: int) -> None:
    found = solve(plan(0.92, 0.85, controls_per_case=4, method=method), 0.8)
    assert found.exact / 5 == pytest.approx(cases, abs=5e-4)
    assert [arm.size for arm in found.arms] == [diseased, healthy]


@pytest.mark.parametrize(("sides", "cases"), [(2, 16.6192), (1, 13.38553)])
def test_against_chance_as_proc(sides: int, cases: float) -> None:
    design = plan(0.8, 0.5, sup(sides=sides), method="obuchowski_null")
    assert solve(design, 0.9).exact / 2 == pytest.approx(cases, abs=5e-5)


def test_standard_errors_of_reference_case() -> None:
    """roc-var-01: AUC 0.85, 60 diseased, 140 healthy."""
    wanted = {"hanley_mcneil": 0.033186819534, "obuchowski": 0.03607818843, "binormal": 0.029065401352}
    for model, error in wanted.items():
        assert np.sqrt(auc_variance(0.85, 60, 140, model=model)) == pytest.approx(error, rel=1e-8)


@pytest.mark.parametrize(
    ("auc", "sd_ratio", "cases", "controls"), [(0.85, 1, 60, 140), (0.7, 2, 15, 10), (0.95, 0.5, 8, 40)]
)
def test_exact_variance_is_that_of_simulated_areas(auc: float, sd_ratio: float, cases: int, controls: int) -> None:
    scores = binormal_scores(np.random.default_rng(3), 40_000, cases, controls, auc, sd_ratio)
    area, estimated = delong(*scores)
    variance = float(auc_variance(auc, cases, controls, sd_ratio))
    assert area.mean() == pytest.approx(auc, abs=4 * np.sqrt(variance / 40_000))
    assert area.var() == pytest.approx(variance, rel=0.04)
    assert estimated.mean() == pytest.approx(float(delong_expected(auc, cases, controls, sd_ratio)), rel=0.02)


def test_delong_agrees_with_proc() -> None:
    """pROC 1.18.0: var(roc(c(0, 0, 0, 0, 1, 1, 1), c(1.1, 2.3, 0.4, 1.9, 2.1, 3.3, 1.5), direction = "<"))."""
    cases, controls = np.array([[2.1, 3.3, 1.5]]), np.array([[1.1, 2.3, 0.4, 1.9]])
    diseased, healthy = placements(cases, controls)
    np.testing.assert_allclose(diseased, [[0.75, 1.0, 0.5]])
    np.testing.assert_allclose(healthy, [[1.0, 1 / 3, 1.0, 2 / 3]])
    area, variance = delong(cases, controls)
    assert area[0] == 0.75 and variance[0] == pytest.approx(0.0462962962963, abs=1e-12)


def test_binormal_sizes_do_not_care_which_group_is_called_diseased() -> None:
    one = solve(plan(0.85, 0.75, controls_per_case=3, sd_ratio=1.4), 0.8).exact
    assert solve(plan(0.85, 0.75, controls_per_case=1 / 3, sd_ratio=1 / 1.4), 0.8).exact == pytest.approx(one, rel=1e-9)


def test_equivalences() -> None:
    base = solve(plan(0.85, 0.75), 0.9).exact
    assert solve(plan(0.85, 0.75, sup(alpha=0.025, sides=1)), 0.9).exact == pytest.approx(base)
    assert solve(plan(0.85, 0.8, ni(0.05)), 0.9).exact == pytest.approx(base)
    assert solve(plan(0.85, 0.85, ni(0.1)), 0.9).exact == pytest.approx(base)


@pytest.mark.parametrize(("method", "error"), [("delong", 0.062), ("delong_logit", 0.030)])
def test_type_one_error_near_one_is_announced(method: str, error: float) -> None:
    design = plan(0.92, 0.85, controls_per_case=4, method=method)
    size = {"participants": 175}
    steps = {step.label.en: step.value.value for step in design.steps(size)}
    done = claim_rate(design, size, 20_000, "null")
    assert done.rate == pytest.approx(error, abs=0.006)
    assert steps["One-sided type I error expected of the DeLong test at this size"] == pytest.approx(
        done.rate, abs=0.007
    )


def test_other_formulas_miss_the_power_of_the_test() -> None:
    """disagreements, 6: at the sizes of the other formulas DeLong's test has another power than they say."""
    for method, n, rate in (("hanley_mcneil_null", 435, 0.970), ("binormal", 175, 0.739)):
        design = plan(0.92, 0.85, controls_per_case=4, method=method)
        assert float(design.attained({"participants": n})) == pytest.approx(0.8, abs=0.002)
        assert claim_rate(design, {"participants": n}, 10_000).rate == pytest.approx(rate, abs=0.015)
        assert design.caution() is not None
    right = plan(0.92, 0.85, controls_per_case=4)
    assert float(right.attained({"participants": 175})) == pytest.approx(0.739, abs=0.01)
    assert right.caution() is not None and plan(0.85, 0.75).caution() is None


def test_perfect_separation_is_no_claim() -> None:
    done = plan(0.999, 0.6).simulate({"participants": 8}, 2000, np.random.default_rng(1))
    assert done.failed.mean() > 0.5 and not (done.failed & done.claimed).any()
    assert np.isfinite(done.p).all()


def test_a_logit_interval_may_never_reach_the_goal_in_a_tiny_study() -> None:
    design = plan(0.9, 0.85, method="delong_logit")
    assert float(design.attained({"participants": 6})) == 0.0
    assert design.least_success({"participants": 6}) is None


def test_rounding_and_enrolment_keep_the_ratio() -> None:
    found = solve(plan(0.85, 0.75, controls_per_case=2.5), 0.8)
    diseased, healthy = (arm.size for arm in found.arms)
    assert healthy * 2 == diseased * 5 and diseased + healthy == found.analysed
    rare = solve(plan(0.85, 0.75, controls_per_case=99), 0.8)
    assert rare.arms[1].size / rare.arms[0].size == pytest.approx(99, rel=0.05)
    assert sum(arm.size for arm in rare.arms) == rare.analysed


@pytest.mark.parametrize(
    ("design", "field"),
    [
        (raw(0.8, 0.85), "auc"),
        (raw(0.85, 0.85), "auc"),
        (raw(0.85, 0.75, sup("lower")), "goal.better"),
        (raw(0.7, 0.85, ni(0.1)), "auc"),
        (raw(0.7, 0.55, ni(0.1)), "goal.margin"),
        (raw(1.0, 0.85), "auc"),
        (raw(0.9, 0.4), "auc_goal"),
        (raw(0.9, 0.8, controls_per_case=0.0), "controls_per_case"),
    ],
)
def test_what_has_no_meaning_is_refused(design: Plan, field: str) -> None:
    with pytest.raises((ValidationError, Refusal)) as caught:
        parse(design)
    assert field in {one.field for one in problems(caught.value)}


def test_a_hair_above_the_goal_is_an_answer_or_a_sentence() -> None:
    with pytest.raises(NoSolution):
        solve(plan(0.8500001, 0.85), 0.9)


EXAMPLES = [
    Example(
        "1:2",
        raw(0.8, 0.7, controls_per_case=2.0, sd_ratio=1.25),
        twin=raw(0.8, 0.7, controls_per_case=0.5, sd_ratio=0.8),
        vanishing={"auc": 0.7 + 1e-9, "method": "binormal"},
        slack=0.015,
    ),
    Example("logit near 1", raw(0.95, 0.9, method="delong_logit", controls_per_case=2.0), slack=0.025),
    Example("small, above chance", raw(0.8, 0.5), slack=0.025),
    Example("margin, power 0.99", raw(0.82, 0.8, ni(0.1)), 0.99),
]
