"""Width of the C statistic: sampsizeval, pmvalsampsize, and DeLong's interval in consecutive patients."""

from __future__ import annotations

import numpy as np
import pytest

from stats.formulas.roc import auc_variance
from stats.refusal import problems
from stats.registry import parse
from stats.simulation import simulate
from stats.solver import solve
from tests.stats.examples import Example, Plan
from tests.stats.validation_plans import validation

TWICE_Z = 2 * 1.959963984540054


def raw(c: float, prevalence: float, method: str = "pavlou", confidence: float = 0.95) -> Plan:
    return validation("validation_c", confidence, c_statistic=c, prevalence=prevalence, method=method)


def test_published_and_other_programs() -> None:
    assert solve(parse(raw(0.77, 0.057)), TWICE_Z * 0.025).analysed == 1599  # P102
    assert solve(parse(raw(0.8, 0.1, "newcombe")), 0.1).analysed == 836  # pmval-closed-01
    assert solve(parse(raw(0.8, 0.018, "newcombe")), 0.1).analysed == 4252  # pmvalsampsize help, Riley 2021


def test_it_is_the_width_of_an_auc_with_as_many_events() -> None:
    width = float(parse(raw(0.75, 0.2)).attained({"participants": 5000}))
    assert width == pytest.approx(TWICE_Z * np.sqrt(auc_variance(0.75, 1000, 4000)), rel=2e-3)


def test_simulated_width() -> None:
    design = parse(raw(0.8, 0.2))
    done = simulate(design, {"participants": 400}, 3000)
    assert (done.upper - done.lower).mean() == pytest.approx(float(design.attained({"participants": 400})), rel=0.03)


@pytest.mark.parametrize(("design", "field"), [(raw(0.5, 0.1), "c_statistic"), (raw(0.8, 1.0), "prevalence")])
def test_refused(design: Plan, field: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse(design)
    assert [one.field for one in problems(caught.value)] == [field]  # type: ignore[arg-type]


EXAMPLES = [
    Example("normal", raw(0.77, 0.2), 0.15),
    Example("newcombe, frequent", raw(0.7, 0.7, "newcombe"), 0.15),
    Example("strong, 90 %", raw(0.9, 0.4, confidence=0.9), 0.05),
]
