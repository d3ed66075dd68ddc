"""Weighted kappa against a goal: its limits, the two models, simulated power, refusals."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from stats.formulas.agreement.kappa import agreement_weights, kappa_and_variance, latent_normal
from stats.refusal import Refusal, problems
from stats.registry import parse
from stats.solver import solve
from tests.stats.examples import Example, Plan, ni, sup


def _kappa(goal: Plan, k1: float, k0: float, categories: list[float], **more: Any) -> Plan:
    return {
        "kind": "weighted_kappa",
        "goal": goal,
        "kappa_expected": k1,
        "kappa_reference": k0,
        "categories": categories,
    } | more


@pytest.mark.parametrize("weights", ["linear", "quadratic"])
def test_two_categories_have_no_weights(weights: str) -> None:
    plain = {
        "kind": "cohen_kappa",
        "goal": sup(),
        "kappa_expected": 0.6,
        "kappa_reference": 0.4,
        "categories": [0.3, 0.7],
    }
    for model in ("latent", "mixture"):
        found = solve(
            parse(_kappa(sup(), 0.6, 0.4, [0.3, 0.7], weights=weights, model=model, method="null_variance")), 0.8
        ).exact
        assert found == pytest.approx(solve(parse(plain), 0.8).exact, rel=1e-6)


def test_the_latent_table_has_its_margins_and_its_kappa() -> None:
    table = latent_normal((0.2, 0.3, 0.5), (0.25, 0.25, 0.5), 0.7, "quadratic")
    assert table is not None
    np.testing.assert_allclose(table.sum(axis=1), [0.2, 0.3, 0.5], atol=1e-9)
    np.testing.assert_allclose(table.sum(axis=0), [0.25, 0.25, 0.5], atol=1e-9)
    assert float(kappa_and_variance(table, agreement_weights(3, "quadratic"))[0]) == pytest.approx(0.7, abs=1e-9)


@pytest.mark.parametrize(
    "plan",
    [
        _kappa(sup(), 0.8, 0.7, [0.1, 0.2, 0.3, 0.4]),
        _kappa(sup(), 0.7, 0.5, [0.5, 0.3, 0.2], weights="linear"),
        _kappa(sup(), 0.8, 0.6, [0.2] * 5, model="mixture"),
    ],
)
def test_simulated_power_and_risk(plan: Plan) -> None:
    design = parse(plan)
    size = {"participants": solve(design, 0.8).analysed}
    power = design.simulate(size, 50_000, np.random.default_rng(1)).claimed.mean()
    risk = design.simulate(size, 50_000, np.random.default_rng(2), "null").claimed.mean()
    assert power == pytest.approx(0.82, abs=0.04)
    assert 0.01 < risk < 0.034


@pytest.mark.parametrize(
    ("plan", "field"),
    [
        (_kappa(sup(), 0.6, 0.8, [0.3, 0.3, 0.4]), "kappa_expected"),
        (_kappa(sup("lower"), 0.6, 0.8, [0.3, 0.3, 0.4]), "goal.better"),
        (_kappa(ni(0.5), 0.4, 0.4, [0.3, 0.3, 0.4]), "goal.margin"),
        (_kappa(sup(), 0.8, 0.6, [0.3, 0.3, 0.3]), "categories"),
        (_kappa(sup(), 0.99, 0.6, [0.3, 0.3, 0.4], categories_second=[0.2, 0.3, 0.5]), "categories_second"),
    ],
)
def test_refusals(plan: Plan, field: str) -> None:
    with pytest.raises((ValidationError, Refusal)) as caught:
        parse(plan)
    assert field in {one.field for one in problems(caught.value)}


EXAMPLES = [
    Example("quadratic", _kappa(sup(), 0.8, 0.7, [0.1, 0.2, 0.3, 0.4]), 0.8, slack=0.03),
    Example("linear, margin, 0.5", _kappa(ni(0.15), 0.7, 0.7, [0.5, 0.3, 0.2], weights="linear"), 0.5, slack=0.05),
    Example(
        "mixture, 0.99", _kappa(sup(), 0.8, 0.6, [0.2] * 5, model="mixture", method="null_variance"), 0.99, slack=0.02
    ),
    Example(
        "unequal margins",
        _kappa(sup(), 0.75, 0.6, [0.2, 0.3, 0.5], categories_second=[0.25, 0.3, 0.45]),
        0.8,
        slack=0.02,
    ),
]
