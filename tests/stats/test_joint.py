"""Multiple endpoints: shared cases, limits of the correlation, split of the risk, and what is refused."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError
from scipy.stats import multivariate_normal, norm

from stats.designs.combined.joint import Joint
from stats.flow import Flow
from stats.formulas.combined.dependence import alike, matrix_of
from stats.formulas.combined.procedures import Procedure
from stats.formulas.combined.together import all_succeed, linked
from stats.refusal import problems
from stats.registry import parse
from stats.simulation import claim_rate
from stats.solver import solve
from tests.stats.examples import Example, Plan, eq, ni, sup


def means(difference: float = 0.5, goal: Plan | None = None, **more: Any) -> Plan:
    return {"kind": "two_means", "goal": goal or sup(), "difference": difference, "sd": 1, "method": "z"} | more


def rates(p: float = 0.65, goal: Plan | None = None, **more: Any) -> Plan:
    base = {"kind": "two_proportions", "goal": goal or sup(), "p_experimental": p, "p_control": 0.5, "method": "score"}
    return base | more


def joint(correlation: float, *components: Plan, **more: Any) -> Plan:
    return {"kind": "joint", "components": list(components), "correlation": correlation} | more


def one_of(correlation: float, *components: Plan, **more: Any) -> Plan:
    return joint(correlation, *components, rule="at_least_one", **more)


def power(plan: Plan, total: float) -> float:
    return float(parse(plan).attained({"participants": total}))


def test_the_shared_case_of_three_co_primary_endpoints() -> None:
    assert power(joint(0.3, means(0.35), means(0.4), means(0.45)), 300) == pytest.approx(0.79746553461, abs=1e-7)


@pytest.mark.parametrize(("correlation", "expected"), [(0.0, 0.640), (0.5, 0.687), (0.9, 0.750)])
def test_two_endpoints_at_eighty_per_cent(correlation: float, expected: float) -> None:
    total = solve(parse(means()), 0.8).exact
    assert power(joint(correlation, means(), means()), total) == pytest.approx(expected, abs=5e-4)


@pytest.mark.parametrize("correlation", [0.05, 0.3, 0.7, 0.95, 0.99])
@pytest.mark.parametrize("margins", [(0.3, 1.2), (-2.0, 0.5), (1.0, 0.1, -0.4), (4.0, 4.5)])
def test_the_integral_is_the_multivariate_normal_probability(correlation: float, margins: tuple[float, ...]) -> None:
    matrix = np.full((len(margins), len(margins)), correlation) + (1 - correlation) * np.eye(len(margins))
    expected = multivariate_normal(cov=matrix).cdf(np.array(margins))
    assert float(all_succeed(np.array(margins), alike(correlation, len(margins)))) == pytest.approx(expected, abs=2e-5)


def test_a_near_perfect_correlation_leaves_the_weakest() -> None:
    assert power(joint(0.99, means(0.4), means(0.9)), 200) == pytest.approx(power(means(0.4), 200), abs=1e-4)


def test_a_small_correlation_tends_to_the_product() -> None:
    plan = (means(0.4), means(0.5), rates())
    assert power(joint(1e-9, *plan), 200) == pytest.approx(power(joint(0.0, *plan), 200), abs=1e-6)


def test_an_easy_endpoint_costs_nothing() -> None:
    assert solve(parse(joint(0.2, means(0.3), means(2.0))), 0.8).exact == pytest.approx(
        solve(parse(means(0.3)), 0.8).exact, rel=1e-6
    )


def test_the_risk_is_split_with_its_shares() -> None:
    first, second = means(0.4, sup(alpha=0.04)), means(0.5, sup(alpha=0.01))
    expected = 1 - (1 - power(first, 150)) * (1 - power(second, 150))
    assert power(one_of(0.0, means(0.4), means(0.5), weights=[0.8, 0.2]), 150) == pytest.approx(expected, abs=1e-12)
    equal = one_of(0.4, means(0.4), means(0.5))
    assert power(equal, 150) == pytest.approx(
        power(one_of(0.4, means(0.4), means(0.5), weights=[0.5, 0.5]), 150), abs=1e-12
    )


def test_one_is_easier_than_all() -> None:
    sizes = [solve(parse(plan), 0.8).analysed for plan in (one_of(0.3, means(), means()), joint(0.3, means(), means()))]
    assert sizes[0] < sizes[1]


def test_an_exact_test_joins_by_the_product() -> None:
    sensitivity = {"kind": "one_proportion", "goal": sup(), "p_expected": 0.9, "p_reference": 0.8}
    other = sensitivity | {"p_expected": 0.85, "p_reference": 0.7}
    design = parse(joint(0.0, sensitivity, other))
    found = solve(design, 0.8)
    assert found.attained == pytest.approx(power(sensitivity, found.analysed) * power(other, found.analysed))
    assert design.traits.exact and found.first is not None


@pytest.mark.parametrize("rule", ["all", "at_least_one"])
def test_correlated_measurements_and_linked_trials(rule: str) -> None:
    """Means share correlated raw data; a mean and a rate are linked through their p values."""
    for second in (means(0.45, method="t"), rates(0.68)):
        design = parse(joint(0.6, means(0.4, method="t"), second, rule=rule))
        found = solve(design, 0.8)
        rate = claim_rate(design, {"participants": found.analysed}, 30_000).rate
        assert rate == pytest.approx(found.attained, abs=0.012)
        assert claim_rate(design, {"participants": found.analysed}, 30_000, "null").rate <= 0.0285


def test_linking_keeps_each_component_and_gives_the_correlation() -> None:
    from stats.trials import Trials

    rng = np.random.default_rng(1)
    each = []
    for _ in range(2):
        p, no = rng.random(20_000), np.zeros(20_000, dtype=bool)
        each.append(Trials(p, p, p, p, p < 0.2, no))
    first, second = linked(each, (0.7,), rng)
    assert sorted(first.p) == sorted(each[0].p)
    assert ((first.p < 0.2) == first.claimed).all()
    assert np.corrcoef(norm.isf(first.p), norm.isf(second.p))[0, 1] == pytest.approx(0.7, abs=0.02)


def test_losses_and_the_journal() -> None:
    found = solve(parse(joint(0.5, means(0.4), means(0.6, sd=1.2))), 0.8, flow=Flow(attrition=0.2))
    said = {step.label.en: step.value.value for step in found.steps}
    assert said["Marginal power, endpoint 1"] == pytest.approx(power(means(0.4), found.analysed))
    assert said["Power for all endpoints"] == pytest.approx(found.attained)
    assert found.enrolled == 2 * int(np.ceil(found.analysed / 2 / 0.8))


def test_json_keeps_every_component() -> None:
    design = parse(joint(0.2, means(0.4), rates()))
    again = parse(json.loads(json.dumps(design.model_dump(mode="json"))))
    assert isinstance(again, Joint) and again == design
    assert [one.kind for one in again.components] == [
        "two_means",
        "two_proportions",
    ] and again.inner.kind == "two_means"


@pytest.mark.parametrize(
    ("plan", "field"),
    [
        (joint(0.3, means()), "components"),
        (joint(-1.0, means(), means()), "correlation"),
        (joint(-0.51, means(), means(), means()), "correlation"),
        (joint(0.3, means(), means(), means(), correlations=[0.3, 0.2]), "correlations"),
        (joint(0.3, means(), means(), means(), correlations=[0.9, 0.9, 0.5]), "correlations"),
        (joint(0.3, *[means()] * 4, correlations=[-0.9, -0.9, -0.9, -0.9, -0.9, -0.9]), "correlations"),
        (joint(1.0, means(), means()), "correlation"),
        (joint(0.3, means(), means(allocation=2)), "components.1"),
        (joint(0.3, means(), means(0.0, eq(1, 1), method="t")), "components.1"),
        (joint(0.3, means(), {"kind": "one_mean"}), "components"),
        (joint(0.0, means(), {"kind": "one_proportion", "goal": sup(), "p_expected": 0.9, "p_reference": 0.8}), "components.1"),
        (joint(0.3, {"kind": "group_sequential", "inner": means(), "information": [0.5, 1]}, means()), "components.0"),
        (joint(0.3, means(), means(), weights=[0.5, 0.5]), "weights"),
        (one_of(0.3, means(), means(), weights=[0.5, 0.4]), "weights"),
        (one_of(0.3, means(), means(), weights=[1.0]), "weights"),
        (one_of(0.3, means(), means(goal=sup(alpha=0.01))), "components"),
    ],
)  # fmt: skip
def test_what_cannot_be_joined_is_refused(plan: Plan, field: str) -> None:
    with pytest.raises(ValidationError) as caught:
        parse(plan)
    found = problems(caught.value)
    assert any(one.field.startswith(field) or field == "components" for one in found)
    assert all(one.phrase.text.fr and one.phrase.text.en for one in found)


THREE = (means(0.35), means(0.4), means(0.45))
UNEQUAL = (0.5, -0.2, 0.1)
GRAPH = {"procedure": "graphical", "weights": [0.5, 0.3, 0.2], "transitions": [0, 0.7, 0.3, 0.5, 0, 0.5, 1, 0, 0]}
PROCEDURES = [
    {"procedure": "bonferroni", "weights": [0.5, 0.3, 0.2]},
    {"procedure": "holm"},
    {"procedure": "holm", "weights": [0.5, 0.3, 0.2]},
    {"procedure": "hochberg"},
    {"procedure": "fixed_sequence"},
    {"procedure": "fallback", "weights": [0.5, 0.3, 0.2]},
    {"procedure": "fallback", "weights": [0.6, 0.0, 0.4]},
    GRAPH,
]
NAMED = [f"{one['procedure']}-{place}" for place, one in enumerate(PROCEDURES)]


def claimed_by_hand(name: str, p: np.ndarray[Any, Any], alpha: float, weights: list[float]) -> np.ndarray[Any, Any]:
    """The textbook descriptions, one trial at a time; without the tables of the engine."""
    order = np.argsort(p)
    done = np.zeros(len(p), dtype=bool)
    if name == "bonferroni":
        return p <= alpha * np.array(weights)
    if name == "holm":
        for _ in range(len(p)):
            left = [one for one in range(len(p)) if not done[one]]
            best = min(left, key=lambda one: p[one] / weights[one])
            if p[best] > alpha * weights[best] / sum(weights[one] for one in left):
                break
            done[best] = True
    elif name == "hochberg":
        for passed in range(len(p), 0, -1):
            if p[order[passed - 1]] <= alpha / (len(p) - passed + 1):
                done[order[:passed]] = True
                break
    elif name == "fixed_sequence":
        done = np.minimum.accumulate(p <= alpha)
    elif name == "fallback":
        carried = 0.0
        for place, one in enumerate(p):
            carried = weights[place] * alpha + carried
            done[place] = one <= carried
            carried = carried if done[place] else 0.0
    return done


@pytest.mark.parametrize("options", PROCEDURES[:-1], ids=NAMED[:-1])
def test_the_adjusted_p_values_are_those_of_the_textbook(options: Plan) -> None:
    rng = np.random.default_rng(7)
    p = rng.uniform(0, 0.06, (3, 2000))
    procedure = parse(joint(0.3, *THREE, **options)).stepwise  # type: ignore[attr-defined]
    weights = options.get("weights", [1 / 3] * 3)
    by_hand = [claimed_by_hand(options["procedure"], one, 0.05, weights) for one in p.T]
    assert (np.array(by_hand) == (procedure.adjusted(p) <= 0.05).T).all()


def test_the_shared_case_of_adjusted_p_values() -> None:
    p = np.array([[0.001, 0.04, 0.03, 0.005, 0.015]]).T
    holm = Procedure("holm", (0.2,) * 5).adjusted(p)[:, 0]
    assert holm == pytest.approx([0.005, 0.06, 0.06, 0.02, 0.045])
    hochberg = Procedure("hochberg", (0.2,) * 5).adjusted(p)[:, 0]
    assert hochberg == pytest.approx([0.005, 0.04, 0.04, 0.02, 0.04])


@pytest.mark.parametrize("pairs", [alike(0.0, 3), alike(0.6, 3), UNEQUAL], ids=str)
@pytest.mark.parametrize("options", PROCEDURES, ids=NAMED)
def test_the_powers_are_those_of_raw_draws(options: Plan, pairs: tuple[float, ...]) -> None:
    """Correlated statistics are drawn, the procedure runs on their p values, and every power is counted."""
    design = parse(joint(0.0, *THREE, correlations=list(pairs), **options))
    assert isinstance(design, Joint)
    size, trials = {"participants": 150}, 200_000
    drifts = [one.drift(size) for one in design.components]
    drawn = np.random.default_rng(3).multivariate_normal(np.array(drifts), matrix_of(pairs), trials).T
    established = design.stepwise.adjusted(norm.sf(drawn)) <= 0.025
    found = design.outcomes(size)
    error = 4 * 0.5 / np.sqrt(trials)
    assert float(found.every) == pytest.approx(established.all(axis=0).mean(), abs=error)
    assert float(found.some) == pytest.approx(established.any(axis=0).mean(), abs=error)
    assert [float(one) for one in found.each] == pytest.approx(list(established.mean(axis=1)), abs=error)


@pytest.mark.parametrize("correlation", [0.05, 0.5, 0.95, 0.99])
def test_the_recursion_meets_the_direct_integral(correlation: float) -> None:
    """All established under a fixed sequence is all at the full risk, for which the law is integrated apart."""
    size = {"participants": np.array([20.0, 80.0, 300.0])}
    for plan in (THREE, [means(0.2 + 0.1 * place) for place in range(5)]):
        found = parse(joint(correlation, *plan, procedure="fixed_sequence")).outcomes(size)  # type: ignore[attr-defined]
        assert found.every == pytest.approx(parse(joint(correlation, *plan)).attained(size), abs=1e-9)


@pytest.mark.parametrize("true", [(), (0,), (2,), (0, 1)], ids=str)
@pytest.mark.parametrize("options", PROCEDURES, ids=NAMED)
def test_the_familywise_error_holds_under_global_and_partial_nulls(options: Plan, true: tuple[int, ...]) -> None:
    """The components of `true` have an effect, the others none: none of the others is claimed beyond the risk."""
    design = parse(joint(0.4, *THREE, **options))
    assert isinstance(design, Joint)
    trials, size = 20_000, {"participants": 200}
    truths = ["alternative" if place in true else "null" for place in range(3)]
    each = design.simulate_each(size, trials, np.random.default_rng(11), truths)  # type: ignore[arg-type]
    wrong = design.stepwise.adjusted(np.stack([one.p for one in each])) <= 0.025
    false = [place for place in range(3) if place not in true]
    assert wrong[false].any(axis=0).mean() <= 0.025 + 3 * np.sqrt(0.025 * 0.975 / trials)


def test_what_each_procedure_is_known_for() -> None:
    """Relations that hold whatever the numbers."""
    size = {"participants": 160}
    found = {one: parse(joint(0.3, *THREE, procedure=one)).outcomes(size) for one in ("bonferroni", "holm", "hochberg", "fixed_sequence")}  # type: ignore[attr-defined]  # fmt: skip
    full = parse(joint(0.3, *THREE))
    assert float(found["holm"].some) == pytest.approx(float(found["bonferroni"].some), abs=1e-10)
    assert float(found["fixed_sequence"].every) == pytest.approx(float(full.attained(size)), abs=1e-10)
    assert float(found["hochberg"].every) == pytest.approx(float(full.attained(size)), abs=1e-10)
    assert float(found["fixed_sequence"].each[0]) == pytest.approx(power(means(0.35), 160), abs=1e-10)
    for place in range(3):
        marginal = [float(found[one].each[place]) for one in ("bonferroni", "holm", "hochberg")]
        assert marginal == sorted(marginal)


@pytest.mark.parametrize("options", PROCEDURES, ids=NAMED)
def test_exact_tests_follow_a_procedure_when_independent(options: Plan) -> None:
    tests = [{"kind": "one_proportion", "goal": sup(), "p_expected": p, "p_reference": 0.8} for p in (0.88, 0.9, 0.92)]
    design = parse(one_of(0.0, *tests, **options))
    rate = claim_rate(design, {"participants": 130}, 20_000).rate
    assert rate == pytest.approx(float(design.attained({"participants": 130})), abs=0.014)


def test_an_older_file_keeps_its_procedure() -> None:
    assert parse(one_of(0.3, means(), means())).procedure == "bonferroni"  # type: ignore[attr-defined]
    assert parse(joint(0.3, means(), means())).procedure == "full"  # type: ignore[attr-defined]


def test_the_journal_says_the_procedure_and_each_power() -> None:
    found = solve(parse(one_of(0.3, *THREE, procedure="holm")), 0.9)
    said = {step.label.en: step for step in found.steps}
    assert said["Power for at least one endpoint"].value.value == pytest.approx(found.attained)
    assert said["Power for all endpoints"].value.value < said["Marginal power, endpoint 3"].value.value
    assert said["Smallest one-sided risk of the test, endpoint 1"].value.value == pytest.approx(0.025 / 3)
    assert said["Largest one-sided risk of the test, endpoint 1"].value.value == pytest.approx(0.025)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"procedure": "full"}, "procedure"),
        ({"procedure": "hochberg", "weights": [0.5, 0.3, 0.2]}, "weights"),
        ({"procedure": "holm", "weights": [0.5, 0.5, 0.0]}, "weights"),
        ({"procedure": "fallback", "weights": [0.0, 0.5, 0.5]}, "weights"),
        ({"procedure": "holm", "transitions": [0.0] * 9}, "transitions"),
        ({"procedure": "graphical"}, "transitions"),
        (GRAPH | {"transitions": [0, 1, 1, 0]}, "transitions"),
        (GRAPH | {"transitions": [0.1, 0.7, 0.2, 0.5, 0, 0.5, 1, 0, 0]}, "transitions"),
        (GRAPH | {"transitions": [0, 0.7, 0.5, 0.5, 0, 0.5, 1, 0, 0]}, "transitions"),
    ],
)  # fmt: skip
def test_a_procedure_that_does_not_hold_together_is_refused(more: Plan, field: str) -> None:
    with pytest.raises(ValidationError) as caught:
        parse(one_of(0.3, *THREE, **more))
    assert [one.field for one in problems(caught.value)] == [field]


def test_more_claims_than_a_procedure_takes_are_refused() -> None:
    with pytest.raises(ValidationError) as caught:
        parse(one_of(0.3, *[means(0.4)] * 6, procedure="holm"))
    assert problems(caught.value)[0].field == "components"
    assert parse(one_of(0.3, *[means(0.4)] * 6)).attained({"participants": 100}) > 0


EXAMPLES = [
    Example("holm, both", joint(0.3, means(0.4), means(0.45), procedure="holm"), 0.8),
    Example(
        "hochberg, t tests", one_of(0.5, means(0.4, method="t"), means(0.5, method="t"), procedure="hochberg"), 0.9
    ),
    Example("fixed sequence of three", joint(0.3, *THREE, procedure="fixed_sequence"), 0.8),
    Example(
        "fallback, a mean and a rate",
        one_of(0.4, means(0.4), rates(), procedure="fallback", weights=[0.7, 0.3]),
        0.8,
        slack=0.015,
    ),
    Example("graphical", one_of(0.3, *THREE, **GRAPH), 0.9),
    Example("three means, unequal correlations", joint(0.0, *THREE, correlations=list(UNEQUAL))),
    Example("holm, a negative correlation", joint(-0.3, means(0.4), means(0.45), procedure="holm"), 0.8),
    Example("three means", joint(0.3, means(0.35), means(0.4), means(0.45))),
    Example(
        "t tests, 2:1",
        joint(0.5, means(0.0, ni(0.4), method="t", allocation=2), means(0.4, method="t", allocation=2, sd_control=1.2)),
        0.9,
    ),
    Example("a mean or a rate", one_of(0.4, means(0.4), rates(), weights=[0.7, 0.3]), 0.8, slack=0.015),
    Example(
        "two exact proportions",
        joint(
            0.0,
            {"kind": "one_proportion", "goal": sup(), "p_expected": 0.9, "p_reference": 0.8},
            {"kind": "one_proportion", "goal": sup(), "p_expected": 0.85, "p_reference": 0.7},
        ),
        0.8,
    ),
]
