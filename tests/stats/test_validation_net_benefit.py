"""Width of the standardised net benefit: pmvalsampsize, and its variance by the counts."""

from __future__ import annotations

import pytest

from stats.registry import parse
from stats.simulation import simulate
from stats.solver import solve
from tests.stats.examples import Example, Plan
from tests.stats.validation_plans import validation


def raw(prevalence: float, se: float, sp: float, threshold: float, confidence: float = 0.95) -> Plan:
    return validation(
        "validation_net_benefit",
        confidence,
        prevalence=prevalence,
        sensitivity=se,
        specificity=sp,
        threshold=threshold,
    )


def test_pmvalsampsize() -> None:
    design = parse(raw(0.018, 0.5, 0.5, 0.08))
    assert design.benefit == pytest.approx(-1.872, abs=5e-4)
    assert solve(design, 2 * 1.959963985 * 0.051).analysed == 129920  # its standard error is rounded to 0.051


def test_variance_by_the_counts() -> None:
    design = parse(raw(0.2, 0.8, 0.7, 0.15))
    done = simulate(design, {"participants": 2000}, 20_000)
    width = float(design.attained({"participants": 2000}))
    assert done.estimate.std() == pytest.approx(width / (2 * 1.959963985), rel=0.02)
    assert done.estimate.mean() == pytest.approx(design.benefit, abs=0.003)
    assert (done.upper - done.lower).mean() == pytest.approx(width, rel=0.02)


EXAMPLES = [
    Example("usual", raw(0.2, 0.8, 0.7, 0.15), 0.2),
    Example("low threshold", raw(0.05, 0.9, 0.6, 0.03, 0.9), 0.15),
    Example("frequent", raw(0.6, 0.7, 0.8, 0.5), 0.25),
]
