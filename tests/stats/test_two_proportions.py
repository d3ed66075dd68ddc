"""Two proportions: values of other programs and papers, exact enumeration, the named analyses by simulation."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from stats.design import Design
from stats.designs.binary.two_proportions import TwoProportions
from stats.formulas.binary.risk_difference import p_value
from stats.refusal import Refusal, problems
from stats.registry import parse
from stats.solver import solve
from tests.stats.examples import Example, Plan, beyond, eq, ni, sup
from tests.stats.risk_plans import METHODS, enumerated, equivalence, margin, plan, superiority, table

# ------------------------------------------------------------------------------------------- values of others

SOLUTIONS = [  # exact totals: rpact 3.3.4 and 4.3.0, gsDesign 3.1.1, Hmisc, epiR, base R (power.prop.test), formula
    (plan(0.65, 0.5), 0.9, 452.3203652728, "rpact, gsDesign nBinomial, power.prop.test"),
    (plan(0.65, 0.5, k=2), 0.8, 377.9230273187, "rpact, gsDesign, Hmisc bsamsize"),
    (plan(0.65, 0.5, k=0.5), 0.8, 382.5714358835, "rpact, gsDesign, Hmisc bsamsize"),
    (plan(0.97, 0.9, k=2), 0.8, 403.1904034524, "Hmisc bsamsize"),
    (plan(0.02, 0.05, superiority("lower", sides=1, alpha=0.025)), 0.9, 1573.1225841212, "rpact 4.3.0"),
    (plan(0.65, 0.5), 0.5, 166.8900443213, "rpact"),
    (plan(0.65, 0.5), 0.99, 788.1837272089, "rpact"),
    (plan(0.85, 0.85, margin(0.1)), 0.8, 413.8061510867, "rpact"),
    (plan(0.85, 0.85, margin(0.1)), 0.9, 551.4962266927, "gsDesign"),
    (plan(0.9, 0.9, margin(0.05)), 0.8, 1161.48, "rpact 3.3.4"),
    (plan(0.95, 0.95, margin(0.05)), 0.8, 667.45, "rpact 3.3.4"),
    (plan(0.85, 0.85, margin(0.1), k=2), 0.8, 410.1913092766, "rpact"),
    (plan(0.9, 0.92, margin(0.08), k=2), 0.8, 721.5546579892, "rpact 4.3.0, gsDesign"),
    (plan(0.93, 0.9, margin(0.05), k=0.5), 0.9, 658.2961087756, "rpact"),
    (plan(0.1, 0.08, margin(0.06, "lower"), k=2), 0.8, 1640.0195104896, "rpact"),
    (plan(0.95, 0.95, margin(0.4)), 0.8, 20.0066395024, "rpact, fewer than 15 per arm"),
    (plan(0.65, 0.5, method="unpooled"), 0.9, 445.9817343856, "TrialSize, epiR"),
    (plan(0.85, 0.85, margin(0.1), "unpooled"), 0.8, 400.2928664518, "epiR epi.ssninfb"),
    (plan(0.9, 0.92, margin(0.08), "unpooled", 2), 0.8, 775.7309470782, "epiR epi.ssninfb"),
    (plan(0.75, 0.75, equivalence(0.15, alpha=0.05), "unpooled"), 0.8, 285.4615783556, "epiR epi.ssequb, TrialSize"),
    (plan(0.75, 0.75, equivalence(0.15, alpha=0.05)), 0.8, 286.4961426877, "base R, restricted by optimize()"),
    (plan(0.88, 0.9, equivalence(0.1), k=2), 0.9, 674.0493243272, "base R, restricted by optimize()"),
    (plan(0.96, 0.96, equivalence(0.05, 0.08)), 0.8, 576.54197518, "base R, restricted by optimize()"),
    (plan(0.65, 0.5, method="continuity"), 0.9, 478.6155902618, "Fleiss formula in R"),
    (plan(0.25, 0.36, superiority("lower"), "continuity", 0.5), 0.9, 868.8256561029, "Fleiss formula in R"),
]


@pytest.mark.parametrize(("design", "target", "total", "source"), SOLUTIONS)
def test_solution_of_other_programs(design: TwoProportions, target: float, total: float, source: str) -> None:
    assert solve(design, target).exact == pytest.approx(total, abs=0.02), source


@pytest.mark.parametrize(
    ("design", "target", "total", "source"),
    [
        (plan(0.65, 0.5), 0.9, 454, "10.1186/s13063-017-2191-1, Stata"),
        (plan(0.17, 0.11), 0.8, 1048, "10.2196/resprot.3823, 524 per group"),
        (plan(0.3, 0.2), 0.9, 784, "392 per group, uncorrected"),
        (plan(0.3, 0.2, method="continuity"), 0.9, 824, "10.1161/JAHA.116.003776, 412 per group"),
        (plan(0.06, 0.08, superiority("lower"), "continuity"), 0.8, 5306, "2653 per group, 10.2196/jmir.7.1.e2"),
        (plan(0.06, 0.08, superiority("lower")), 0.8, 5108, "10.2196/jmir.7.1.e2, uncorrected"),
        (plan(0.97, 0.97, margin(0.03)), 0.9, 1510, "Farrington-Manning 755 per arm"),
        (plan(0.97, 0.97, margin(0.03), "unpooled"), 0.9, 1360, "Wald 680 per arm"),
        (plan(0.75, 0.75, equivalence(0.15, alpha=0.05), "unpooled"), 0.8, 286, "lrstat getDesignRiskDiffEquiv"),
        (plan(0.65, 0.4, method="fisher"), 0.8, 140, "enumeration with R's phyper"),
    ],
)
def test_whole_totals(design: TwoProportions, target: float, total: int, source: str) -> None:
    assert solve(design, target).analysed == total, source


def test_fleiss_size_reaches_its_own_power() -> None:
    """Fleiss forwards, typed here from the paper, then backwards through `attained`."""
    for (p, q, k), target in product([(0.65, 0.5, 2.0), (0.25, 0.36, 0.5), (0.99, 0.96, 1.0)], [0.5, 0.8, 0.99]):
        better = "higher" if p > q else "lower"
        control = solve(plan(p, q, superiority(better), k=k), target).exact / (1 + k)
        corrected = control / 4 * (1 + np.sqrt(1 + 2 * (k + 1) / (control * k * abs(p - q)))) ** 2
        design = plan(p, q, superiority(better), "continuity", k)
        assert float(design.attained({"participants": corrected * (1 + k)})) == pytest.approx(target, abs=1e-9)


@pytest.mark.parametrize(
    ("p", "q", "n", "m", "power", "source"),
    [
        (0.9, 0.6, 30, 30, 0.70506448787, "Exact 3.3 power.exact.test, exact2x2"),
        (0.95, 0.5, 12, 12, 0.588214436412, "Exact 3.3"),
        (0.85, 0.55, 40, 20, 0.596431039363, "Exact 3.3"),
        (0.85, 0.55, 20, 40, 0.57452236653, "Exact 3.3"),
        (0.99, 0.94, 200, 200, 0.734578093, "R phyper, all outcomes"),
    ],
)
def test_fisher_power(p: float, q: float, n: int, m: int, power: float, source: str) -> None:
    design = plan(p, q, method="fisher", k=n / m)
    assert float(design.attained({"participants": n + m})) == pytest.approx(power, abs=1e-9), source
    mirrored = plan(1 - p, 1 - q, superiority("lower"), "fisher", n / m)
    assert float(mirrored.attained({"participants": n + m})) == pytest.approx(power, abs=1e-9)
    assert enumerated(design, n, m, p, q) == pytest.approx(power, abs=1e-9)


@pytest.mark.parametrize(
    ("design", "n", "m", "power", "error"),
    [  # shared/cases/reference_values.json: a million trials, or enumeration, by other programs
        (plan(0.55, 0.45), 300, 300, 0.69424803252, 1e-5),  # which counts the wrong tail too, 5e-6
        (plan(0.65, 0.5, method="unpooled"), 223, 223, 0.8958, 3 * 0.000306),
        (plan(0.02, 0.05, superiority("lower")), 787, 787, 0.91231, 3 * 0.000283),
        (plan(0.9, 0.92, margin(0.08), k=2), 482, 241, 0.80672, 3 * 0.000395),
        (plan(0.75, 0.75, equivalence(0.15, alpha=0.05), "unpooled"), 143, 143, 0.80435, 3 * 0.000397),
    ],
)
def test_exact_power_of_the_named_analysis(design: TwoProportions, n: int, m: int, power: float, error: float) -> None:
    assert enumerated(design, n, m, design.p_experimental, design.p_control) == pytest.approx(power, abs=error)


# ------------------------------------------------------------------------------------------- tight, symmetric, monotone

GRID = [
    plan(p, q, goal, method, k)
    for (p, q, goal), method, k in product(
        [
            (0.7, 0.5, superiority()),
            (0.96, 0.99, superiority("lower")),
            (0.95, 0.4, superiority()),
            (0.9, 0.92, margin(0.08)),
            (0.98, 0.98, margin(0.03)),
            (0.1, 0.09, margin(0.05, "lower")),
            (0.88, 0.9, equivalence(0.1)),
        ],
        METHODS,
        (0.5, 1.0, 2.0),
    )
    if method in ("score", "unpooled") or (goal["kind"] == "superiority" and p not in (0.96,))
]


@pytest.mark.parametrize("target", [0.5, 0.8, 0.99])
@pytest.mark.parametrize("design", GRID)
def test_tight(design: TwoProportions, target: float) -> None:
    found = solve(design, target)
    assert found.attained >= target - 1e-12
    less = float(design.attained({"participants": found.analysed - design.step}))
    assert less < target
    experimental, control = (arm.size for arm in found.arms)
    assert experimental == design.allocation * control
    assert experimental + control == found.analysed
    if design.traits.exact:
        later = found.analysed + design.step * np.arange(60)
        assert (design.attained({"participants": later}) >= target).all()
        assert found.first is not None and found.first <= found.analysed
    else:
        assert float(design.attained({"participants": found.exact})) == pytest.approx(target, abs=1e-9)


@pytest.mark.parametrize("design", GRID)
def test_arms_exchanged_and_outcome_flipped(design: TwoProportions) -> None:
    size = {"participants": 240}
    power = float(design.attained(size))
    assert design.traits.arm_symmetric
    goal = design.goal.model_dump()
    goal["better"] = "lower" if goal["better"] == "higher" else "higher"
    if goal["kind"] == "equivalence":
        goal["margin_lower"], goal["margin_upper"] = goal["margin_upper"], goal["margin_lower"]
    p, q, k = design.p_experimental, design.p_control, design.allocation
    flipped = plan(1 - p, 1 - q, goal, design.method, k)
    assert float(flipped.attained(size)) == pytest.approx(power, abs=1e-10)
    if goal["kind"] != "non_inferiority" or 0 < p - design.goal.tests()[0].null < 1:  # else the margin is refused
        exchanged = plan(q, p, goal, design.method, 1 / k)
        assert float(exchanged.attained(size)) == pytest.approx(power, abs=1e-10)


@pytest.mark.parametrize("design", GRID)
def test_vectorised_and_monotone(design: TwoProportions) -> None:
    sizes = design.step * np.arange(2, 120)
    power = design.attained({"participants": sizes})
    assert power.shape == sizes.shape and ((power >= 0) & (power <= 1)).all()
    assert float(design.attained({"participants": sizes[30]})) == pytest.approx(power[30], abs=1e-14)
    if design.traits.monotone:
        assert (np.diff(design.attained({"participants": np.linspace(4, 3000, 999)})) >= -1e-12).all()


@pytest.mark.parametrize("design", [d for d in GRID if d.traits.normal])
def test_drift_gives_the_power(design: TwoProportions) -> None:
    from scipy.stats import norm

    alpha = design.goal.tests()[0].alpha
    power = norm.cdf(design.drift({"participants": np.array([60.0, 300.5])}) - norm.isf(alpha))
    assert power == pytest.approx(design.attained({"participants": np.array([60.0, 300.5])}), abs=1e-12)
    assert np.isfinite(design.drift({"participants": 1e8}))


def test_paths_have_independent_increments() -> None:
    design, size = plan(0.65, 0.5, k=2), {"participants": 378}
    looks = design.paths(size, (0.5, 1.0), 40_000, np.random.default_rng(7), "alternative")
    assert looks.shape == (40_000, 2)
    assert looks[:, 1].mean() == pytest.approx(float(design.drift(size)), abs=0.05)
    assert looks[:, 0].mean() == pytest.approx(looks[:, 1].mean() * np.sqrt(0.5), abs=0.02)
    null = design.paths(size, (0.5, 1.0), 40_000, np.random.default_rng(8), "null")
    assert np.asarray(np.corrcoef(null.T))[0, 1] == pytest.approx(np.sqrt(0.5), abs=0.01)
    assert null.mean(axis=0) == pytest.approx([0, 0], abs=0.02)


@pytest.mark.parametrize("design", [plan(0.7, 0.5, method="fisher"), plan(0.7, 0.7, equivalence(0.2))])
def test_no_drift_where_the_statistic_is_not_normal(design: TwoProportions) -> None:
    with pytest.raises(Refusal):
        design.drift({"participants": 100})
    with pytest.raises(Refusal):
        design.paths({"participants": 100}, (0.5, 1.0), 10, np.random.default_rng(1), "null")


# ------------------------------------------------------------------------------------------- simulation

SIMULATED = [
    (plan(0.65, 0.5), 0.010, 0.003),
    (plan(0.3, 0.45, superiority("lower"), k=2), 0.010, 0.003),
    (plan(0.85, 0.85, margin(0.1)), 0.010, 0.002),
    (plan(0.9, 0.92, margin(0.08), k=2), 0.010, 0.003),
    (plan(0.97, 0.97, margin(0.03)), 0.020, 0.003),
    (plan(0.1, 0.08, margin(0.06, "lower"), k=0.5), 0.020, 0.002),
    (plan(0.75, 0.75, equivalence(0.15)), 0.010, 0.003),
    (plan(0.65, 0.5, method="unpooled"), 0.010, 0.003),
    (plan(0.85, 0.85, margin(0.1), "unpooled"), 0.010, 0.006),
    (plan(0.65, 0.5, method="continuity"), 0.010, 0.0),
    (plan(0.9, 0.6, method="fisher"), 0.0, 0.0),
    (plan(0.3, 0.55, superiority("lower"), "fisher", 0.5), 0.0, 0.0),
]
"""design, bias of the power allowed (declared approximation), excess of the type I error allowed"""


@pytest.mark.parametrize(("design", "bias", "excess"), SIMULATED)
def test_simulated_power_and_type_1_error(design: TwoProportions, bias: float, excess: float) -> None:
    trials, found, alpha = 100_000, solve(design, 0.8), design.goal.tests()[0].alpha
    size = {"participants": found.analysed}
    n, m = (arm.size for arm in found.arms)
    for at, claimed in (("alternative", found.attained), ("null", alpha)):
        seen = design.simulate(size, trials, np.random.default_rng(21), at)  # type: ignore[arg-type]
        rate, p, q = float(seen.claimed.mean()), *design._truth(at)  # type: ignore[arg-type]
        exact = enumerated(design, n, m, p, q)
        assert abs(rate - exact) < 3 * np.sqrt(exact * (1 - exact) / trials), "the simulation is the test, enumerated"
        print(f"{design.method} {design.goal.kind} {at}: formula {claimed:.4f}, exact {exact:.4f}")
        if at == "alternative":
            assert -min(bias, 0.01) - 1e-9 <= exact - claimed <= bias + 1e-9  # never a point optimistic
        else:
            assert exact <= alpha + excess


def test_simulated_interval_covers() -> None:
    design = plan(0.9, 0.92, margin(0.08), k=2)
    seen = design.simulate({"participants": 723}, 20_000, np.random.default_rng(3))
    covered = ((seen.lower <= -0.02) & (seen.upper >= -0.02)).mean()
    assert covered == pytest.approx(0.95, abs=0.006)
    assert (seen.claimed == (seen.lower > -0.08)).all()
    assert not seen.failed.any()


def test_a_table_without_variance_is_a_failure_not_a_claim() -> None:
    for method in ("score", "unpooled", "continuity"):
        seen = plan(1 - 1e-9, 0.5, method=method).simulate({"participants": 4}, 500, np.random.default_rng(1))
        assert seen.failed.any() and not seen.claimed[seen.failed].any()
        assert np.isfinite(seen.p).all() and np.isfinite(seen.lower).all() and np.isfinite(seen.upper).all()


def test_null_boundary_stays_possible_when_the_margin_leaves_the_unit_interval() -> None:
    p, q = plan(0.96, 0.96, equivalence(0.05, 0.08))._truth("null")
    assert p - q == pytest.approx(0.08) and 0 < q < p < 1


# ------------------------------------------------------------------------------------------- refusals, words, JSON


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"p_experimental": 0.4}, "p_experimental"),
        ({"p_experimental": 0.5}, "p_experimental"),
        ({"goal": superiority("lower")}, "p_experimental"),
        ({"goal": margin(0.1), "p_experimental": 0.4}, "p_experimental"),
        ({"goal": margin(0.1, "lower"), "p_experimental": 0.6}, "p_experimental"),
        ({"goal": equivalence(0.1), "p_experimental": 0.65}, "p_experimental"),
        ({"goal": margin(0.1), "method": "fisher"}, "method"),
        ({"goal": margin(0.1), "method": "continuity"}, "method"),
        ({"goal": equivalence(0.2), "method": "fisher"}, "method"),
        ({"goal": margin(0.5), "p_experimental": 0.5}, "goal"),
        ({"goal": margin(0.6, "lower"), "p_experimental": 0.5}, "goal"),
        ({"goal": equivalence(1.0), "p_experimental": 0.5}, "goal"),
        ({"p_experimental": 1.0}, "p_experimental"),
        ({"p_control": 0.0}, "p_control"),
        ({"p_control": float("nan")}, "p_control"),
        ({"allocation": 30}, "allocation"),
        ({"method": "probit"}, "method"),
        ({"goal": margin(0.1), "method": "arcsine"}, "method"),
        ({"goal": beyond(0.2)}, "p_experimental"),
        ({"unknown": 1}, "unknown"),
    ],
)
def test_refused(values: dict[str, Any], field: str) -> None:
    good = {"kind": "two_proportions", "goal": superiority(), "p_experimental": 0.65, "p_control": 0.5}
    with pytest.raises(ValidationError) as caught:
        parse(good | values)
    (problem,) = problems(caught.value)
    assert problem.field == field
    for language in ("fr", "en"):
        said = problem.phrase.text[language].format(**dict.fromkeys(problem.phrase.text.placeholders, "x"))
        assert len(said) > 10
    assert set(problem.phrase.values) == problem.phrase.text.placeholders


@pytest.mark.parametrize("design", GRID[::3])
def test_json_round_trip(design: Design) -> None:
    assert parse(design.model_dump()) == design
    assert TwoProportions.model_validate_json(design.model_dump_json()) == design


@pytest.mark.parametrize("design", GRID)
def test_words(design: TwoProportions) -> None:
    found = solve(design, 0.8)
    known = {
        "alpha",
        "sides",
        "target",
        "n_total",
        "n_arms",
        *TwoProportions.model_fields,
        *type(design.goal).model_fields,
    }
    assert design.sentence().placeholders <= known
    assert {"p_experimental", "p_control", "target", "n_total"} <= design.sentence().placeholders
    for variant in design.variants():
        assert isinstance(variant.design, TwoProportions) and variant.design.method != design.method
        assert variant.design.goal == design.goal
        assert solve(variant.design, 0.8).attained >= 0.8
        assert TwoProportions.model_validate(variant.design.model_dump()) == variant.design
    texts = {design.method_text(), *(one.design.method_text() for one in design.variants())}
    assert len(texts) == 1 + len(design.variants())
    assert all(np.isfinite(step.value.value) for step in found.steps)
    phrase = found.least_success
    assert (phrase is None) == (design.goal.kind == "equivalence")
    assert phrase is None or set(phrase.values) == phrase.text.placeholders


@pytest.mark.parametrize("design", [d for d in GRID if d.goal.kind != "equivalence"])
def test_least_success_is_the_edge(design: TwoProportions) -> None:
    size = {"participants": solve(design, 0.8).analysed}
    phrase, test = design.least_success(size), design.goal.tests()[0]
    assert phrase is not None
    n, m, x, y = (int(phrase.values[name].value) for name in ("n", "control_n", "count", "control_count"))  # type: ignore[union-attr]
    assert p_value(design.method, table(x, n, y, m), test)[0] <= test.alpha
    assert p_value(design.method, table(x - test.sign, n, y, m), test)[0] > test.alpha


def test_r_call_says_the_same() -> None:
    call = plan(0.1, 0.08, margin(0.06, "lower"), k=2).r_call()
    assert call is not None
    assert "thetaH0 = 0.06" in call and "sided = 1" in call and "allocationRatioPlanned = 2" in call
    assert "sided = 2" in (plan(0.65, 0.5).r_call() or "")
    assert plan(0.65, 0.5, method="fisher").r_call() is None


def _two(goal: Plan, experimental: float, control: float, **more: Any) -> Plan:
    return {"kind": "two_proportions", "goal": goal, "p_experimental": experimental, "p_control": control} | more


EXAMPLES = [
    Example("score", _two(sup(), 0.4, 0.25), 0.8, _two(sup("lower"), 0.25, 0.4), {"p_experimental": 0.25 + 1e-9}),
    Example(
        "lower, 2:1, 0.99",
        _two(sup("lower"), 0.1, 0.25, allocation=2),
        0.99,
        _two(sup(), 0.25, 0.1, allocation=0.5),
    ),
    Example("margin, 1:2", _two(ni(0.05), 0.96, 0.97, allocation=0.5), 0.8, slack=0.02),
    Example("margin, effect 0", _two(ni(0.1), 0.85, 0.85), 0.9),
    Example("equivalence", _two(eq(0.15, 0.15), 0.62, 0.6), 0.8, _two(eq(0.15, 0.15), 0.6, 0.62)),
    Example("superiority by a margin, 3:1", _two(beyond(0.15), 0.5, 0.2, allocation=3), 0.8),
    Example("unpooled", _two(sup(), 0.4, 0.25, method="unpooled"), 0.5),
    Example("local alternatives", _two(sup(), 0.4, 0.25, method="local"), 0.9),
    Example("arcsine", _two(sup(), 0.4, 0.25, method="arcsine"), 0.8, slack=0.02),
    Example("continuity", _two(sup(), 0.4, 0.25, method="continuity"), 0.8),
    Example(
        "fisher, few",
        _two(sup(), 0.8, 0.2, method="fisher"),
        0.8,
        _two(sup("lower"), 0.2, 0.8, method="fisher"),
    ),
]
