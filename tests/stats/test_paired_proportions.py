"""Paired proportions: values of other programs and papers, exact enumeration, the named analyses by simulation."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError
from scipy.optimize import minimize_scalar
from scipy.stats import binomtest, multinomial, norm

from stats.designs.binary.paired_proportions import PairedProportions
from stats.formulas import nam
from stats.refusal import Refusal, problems
from stats.registry import parse
from stats.solver import solve
from tests.stats.examples import Example, Plan, ni, sup


def superiority(better: str = "higher", **more: Any) -> dict[str, Any]:
    return {"kind": "superiority", "better": better, **more}


def margin(value: float, better: str = "higher", **more: Any) -> dict[str, Any]:
    return {"kind": "non_inferiority", "better": better, "margin": value, **more}


def plan(e: float, c: float, goal: dict[str, Any] | None = None, method: str = "score") -> PairedProportions:
    return PairedProportions.model_validate(
        {"goal": goal or superiority(), "discordant_experimental": e, "discordant_control": c, "method": method}
    )


def enumerated(design: PairedProportions, n: int, e: float, c: float) -> float:
    """Exact probability of the claim: every trinomial outcome, weighted by SciPy."""
    x, y = (grid.ravel() for grid in np.meshgrid(np.arange(n + 1), np.arange(n + 1), indexing="ij"))
    x, y = x[x + y <= n], y[x + y <= n]
    p = design._p(x.astype(float), y.astype(float), n)
    claimed = np.nan_to_num(p, nan=1.0) <= design.goal.tests()[0].alpha
    weight = multinomial.pmf(np.stack([x, y, n - x - y], axis=1)[claimed], n, [e, c, 1 - e - c])
    return float(weight.sum())


# ------------------------------------------------------------------------------------------- values of others


@pytest.mark.parametrize(
    ("design", "target", "pairs", "source"),
    [
        (plan(0.2, 0.1), 0.9, 311.0472345887, "Connor 1987; disagreements.md 14"),
        (plan(0.18, 0.08), 0.9, 269.0142024618, "reference_values p3-wide-max"),
        (plan(0.15, 0.05), 0.8, 154.5985695602, "stats_peers.md 3c: 154.6, simulated 0.825"),
        (plan(0.05, 0.12, superiority("lower")), 0.8, 269.9381379109, "R, Connor"),
        (plan(0.8, 0.05), 0.8, 9.0662544565, "R, Connor, fewer than 15 pairs"),
        (plan(0.15, 0.05), 0.99, 357.4194690168, "R, Connor"),
        (plan(0.2, 0.1, method="miettinen"), 0.9, 303.6327312656, "reference_values p3-miettinen-01"),
        (plan(0.06, 0.02, method="miettinen"), 0.8, 368.9015921645, "R, Miettinen"),
        (plan(0.15, 0.05, method="miettinen"), 0.5, 76.8291764139, "R, Miettinen"),
        (plan(0.08, 0.08, margin(0.05)), 0.9, 696.970861838, "reference_values p3-ni-tango-01"),
        (plan(0.06, 0.08, margin(0.07)), 0.8, 470.0840709835, "R, Nam, true difference -0.02"),
        (plan(0.08, 0.06, margin(0.08, "lower")), 0.8, 333.4060041386, "R, Nam, lower is better"),
        (plan(0.10, 0.05, margin(0.35)), 0.8, 12.1536044897, "R, Nam, about 15 pairs"),
        (plan(0.08, 0.08, margin(0.05), "wald"), 0.9, 672.4750759322, "Lu & Bean 1995, reference_values"),
        (plan(0.10, 0.07, margin(0.05), "wald"), 0.9, 277.6258187015, "R, Lu & Bean"),
    ],
)
def test_solution_of_other_programs(design: PairedProportions, target: float, pairs: float, source: str) -> None:
    found = solve(design, target)
    assert found.exact == pytest.approx(pairs, abs=1e-4), source
    assert found.analysed == int(np.ceil(pairs))


@pytest.mark.parametrize(
    ("e", "c", "n", "power"),
    [
        (0.2, 0.1, 312, 0.887080724314),
        (0.15, 0.05, 155, 0.7617469156),
        (0.8, 0.05, 12, 0.8711304479),
        (0.06, 0.02, 391, 0.7648215334),
        (0.4, 0.15, 60, 0.7028017525),
    ],
)
def test_exact_power(e: float, c: float, n: int, power: float) -> None:
    """exact2x2 1.7.0 powerPaired2x2(errbound = 1e-10), and a sum in R; then SciPy's trinomial, outcome by outcome."""
    assert float(plan(e, c, method="exact").attained({"participants": n})) == pytest.approx(power, abs=1e-8)
    mirrored = plan(c, e, superiority("lower"), "exact")
    assert float(mirrored.attained({"participants": n})) == pytest.approx(power, abs=1e-8)
    assert enumerated(plan(e, c, method="exact"), n, e, c) == pytest.approx(power, abs=1e-8)


@pytest.mark.parametrize(
    ("design", "n", "power"),
    [  # power of Tango's test, all outcomes, by other programs
        (plan(0.08, 0.08, margin(0.05)), 697, 0.90389547762),
        (plan(0.10, 0.10, margin(0.10)), 160, 0.7835044036),
        (plan(0.08, 0.06, margin(0.08, "lower")), 250, 0.67964759),
        (plan(0.10, 0.05, margin(0.35)), 14, 0.8945258917),
    ],
)
def test_exact_power_of_tango(design: PairedProportions, n: int, power: float) -> None:
    found = enumerated(design, n, design.discordant_experimental, design.discordant_control)
    assert found == pytest.approx(power, abs=1e-8)


def test_values_that_mess_checks_itself_against() -> None:
    """MESS power_mcnemar_test, its own tests/testthat: paid = .05, psi = 9 gives 22 and 17; exact, 144 pairs, 0.80."""
    assert round(solve(plan(0.45, 0.05), 0.8).exact) == 22
    assert round(solve(plan(0.45, 0.05, superiority(sides=1)), 0.8).exact) == 17
    exact = plan(0.45, 0.25, superiority(sides=1, alpha=0.025), "exact")
    assert float(exact.attained({"participants": 144})) == pytest.approx(0.80, abs=0.005)


def test_r_call() -> None:
    call = plan(0.05, 0.12, superiority("lower")).r_call() or ""
    assert "s = 0.17, d = -0.07" in call and "qnorm(1 - 0.025)" in call
    assert plan(0.08, 0.08, margin(0.05)).r_call() is None


# ------------------------------------------------------------------------------------------- the named analyses


def test_restricted_shares_maximise_the_likelihood() -> None:
    shares = ((0.0, 0.0), (0.1, 0.1), (0.3, 0.001), (0.0, 0.4), (0.4, 0.6), (1.0, 0.0), (0.02, 0.9))
    for (e, c), null in product(shares, (-0.8, -0.1, 0.0, 0.05, 0.7)):

        def minus_log(q: float, e: float = e, c: float = c, s: float = null) -> float:
            terms = ((e, q + s), (c, q), (1 - e - c, 1 - 2 * q - s))
            return float(-sum(share * np.log(max(rate, 1e-300)) for share, rate in terms if share > 1e-15))

        low, high = max(0.0, -null), (1 - null) / 2
        best = minimize_scalar(minus_log, bounds=(low, high), method="bounded", options={"xatol": 1e-12})
        one, other = nam.restricted(e, c, null)
        assert one - other == pytest.approx(null, abs=1e-12)
        assert low - 1e-12 <= other <= high + 1e-12
        assert minus_log(float(other)) <= best.fun + 1e-9, (e, c, null)


def test_mcnemar_agrees_with_statsmodels() -> None:
    from statsmodels.stats.contingency_tables import mcnemar

    for x, y, n in ((25, 9, 100), (3, 11, 40), (60, 41, 700)):
        observed = np.array([[n - x - y, x], [y, 0]])
        z = nam.statistic("score", float(x), float(y), n, 0.0)
        assert z**2 == pytest.approx(mcnemar(observed, exact=False, correction=False).statistic)
        p = plan(0.2, 0.1, method="exact")._p(np.array([float(x)]), np.array([float(y)]), n)
        assert p[0] == pytest.approx(binomtest(x, x + y, 0.5, alternative="greater").pvalue)


@pytest.mark.parametrize("method", ["score", "wald"])
@pytest.mark.parametrize("null", [-0.1, 0.0, 0.06])
def test_interval_agrees_with_its_test(method: str, null: float) -> None:
    n = 40
    x, y = (grid.ravel().astype(float) for grid in np.meshgrid(np.arange(1, 20), np.arange(1, 20)))
    lower, upper = nam.interval(method, x, y, n, 0.025)
    z = nam.statistic(method, x, y, n, null)
    seen = (x - y) / n
    assert ((lower <= seen) & (seen <= upper) & (lower >= -1) & (upper <= 1)).all()
    assert ((lower > null) == (z > norm.isf(0.025))).all()
    assert ((upper < null) == (z < -norm.isf(0.025))).all()


# ------------------------------------------------------------------------------------------- tight, symmetric, monotone

GRID = [
    *(plan(e, c, goal, m) for m in ("score", "wald", "miettinen", "exact") for e, c, goal in (
        (0.15, 0.05, superiority()),
        (0.05, 0.12, superiority("lower")),
        (0.7, 0.1, superiority(sides=1)),
        (0.97, 0.02, superiority()),
    )),
    *(plan(e, c, goal, m) for m in ("score", "wald") for e, c, goal in (
        (0.08, 0.08, margin(0.05)),
        (0.06, 0.08, margin(0.07)),
        (0.10, 0.05, margin(0.35)),
        (0.08, 0.06, margin(0.08, "lower")),
    )),
]  # fmt: skip


@pytest.mark.parametrize("target", [0.5, 0.8, 0.99])
@pytest.mark.parametrize("design", GRID)
def test_tight(design: PairedProportions, target: float) -> None:
    found = solve(design, target)
    assert found.attained >= target - 1e-12
    if found.analysed > 2:
        assert float(design.attained({"participants": found.analysed - 1})) < target
    if design.traits.exact:
        later = found.analysed + np.arange(80)
        assert (design.attained({"participants": later}) >= target).all()
    elif found.exact > 2:
        assert float(design.attained({"participants": found.exact})) == pytest.approx(target, abs=1e-9)


@pytest.mark.parametrize("design", GRID)
def test_methods_exchanged(design: PairedProportions) -> None:
    goal = design.goal.model_dump()
    goal["better"] = "lower" if goal["better"] == "higher" else "higher"
    exchanged = plan(design.discordant_control, design.discordant_experimental, goal, design.method)
    sizes = {"participants": np.array([12, 77, 400])}
    assert exchanged.attained(sizes) == pytest.approx(design.attained(sizes), abs=1e-12)


@pytest.mark.parametrize("design", GRID)
def test_vectorised_and_monotone(design: PairedProportions) -> None:
    sizes = np.arange(2, 200).reshape(2, 99)
    power = design.attained({"participants": sizes})
    assert power.shape == sizes.shape and ((power >= 0) & (power <= 1 + 1e-12)).all()
    assert float(design.attained({"participants": sizes[1, 7]})) == pytest.approx(power[1, 7], abs=1e-12)
    if design.traits.monotone:
        assert (np.diff(design.attained({"participants": np.linspace(2, 2000, 999)})) >= -1e-12).all()


@pytest.mark.parametrize("design", GRID)
def test_drift_and_paths(design: PairedProportions) -> None:
    size = {"participants": np.array([60.0, 300.5])}
    rng = np.random.default_rng(9)
    if design.traits.exact:
        with pytest.raises(Refusal):
            design.drift(size)
        with pytest.raises(Refusal):
            design.paths({"participants": 60}, (0.5, 1.0), 10, rng, "null")
        return
    alpha = design.goal.tests()[0].alpha
    assert norm.cdf(design.drift(size) - norm.isf(alpha)) == pytest.approx(design.attained(size), abs=1e-12)
    null = design.paths({"participants": 400}, (0.5, 1.0), 20_000, rng, "null")
    assert null.shape == (20_000, 2)
    assert np.asarray(np.corrcoef(null.T))[0, 1] == pytest.approx(np.sqrt(0.5), abs=0.02)


# ------------------------------------------------------------------------------------------- simulation


@pytest.mark.parametrize(
    ("design", "optimistic", "conservative", "excess"),
    [  # how much the formula may be above and below the exact power; how much the test may exceed alpha
        (plan(0.2, 0.1), 0.0, 0.01, 0.002),
        (plan(0.05, 0.12, superiority("lower")), 0.0, 0.015, 0.002),
        (plan(0.06, 0.02), 0.0, 0.035, 0.002),
        (plan(0.2, 0.1, method="wald"), 0.005, 0.01, 0.004),
        (plan(0.2, 0.1, method="miettinen"), 0.005, 0.005, 0.002),
        (plan(0.2, 0.1, method="exact"), 0.0, 0.0, 0.0),
        (plan(0.5, 0.1, method="exact"), 0.0, 0.0, 0.0),
        (plan(0.05, 0.15, superiority("lower"), "exact"), 0.0, 0.0, 0.0),
        (plan(0.08, 0.08, margin(0.05)), 0.0, 0.01, 0.002),
        (plan(0.06, 0.08, margin(0.07)), 0.0, 0.015, 0.002),
        (plan(0.08, 0.06, margin(0.08, "lower")), 0.0, 0.02, 0.002),
        (plan(0.08, 0.08, margin(0.05), "wald"), 0.005, 0.01, 0.006),
    ],
)
def test_simulated_power_and_type_1_error(
    design: PairedProportions, optimistic: float, conservative: float, excess: float
) -> None:
    trials, found, alpha = 100_000, solve(design, 0.8), design.goal.tests()[0].alpha
    n = found.analysed
    for at, claimed in (("alternative", found.attained), ("null", alpha)):
        seen = design.simulate({"participants": n}, trials, np.random.default_rng(21), at)  # type: ignore[arg-type]
        rate, (e, c, _) = float(seen.claimed.mean()), design._shares(at)  # type: ignore[arg-type]
        exact = enumerated(design, n, e, c)
        assert abs(rate - exact) < 3 * np.sqrt(exact * (1 - exact) / trials), "the simulation is the test, enumerated"
        print(f"{design.method} {design.goal.kind} {n} {at}: formula {claimed:.4f}, exact {exact:.4f}")
        if at == "alternative":
            assert -optimistic - 1e-9 <= exact - claimed <= conservative + 1e-9
        else:
            assert exact <= alpha + excess


def test_simulated_interval_covers() -> None:
    design = plan(0.06, 0.08, margin(0.07))
    seen = design.simulate({"participants": 471}, 20_000, np.random.default_rng(3))
    assert ((seen.lower <= -0.02) & (seen.upper >= -0.02)).mean() == pytest.approx(0.95, abs=0.006)
    assert (seen.claimed == (seen.lower > -0.07)).all()


def test_no_discordant_pair_is_no_claim() -> None:
    for method in ("score", "wald", "miettinen", "exact"):
        seen = plan(0.02, 0.001, method=method).simulate({"participants": 10}, 400, np.random.default_rng(1))
        none = seen.estimate == 0
        assert none.any() and not seen.claimed[none].any()
        assert np.isfinite(seen.p).all() and np.isfinite(seen.lower).all() and np.isfinite(seen.upper).all()
        assert seen.failed.any() == (method != "exact")


# ------------------------------------------------------------------------------------------- refusals, words, JSON


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"discordant_experimental": 0.05}, "discordant_experimental"),
        ({"discordant_experimental": 0.1}, "discordant_experimental"),
        ({"goal": superiority("lower")}, "discordant_experimental"),
        ({"goal": margin(0.05), "discordant_control": 0.3}, "discordant_experimental"),
        ({"goal": margin(0.05, "lower")}, "discordant_experimental"),
        ({"discordant_experimental": 0.95}, "discordant_control"),
        ({"goal": margin(0.05), "method": "exact"}, "method"),
        ({"goal": margin(0.05), "method": "miettinen"}, "method"),
        ({"goal": margin(1.0)}, "goal"),
        ({"discordant_control": 0.0}, "discordant_control"),
        ({"discordant_control": 1.0}, "discordant_control"),
        ({"discordant_experimental": float("inf")}, "discordant_experimental"),
        ({"method": "connor"}, "method"),
        ({"goal": {"kind": "equivalence", "margin_lower": 0.1, "margin_upper": 0.1}}, "goal"),
    ],
)
def test_refused(values: dict[str, Any], field: str) -> None:
    good = {
        "kind": "paired_proportions",
        "goal": superiority(),
        "discordant_experimental": 0.2,
        "discordant_control": 0.1,
    }
    with pytest.raises(ValidationError) as caught:
        parse(good | values)
    (problem,) = problems(caught.value)
    assert problem.field == field
    assert set(problem.phrase.values) == problem.phrase.text.placeholders
    assert len(problem.phrase.text.fr) > 10 and len(problem.phrase.text.en) > 10


def test_all_pairs_may_be_discordant() -> None:
    assert solve(plan(0.7, 0.3), 0.8).attained >= 0.8
    assert solve(plan(0.7, 0.3, method="exact"), 0.8).attained >= 0.8


@pytest.mark.parametrize("design", GRID)
def test_json_and_words(design: PairedProportions) -> None:
    assert parse(design.model_dump()) == design
    assert PairedProportions.model_validate_json(design.model_dump_json()) == design
    found = solve(design, 0.8)
    known = {
        "alpha",
        "sides",
        "target",
        "n_total",
        "n_arms",
        *PairedProportions.model_fields,
        *type(design.goal).model_fields,
    }
    assert design.sentence().placeholders <= known
    texts = {design.method_text(), *(one.design.method_text() for one in design.variants())}
    assert len(texts) == 1 + len(design.variants()) == (4 if design.goal.kind == "superiority" else 2)
    assert all(np.isfinite(step.value.value) for step in found.steps)
    phrase = found.least_success
    assert phrase is None or set(phrase.values) == phrase.text.placeholders
    for variant in design.variants():
        assert PairedProportions.model_validate(variant.design.model_dump()) == variant.design


@pytest.mark.parametrize("design", GRID)
def test_least_success_is_the_edge(design: PairedProportions) -> None:
    n = solve(design, 0.9).analysed
    phrase, test = design.least_success({"participants": n}), design.goal.tests()[0]
    if n < 4 and design.method == "wald":
        assert phrase is None  # every observed pair is favourable: no variance, nothing can be claimed
        return
    assert phrase is not None
    count, pairs = (float(phrase.values[name].value) for name in ("count", "pairs"))  # type: ignore[union-attr]
    for favourable, claimed in ((count, True), (count - 1, False)):
        x, y = (favourable, pairs - favourable) if test.sign > 0 else (pairs - favourable, favourable)
        if x >= 0 and y >= 0:
            assert (design._p(np.array([x]), np.array([y]), n)[0] <= test.alpha) == claimed


def _pairs(goal: Plan, experimental: float, control: float, **more: Any) -> Plan:
    plan = {"discordant_experimental": experimental, "discordant_control": control}
    return {"kind": "paired_proportions", "goal": goal} | plan | more


EXAMPLES = [
    Example("default", _pairs(sup(), 0.15, 0.05), 0.8, _pairs(sup("lower"), 0.05, 0.15), slack=0.03),
    Example("lower", _pairs(sup("lower"), 0.05, 0.12), 0.9, slack=0.03),
    Example("exact", _pairs(sup(), 0.2, 0.05, method="exact"), 0.8),
    Example("margin", _pairs(ni(0.1), 0.08, 0.06), 0.8, _pairs(ni(0.1, "lower"), 0.06, 0.08), slack=0.03),
]
