"""Stepped wedge with means: shared values, closed forms, the mixed model against statsmodels, lme4 and nlme."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError
from statsmodels.regression.mixed_linear_model import MixedLM

from stats.flow import Flow
from stats.formulas.clusters.period_model import mixed_model
from stats.refusal import NoSolution, problems
from stats.registry import parse
from stats.simulation import claim_rate
from stats.solver import solve
from tests.stats.examples import Example, Plan, ni, sup


def _wedge(difference: float = 0.3, goal: Plan | None = None, **more: Any) -> Plan:
    base = {
        "kind": "stepped_wedge",
        "goal": goal or sup(),
        "difference": difference,
        "sd": 1.0,
        "sequences": 4,
        "icc": 0.05,
    }
    return base | more


def plan(difference: float = 0.3, goal: Plan | None = None, **more: Any) -> Any:
    return parse(_wedge(difference, goal, **more))


def power(design: Any, people: float) -> float:
    return float(design.attained({"participants": people}))


def test_shared_case_sw_hh_01() -> None:
    """6 clusters, one per sequence, 7 periods, 20 per cluster and period: SE 0.11436, power 0.74645."""
    design = plan(sequences=6, clusters_available=6, method="z")
    assert float(design.standard_error({"participants": 840})) == pytest.approx(0.1143587429, rel=1e-9)
    assert power(design, 840) == pytest.approx(0.74644989852, abs=1e-9)


def test_woertman_design_effect() -> None:
    """4 steps, one measurement after each, 10 per cluster and period, ICC 0.05."""
    k, m, icc = 4, 10, 0.05
    effect = (1 + icc * (k * m + m - 1)) / (1 + icc * (k * m / 2 + m - 1)) * 3 * (1 - icc) / (2 * (k - 1 / k))
    alone = 4 * (1.959964 + 0.841621) ** 2 / 0.4**2
    found = solve(plan(0.4, cluster_period_size=10.0, method="z"), 0.8)
    assert found.exact == pytest.approx(alone * effect * (k + 1), rel=1e-5)


def test_total_against_residual_sd() -> None:
    """SteppedPower reads its sigma as the residual deviation: the same number with another plan."""
    total = plan(0.25, clusters_available=12, method="z", correlation="nested_exchangeable", cac=0.8)
    assert power(total, 1500) == pytest.approx(0.7298, abs=1e-4)
    residual = next(one.design for one in total.variants() if "residual" in one.label.en)
    assert power(residual, 1500) == pytest.approx(0.7078, abs=1e-4)


def test_equivalences() -> None:
    base = power(plan(clusters_available=12), 600)
    assert power(plan(-0.3, sup("lower"), clusters_available=12), 600) == pytest.approx(base)
    assert power(plan(3.0, clusters_available=12, sd=10.0), 600) == pytest.approx(base)
    assert power(plan(0.0, ni(0.3), clusters_available=12), 600) == pytest.approx(base)
    assert power(plan(cluster_period_size=10.0), 600) == pytest.approx(base)
    for same in ("nested_exchangeable", "decay"):
        assert power(plan(clusters_available=12, correlation=same, cac=1.0), 600) == pytest.approx(base)
    none = [
        power(plan(clusters_available=12, correlation=one, cac=0.0), 600) for one in ("nested_exchangeable", "decay")
    ]
    assert none[0] == pytest.approx(none[1]) and none[0] < base
    cohort = plan(clusters_available=12, sampling="cohort", iac=0.0)
    assert power(cohort, 120) == pytest.approx(base)  # five times fewer people, measured five times


def test_correlations_that_help() -> None:
    cacs = [power(plan(clusters_available=12, correlation="decay", cac=one), 600) for one in (0.0, 0.4, 0.8, 1.0)]
    assert (
        cacs[1] < cacs[0] and cacs[1] < cacs[2] < cacs[3]
    )  # the least favourable autocorrelation lies between 0 and 1
    iacs = [power(plan(clusters_available=12, sampling="cohort", iac=one), 60) for one in (0.0, 0.4, 0.8)]
    assert iacs == sorted(iacs)


def test_people_clusters_and_losses() -> None:
    found = solve(plan(cluster_period_size=10.0), 0.8, flow=Flow(attrition=0.15))
    clusters = found.clusters[0].size
    assert found.analysed == clusters * 5 * 10 and clusters % 4 == 0
    assert found.enrolled == clusters * 5 * 12  # 10 / 0.85 in each cluster and period
    assert sum(arm.size for arm in found.arms) == found.analysed
    fixed = solve(plan(clusters_available=10), 0.8)
    assert fixed.analysed % 50 == 0 and fixed.clusters[0].size == 10
    assert [arm.size for arm in fixed.arms] == [fixed.analysed * 27 // 50, fixed.analysed * 23 // 50]  # 3, 3, 2, 2
    assert "quarter" not in str(fixed.steps[-1].how)
    sparse = solve(plan(-10.0, sup("lower"), sd=17.0, sequences=30, clusters_available=30), 0.9)
    assert sparse.exact < 210 < sparse.analysed == 930 and "more than a quarter" in str(sparse.steps[-1].how)
    cohort = solve(plan(cluster_period_size=10.0, sampling="cohort", iac=0.5), 0.8)
    assert cohort.analysed == cohort.clusters[0].size * 10 and len(cohort.arms) == 1


def test_more_members_do_not_replace_clusters() -> None:
    with pytest.raises(NoSolution):
        solve(plan(0.15, clusters_available=4, correlation="decay", cac=0.5), 0.8)


def _cells() -> tuple[Any, Any]:
    i, j = np.meshgrid(np.arange(12), np.arange(5), indexing="ij")
    treated = (j >= 1 + i // 3).astype(float)
    return np.round(10 + np.sin(3 * i + 0.5 * j) + 0.4 * np.sin(7 * i * j + 1) + 0.8 * treated + 0.1 * j, 3), treated


def test_the_mixed_model_is_that_of_lme4_and_statsmodels() -> None:
    cells, treated = _cells()
    estimate, error = mixed_model(cells[None], treated, "exchangeable", False)
    assert (estimate[0], error[0]) == pytest.approx((1.0335896242, 0.2621558577), rel=2e-3)  # lme4 1.1, REML
    periods = np.tile(np.eye(5), (12, 1))
    theirs = MixedLM(cells.ravel(), np.column_stack([treated.ravel(), periods]), np.repeat(np.arange(12), 5)).fit(
        reml=True
    )
    assert (estimate[0], error[0]) == pytest.approx((theirs.params[0], theirs.bse[0]), rel=5e-3)


def test_the_decay_model_is_that_of_nlme() -> None:
    cells, treated = _cells()
    estimate, error = mixed_model(cells[None], treated, "decay", False)
    # nlme::gls, corExp with a nugget (estimated at 0); the grid stops a little before the boundary
    assert estimate[0] == pytest.approx(1.099804657, rel=0.01) and error[0] == pytest.approx(0.1733617, rel=0.03)


def test_degrees_of_freedom_are_those_of_nlme_by_default() -> None:
    design = plan(clusters_available=12)
    assert float(design.degrees(np.array(12.0))) == 43  # lme prints 43 for the exposure in the data above


def test_simulated_type_one_error_with_few_clusters() -> None:
    """With 6 clusters the normal test is too liberal, the default degrees of freedom nearly right, clusters - 2 cautious."""
    rates = {}
    for name, more in {"z": {"method": "z"}, "within": {}, "clusters": {"df": "clusters"}}.items():
        design = plan(sequences=6, clusters_available=6, **more)
        rates[name] = claim_rate(design, {"participants": 840}, 40_000, "null").rate
    assert 0.032 < rates["z"] < 0.041
    assert 0.024 < rates["within"] < 0.034
    assert rates["clusters"] < 0.012


def test_few_clusters_and_normal_approximation_are_cautioned() -> None:
    assert "10 clusters" in plan(clusters_available=8).caution().en
    assert "normal approximation" in plan(clusters_available=40, method="z").caution().en
    assert plan(clusters_available=40).caution() is None


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"cluster_period_size": 10.0, "clusters_available": 12.0}, "clusters_available"),
        ({}, "cluster_period_size"),
        ({"cluster_period_size": 10.5}, "cluster_period_size"),
        ({"clusters_available": 3.0}, "clusters_available"),
        ({"clusters_available": 12.0, "sequences": 2.5}, "sequences"),
        (
            {"clusters_available": 12.0, "sequences": 2.0, "baseline_periods": 0.0, "final_periods": 0.0},
            "baseline_periods",
        ),
        ({"clusters_available": 12.0, "correlation": "decay"}, "cac"),
        ({"clusters_available": 12.0, "cac": 0.8}, "cac"),
        ({"clusters_available": 12.0, "sampling": "cohort"}, "iac"),
        ({"clusters_available": 12.0, "iac": 0.5}, "iac"),
        ({"clusters_available": 12.0, "icc": 1.0}, "icc"),
        ({"clusters_available": 12.0, "difference": -0.3}, "difference"),
        ({"clusters_available": 12.0, "difference": 0.0}, "difference"),
        ({"clusters_available": 4.0, "df": "between_within"}, "clusters_available"),
    ],
)
def test_bad_input_is_refused_with_its_field(change: Plan, field: str) -> None:
    with pytest.raises((ValidationError, ValueError)) as caught:
        parse(_wedge() | change)
    assert field in {one.field for one in problems(caught.value)}


EXAMPLES = [
    Example(
        "members given, t",
        _wedge(cluster_period_size=10.0),
        0.8,
        _wedge(-0.3, sup("lower"), cluster_period_size=10.0),
    ),
    Example(
        "clusters given, nested, z",
        _wedge(2.0, sd=8.0, clusters_available=30.0, correlation="nested_exchangeable", cac=0.8, method="z"),
        0.9,
        _wedge(
            -2.0, sup("lower"), sd=8.0, clusters_available=30.0, correlation="nested_exchangeable", cac=0.8, method="z"
        ),
        {"difference": 1e-9},
    ),
    Example(
        "cohort, margin, 0.5",
        _wedge(0.05, ni(0.3), cluster_period_size=6.0, sampling="cohort", iac=0.5, icc=0.1),
        0.5,
        _wedge(-0.05, ni(0.3, "lower"), cluster_period_size=6.0, sampling="cohort", iac=0.5, icc=0.1),
    ),
    Example(
        "decay, 0.99",
        _wedge(0.6, cluster_period_size=8.0, sequences=3, correlation="decay", cac=0.7, final_periods=2.0),
        0.99,
    ),
]
