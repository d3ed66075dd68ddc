"""Width of the calibration in the large: sampsizeval, and the intercept with an offset."""

from __future__ import annotations

import pytest

from stats.registry import parse
from stats.simulation import simulate
from stats.solver import solve
from tests.stats.examples import Example, Plan
from tests.stats.validation_plans import validation

TWICE_Z = 2 * 1.959963984540054


def raw(distribution: str = "conditional", confidence: float = 0.95, **more: float) -> Plan:
    return validation("validation_large", confidence, distribution=distribution, **more)


def test_published() -> None:
    p102 = raw("pavlou", c_statistic=0.77, prevalence=0.057)
    assert solve(parse(p102), TWICE_Z * 0.15).analysed == 897


def test_without_discrimination_it_is_one_proportion() -> None:
    flat = parse(raw("normal", predictor_mean=0.0, predictor_sd=1e-6))
    assert float(flat.attained({"participants": 400})) == pytest.approx(TWICE_Z / (400 * 0.25) ** 0.5)


def test_simulated_width() -> None:
    design = parse(raw(c_statistic=0.8, prevalence=0.2))
    done = simulate(design, {"participants": 300}, 3000)
    assert (done.upper - done.lower).mean() == pytest.approx(float(design.attained({"participants": 300})), rel=0.03)


EXAMPLES = [
    Example("from C", raw(c_statistic=0.77, prevalence=0.1), 0.8),
    Example("marginal, frequent", raw("marginal", c_statistic=0.9, prevalence=0.9), 1.0),
    Example("normal, 99 %", raw("normal", 0.99, predictor_mean=0.0, predictor_sd=1.0), 0.6),
]
