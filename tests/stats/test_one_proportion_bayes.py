"""One proportion by Bayes: SciPy's beta distribution, the exact test beside it, priors, the type I error printed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError
from scipy.stats import beta, binom

from stats.refusal import problems
from stats.registry import parse
from stats.solver import solve
from tests.stats.examples import Example, Plan, ni, sup

ONE = sup(alpha=0.025, sides=1)


def _plan(expected: float, reference: float, goal: Plan = ONE, **more: Any) -> Plan:
    return {"kind": "one_proportion_bayes", "goal": goal, "p_expected": expected, "p_reference": reference} | more


def plan(*values: Any, **more: Any) -> Any:
    return parse(_plan(*values, **more))


def _by_hand(n: int, p0: float, p1: float, a: float, b: float, required: float) -> tuple[float, float]:
    """Power and type I error, every count tried."""
    count = np.arange(n + 1)
    meets = beta.sf(p0, a + count, b + n - count) >= required
    return float(binom.pmf(count, n, p1)[meets].sum()), float(binom.pmf(count, n, p0)[meets].sum())


@pytest.mark.parametrize(
    ("p0", "p1", "a", "b", "required"),
    [(0.8, 0.9, 1, 1, 0.975), (0.5, 0.7, 0.5, 0.5, 0.95), (0.2, 0.4, 3, 9, 0.9), (0.97, 0.99, 20, 1, 0.99)],
)
def test_every_count_tried(p0: float, p1: float, a: float, b: float, required: float) -> None:
    design = plan(p1, p0, prior_a=float(a), prior_b=float(b), threshold=required)
    for n in (1, 7, 40, 133, 500):
        power, risk = _by_hand(n, p0, p1, a, b, required)
        assert float(design.attained({"participants": n})) == pytest.approx(power, abs=1e-12)
        assert float(design.type_one_error({"participants": n})) == pytest.approx(risk, abs=1e-12)


def test_a_limit_prior_is_the_exact_test() -> None:
    """P(p > p0 | x) under beta(0, 1) is 1 - P(X >= x | p0): the exact test; the calibrated rule never exceeds alpha."""
    design = plan(0.9, 0.8, prior_a=1e-9, prior_b=1.0)
    exact = parse({"kind": "one_proportion", "goal": ONE, "p_expected": 0.9, "p_reference": 0.8})
    n = np.arange(5, 300)
    np.testing.assert_allclose(design.attained({"participants": n}), exact.attained({"participants": n}), atol=1e-12)
    calibrated = plan(0.9, 0.8, prior_a=30.0, prior_b=5.0, rule="calibrated")
    np.testing.assert_allclose(
        calibrated.attained({"participants": n}), exact.attained({"participants": n}), atol=1e-12
    )


def test_a_favourable_prior_needs_fewer_and_risks_more() -> None:
    neutral, kind, harsh = (plan(0.9, 0.8, prior_a=a, prior_b=b) for a, b in ((1.0, 1.0), (18.0, 2.0), (16.0, 8.0)))
    assert solve(kind, 0.8).analysed < solve(neutral, 0.8).analysed < solve(harsh, 0.8).analysed
    assert solve(kind, 0.8).attained >= 0.8
    at = {"participants": 100}
    assert float(harsh.type_one_error(at)) < float(neutral.type_one_error(at)) < float(kind.type_one_error(at))
    assert kind.caution() is not None and "%" in kind.caution().fr
    assert plan(0.9, 0.8, rule="calibrated").caution() is None
    assert plan(0.9, 0.8, threshold=0.999).caution() is None


def test_steps_say_what_the_prior_is_worth() -> None:
    found = solve(plan(0.9, 0.8, prior_a=18.0, prior_b=2.0), 0.8)
    said = {step.label.en: step.value.value for step in found.steps}
    assert said["Effective sample size of the prior"] == 20
    prior = said["Prior probability that the proportion is better than the reference"]
    assert prior == pytest.approx(beta.sf(0.8, 18, 2))
    count = int(said["Success threshold (observed count)"])
    n = found.analysed
    assert beta.sf(0.8, 18 + count, 2 + n - count) >= 0.975 > beta.sf(0.8, 17 + count, 3 + n - count)


@pytest.mark.parametrize("better", ["higher", "lower"])
def test_what_it_concludes_along_the_true_proportion(better: str) -> None:
    rates = (0.9, 0.8) if better == "higher" else (0.1, 0.2)
    found = solve(plan(*rates, sup(better)), 0.8)
    (operating,) = found.design.exhibits(found)
    said = dict(operating.rows)  # type: ignore[arg-type]
    error = {step.label.en: step.value.value for step in found.steps}["Actual type I error at this size"]
    assert said[rates[1]] == pytest.approx(error) and said[rates[0]] == pytest.approx(found.attained)
    assert operating.plot is not None
    drawn = [y for _, y in operating.plot.lines[0].points]
    assert drawn == sorted(drawn, reverse=better == "lower")


def test_equivalences() -> None:
    base = solve(plan(0.9, 0.8, prior_a=2.0, prior_b=1.0), 0.8)
    for same in (
        plan(0.9, 0.8, sup(), prior_a=2.0, prior_b=1.0),
        plan(0.9, 0.8, threshold=0.975, prior_a=2.0, prior_b=1.0),
        plan(0.1, 0.2, sup("lower"), prior_a=1.0, prior_b=2.0),
        plan(0.9, 0.85, ni(0.05), prior_a=2.0, prior_b=1.0),
    ):
        found = solve(same, 0.8)
        assert (found.first, found.analysed) == (base.first, base.analysed)


def test_simulated_interval_and_claim_agree() -> None:
    """The credible interval excludes the reference exactly when success is claimed."""
    design = plan(0.9, 0.8, prior_a=2.0)
    done = design.simulate({"participants": 150}, 2000, np.random.default_rng(4))
    np.testing.assert_array_equal(done.claimed, done.lower >= 0.8)
    low = plan(0.1, 0.2, sup("lower"), prior_b=2.0).simulate({"participants": 150}, 2000, np.random.default_rng(4))
    np.testing.assert_array_equal(low.claimed, low.upper <= 0.2)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"p_expected": 0.8}, "p_expected"),
        ({"p_expected": 0.7}, "p_expected"),
        ({"goal": ni(0.9)}, "goal"),
        ({"prior_a": 0.0}, "prior_a"),
        ({"threshold": 0.3}, "threshold"),
        ({"threshold": 1.0}, "threshold"),
        ({"prior_a": 400.0, "prior_b": 20.0}, "prior_a"),
    ],
)
def test_refused(more: Plan, field: str) -> None:
    with pytest.raises(ValidationError) as caught:
        parse(_plan(0.9, 0.8) | more)
    assert field in {problem.field for problem in problems(caught.value)}


EXAMPLES = [
    Example("sceptical prior", _plan(0.9, 0.8, prior_a=8.0, prior_b=2.0, threshold=0.98), 0.8),
    Example(
        "beyond 0.95, calibrated", _plan(0.99, 0.97, rule="calibrated"), 0.8, vanishing={"p_expected": 0.97 + 1e-9}
    ),
    Example("lower, margin, 0.99", _plan(0.1, 0.15, ni(0.05, "lower"), threshold=0.985), 0.99),
    Example("few, 0.5", _plan(0.9, 0.4, prior_a=0.5, prior_b=0.5, threshold=0.99), 0.5),
]
