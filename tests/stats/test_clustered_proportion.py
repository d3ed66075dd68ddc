"""A proportion on several units per patient: limits, oracles of the analysis, simulated risk."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import statsmodels.api as sm
from scipy.stats import nct, t

from stats.formulas.accuracy import rao_scott
from stats.refusal import problems
from stats.registry import parse
from stats.solver import solve
from tests.stats.examples import Example, Plan, ni, sup

BASE = {
    "kind": "clustered_proportion",
    "goal": sup(),
    "p_expected": 0.9,
    "p_reference": 0.8,
    "units_per_patient": 3.0,
    "icc": 0.3,
    "units_cv": 0.6,
}


def plan(**more: Any) -> Any:
    return parse(BASE | more)


def test_design_effect_by_hand() -> None:
    """stats_peers: m 20, ICC .05: 1.95; with a cv of .6: 2.31."""
    assert plan(units_per_patient=20.0, icc=0.05, units_cv=0.0).design_effect == pytest.approx(1.95)
    assert plan(units_per_patient=20.0, icc=0.05, units_cv=0.6).design_effect == pytest.approx(2.31)


def test_one_unit_per_patient_is_one_proportion() -> None:
    alone = plan(units_per_patient=1.0, units_cv=0.0, method="z")
    single = parse({"kind": "one_proportion", "goal": sup(), "p_expected": 0.9, "p_reference": 0.8, "method": "score"})
    assert solve(alone, 0.8).exact == pytest.approx(solve(single, 0.8).exact)
    assert solve(plan(method="z"), 0.8).exact == pytest.approx(
        solve(single, 0.8).exact * plan().design_effect / 3, rel=1e-9
    )


def test_independent_units_all_count_and_identical_ones_count_once() -> None:
    few = solve(plan(icc=0.0, units_cv=0.0, method="z"), 0.8).exact
    assert few * 3 == pytest.approx(solve(plan(units_per_patient=1.0, units_cv=0.0, method="z"), 0.8).exact)
    same = solve(plan(icc=1 - 1e-9, units_cv=0.0, method="z"), 0.8).exact
    assert same == pytest.approx(few * 3, rel=1e-6)


def test_power_is_a_noncentral_t() -> None:
    effective = 70 * 3 / plan().design_effect
    shift = 0.1 * np.sqrt(effective / 0.09)
    expected = {"ratio": t.isf(0.025, 69), "rao_scott": t.isf(0.025, 69) * np.sqrt(0.16 / 0.09)}
    for method, critical in expected.items():
        ours = float(plan(method=method).attained({"participants": 70}))
        assert ours == pytest.approx(nct.sf(critical, 69, shift), abs=1e-9)


def test_huge_sizes_stay_ordered() -> None:
    n = np.array([1e3, 1e4, 9.9e4, 1.1e5, 1e6, 1e8])
    for method in ("rao_scott", "ratio", "z"):
        power = plan(method=method, p_expected=0.803).attained({"participants": n})
        assert (np.diff(power) >= -1e-9).all() and power[-1] == pytest.approx(1.0)


def test_ratio_estimator_agrees_with_cluster_robust_regression() -> None:
    """statsmodels' cluster-robust variance of a mean, on the same data: the same factor k / (k - 1)."""
    rng = np.random.default_rng(3)
    units = rng.integers(1, 7, 40)
    right = rng.binomial(units, rng.beta(4, 2, 40))
    answers = np.concatenate([np.r_[np.ones(x), np.zeros(m - x)] for x, m in zip(right, units, strict=True)])
    patient = np.repeat(np.arange(40), units)
    fit = sm.OLS(answers, np.ones(len(answers))).fit(cov_type="cluster", cov_kwds={"groups": patient})
    done = rao_scott.analysed("ratio", right[None, :] * 1.0, units[None, :] * 1.0, 0.5, 1, 0.025)
    assert done.estimate[0] == pytest.approx(answers.mean())
    error = (done.upper - done.lower)[0] / 2 / t.isf(0.025, 39)
    assert error == pytest.approx(float(fit.bse[0]), rel=1e-9)


def test_rao_scott_divides_the_units_by_the_design_effect() -> None:
    """Rao and Scott by hand: the score test and Wilson's interval on x / d right answers out of m / d units."""
    rng = np.random.default_rng(4)
    units = rng.integers(1, 6, 50) * 1.0
    right = rng.binomial(units.astype(int), rng.beta(8, 2, 50)) * 1.0
    seen, total = right.sum() / units.sum(), units.sum()
    variance = 50 / 49 * ((right - seen * units) ** 2).sum() / total**2
    fewer = total / (variance / (seen * (1 - seen) / total))
    done = rao_scott.analysed("rao_scott", right[None, :], units[None, :], 0.7, 1, 0.025)
    assert done.p[0] == pytest.approx(t.sf((seen - 0.7) / np.sqrt(0.21 / fewer), 49))
    quantile = t.isf(0.025, 49)
    for bound in (done.lower[0], done.upper[0]):  # Wilson's bounds are where the score statistic meets the quantile
        assert abs(seen - bound) / np.sqrt(bound * (1 - bound) / fewer) == pytest.approx(quantile)


def test_all_right_counts_each_patient_once() -> None:
    units = np.full((1, 20), 4.0)
    done = rao_scott.analysed("rao_scott", units, units, 0.7, 1, 0.025)
    assert done.p[0] == pytest.approx(t.sf(0.3 / np.sqrt(0.21 / 20), 19)) and not done.failed[0]


def test_units_have_the_mean_and_the_variation_declared() -> None:
    for mean, cv in ((3.0, 0.6), (2.5, 0.3), (4.0, 0.0), (10.0, 0.1), (1.4, 0.8), (3.4, 0.0), (5.0, 0.4)):
        drawn = plan(units_per_patient=mean, units_cv=cv)._units((200_000, 1), np.random.default_rng(1))
        assert drawn.min() >= 1 and drawn.mean() == pytest.approx(mean, rel=0.01)
        assert drawn.std() / drawn.mean() == pytest.approx(cv, abs=0.02 if mean % 1 == 0 else 0.15)


def test_direction_and_margin() -> None:
    base = solve(plan(), 0.8).exact
    assert solve(plan(goal=sup("lower"), p_expected=0.1, p_reference=0.2), 0.8).exact == pytest.approx(base)
    assert solve(plan(goal=ni(0.05), p_reference=0.85), 0.8).exact == pytest.approx(base)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"p_expected": 0.7}, "p_expected"),
        ({"p_expected": 0.8}, "p_expected"),
        ({"goal": ni(0.85)}, "goal"),
        ({"units_per_patient": 0.5}, "units_per_patient"),
        ({"units_per_patient": 1.0}, "units_cv"),
        ({"icc": 1.0}, "icc"),
        ({"icc": -0.1}, "icc"),
    ],
)
def test_refused(change: Plan, field: str) -> None:
    with pytest.raises(ValueError) as caught:
        plan(**change)
    found = problems(caught.value)  # type: ignore[arg-type]
    assert [one.field for one in found] == [field] and found[0].phrase.text.fr


EXAMPLES = [
    Example("lesions", BASE, vanishing={"p_expected": 0.8 + 1e-9}, slack=0.03),
    Example(
        "lower, margin, 0.9",
        BASE | {"goal": ni(0.08, "lower"), "p_expected": 0.1, "p_reference": 0.12, "units_cv": 0.0, "icc": 0.15},
        0.9,
        slack=0.03,
    ),
    Example("beyond 0.95", BASE | {"p_expected": 0.985, "p_reference": 0.95, "units_cv": 0.3}, slack=0.03),
    Example(
        "few patients, Wald, 0.5",
        BASE
        | {"p_expected": 0.65, "p_reference": 0.45, "units_per_patient": 10.0, "units_cv": 0.3, "icc": 0.1}
        | {"method": "ratio"},
        0.5,
        slack=0.02,
    ),
    Example("z, 0.99", BASE | {"method": "z", "units_cv": 0.0}, 0.99, slack=0.02),
]
