"""An update against the locked version: enumeration of the trinomial, limits, refusals."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.stats import binomtest, multinomial, multivariate_normal

from stats.formulas import nam
from stats.formulas.accuracy import version_flips as flips
from stats.formulas.bivariate_normal import both_below
from stats.normal import z
from stats.refusal import problems
from stats.registry import parse
from stats.solver import solve
from tests.stats.examples import Example, Plan, ni, sup

BASE = {
    "kind": "version_change",
    "goal": ni(0.03),
    "newly_right": 0.05,
    "newly_wrong": 0.03,
    "regression_limit": 0.06,
}


def plan(**more: Any) -> Any:
    return parse(BASE | more)


@pytest.mark.parametrize("goal", [ni(0.1), sup()])
@pytest.mark.parametrize("n", [25, 60])
def test_every_outcome_enumerated(goal: Plan, n: int) -> None:
    """All (newly right, newly wrong, same) counts: Tango's or McNemar's statistic, SciPy's binomial test."""
    design = plan(goal=goal, newly_right=0.25, newly_wrong=0.05, regression_limit=0.2)
    law = multinomial(n, [0.25, 0.05, 0.7])
    power = 0.0
    for y in range(n + 1):
        if binomtest(y, n, 0.2, "less").pvalue > 0.025:
            continue
        x = np.arange(n - y + 1)
        with np.errstate(invalid="ignore"):
            shown = nam.statistic("score", x, y, n, design.goal.tests()[0].null) >= z(0.025)
        power += float(law.pmf(np.stack([x, np.full_like(x, y), n - x - y], axis=1))[shown].sum())
    assert float(design.attained({"participants": n})) == pytest.approx(power, abs=1e-10)


def test_thresholds() -> None:
    """The smallest number of gains meets the statistic, one fewer does not; so with the regressions."""
    for claims in (flips.Claims(0.0, 0.06, 0.025), flips.Claims(-0.03, 0.06, 0.025)):
        n, y = np.full(12, 500.0), np.arange(12.0) * 2
        x = flips.least_gains(y, n, claims)
        assert (nam.statistic("score", x, y, 500, claims.null) >= z(0.025)).all()
        below = x > 0
        assert (nam.statistic("score", x - 1, y, 500, claims.null)[below] < z(0.025)).all()
        most = int(flips.most_regressions(np.asarray(500.0), claims))
        now, after = (binomtest(k, 500, 0.06, "less").pvalue for k in (most, most + 1))
        assert now <= 0.025 < after


def test_a_limit_far_away_leaves_the_paired_comparison() -> None:
    far = plan(regression_limit=0.9, test="normal")
    alone = parse(
        {
            "kind": "paired_proportions",
            "goal": ni(0.03),
            "discordant_experimental": 0.05,
            "discordant_control": 0.03,
        }
    )
    assert solve(far, 0.8).exact == pytest.approx(solve(alone, 0.8).exact, rel=1e-9)
    assert plan().variants()[1].design == alone


def test_a_margin_far_away_leaves_the_regressions() -> None:
    single = parse(
        {"kind": "one_proportion", "goal": sup("lower"), "p_expected": 0.03, "p_reference": 0.06, "method": "exact"}
    )
    found, alone = solve(plan(goal=ni(0.5)), 0.8), solve(single, 0.8)
    assert (found.first, found.analysed) == (alone.first, alone.analysed)


def test_bivariate_normal_agrees_with_scipy() -> None:
    for h, k, rho in ((0.5, 1.2, 0.6), (-1.0, 2.0, -0.3), (0.0, 0.0, 0.9), (3.0, -0.5, 0.98), (1.0, 1.0, 0.0)):
        expected = multivariate_normal([0, 0], [[1, rho], [rho, 1]]).cdf([h, k])
        assert float(both_below(h, k, rho)) == pytest.approx(expected, abs=1e-6)


def test_claims_depend_on_each_other() -> None:
    """Fewer regressions help both claims: the joint power exceeds the product of the two."""
    accuracy, kept, both = plan()._powers(np.asarray(600.0), 0.05, 0.03)
    assert accuracy * kept + 0.005 < both < min(accuracy, kept)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"newly_wrong": 0.06}, "newly_wrong"),
        ({"goal": sup(), "newly_right": 0.02}, "newly_right"),
        ({"goal": ni(0.01), "newly_right": 0.01}, "newly_right"),
        ({"newly_right": 0.98}, "newly_right"),
        ({"goal": ni(0.03, "lower")}, "goal.better"),
        ({"goal": ni(1.2)}, "goal"),
        ({"regression_limit": 1.0}, "regression_limit"),
    ],
)
def test_refused(change: Plan, field: str) -> None:
    with pytest.raises(ValueError) as caught:
        plan(**change)
    found = problems(caught.value)  # type: ignore[arg-type]
    assert [one.field for one in found] == [field] and found[0].phrase.text.fr


EXAMPLES = [
    Example("margin", BASE),
    Example("better, 0.9", BASE | {"goal": sup(), "newly_right": 0.08, "regression_limit": 0.055}, 0.9),
    Example("few, one-sided, 0.5", BASE | {"goal": sup(sides=1), "newly_right": 0.4, "regression_limit": 0.2}, 0.5),
    Example("rare regressions", BASE | {"newly_right": 0.01, "newly_wrong": 0.005, "regression_limit": 0.02}),
    Example(
        "normal, 0.99",
        BASE | {"test": "normal", "goal": sup(), "newly_right": 0.09},
        0.99,
        vanishing={"newly_right": 0.03 + 1e-9, "regression_limit": 0.9},
        slack=0.02,
    ),
]
