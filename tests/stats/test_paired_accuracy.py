"""Sensitivity and specificity of two tests on the same patients: published values, enumeration, refusals."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.optimize import minimize_scalar
from scipy.stats import binom
from statsmodels.stats.contingency_tables import mcnemar

from stats.formulas import nam
from stats.formulas.accuracy.discordant import discordant_shares
from stats.refusal import problems
from stats.registry import parse
from stats.solver import solve
from tests.stats.examples import Example, Plan, ni, sup

BASE: Plan = {
    "kind": "paired_accuracy",
    "goal": ni(0.05),
    "sensitivity_experimental": 0.9,
    "sensitivity_control": 0.85,
    "specificity_experimental": 0.85,
    "specificity_control": 0.85,
    "share_diseased": 0.3,
}
ALONE: Plan = {
    "goal": sup(),
    "sensitivity_control": 0.8,
    "specificity_claim": "none",
    "sampling": "enriched",
    "share_diseased": 0.5,
}


def plan(**more: Any) -> Any:
    return parse(BASE | more)


def test_case_p3_wide_max() -> None:
    """.9 v .8, independent given disease: .18 and .08 discordant, 269.01 diseased by Connor, power .9."""
    assert discordant_shares(0.9, 0.8, 0.0) == pytest.approx((0.18, 0.08))
    assert solve(plan(**ALONE), 0.9).exact / 2 == pytest.approx(269.0142024618, abs=1e-4)


@pytest.mark.parametrize("method", ["score", "miettinen", "wald"])
@pytest.mark.parametrize("margin", [None, 0.05])
def test_one_criterion_is_the_paired_comparison_of_proportions(method: str, margin: float | None) -> None:
    if method == "miettinen" and margin:
        pytest.skip("a method of superiority")
    goal = ni(margin) if margin else sup()
    ours = plan(**ALONE | {"goal": goal, "method": method, "correlation_diseased": 0.25, "share_diseased": 0.2})
    e, c = discordant_shares(0.9, 0.8, 0.25)
    pairs = {"discordant_experimental": e, "discordant_control": c, "goal": goal, "method": method}
    theirs = parse(pairs | {"kind": "paired_proportions"})
    assert solve(ours, 0.8).exact * 0.2 == pytest.approx(solve(theirs, 0.8).exact, rel=1e-9)


def test_correlation_is_that_of_the_table() -> None:
    """phi of the four cells built from the discordant shares."""
    for p, q, phi in ((0.9, 0.8, 0.3), (0.97, 0.95, -0.02), (0.6, 0.5, 0.7)):
        e, c = discordant_shares(p, q, phi)
        both, none = p - e, 1 - p - c
        assert q - c == pytest.approx(both)
        found = (both * none - e * c) / np.sqrt(p * (1 - p) * q * (1 - q))
        assert found == pytest.approx(phi, abs=1e-12)


def test_both_criteria_multiply() -> None:
    design = plan(sampling="enriched", share_diseased=0.4)
    steps = {step.label.en: step.value.value for step in design.steps({"participants": 900})}
    product = steps["Power for the sensitivity alone"] * steps["Power for the specificity alone"]
    assert float(design.attained({"participants": 900})) == pytest.approx(product, abs=1e-12)


@pytest.mark.parametrize(("n", "share"), [(1210, 0.3), (1709, 0.05), (60, 0.5)])
def test_cohort_is_the_average_over_the_number_of_cases(n: int, share: float) -> None:
    design = plan(share_diseased=share, goal=ni(0.1))
    k = np.arange(n + 1)
    sensitivity, specificity = (one.power for one in design._criteria)
    expected = (binom.pmf(k, n, share) * sensitivity(k, "score") * specificity(n - k, "score")).sum()
    assert float(design.attained({"participants": n})) == pytest.approx(expected, abs=2e-4)


def test_roles_can_be_exchanged() -> None:
    """The formula does not know which group is which."""
    one = plan(goal=sup(), specificity_claim="superior", specificity_experimental=0.92)
    other = plan(
        goal=sup(),
        specificity_claim="superior",
        specificity_experimental=0.9,
        sensitivity_experimental=0.92,
        share_diseased=0.7,
    )
    assert solve(one, 0.8).exact == pytest.approx(solve(other, 0.8).exact, rel=1e-9)


def test_margin_of_its_own() -> None:
    """The same margin typed twice changes nothing; a wider one costs less."""
    assert solve(plan(specificity_margin=0.05), 0.8).exact == solve(plan(), 0.8).exact
    assert solve(plan(specificity_margin=0.1), 0.8).exact < solve(plan(), 0.8).exact


def test_a_positive_correlation_saves_people() -> None:
    sizes = [solve(plan(correlation_diseased=phi, correlation_healthy=phi), 0.8).exact for phi in (0.0, 0.3, 0.6)]
    assert sizes == sorted(sizes, reverse=True)
    assert "conservative" in plan(correlation_diseased=0.3).variants()[-1].label.en


def test_named_analysis_is_mcnemar_and_the_score() -> None:
    """statsmodels for McNemar; with a margin, the likelihood maximised numerically under the margin."""
    for x, y, n in ((25, 10, 140), (8, 3, 60), (12, 15, 200)):
        ours = float(nam.statistic("score", x, y, np.array([n]), 0.0)[0])
        assert ours**2 == pytest.approx(mcnemar([[n - x - y, x], [y, 0]], exact=False, correction=False).statistic)

        def less(q: float, x: int = x, y: int = y, n: int = n) -> float:
            return float(-(x * np.log(q - 0.1) + y * np.log(q) + (n - x - y) * np.log(1.1 - 2 * q)))

        q = minimize_scalar(less, bounds=(0.1 + 1e-9, 0.55 - 1e-9), method="bounded", options={"xatol": 1e-10}).x
        z = ((x - y) / n + 0.1) / np.sqrt((2 * q - 0.1 - 0.01) / n)
        assert float(nam.statistic("score", x, y, n, -0.1)) == pytest.approx(z, abs=1e-5)


def test_interval_takes_a_number_of_pairs_for_each_trial() -> None:
    x, y, n = np.array([10.0, 3.0, 10.0]), np.array([4.0, 3.0, 4.0]), np.array([100.0, 50.0, 120.0])
    together = np.stack(nam.interval("score", x, y, n, 0.025))
    alone = [nam.interval("score", x[i : i + 1], y[i : i + 1], float(n[i]), 0.025) for i in range(3)]
    np.testing.assert_allclose(together, np.concatenate([np.stack(one) for one in alone], axis=1))


def test_least_success_is_where_the_p_values_cross() -> None:
    found = solve(plan(), 0.8).least_success
    assert found is not None
    values = {name: int(one.value) for name, one in found.values.items()}  # type: ignore[union-attr]
    for group in ("diseased", "healthy"):
        people, pairs, count = (values[f"{name}_{group}"] for name in ("people", "pairs", "count"))
        seen = [float(nam.statistic("score", x, pairs - x, people, -0.05)) for x in (count - 1, count)]
        assert seen[0] < 1.959964 <= seen[1]


def test_wald_with_a_margin_is_cautioned() -> None:
    assert plan(method="wald").caution() and plan().caution() is None
    assert plan(**ALONE, method="wald").caution() is None


def test_losses_apply_to_each_group_of_an_enriched_sample() -> None:
    assert plan(sampling="enriched", share_diseased=0.5).enrolled(321, 0.9) == 179 + 178
    assert plan().enrolled(383, 0.9) == 426


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"goal": ni(0.05, "lower")}, "goal.better"),
        ({"goal": ni(1.2)}, "goal"),
        ({"goal": sup()}, "specificity_margin"),
        ({"specificity_claim": "none", "specificity_margin": 0.1}, "specificity_margin"),
        ({"goal": sup(), "specificity_margin": 0.1, "sensitivity_control": 0.9}, "sensitivity_experimental"),
        ({"sensitivity_experimental": 0.8}, "sensitivity_experimental"),
        ({"specificity_experimental": 0.8}, "specificity_experimental"),
        ({"specificity_claim": "superior"}, "specificity_experimental"),
        ({"correlation_diseased": 0.9}, "correlation_diseased"),
        ({"correlation_healthy": -0.5}, "correlation_healthy"),
        ({"sensitivity_experimental": 1.0}, "sensitivity_experimental"),
        ({"share_diseased": 0.0}, "share_diseased"),
        ({"sampling": "other"}, "sampling"),
    ],
)
def test_refused(change: Plan, field: str) -> None:
    with pytest.raises(ValueError) as caught:
        plan(**change)
    found = problems(caught.value)  # type: ignore[arg-type]
    assert [one.field for one in found] == [field] and found[0].phrase.text.fr


EXAMPLES = [
    Example("both non-inferior, cohort", BASE),
    Example(
        "superior sensitivity, correlated, 0.9",
        BASE
        | {"goal": sup(), "specificity_margin": 0.05, "correlation_diseased": 0.4, "correlation_healthy": 0.4}
        | {"share_diseased": 0.2},
        0.9,
        slack=0.02,
    ),
    Example(
        "sensitivity alone, enriched", BASE | ALONE, 0.9, vanishing={"sensitivity_control": 0.9 - 1e-9}, slack=0.02
    ),
    Example(
        "beyond 0.95, 2:1",
        BASE
        | {"sensitivity_experimental": 0.98, "sensitivity_control": 0.97, "correlation_diseased": 0.3}
        | {"specificity_experimental": 0.97, "specificity_control": 0.97}
        | {"sampling": "enriched", "share_diseased": 2 / 3},
        slack=0.03,
    ),
    Example("wald, rare", BASE | {"method": "wald", "share_diseased": 0.1, "goal": ni(0.1)}, 0.5, slack=0.03),
    Example(
        "miettinen, few",
        BASE
        | {"goal": sup(), "specificity_claim": "superior", "method": "miettinen", "share_diseased": 0.5}
        | {"sensitivity_control": 0.65, "specificity_control": 0.6},
        0.8,
        slack=0.03,
    ),
]
