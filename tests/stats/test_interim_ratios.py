"""Ratios of risks, odds and Poisson rates looked at during the study: simulated studies, and a peer."""

from __future__ import annotations

import pytest

from stats.formulas.combined.sequential import crossing
from stats.registry import parse
from stats.simulation import claim_rate
from stats.solver import solve
from tests.stats.examples import Plan, ni, sup
from tests.stats.looks import looked_at


@pytest.mark.parametrize(
    "inner",
    [
        {"kind": "risk_ratio", "goal": sup(), "p_experimental": 0.5, "p_control": 0.35, "allocation": 2},
        {"kind": "risk_ratio", "goal": ni(1.4, "lower"), "p_experimental": 0.3, "p_control": 0.3, "method": "wald"},
        {"kind": "odds_ratio", "goal": sup("lower"), "p_experimental": 0.25, "p_control": 0.4, "method": "score"},
        {"kind": "poisson_rates", "goal": sup("lower"), "rate_experimental": 0.5, "rate_control": 0.7, "exposure": 1},
        {
            "kind": "poisson_rates",
            "goal": ni(1.3, "lower"),
            "rate_experimental": 0.7,
            "rate_control": 0.7,
            "exposure": 1,
            "method": "score",
        },
    ],
)
def test_ratios_with_looks_in_simulated_studies(inner: Plan) -> None:
    """The named analysis on raw counts at each look: power and type I error, with stops for futility that everyone obeys."""
    design = parse(looked_at(inner, 0.5, 1.0, spending="pocock", futility=[0.2]))
    found = solve(design, 0.8)
    n = {"participants": float(found.analysed)}
    assert claim_rate(design, n, 40_000).rate == pytest.approx(float(design.attained(n)), abs=0.012)
    level = float(crossing(design.boundaries, 0.0).sum())  # type: ignore[attr-defined]
    assert claim_rate(design, n, 40_000, "null").rate == pytest.approx(level, abs=0.005)


def test_a_risk_ratio_withlooked_at() -> None:
    """rpact 3.3.4 getSampleSizeRates(design, pi1 = 0.5, pi2 = 0.35, riskRatio = TRUE, allocationRatioPlanned = 2)."""
    inner = {"kind": "risk_ratio", "goal": sup(), "p_experimental": 0.5, "p_control": 0.35, "allocation": 2}
    design = parse(looked_at(inner, 0.4, 0.75, 1.0, spending="pocock"))
    exact = solve(design, 0.8).exact
    assert exact == pytest.approx(449.4546, rel=1e-4)
    assert design.effects({"participants": exact}) == pytest.approx((1.501533, 1.372873, 1.329242), abs=1e-3)  # type: ignore[attr-defined]
