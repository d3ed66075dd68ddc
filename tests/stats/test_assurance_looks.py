"""Assurance over a plan with interim looks: the plan stays, the truth varies."""

from __future__ import annotations

import json
from math import sqrt
from typing import Any

import numpy as np
import pytest
from scipy.stats import multivariate_normal, norm

from stats.designs.combined.assurance import Assurance
from stats.designs.combined.group_sequential import GroupSequential
from stats.formulas.combined.sequential import boundaries, crossing, giving_up
from stats.registry import parse
from stats.simulation import claim_rate
from stats.solver import solve
from tests.stats.examples import Plan, ni, sup
from tests.stats.looks import THIRDS, log_rank, looked_at, two_means
from tests.stats.test_assurance import around, assured


def means(difference: float = 0.3, method: str = "z", **more: Any) -> Plan:
    return two_means(sup(), difference, 1, method=method) | more


def design_of(plan: Plan) -> Assurance:
    design = parse(plan)
    assert isinstance(design, Assurance)
    return design


@pytest.mark.parametrize("futility", [(), (0.0, 0.5)])
@pytest.mark.parametrize(("mean", "spread"), [(1.0, 0.0), (3.0, 1.0), (-1.0, 2.0), (40.0, 15.0), (0.5, 0.01)])
def test_a_believed_drift_is_the_average_over_drifts(mean: float, spread: float, futility: tuple[float, ...]) -> None:
    plan = boundaries(THIRDS, "obrien_fleming", 0.025, futility=futility)
    at = np.linspace(-8.5, 8.5, 4001)
    weights = norm.pdf(at) / norm.pdf(at).sum()
    for leaving in (crossing, giving_up):
        expected = weights @ leaving(plan, mean + spread * at)
        assert leaving(plan, mean, spread) == pytest.approx(expected, abs=1e-9)


def test_a_believed_drift_makes_the_looks_jointly_normal() -> None:
    plan, times, mean, spread = boundaries(THIRDS, "pocock", 0.025), np.array(THIRDS), 2.0, 1.2
    low = np.minimum.outer(times, times) / np.maximum.outer(times, times)
    law = multivariate_normal(mean * np.sqrt(times), np.sqrt(low) + spread**2 * np.sqrt(np.outer(times, times)))
    assert float(crossing(plan, mean, spread).sum()) == pytest.approx(1 - law.cdf(np.array(plan.z)), abs=2e-5)


@pytest.mark.parametrize("total", [20, 400, 1e6])
@pytest.mark.parametrize(("mean", "spread"), [(0.3, 0.1), (0.05, 0.5), (1.0, 0.01)])
@pytest.mark.parametrize("more", [{}, {"futility": [0, 0.5]}, {"futility": [0, 0.5], "futility_rule": "binding"}])
def test_it_is_the_power_of_the_same_plan_averaged(more: Plan, mean: float, spread: float, total: float) -> None:
    plan = looked_at(means(mean), *THIRDS, **more)
    design = design_of(assured(plan, difference=around(mean, spread)))
    at = np.linspace(-8.5, 8.5, 4001)
    powers = crossing(design.looks.boundaries, (mean + spread * at) * sqrt(total) / 2).sum(axis=-1)  # type: ignore[union-attr]
    expected = norm.pdf(at) @ powers / norm.pdf(at).sum()
    assert float(design.attained({"participants": total})) == pytest.approx(expected, abs=1e-9)


def test_one_look_is_the_assurance_without_looks() -> None:
    alone = design_of(assured(means(), difference=around(0.3, 0.1)))
    looked = design_of(assured(looked_at(means(), 1.0), difference=around(0.3, 0.1)))
    sizes = np.array([20.0, 300, 5000])
    assert looked.attained({"participants": sizes}) == pytest.approx(alone.attained({"participants": sizes}), abs=1e-9)
    assert looked.ceiling == alone.ceiling


def test_boundaries_do_not_depend_on_the_truth() -> None:
    """Spent beta, conditional power: the futility bounds too are those of the plan."""
    for more in (
        {"futility_spending": "obrien_fleming", "beta": 0.2},
        {"futility": [0.2, 0.3], "futility_scale": "conditional_power_planned", "beta": 0.2},
    ):
        design = design_of(assured(looked_at(means(), *THIRDS, **more), difference=around(0.3, 0.1)))
        moved = design.around(parse(means(0.6)))
        assert isinstance(moved, Assurance) and moved.looks and design.looks
        assert moved.looks.boundaries == design.looks.boundaries and moved.question.difference == 0.6  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("plan", "beliefs"),
    [
        (looked_at(means(0.3, "t"), *THIRDS, futility=[0, 0.5]), {"difference": [0.1, 0.5], "sd": [0.85, 1.2]}),
        (looked_at(log_rank(sup("lower"), 0.7, 0.5), 0.5, 1.0), {"hazard_ratio": [0.55, 0.9]}),
        (
            looked_at(two_means(ni(0.4), 0.0, 1, allocation=2), 0.5, 1.0, spending="pocock"),
            {"difference": [-0.15, 0.15]},
        ),
    ],
)
def test_simulation_under_the_prior_and_at_the_null(plan: Plan, beliefs: dict[str, list[float]]) -> None:
    design = parse(assured(plan, **beliefs))
    size = {"participants": 300}
    rate = claim_rate(design, size, 20_000)
    assert rate.rate == pytest.approx(float(design.attained(size)), abs=0.012)
    assert claim_rate(design, size, 20_000, at="null").rate <= 0.025 + 0.0045


def test_what_is_printed() -> None:
    found = solve(parse(assured(looked_at(means(), *THIRDS, futility=[0, 0.5]), difference=around(0.3, 0.1))), 0.75)
    shown = {one.name: one for one in found.design.exhibits(found)}
    assert list(shown) == ["priors", "assurance", "looks", "futility-bounds", "claims-by-look", "looks-averaged"]
    assert shown["assurance"].plot and shown["looks"].plot
    ends = shown["looks-averaged"]
    assert sum(row[2] for row in ends.rows) == pytest.approx(found.attained, abs=1e-9)  # type: ignore[misc]
    expected = solve(found.design.inner, 0.75).design  # type: ignore[attr-defined]
    assert isinstance(expected, GroupSequential)
    said = ends.note.values  # type: ignore[union-attr]
    assert said["under"].value == pytest.approx(expected.expected_size({"participants": found.analysed}))  # type: ignore[union-attr]
    assert said["mean"].value < said["most"].value == found.analysed  # type: ignore[union-attr]
    sentence = found.design.sentence()
    assert "Ce nombre est un maximum" in sentence.fr and "This number is a maximum" in sentence.en
    assert {one.label.en for one in found.design.variants()} >= {"assurance without interim look"}


def test_json() -> None:
    design = design_of(assured(looked_at(means(), 0.5, 1.0), difference=[0.1, 0.5]))
    assert parse(json.loads(design.model_dump_json())) == design
