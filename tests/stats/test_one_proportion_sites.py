"""A single-arm proportion across sites that differ: ceiling, equal sites, oracles of the analysis."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.special import expit
from scipy.stats import nct, t

from stats.formulas.accuracy import rao_scott, site_sizes
from stats.refusal import NoSolution, problems
from stats.registry import parse
from stats.solver import solve
from tests.stats.examples import Example, Plan, ni, sup

CLUB_DF, CLUB_SE = 2.0599512264, 0.031150256978  # printed by r/one_proportion_sites.R

BASE = {
    "kind": "one_proportion_sites",
    "goal": sup(),
    "p_expected": 0.9,
    "p_reference": 0.8,
    "sites": 12.0,
    "heterogeneity": 0.02,
}


def plan(**more: Any) -> Any:
    return parse(BASE | more)


def test_identical_sites_are_one_proportion() -> None:
    alone = plan(heterogeneity=0.0, method="z")
    single = parse({"kind": "one_proportion", "goal": sup(), "p_expected": 0.9, "p_reference": 0.8, "method": "score"})
    assert solve(alone, 0.8).exact == pytest.approx(solve(single, 0.8).exact)


def test_fixed_sites_by_hand() -> None:
    """n effective = n / DE, so n = n_e (1 - ICC) / (1 - n_e (1 + cv^2) ICC / k) with normal quantiles."""
    single = solve(plan(heterogeneity=0.0, method="z"), 0.8).exact
    for cv in (0.0, 0.7):
        expected = single * 0.98 / (1 - single * (1 + cv**2) * 0.02 / 12)
        assert solve(plan(method="z", sites_cv=cv), 0.8).exact == pytest.approx(expected, rel=1e-8)


def test_power_is_a_noncentral_t() -> None:
    effective = 200 / (1 + (200 / 12 - 1) * 0.02)
    critical = t.isf(0.025, 11) * np.sqrt(0.16 / 0.09)
    expected = nct.sf(critical, 11, 0.1 * np.sqrt(effective / 0.09))
    assert float(plan().attained({"participants": 200})) == pytest.approx(expected, abs=1e-9)


def test_power_has_a_ceiling_that_only_sites_lift() -> None:
    few = plan(sites=4.0, heterogeneity=0.05)
    with pytest.raises(NoSolution) as caught:
        solve(few, 0.9)
    best = caught.value.phrase.values["best"]
    step = few.steps({"participants": 100})[-1]
    assert step.value.value == pytest.approx(best.value, abs=1e-6) and best.value < 0.9  # type: ignore[union-attr]
    assert solve(plan(sites=20.0, heterogeneity=0.05), 0.9).analysed < 500


def test_logit_scale() -> None:
    """Site proportions drawn on the logit scale have the mean and the correlation computed."""
    rng = np.random.default_rng(1)
    for mean, spread in ((0.9, 0.3), (0.5, 1.0), (0.97, 0.8), (0.2, 0.0)):
        own = expit(site_sizes.logit_centre(mean, spread) + spread * rng.standard_normal(400_000))
        assert own.mean() == pytest.approx(mean, abs=0.002)
        assert own.var() / (mean * (1 - mean)) == pytest.approx(site_sizes.icc_of_logit_sd(mean, spread), rel=0.02)
    same = plan(scale="logit_sd", heterogeneity=0.3)
    assert same.icc == pytest.approx(0.0082, abs=5e-5)
    assert solve(same, 0.8).exact == pytest.approx(solve(plan(heterogeneity=same.icc), 0.8).exact)


def test_site_sizes() -> None:
    for sites, cv in ((10, 0.8), (5, 0.4), (30, 1.2), (4, 0.0)):
        share = np.asarray(site_sizes.shares(sites, cv))
        assert share.sum() == pytest.approx(1) and share.std() / share.mean() == pytest.approx(cv, abs=1e-9)
        assert site_sizes.sizes(237, sites, cv).sum() == 237


def test_degrees_of_freedom() -> None:
    """Equal sites: k - 1. Unequal: clubSandwich coef_test(lm(y ~ 1), vcov = "CR2", test = "Satterthwaite")."""
    assert rao_scott.satterthwaite(np.full(9, 1 / 9)) == pytest.approx(8)
    sizes = np.array([5.0, 10, 20, 40, 80])
    assert float(rao_scott.satterthwaite(sizes / sizes.sum())) == pytest.approx(CLUB_DF, abs=1e-8)


def test_bias_reduced_variance() -> None:
    """Standard error of the same clubSandwich call on right answers 3, 9, 15, 33, 70."""
    sizes, right = np.array([[5.0, 10, 20, 40, 80]]), np.array([[3.0, 9, 15, 33, 70]])
    done = rao_scott.analysed("ratio", right, sizes, 0.5, 1, 0.025, few=True)
    assert (done.upper - done.lower)[0] / 2 / t.isf(0.025, CLUB_DF) == pytest.approx(CLUB_SE, abs=1e-8)


def test_one_site_holding_everyone_is_not_a_crash() -> None:
    """Two participants in two unequal sites: one site has both, and a single group says nothing of the variance."""
    tiny = plan(sites=2.0, sites_cv=0.5)
    done = tiny.simulate({"participants": 2}, 200, np.random.default_rng(1))
    assert np.isfinite(done.p).all() and np.isfinite(done.lower).all()


def test_direction_margin_and_sites() -> None:
    base = solve(plan(), 0.8)
    assert solve(plan(goal=sup("lower"), p_expected=0.1, p_reference=0.2), 0.8).exact == pytest.approx(base.exact)
    assert solve(plan(goal=ni(0.05), p_reference=0.85), 0.8).exact == pytest.approx(base.exact)
    assert [arm.size for arm in base.clusters] == [12]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"p_expected": 0.7}, "p_expected"),
        ({"goal": ni(0.85)}, "goal"),
        ({"sites": 1.0}, "sites"),
        ({"sites": 4.5}, "sites"),
        ({"heterogeneity": 1.2}, "heterogeneity"),
        ({"heterogeneity": 3.5, "scale": "logit_sd"}, "heterogeneity"),
        ({"sites": 2.0, "sites_cv": 1.0}, "sites_cv"),
    ],
)
def test_refused(change: Plan, field: str) -> None:
    with pytest.raises(ValueError) as caught:
        plan(**change)
    found = problems(caught.value)  # type: ignore[arg-type]
    assert [one.field for one in found] == [field] and found[0].phrase.text.fr


EXAMPLES = [
    Example("equal sites", BASE, vanishing={"p_expected": 0.8 + 1e-9}, slack=0.02),
    Example(
        "unequal sites, logit, 0.9",
        BASE | {"scale": "logit_sd", "heterogeneity": 0.3, "sites_cv": 0.6},
        0.9,
        slack=0.04,
    ),
    Example(
        "lower, margin, few sites",
        BASE | {"goal": ni(0.1, "lower"), "p_expected": 0.1, "p_reference": 0.12, "sites": 6.0, "heterogeneity": 0.01},
        slack=0.03,
    ),
    Example(
        "beyond 0.95, 0.5",
        BASE | {"p_expected": 0.98, "p_reference": 0.94, "sites": 20.0, "sites_cv": 0.4},
        0.5,
        slack=0.04,
    ),
]
