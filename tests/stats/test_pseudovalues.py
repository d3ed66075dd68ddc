"""Components of a Dorfman-Berbaum-Metz analysis instead of correlations: powers of RJafroc, and what may not be mixed."""

from __future__ import annotations

import pytest

from stats.refusal import problems
from stats.registry import parse
from stats.simulation import claim_rate
from stats.solver import solve
from tests.stats.examples import Plan, sup

VAN_DYKE: Plan = {
    "kind": "mrmc_auc",
    "goal": sup(),
    "readers": 8.0,
    "auc_experimental": 0.9,
    "auc_control": 0.85,
    "sd_reader_modality": 0.00020040252**0.5,
    "variance_by_case": 0.01197529621,
    "variance_residual": 0.03997160319,
}
FRANKEN = VAN_DYKE | {"sd_reader_modality": 0.0, "variance_by_case": -2.8871475e-03, "variance_residual": 7.6296558e-02}


@pytest.mark.parametrize(
    ("plan", "readers", "cases", "inference", "power"),
    [
        (VAN_DYKE, 8, 80, "random", 0.615115601967),
        (VAN_DYKE, 8, 200, "fixed_readers", 0.969812950647),
        (VAN_DYKE, 12, 80, "fixed_cases", 0.987336442396),
        (FRANKEN, 8, 80, "random", 0.807303559449),
        (FRANKEN, 12, 80, "fixed_readers", 0.981380702521),
        (FRANKEN, 4, 200, "fixed_cases", 0.693303728189),
    ],
)
def test_power_of_rjafroc(plan: Plan, readers: int, cases: int, inference: str, power: float) -> None:
    """RJafroc 2.1.2, SsPowerGivenJK(method = "DBM"), which converts the components to those of Obuchowski and Rockette."""
    design = parse(plan | {"readers": float(readers), "inference": inference})
    assert float(design.attained({"participants": float(cases)})) == pytest.approx(power, abs=2e-5)


def test_the_same_as_the_correlations_they_stand_for() -> None:
    """Var = (C + TC + RC + error) / K and so on, at the 114 cases of Van Dyke."""
    c, tc, rc, error = 0.02724923428, 0.01197529621, 0.01226472859, 0.03997160319
    total = c + tc + rc + error
    same = {key: value for key, value in VAN_DYKE.items() if not key.startswith("variance")} | {
        "error_variance": total / 114,
        "pilot_cases": 114.0,
        "correlation_modalities": (c + rc) / total,
        "correlation_readers": (c + tc) / total,
        "correlation_both": c / total,
    }
    assert solve(parse(VAN_DYKE), 0.8).exact == pytest.approx(solve(parse(same), 0.8).exact, rel=1e-8)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"variance_by_case": None}, "variance_by_case"),
        ({"variance_residual": None}, "variance_residual"),
        ({"correlation_both": 0.3}, "variance_by_case"),
        ({"error_variance": 0.001, "pilot_cases": 100.0}, "variance_by_case"),
        ({"variance_by_case": -0.05}, "variance_residual"),
        ({"variance_by_case": None, "variance_residual": None, "correlation_modalities": 0.5}, "correlation_readers"),
    ],
)
def test_half_of_it_or_two_sources_are_refused(changed: Plan, field: str) -> None:
    with pytest.raises(ValueError) as refused:
        parse(VAN_DYKE | changed)
    assert field in {one.field for one in problems(refused.value)}  # type: ignore[arg-type]


def test_the_analysis_is_simulated_from_the_components() -> None:
    size = solve(parse(VAN_DYKE), 0.8)
    rate = claim_rate(size.design, {"participants": size.analysed}, 4000).rate
    assert rate == pytest.approx(0.8, abs=0.03)
