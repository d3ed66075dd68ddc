"""Assurance: closed forms, the ceiling, priors on other scales, and what is refused."""

from __future__ import annotations

import json
from math import sqrt
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError
from scipy.integrate import quad
from scipy.special import expit, logit
from scipy.stats import beta as beta_law
from scipy.stats import betabinom, binom, norm

from stats.designs.combined.assurance import Assurance
from stats.flow import Flow
from stats.formulas.combined.priors import stratified
from stats.refusal import NoSolution, problems
from stats.registry import parse
from stats.simulation import claim_rate
from stats.solver import solve
from tests.stats.examples import Example, Plan, eq, ni, sup

Q = norm.isf(0.05)


def around(mean: float, sd: float) -> list[float]:
    """The central 90 % interval of a normal prior."""
    return [mean - Q * sd, mean + Q * sd]


def means(difference: float = 0.3, goal: Plan | None = None, **more: Any) -> Plan:
    return {"kind": "two_means", "goal": goal or sup(), "difference": difference, "sd": 1, "method": "z"} | more


def assured(inner: Plan, **beliefs: list[float] | dict[str, list[float]]) -> Plan:
    return {"kind": "assurance", "inner": inner, "beliefs": beliefs}


def closed(total: float, mean: float, spread: float, alpha: float = 0.025) -> float:
    error = sqrt(4 / total)
    return float(norm.cdf((mean - norm.isf(alpha) * error) / sqrt(spread**2 + error**2)))


def parse_(plan: Plan) -> Assurance:
    design = parse(plan)
    assert isinstance(design, Assurance)
    return design


def test_the_shared_case_of_a_difference_of_means() -> None:
    """Case as-02: 225.862 per arm, 175 at the mean of the prior, ceiling .99865."""
    design = parse_(assured(means(), difference=around(0.3, 0.1)))
    found = solve(design, 0.8)
    assert found.exact / 2 == pytest.approx(225.8621461228, abs=1e-6)
    assert found.analysed == 452 and solve(design.inner, 0.8).analysed == 350
    assert design.ceiling == pytest.approx(0.99865010197, abs=1e-9)


def test_the_value_of_the_peers() -> None:
    power = parse(assured(means(0.5), difference=around(0.5, 0.2))).attained({"participants": 128})
    assert float(power) == pytest.approx(0.7174, abs=5e-5)


@pytest.mark.parametrize("total", [4, 20, 300, 1e4, 1e6, 1e8])
@pytest.mark.parametrize(("mean", "spread"), [(0.3, 0.1), (0.2, 0.3), (0.05, 0.5), (1.0, 0.01)])
def test_closed_form_at_every_size(total: float, mean: float, spread: float) -> None:
    """Even where the power is nearly a step, and where much of the prior is on the wrong side."""
    design = parse(assured(means(mean), difference=around(mean, spread)))
    assert float(design.attained({"participants": total})) == pytest.approx(closed(total, mean, spread), abs=1e-9)


def test_the_t_test_against_integration() -> None:
    design = parse(assured(means(0.5, method="t"), difference=around(0.5, 0.2)))

    def power(difference: float, total: int) -> float:
        from scipy.stats import nct, t

        return float(nct.sf(t.isf(0.025, total - 2), total - 2, difference * sqrt(total / 4)))

    for total in (20, 128, 2000):
        expected = quad(lambda x, n=total: norm.pdf(x) * power(0.5 + 0.2 * x, n), -8, 8, points=[-2.5, 0], limit=200)[0]
        assert float(design.attained({"participants": total})) == pytest.approx(expected, abs=2e-5)


def test_a_standard_deviation_is_log_normal() -> None:
    design = parse(assured(means(0.5), sd=[0.8, 1.5]))
    middle, spread = np.log(0.8 * 1.5) / 2, np.log(1.5 / 0.8) / 2 / Q
    expected = quad(
        lambda x: norm.pdf(x) * norm.sf(norm.isf(0.025) - 0.5 / np.exp(middle + spread * x) * sqrt(128 / 4)), -8, 8
    )[0]
    assert float(design.attained({"participants": 128})) == pytest.approx(expected, abs=1e-8)
    assert parse_(assured(means(0.5), sd=[0.8, 1.5])).ceiling == 1.0


def test_a_proportion_is_normal_on_the_logit_scale() -> None:
    design = parse_(assured(RATES, p_experimental=[0.55, 0.75]))
    low, high = logit(0.55), logit(0.75)
    middle, spread = (low + high) / 2, (high - low) / 2 / Q

    def power(x: float) -> float:
        p = expit(middle + spread * x)
        error = sqrt((p * (1 - p) + 0.25) / 150)
        return float(norm.pdf(x) * norm.cdf((p - 0.5) / error - norm.isf(0.025)))

    assert float(design.attained({"participants": 300})) == pytest.approx(quad(power, -8, 8)[0], abs=1e-6)
    assert design.ceiling == pytest.approx(norm.cdf(middle / spread), abs=1e-8)


@pytest.mark.parametrize(
    ("ratio", "spread", "total", "more", "expected"),
    [
        (0.7, 0.2, 400, {}, 0.69315933),
        (0.75, 0.4, 300, {}, 0.51046278),
        (0.8, 0.15, 900, {"allocation": 2}, 0.62521548),
        (1.0, 0.3, 500, {"goal": ni(1.3, "lower")}, 0.57135834),
    ],
)
def test_a_hazard_ratio_on_the_wrong_side_hardly_ever_succeeds(
    ratio: float, spread: float, total: float, more: Plan, expected: float
) -> None:
    """R 4.2.2 integrate: power by Schoenfeld at each hazard ratio, log-normal prior, exponential times with uniform entry."""
    inner = {"kind": "log_rank", "goal": sup("lower"), "hazard_ratio": ratio, "survival_control": 0.5} | more
    low, high = (float(np.exp(one)) for one in around(float(np.log(ratio)), spread))
    design = parse_(assured(inner | {"horizon": 12, "accrual": 24, "follow_up": 12}, hazard_ratio=[low, high]))
    assert float(design.attained({"participants": float(total)})) == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize(
    ("beliefs", "total", "expected"),
    [
        ({"p_experimental": {"beta": [9, 11]}}, 200, 0.54551858),
        ({"p_experimental": {"beta": [30, 40]}}, 600, 0.76955500),
        ({"p_experimental": {"beta": [30, 36]}, "p_control": {"beta": [28, 65]}}, 300, 0.68091007),
        ({"p_experimental": {"beta": [9, 11]}, "p_control": {"beta": [6, 14]}}, 400, 0.64595849),
    ],
)
def test_beta_priors_of_rates(beliefs: Plan, total: float, expected: float) -> None:
    """R 4.2.2 integrate of the power of the pooled test over dbeta."""
    inner = {"kind": "two_proportions", "goal": sup(), "p_experimental": 0.45, "p_control": 0.3}
    design = parse_({"kind": "assurance", "inner": inner, "beliefs": beliefs})
    assert float(design.attained({"participants": total})) == pytest.approx(expected, abs=5e-4)
    assert parse(json.loads(design.model_dump_json())) == design


def test_a_prior_stated_by_its_mean_or_median() -> None:
    said = parse_({"kind": "assurance", "inner": means(), "beliefs": {"difference": {"mean": 0.3, "sd": 0.1}}})
    assert said.beliefs[0].low == pytest.approx(0.3 - Q * 0.1) and said.beliefs[0].high == pytest.approx(0.3 + Q * 0.1)
    rates = {"kind": "two_proportions", "goal": sup(), "p_experimental": 0.45, "p_control": 0.3}
    said = parse_({"kind": "assurance", "inner": rates, "beliefs": {"p_control": {"median": 0.3, "sd": 0.2}}})
    assert logit(said.beliefs[0].high) == pytest.approx(logit(0.3) + Q * 0.2)


@pytest.mark.parametrize(("a", "b"), [(12.0, 8.0), (3.0, 2.0), (30.0, 20.0)])
def test_one_arm_with_a_beta_prior_is_beta_binomial(a: float, b: float) -> None:
    """The exact risk on the wrong side counts, so that the assurance is the chance of enough successes."""
    bayes = {
        "kind": "one_proportion_bayes",
        "goal": sup(),
        "p_expected": 0.6,
        "p_reference": 0.4,
        "threshold": 0.95,
    }
    exact = {"kind": "one_proportion", "goal": sup(), "p_expected": 0.6, "p_reference": 0.4}
    count = np.arange(41)
    enough = int(count[beta_law.sf(0.4, 1 + count, 41 - count) >= 0.95][0]), int(binom.isf(0.025, 40, 0.4)) + 1
    for inner, least in zip((bayes, exact), enough, strict=True):
        design = parse(assured(inner, p_expected={"beta": [a, b]}))
        assert float(design.attained({"participants": 40})) == pytest.approx(
            betabinom.sf(least - 1, 40, a, b), abs=2e-5
        )
    rate = claim_rate(parse(assured(bayes, p_expected={"beta": [a, b]})), {"participants": 40}, 20_000).rate
    assert rate == pytest.approx(betabinom.sf(enough[0] - 1, 40, a, b), abs=0.01)


def test_an_exact_test_tends_to_its_ceiling() -> None:
    inner = {"kind": "one_proportion", "goal": sup(), "p_expected": 0.9, "p_reference": 0.8}
    design = parse_(assured(inner, p_expected=[0.75, 0.95]))
    low, high = logit(0.75), logit(0.95)
    centre, spread = (low + high) / 2, (high - low) / 2 / Q
    assert design.ceiling == pytest.approx(norm.sf((logit(0.8) - centre) / spread), abs=1e-8)
    assert float(design.attained({"participants": 20_000})) == pytest.approx(design.ceiling, abs=0.03)


def test_two_assumptions_share_the_ceiling() -> None:
    design = parse_(assured(means(0.3), difference=around(0.3, 0.2), sd=[0.7, 1.4]))
    assert design.ceiling == pytest.approx(norm.cdf(1.5), abs=1e-8)
    assert float(design.attained({"participants": 1e8})) == pytest.approx(norm.cdf(1.5), abs=1e-3)


def test_the_side_of_two_rates_depends_on_both() -> None:
    plan = assured(RATES, p_experimental=[0.55, 0.75], p_control=[0.45, 0.55])
    rng = np.random.default_rng(1)
    draws = [
        expit((logit(low) + logit(high)) / 2 + (logit(high) - logit(low)) / 2 / Q * rng.standard_normal(400_000))
        for low, high in ((0.55, 0.75), (0.45, 0.55))
    ]
    assert parse_(plan).ceiling == pytest.approx((draws[0] > draws[1]).mean(), abs=1e-3)


def test_equivalence_is_true_between_its_margins() -> None:
    design = parse_(assured(means(0.0, eq(0.5, 0.5), method="t"), difference=around(0.0, 0.2)))
    assert design.ceiling == pytest.approx(2 * norm.cdf(2.5) - 1, abs=1e-8)


def test_above_the_ceiling_the_answer_is_no() -> None:
    design = parse(assured(means(0.1), difference=around(0.1, 0.2)))
    with pytest.raises(NoSolution) as caught:
        solve(design, 0.8)
    said = caught.value.phrase.text
    assert "69,14 %" in said.fr and "69.14%" in said.en and "{target}" in said.fr
    assert solve(design, 0.6).at_80 is None


def test_a_narrow_prior_is_the_power() -> None:
    design = parse(assured(means(), difference=around(0.3, 1e-6)))
    assert solve(design, 0.8).exact == pytest.approx(solve(parse(means()), 0.8).exact, rel=1e-6)


def test_the_journal_prints_the_ceiling() -> None:
    found = solve(parse(assured(means(), difference=around(0.3, 0.1))), 0.8, flow=Flow(attrition=0.2))
    said = {step.label.en: step.value.value for step in found.steps}
    assert said["Ceiling of the assurance"] == pytest.approx(0.9986, abs=1e-9)
    assert said["Assurance (expected power)"] == pytest.approx(found.attained)
    assert said["Power at the values retained"] > found.attained
    assert found.enrolled == 566


def test_the_normalised_assurance_is_printed_where_the_ceiling_counts() -> None:
    found = solve(parse(assured(means(0.2), difference=around(0.2, 0.2))), 0.6)
    said = {step.label.en: step.value.value for step in found.steps}
    assert said["Normalised assurance"] == pytest.approx(found.attained / norm.cdf(1.0), abs=1e-6)
    surest = solve(parse(assured(means(0.5), difference=around(0.5, 0.1))), 0.8)
    assert "Normalised assurance" not in {step.label.en for step in surest.steps}


def test_draws_are_stratified() -> None:
    points = np.array(stratified(200, 2, np.random.default_rng(1)))
    for column in points.T:
        assert np.sort(np.floor(norm.cdf(column) * 200)).tolist() == list(range(200))


def test_simulation_with_much_of_the_prior_on_the_wrong_side() -> None:
    design = parse(assured(means(0.2, method="t"), difference=around(0.2, 0.3)))
    rate = claim_rate(design, {"participants": 200}, 40_000).rate
    assert rate == pytest.approx(float(design.attained({"participants": 200})), abs=0.008)


def test_the_order_of_json_is_kept() -> None:
    design = parse_(assured(means(), sd=[0.8, 1.2], difference=[0.1, 0.5]))
    dumped = json.loads(json.dumps(design.model_dump(mode="json")))
    assert dumped["beliefs"] == {"sd": [0.8, 1.2], "difference": [0.1, 0.5]}
    assert [one.field for one in design.beliefs] == ["sd", "difference"]


def test_a_range_moves_with_its_value() -> None:
    """In a sensitivity table the prior follows the assumption that is varied, on its own scale."""
    design = parse_(assured(means(), difference=[0.1, 0.5], sd=[0.8, 1.25]))
    moved = design.around(parse(means(0.4, sd=2)))
    assert isinstance(moved, Assurance)
    assert {one.field: (one.low, one.high) for one in moved.beliefs} == {
        "difference": pytest.approx((0.2, 0.6)),
        "sd": pytest.approx((1.6, 2.5)),
    }


@pytest.mark.parametrize(
    ("beliefs", "field"),
    [
        ({}, "beliefs"),
        ({"p_control": [0.1, 0.2]}, "beliefs"),
        ({"difference": [0.5, 0.1]}, "beliefs.difference"),
        ({"difference": [0.5, 0.5]}, "beliefs.difference"),
        ({"sd": [-1, 1]}, "beliefs.sd"),
        ({"allocation": [0.8, 1.2]}, "beliefs.allocation"),
        ({"difference": {"beta": [2, 3]}}, "beliefs.difference"),
        ({"sd": {"mean": 1, "sd": 0.1}}, "beliefs.sd"),
        ({"difference": {"mean": 0.3}}, "beliefs.difference"),
        ({"difference": [0.1]}, "beliefs.0"),
        ({"difference": ["a", 0.5]}, "beliefs.0.low"),
        ({"difference": [0.1, 0.5], "sd": [0.8, 1.2], "sd_control": [0.8, 1.2], "allocation": [1, 2]}, "beliefs"),
        ("wide", "beliefs"),
    ],
)
def test_bad_ranges_are_refused(beliefs: Any, field: str) -> None:
    with pytest.raises(ValidationError) as caught:
        parse({"kind": "assurance", "inner": means(), "beliefs": beliefs})
    assert problems(caught.value)[0].field == field


@pytest.mark.parametrize(
    "inner",
    [
        {"kind": "one_proportion_precision", "goal": {"kind": "precision"}, "p_expected": 0.9},
        {"kind": "joint", "components": [means(), means()], "correlation": 0.5},
    ],
)
def test_a_design_without_test_is_refused(inner: Plan) -> None:
    with pytest.raises(ValidationError) as caught:
        parse({"kind": "assurance", "inner": inner, "beliefs": {"p_expected": [0.8, 0.95]}})
    problem = problems(caught.value)[0]
    assert problem.field == "inner" and "tester" in problem.phrase.text.fr


def test_a_plan_chosen_for_its_effect_is_refused() -> None:
    simon = {"kind": "simon_two_stage", "goal": sup(sides=1), "p_expected": 0.4, "p_reference": 0.2}
    with pytest.raises(ValidationError) as caught:
        parse({"kind": "assurance", "inner": simon, "beliefs": {"p_expected": [0.3, 0.5]}})
    problem = problems(caught.value)[0]
    assert problem.field == "inner" and "changerait le plan" in problem.phrase.text.fr


RATES = {"kind": "two_proportions", "goal": sup(), "p_experimental": 0.65, "p_control": 0.5, "method": "unpooled"}
EXAMPLES = [
    Example("a difference", assured(means(), difference=around(0.3, 0.1))),
    Example("t, non-inferior", assured(means(0.0, ni(0.4), method="t", allocation=2), difference=around(0, 0.1)), 0.9),
    Example("difference and SD", assured(means(0.5), difference=around(0.5, 0.2), sd=[0.8, 1.3])),
    Example(
        "two beta priors",
        {
            "kind": "assurance",
            "inner": RATES,
            "beliefs": {"p_experimental": {"beta": [60, 30]}, "p_control": {"beta": [80, 80]}},
        },
        0.7,
        slack=0.015,
    ),
    Example(
        "looks, futility",
        assured(
            {"kind": "group_sequential", "inner": means(), "information": [0.5, 1], "futility": [0]},
            difference=around(0.3, 0.1),
        ),
    ),
    Example("two rates", assured(RATES, p_experimental=[0.6, 0.72]), 0.5, slack=0.015),
]
