"""Claims whose correlations are unequal or negative: the law, the simulation, what is refused and what is said."""

from __future__ import annotations

import numpy as np
import pytest
from pydantic import ValidationError
from scipy.stats import multivariate_normal

from stats.formulas.combined.dependence import matrix_of, shared
from stats.formulas.combined.joint_words import NEGATIVE_HOCHBERG
from stats.formulas.combined.together import all_succeed, correlated_noise
from stats.refusal import problems
from stats.registry import parse
from stats.simulation import claim_rate
from stats.solver import solve
from tests.stats.examples import sup
from tests.stats.test_joint import THREE, UNEQUAL, joint, means, one_of, power

BOUND = [
    UNEQUAL,
    (0.5, 0.3, 0.4),
    (-0.3, -0.3, -0.3),
    (0.9, 0.55, 0.8),
    (0.5, 0.0, 0.0),
    (0.4, -0.4, 0.2, 0.1, -0.1, 0.6),
]


@pytest.mark.parametrize("pairs", [*BOUND, (-0.7,), (0.1, 0.2, 0.3, 0.4, 0.1, 0.2, 0.3, 0.1, 0.2, 0.1)], ids=str)
def test_unequal_and_negative_correlations_are_those_of_the_multivariate_normal_law(pairs: tuple[float, ...]) -> None:
    matrix, rng = matrix_of(pairs), np.random.default_rng(3)
    for _ in range(3):
        margins = rng.normal(0.8, 0.8, len(matrix))
        expected = multivariate_normal.cdf(margins, cov=matrix, abseps=1e-7, releps=1e-7, maxpts=2_000_000)
        assert float(all_succeed(margins, pairs)) == pytest.approx(expected, abs=1e-4 if len(matrix) > 4 else 2e-5)


@pytest.mark.parametrize("pairs", BOUND, ids=str)
def test_what_is_shared_gives_the_matrix_back(pairs: tuple[float, ...]) -> None:
    common = shared(pairs)
    assert common.weights.sum() == pytest.approx(1) and (common.own > 0).all()
    found = (common.moved * common.weights) @ common.moved.T + np.diag(common.own**2)
    assert found == pytest.approx(matrix_of(pairs), abs=3e-5)


def test_noise_follows_the_matrix() -> None:
    for pairs in (UNEQUAL, (-0.4,)):
        drawn = [one.ravel() for one in correlated_noise((400, 500), pairs, np.random.default_rng(2))]
        assert np.corrcoef(drawn) == pytest.approx(matrix_of(pairs), abs=0.01)


def test_equal_pairs_are_the_common_correlation() -> None:
    for common in (0.0, 0.3, -0.2):
        pairs = joint(0.7, *THREE, correlations=[common] * 3)
        assert power(pairs, 200) == power(joint(common, *THREE), 200)
        assert parse(pairs | {"correlation": 0.0}).sentence() == parse(joint(common, *THREE)).sentence()
    without = joint(0.0, *THREE, correlations=list(UNEQUAL))
    assert parse({name: one for name, one in without.items() if name != "correlation"}) == parse(without)


def test_a_negative_correlation_costs_power_when_all_must_succeed() -> None:
    powers = [power(joint(rho, means(0.4), means(0.5)), 180) for rho in (-0.9, -0.4, 0.0, 0.4)]
    assert powers == sorted(powers) and powers[0] < powers[2] - 0.015
    some = [power(one_of(rho, means(0.4), means(0.5)), 100) for rho in (-0.9, -0.4, 0.0, 0.4)]
    assert some == sorted(some, reverse=True)


def test_a_claim_follows_its_pairs_when_claims_change_places() -> None:
    moved = joint(0.0, THREE[2], THREE[0], THREE[1], correlations=[-0.2, 0.1, 0.5])
    assert power(joint(0.0, *THREE, correlations=list(UNEQUAL)), 200) == pytest.approx(power(moved, 200), abs=1e-6)


def test_many_sizes_at_once_are_each_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Above what memory holds at once, sizes are taken one by one; those where every claim is certain are not averaged."""
    monkeypatch.setattr("stats.designs.combined.joint.AT_ONCE", 1)
    monkeypatch.setattr("stats.formulas.combined.together.AT_ONCE", 1)
    sizes = np.array([60.0, 200.0, 500.0, 9000.0])
    for options in ({}, {"procedure": "holm"}):
        design = parse(joint(0.0, *THREE, correlations=list(UNEQUAL), **options))
        found = design.attained({"participants": sizes})
        assert found == pytest.approx([float(design.attained({"participants": one})) for one in sizes], abs=1e-12)
        assert found[3] == pytest.approx(1, abs=1e-12)


def test_the_refusal_says_which_pair_and_between_which_values() -> None:
    with pytest.raises(ValidationError) as caught:
        parse(joint(0.3, *THREE, correlations=[0.9, 0.9, 0.5]))
    said = problems(caught.value)[0].phrase.values
    first, second, low, high = (said[name].value for name in ("first", "second", "low", "high"))
    pairs = {(1, 2): 0, (1, 3): 1, (2, 3): 2}
    for value in (low, high):
        mended = [0.9, 0.9, 0.5]
        mended[pairs[first, second]] = value
        parse(joint(0.3, *THREE, correlations=mended))


def test_hochberg_warns_of_a_negative_correlation() -> None:
    unequal = {"correlations": list(UNEQUAL)}
    said = [parse(joint(0.2, *THREE, procedure=one, **more)).caution() for one, more in (("hochberg", unequal), ("hochberg", {}), ("holm", unequal))]  # fmt: skip
    assert [one == NEGATIVE_HOCHBERG for one in said] == [True, False, False]


def test_an_endpoint_whose_lower_values_are_better_is_correlated_in_its_favourable_direction() -> None:
    lower = means(-0.45, sup(better="lower"))
    for rho in (0.6, -0.4):
        design = parse(joint(rho, means(0.4), lower))
        found = solve(design, 0.8)
        assert claim_rate(design, {"participants": found.analysed}, 20_000).rate == pytest.approx(
            found.attained, abs=0.012
        )


def test_the_journal_names_the_pairs() -> None:
    found = solve(parse(joint(0.0, *THREE, correlations=list(UNEQUAL))), 0.8)
    said = {step.label.en: step.value.value for step in found.steps}
    assert [said[f"Correlation between endpoints {one}"] for one in ("1 and 2", "1 and 3", "2 and 3")] == list(UNEQUAL)
    assert "−0,2 (critères 1 et 3)" in found.design.sentence().fr
    assert "−0.2 (endpoints 1 and 3)" in found.design.sentence().en
    many = parse(joint(0.0, *THREE, means(0.5), correlations=[0.5, -0.2, 0.1, 0.3, 0.0, 0.2]))
    assert "de −0,2 à 0,5 selon la paire" in many.sentence().fr
