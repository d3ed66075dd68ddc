"""Width of the interval of a proportion, against presize, epiR, R's own intervals and statsmodels."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError
from scipy.stats import beta, binom
from statsmodels.stats.proportion import proportion_confint

from stats.flow import Flow
from stats.refusal import NoSolution
from stats.registry import parse
from stats.solver import solve, solve_for
from tests.stats.examples import Example, Plan

METHODS = {"clopper_pearson": "beta", "wilson": "wilson", "wald": "normal"}


def plan(p: float, interval: str = "clopper_pearson", confidence: float = 0.95) -> Any:
    goal = {"kind": "precision", "confidence": confidence}
    return parse({"kind": "one_proportion_precision", "goal": goal, "p_expected": p, "interval": interval})


@pytest.mark.parametrize(
    ("p", "interval", "width", "exact", "whole"),
    [
        pytest.param(0.9, "wilson", 0.1, 140.9728, 141, id="presize p1-ci-wilson-01"),
        pytest.param(0.99, "clopper_pearson", 0.02, 496.8101, 497, id="presize p1-ci-cp-02"),
        pytest.param(0.99, "wald", 0.02, 380.3044, 381, id="presize, Wald"),
        pytest.param(0.99, "wilson", 0.02, 453.8719, 454, id="presize, Wilson"),
        pytest.param(0.9, "wald", 0.06, 384.1459, 385, id="epiR, +-3 points"),
        pytest.param(0.9, "clopper_pearson", 0.1, 157.1863, 158, id="base R qbeta"),
    ],
)
def test_other_programs(p: float, interval: str, width: float, exact: float, whole: int) -> None:
    found = solve(plan(p, interval), width)
    assert found.exact == pytest.approx(exact, abs=1e-4)
    assert found.analysed == whole
    assert found.attained <= width and found.at_80 is None and not found.measures_power


@pytest.mark.parametrize("interval", METHODS)
@pytest.mark.parametrize(("count", "n"), [(90, 100), (9, 12), (294, 300), (5, 100)])
def test_width_at_a_whole_count_is_that_of_statsmodels(interval: str, count: int, n: int) -> None:
    lower, upper = proportion_confint(count, n, 0.1, METHODS[interval])
    if interval == "wald":  # statsmodels cuts at 0 and 1; the width announced is that of the formula
        lower, upper = 0.0, 2 * 1.6448536 * np.sqrt(count / n * (1 - count / n) / n)
    width = plan(count / n, interval, 0.9).attained({"participants": n})
    assert float(width) == pytest.approx(upper - lower, abs=1e-7)


def test_an_event_and_its_absence_need_the_same_size() -> None:
    for interval in METHODS:
        assert solve(plan(0.03, interval), 0.05).exact == pytest.approx(solve(plan(0.97, interval), 0.05).exact)


@pytest.mark.parametrize("interval", METHODS)
def test_steps_give_the_average_width_and_the_coverage(interval: str) -> None:
    design, n = plan(0.93, interval), 80
    steps = {step.label.en: step.value.value for step in design.steps({"participants": n})}
    done = design.simulate({"participants": n}, 100_000, np.random.default_rng(1))
    assert (done.upper - done.lower).mean() == pytest.approx(steps["Average width of the interval"], abs=1e-4)
    assert done.claimed.mean() == pytest.approx(steps["Actual coverage of the interval"], abs=0.003)
    assert np.isnan(done.p).all() and not done.failed.any()
    if interval == "clopper_pearson":
        assert steps["Actual coverage of the interval"] >= 0.95
    if interval == "wald":
        assert steps["Actual coverage of the interval"] < 0.94


def test_steps_hold_at_large_sizes() -> None:
    steps = {step.label.en: step.value.value for step in plan(0.2).steps({"participants": 2_000_000})}
    assert steps["Actual coverage of the interval"] == pytest.approx(0.95, abs=0.001)


def test_the_proportion_that_reaches_a_width() -> None:
    found = solve_for(plan(0.93), "p_expected", {"participants": 158}, 0.1)
    assert float(found.attained({"participants": 158})) == pytest.approx(0.1, abs=1e-9)
    assert found.p_expected > 0.5  # the root nearest to the present value
    with pytest.raises(NoSolution):
        solve_for(plan(0.9), "p_expected", {"participants": 10}, 0.05)


def test_losses() -> None:
    assert solve(plan(0.9, "wilson"), 0.1, flow=Flow(unevaluable=0.05)).enrolled == 149  # 141 / 0.95 = 148.4


def test_prevalence_averages_the_width() -> None:
    """Cases are 20 % of those enrolled: on average over their number, the width must not exceed the target."""
    found = solve(plan(0.9, "wilson"), 0.1, flow=Flow(prevalence=0.2))
    assert found.enrolment.expected == 705
    assert 705 <= found.enrolled <= 730
    cases = np.maximum(np.random.default_rng(2).binomial(found.enrolled, 0.2, 100_000), 1)
    assert plan(0.9, "wilson").attained({"participants": cases}).mean() == pytest.approx(0.1, abs=2e-4)


def _assured(p: float, assurance: float, interval: str = "clopper_pearson", **more: Any) -> Plan:
    return _width(p, interval, goal={"kind": "precision", "assurance": assurance} | more)


@pytest.mark.parametrize("interval", [*METHODS, "agresti_coull"])
@pytest.mark.parametrize(("p", "n", "assurance"), [(0.9, 140, 0.9), (0.5, 61, 0.8), (0.02, 15, 0.95), (0.97, 400, 0.5)])
def test_assured_width_is_the_quantile_of_the_enumerated_widths(
    interval: str, p: float, n: int, assurance: float
) -> None:
    count = np.arange(n + 1)
    if interval == "clopper_pearson":  # the widths and the weights of SciPy, not ours
        lower = np.where(count == 0, 0, beta.ppf(0.025, np.maximum(count, 1), n - count + 1))
        width = np.where(count == n, 1, beta.ppf(0.975, count + 1, np.maximum(n - count, 1))) - lower
    else:
        added = 1.959963984540054**2 if interval == "agresti_coull" else 0.0
        shrunk = (count + added / 2) / (n + added)
        width = 2 * 1.959963984540054 * np.sqrt(shrunk * (1 - shrunk) / (n + added))
        if interval == "wilson":
            lower, upper = proportion_confint(count, n, 0.05, "wilson")
            width = upper - lower
    order = np.argsort(width)
    reached = np.cumsum(binom.pmf(count, n, p)[order]) >= assurance - 1e-12
    design = parse(_assured(p, assurance, interval))
    assert float(design.attained({"participants": n})) == pytest.approx(width[order][reached.argmax()], abs=1e-9)


def test_assurance_holds_in_simulated_studies_for_every_larger_size() -> None:
    design = parse(_assured(0.9, 0.9))
    found = solve(design, 0.1)
    assert (found.first, found.analysed) == (189, 193)  # 158 for the width at the expected count
    for n in (found.analysed, found.analysed + 1, found.analysed + 17):
        done = design.simulate({"participants": n}, 100_000, np.random.default_rng(n))
        assert (done.upper - done.lower <= 0.1).mean() >= 0.9 - 0.003
    done = design.simulate({"participants": found.first - 1}, 100_000, np.random.default_rng(3))
    assert (done.upper - done.lower <= 0.1).mean() < 0.9
    assert "saw-tooth in the size" in next(step.how.en for step in found.steps if step.how and "saw" in step.how.en)


def test_agresti_coull_is_that_of_presize() -> None:
    """presize 0.3.7 prec_prop(method = "agresti-coull")"""
    assert solve(plan(0.9, "agresti_coull"), 0.1).exact == pytest.approx(146.8278, abs=1e-3)


def _width(p: float, interval: str = "clopper_pearson", **more: Any) -> Plan:
    return {
        "kind": "one_proportion_precision",
        "goal": {"kind": "precision"},
        "p_expected": p,
        "interval": interval,
    } | more


def test_a_finite_population_asks_for_fewer() -> None:
    """Krejcie and Morgan 1970: 278 of 1000, 377 of 20,000; as many as without correction in a very large one."""
    sizes = [solve(parse(_width(0.5, "wald", population=one)), 0.1).analysed for one in (1_000, 20_000, 50_000_000)]
    assert sizes == [278, 377, solve(parse(_width(0.5, "wald")), 0.1).analysed]
    with pytest.raises(ValidationError, match="assurance"):
        parse(_assured(0.9, 0.9) | {"population": 500})


EXAMPLES = [
    Example("exact", _width(0.9), 0.1),
    Example("exact, extreme", _width(0.99), 0.02),
    Example("wilson", _width(0.9, "wilson"), 0.1),
    Example("wald, 99 %", _width(0.2, "wald", goal={"kind": "precision", "confidence": 0.99}), 0.08),
    Example("few", _width(0.5, "wilson"), 0.6),
    Example("agresti-coull", _width(0.97, "agresti_coull"), 0.1),
    Example("finite population", _width(0.3, "wald", population=600), 0.1),
    Example("finite population, exact", _width(0.85, population=300), 0.12),
    Example("exact quantile, assurance", _assured(0.9, 0.9), 0.12),
    Example("exact quantile, few, extreme", _assured(0.02, 0.8, "wilson"), 0.3),
]
