"""Binary crossover: lrstat and TrialSize (Connor's size), rpact on the discordant, SciPy's tests on shared tables."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.stats import chi2_contingency, pearsonr

from stats.designs.binary.crossover_proportions import CrossoverProportions, _mainland_gart, _prescott
from stats.refusal import problems
from stats.registry import parse
from stats.solver import solve
from tests.stats.examples import Example, Plan, sup


def data(f: float, g: float, method: str = "prescott", goal: Plan | None = None) -> Plan:
    goal = goal or sup("higher" if f > g else "lower")
    return {
        "kind": "crossover_proportions",
        "goal": goal,
        "discordant_experimental": f,
        "discordant_control": g,
        "method": method,
    }


def plan(*values: Any) -> Any:
    return parse(data(*values))


@pytest.mark.parametrize(
    ("design", "target", "total"),
    [
        pytest.param(plan(0.25, 0.1), 0.8, 119.7084126, id="lrstat getDesignPairedPropMcNemar, TrialSize McNemar.Test"),
        pytest.param(plan(0.1, 0.03), 0.9, 274.5900721, id="lrstat"),
        pytest.param(plan(0.6, 0.2), 0.5, 19.20729434, id="lrstat"),
    ],
)
def test_other_programs(design: Any, target: float, total: float) -> None:
    assert solve(design, target).exact == pytest.approx(total, rel=1e-7)


@pytest.mark.parametrize(("f", "g"), [(0.25, 0.1), (0.05, 0.2), (0.6, 0.2)])
def test_mainland_gart_is_two_proportions_among_the_discordant(f: float, g: float) -> None:
    goal = sup("higher" if f > g else "lower")
    share = f / (f + g)
    same = {"kind": "two_proportions", "goal": goal, "p_experimental": share, "p_control": 1 - share}
    discordant = solve(parse(same), 0.8).exact
    assert solve(plan(f, g, "mainland_gart"), 0.8).exact == pytest.approx(discordant / (f + g), rel=1e-9)


def test_prescott_is_the_trend_test() -> None:
    """Correlation of the sequence with d, times sqrt(N - 1): the linear-by-linear association."""
    first, second = np.array([[14.0, 5.0, 21.0]]), np.array([[6.0, 12.0, 22.0]])
    d = np.concatenate([np.repeat([1, -1, 0], row.astype(int)[0]) for row in (first, second)])
    expected = pearsonr(np.repeat([1, 0], 40), d)[0] * np.sqrt(79)
    means = [(one[:, 0] - one[:, 1]) / 40 for one in (first, second)]
    squares = [(one[:, 0] + one[:, 1]) / 40 for one in (first, second)]
    assert _prescott(means, squares, 40)[0] == pytest.approx(expected)


def test_mainland_gart_is_the_chi_square() -> None:
    table = chi2_contingency([[14, 5], [6, 12]], correction=False)
    found = _mainland_gart(np.array([[14.0, 5.0, 21.0]]), np.array([[6.0, 12.0, 22.0]]))
    assert found[0] ** 2 == pytest.approx(table.statistic)


def test_sequences_are_equal() -> None:
    design = plan(0.25, 0.1)
    found = solve(design, 0.8)
    assert [arm.size for arm in found.arms] == [60, 60] and found.analysed == 120
    assert design.whole(119.2) == 120 and design.step == 2
    assert isinstance(design, CrossoverProportions)


def test_equivalences() -> None:
    for method in ("prescott", "mainland_gart"):
        base = solve(plan(0.25, 0.1, method), 0.8).exact
        assert solve(plan(0.1, 0.25, method), 0.8).exact == pytest.approx(base)
        assert solve(plan(0.25, 0.1, method, sup("higher", 0.025, 1)), 0.8).exact == pytest.approx(base)
    paired = plan(0.25, 0.1).variants()[1].design
    assert solve(paired, 0.8).exact == pytest.approx(solve(plan(0.25, 0.1), 0.8).exact)


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        (data(0.2, 0.2), "discordant_experimental"),
        (data(0.1, 0.2, "prescott", sup()), "discordant_experimental"),
        (data(0.7, 0.4), "discordant_experimental"),
        (data(-0.1, 0.4), "discordant_experimental"),
        (data(0.0, 0.0), "discordant_experimental"),
    ],
)
def test_refused(bad: Plan, field: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse(bad)
    assert problems(caught.value)[0].field == field  # type: ignore[arg-type]


EXAMPLES = [
    Example("prescott", data(0.25, 0.1), 0.8, data(0.1, 0.25), {"discordant_experimental": 0.1 + 1e-10}, slack=0.02),
    Example("mainland-gart, 0.99", data(0.1, 0.3, "mainland_gart"), 0.99, slack=0.02),
    Example("few, 0.5", data(0.5, 0.15), 0.5, slack=0.04),
    Example("rare, mainland-gart", data(0.08, 0.03, "mainland_gart"), 0.9, slack=0.02),
]
