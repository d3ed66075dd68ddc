"""Repeated measures: equivalences with simpler designs, longpower, the mixed model."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from stats.flow import Flow
from stats.formulas.means.visits import contrast, sequential_regressions, summary_variance
from stats.refusal import Refusal, problems
from stats.registry import parse
from stats.solver import solve
from tests.stats.examples import Example, Plan, eq, ni, sup


def _plan(goal: Plan, difference: float, visits: list[float], **more: Any) -> Plan:
    base = {"kind": "repeated_measures", "goal": goal, "difference": difference, "sd": 12.0, "visits": visits}
    return base | ({} if "correlations" in more else {"correlation": 0.6}) | more


def exact(plan: Plan, target: float = 0.8) -> float:
    return solve(parse(plan), target).exact


def test_the_last_visit_adjusted_is_an_analysis_of_covariance() -> None:
    same = {"kind": "ancova", "goal": sup(), "difference": 5, "sd": 12, "correlation": 0.6}
    assert exact(_plan(sup(), 5, [1, 3, 6])) == pytest.approx(exact(same), rel=1e-9)
    ar1 = _plan(sup(), 5, [1, 3], structure="ar1", correlation=0.8)
    assert exact(ar1) == pytest.approx(exact(same | {"correlation": 0.64}), rel=1e-9)


def test_the_last_visit_alone_is_a_t_test() -> None:
    plain = {"kind": "two_means", "goal": sup(), "difference": 5, "sd": 12}
    assert exact(_plan(sup(), 5, [3], baseline="none")) == pytest.approx(exact(plain), rel=1e-9)
    change = exact(_plan(sup(), 5, [3], baseline="change"))
    assert change == pytest.approx(exact(plain | {"sd": 12 * np.sqrt(2 * 0.4)}), rel=1e-9)


def test_frison_and_pocock() -> None:
    """Compound symmetry, m visits: (1 + (m - 1) r) / m; less r^2 when adjusted; with 1 - 2 r + ... when subtracted."""
    m, r = 4, 0.6
    mean = (1 + (m - 1) * r) / m
    for baseline, variance in (("none", mean), ("change", mean + 1 - 2 * r), ("covariate", mean - r**2)):
        design: Any = parse(_plan(sup(), 5, [1, 2, 3, 4], target="mean", baseline=baseline))
        assert design.sd_summary == pytest.approx(12 * np.sqrt(variance))


def test_slopes_by_diggle_and_edland() -> None:
    """Diggle: sd^2 (1 - r) / sum (t - mean)^2; random slopes add their variance (Edland)."""
    plan = _plan(sup(), 1, [0, 1, 2, 4], target="slope", baseline="none")
    spread = sum((t - 1.75) ** 2 for t in (0, 1, 2, 4))
    design: Any = parse(plan)
    assert design.sd_summary == pytest.approx(12 * np.sqrt(0.4 / spread))
    random: Any = parse(plan | {"sd_slope": 1.5})
    assert random.sd_summary**2 == pytest.approx(144 * 0.4 / spread + 1.5**2)


def test_every_structure_says_the_same_when_it_can() -> None:
    base = _plan(sup(), 5, [1, 2, 3], target="mean")
    toeplitz = _plan(sup(), 5, [1, 2, 3], target="mean", structure="toeplitz", correlations=[0.6] * 3)
    pairs = _plan(sup(), 5, [1, 2, 3], target="mean", structure="unstructured", correlations=[0.6] * 6)
    assert exact(base) == pytest.approx(exact(toeplitz), rel=1e-12) == pytest.approx(exact(pairs), rel=1e-12)


def test_the_variance_under_dropout_is_the_inverse_information() -> None:
    """Lu, Luo and Chen: the weighted sum of the inverse covariances of what is seen of each pattern."""
    rng = np.random.default_rng(1)
    root = rng.standard_normal((4, 6))
    covariance, seen = root @ root.T, np.array([1.0, 0.9, 0.7, 0.6])
    information = np.zeros((4, 4))
    for k, share in enumerate(np.append(seen[:-1] - seen[1:], seen[-1]), start=1):
        information[:k, :k] += share * np.linalg.inv(covariance[:k, :k])
    for target in ("last", "mean", "slope"):
        weights = contrast(target, (1.0, 2.0, 4.0, 7.0))
        mine = summary_variance(covariance, weights, seen)
        assert mine == pytest.approx(weights @ np.linalg.inv(information) @ weights)


def test_the_model_for_complete_data_is_the_test_of_the_contrast() -> None:
    design: Any = parse(_plan(sup(), 8, [1, 2, 4], target="slope", baseline="none"))
    data = design.sample({"participants": 24}, 4, np.random.default_rng(3), 8.0)
    estimate, error, df = design.analyse(data)
    values = np.concatenate(data, axis=1)
    arm = np.repeat([1.0, 0.0], 12)
    seen = np.ones(values.shape, dtype=bool)
    (other, its_error, its_df), failed = sequential_regressions(values, seen, arm, None, design._contrast)
    assert not failed.any()
    for mine, theirs in ((other, estimate), (its_error, error), (its_df, df)):
        np.testing.assert_allclose(mine, theirs, rtol=1e-9)


def test_dropout_costs_less_than_losing_the_participants() -> None:
    complete = exact(_plan(sup(), 5, [1, 3, 6], method="z"))
    dropout = exact(_plan(sup(), 5, [1, 3, 6], method="z", retained=[0.95, 0.9, 0.8]))
    assert complete < dropout < complete / 0.8
    independent = _plan(sup(), 5, [1, 3, 6], method="z", correlation=0.0, baseline="none")
    assert exact(independent | {"retained": [0.95, 0.9, 0.8]}) == pytest.approx(exact(independent) / 0.8)


def test_dropout_is_not_counted_twice() -> None:
    design = parse(_plan(sup(), 5, [1, 3, 6], retained=[0.95, 0.9, 0.8]))
    with pytest.raises(Refusal):
        solve(design, 0.8, flow=Flow(attrition=0.2))


def test_a_dropout_that_leaves_no_one_is_a_failed_trial_not_a_claim() -> None:
    done = parse(_plan(sup(), 20, [1, 3], retained=[0.5, 0.2])).simulate(
        {"participants": 8}, 300, np.random.default_rng(1)
    )
    assert done.failed.any()
    assert not done.claimed[done.failed].any()
    assert np.isfinite(done.estimate).all()


@pytest.mark.parametrize(
    ("plan", "field"),
    [
        (_plan(sup(), 5, [3, 1]), "visits"),
        (_plan(sup(), 5, [0, 1]), "visits"),
        (_plan(sup(), 5, [3], target="slope"), "visits"),
        (_plan(sup(), 5, [1, 3], target="slope", baseline="change"), "baseline"),
        (_plan(sup(), 5, [1, 3], sd_slope=1.0), "sd_slope"),
        (_plan(sup(), 5, [1, 3], structure="toeplitz", correlations=[0.5]), "correlations"),
        (_plan(sup(), 5, [1, 3], structure="toeplitz", correlations=[0.9, -0.9]), "correlations"),
        (_plan(sup(), 5, [1, 3], structure="toeplitz"), "correlations"),
        (_plan(sup(), 5, [1, 3], correlation=None), "correlation"),
        (_plan(sup(), 5, [1, 3], retained=[0.9]), "retained"),
        (_plan(sup(), 5, [1, 3], retained=[0.8, 0.9]), "retained"),
        (_plan(sup("lower"), 5, [1, 3]), "difference"),
        (_plan(sup(), 5, []), "visits"),
    ],
)
def test_bad_inputs_are_refused(plan: Plan, field: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse(plan)
    assert [one.field for one in problems(caught.value)] == [field]  # type: ignore[arg-type]


EXAMPLES = [
    Example("last visit", _plan(sup(), 5, [1, 3, 6]), 0.8, _plan(sup("lower"), -5, [1, 3, 6]), {"difference": 1e-9}),
    Example(
        "mean change 2:1",
        _plan(ni(3), -0.5, [1, 2, 3, 6], target="mean", baseline="change", structure="ar1", allocation=2),
        0.8,
    ),
    Example(
        "slope, 0.99",
        _plan(sup("lower"), -2.5, [0, 1, 2, 4], target="slope", baseline="none", sd_slope=1.5),
        0.99,
    ),
    Example(
        "dropout, toeplitz 1:2",
        _plan(
            sup(),
            8,
            [1, 3, 6],
            structure="toeplitz",
            correlations=[0.7, 0.6, 0.5],
            retained=[0.95, 0.9, 0.8],
            allocation=0.5,
        ),
        0.8,
    ),
    Example("equivalence, few, 0.5", _plan(eq(9, 9), 0, [1, 3], baseline="none", target="mean"), 0.5),
    Example("normal", _plan(sup(), 5, [1, 3, 6], method="z", retained=[1.0, 0.9, 0.85]), 0.9, slack=0.02),
]
