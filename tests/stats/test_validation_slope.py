"""Width of the calibration slope: sampsizeval, pmvalsampsize, and the logistic recalibration."""

from __future__ import annotations

import numpy as np
import pytest

from stats.formulas.prediction.predicted_risks import beta_risks, marginal_risks, normal_risks, pavlou_risks
from stats.refusal import problems
from stats.registry import parse
from stats.simulation import simulate
from stats.solver import solve
from tests.stats.examples import Example, Plan
from tests.stats.validation_plans import validation

TWICE_Z = 2 * 1.959963984540054
P102 = {"c_statistic": 0.77, "prevalence": 0.057}


def raw(distribution: str = "conditional", confidence: float = 0.95, **more: float) -> Plan:
    return validation("validation_slope", confidence, distribution=distribution, **more)


def test_published_and_other_programs() -> None:
    assert solve(parse(raw("pavlou", **P102)), TWICE_Z * 0.15).analysed == 934
    normal = raw("normal", predictor_mean=-5.0, predictor_sd=2.5)
    assert solve(parse(normal), 0.2).exact == pytest.approx(
        4553.7, abs=0.5
    )  # pmvalsampsize: 4544 or 4563, by its draws
    assert solve(parse(normal), 0.2).analysed == pytest.approx(4544, rel=0.005)
    beta = raw("beta", beta_first=0.5, beta_second=4.5)
    assert solve(parse(beta), 0.2).exact == pytest.approx(4524, rel=0.005)
    assert solve(parse(raw("beta", beta_first=0.5, beta_second=0.5)), 0.2).exact == pytest.approx(1646, rel=0.005)


def test_shapes_say_what_they_should() -> None:
    exact = marginal_risks(0.85, 0.02)
    assert (exact.c_statistic, exact.prevalence) == (pytest.approx(0.85, abs=1e-6), pytest.approx(0.02, abs=1e-9))
    assert pavlou_risks(0.9, 0.2).c_statistic == pytest.approx(0.9, abs=0.0026)
    assert beta_risks(0.5, 4.5).prevalence == pytest.approx(0.1)
    drawn = beta_risks(0.5, 4.5).draw(np.random.default_rng(1), (200_000,))
    assert (1 / (1 + np.exp(-drawn))).mean() == pytest.approx(0.1, abs=0.002)
    assert normal_risks(0.0, 1.0).prevalence == pytest.approx(0.5)


def test_simulated_width() -> None:
    design = parse(raw(c_statistic=0.75, prevalence=0.3))
    done = simulate(design, {"participants": 800}, 1000)
    assert (done.upper - done.lower).mean() == pytest.approx(float(design.attained({"participants": 800})), rel=0.03)


@pytest.mark.parametrize(
    ("design", "field"),
    [
        (raw(c_statistic=0.8), "prevalence"),
        (raw("normal", predictor_mean=0.0), "predictor_sd"),
        (raw("beta", beta_second=2.0), "beta_first"),
        (raw(c_statistic=0.5, prevalence=0.1), "c_statistic"),
    ],
)
def test_refused(design: Plan, field: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse(design)
    assert [one.field for one in problems(caught.value)] == [field]  # type: ignore[arg-type]


def test_published_quartiles_are_a_normal_predictor() -> None:
    """Quartiles of a normal predictor of mean -1 and SD 1.5, turned into risks, give the same size."""
    quartiles = [float(1 / (1 + np.exp(1 - z * 1.5))) for z in (-0.6744897502, 0.6744897502)]
    published = raw("quartiles", risk_first_quartile=quartiles[0], risk_third_quartile=quartiles[1])
    same = raw("normal", predictor_mean=-1.0, predictor_sd=1.5)
    assert solve(parse(published), 0.3).exact == pytest.approx(solve(parse(same), 0.3).exact)
    with pytest.raises(ValueError, match="quartile"):
        parse(raw("quartiles", risk_first_quartile=0.4, risk_third_quartile=0.2))


def test_what_it_shows() -> None:
    """At the size of the slope, the other measures have the width that their own design gives."""
    design = parse(validation("validation_slope", c_statistic=0.8, prevalence=0.2))
    found = solve(design, 0.3)
    (table,) = design.exhibits(found)
    at = {row[0].en: row[2:] for row in table.rows}
    others = {
        "C statistic": ("validation_c", 0.1, {"c_statistic": 0.8}),
        "observed / expected ratio": ("validation_oe", 0.2, {}),
    }
    for name, (kind, width, more) in others.items():
        other = parse(validation(kind, prevalence=0.2, **more))
        assert at[name][0] == pytest.approx(solve(other, width).exact, rel=1e-3)
        assert at[name][1] == pytest.approx(float(other.attained({"participants": found.analysed})), rel=1e-3)
    assert table.retained == 0


EXAMPLES = [
    Example("quartiles", raw("quartiles", risk_first_quartile=0.1, risk_third_quartile=0.4), 0.6),
    Example("from C", raw(c_statistic=0.75, prevalence=0.3), 0.7),
    Example("pavlou, rare", raw("pavlou", c_statistic=0.85, prevalence=0.1), 0.8),
    Example("normal, 90 %", raw("normal", 0.9, predictor_mean=-1.0, predictor_sd=1.5), 0.6),
    Example("beta", raw("beta", beta_first=1.0, beta_second=3.0), 0.7),
    Example("marginal", raw("marginal", c_statistic=0.7, prevalence=0.6), 0.9),
]
