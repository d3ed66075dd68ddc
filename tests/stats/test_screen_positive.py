"""Two screening tests, only positives verified: real data, formulas by other routes, limits, refusals."""

from __future__ import annotations

from math import exp, log
from typing import Any

import numpy as np
import pytest
from scipy.optimize import minimize_scalar

from stats.formulas.accuracy.paired_ratio import interval, positives, restricted, statistic
from stats.goals import OneSided
from stats.normal import Phi, z
from stats.refusal import problems
from stats.registry import parse
from stats.simulation import simulate
from stats.solver import solve
from tests.stats.examples import Example, Plan, ni, sup

BASE: Plan = {
    "kind": "screen_positive",
    "goal": sup(),
    "detection_control": 0.005,
    "relative_detection": 1.25,
    "overlap_cases": 0.6,
    "false_positives_control": 0.04,
    "relative_false_positives": 1.0,
    "overlap_false_positives": 0.3,
}
SAME = {"goal": ni(1.2), "relative_detection": 1.0}
CHENG_MACALUSO = (
    [np.array([one], dtype=float) for one in (10, 24, 21)],
    [np.array([one], dtype=float) for one in (13, 144, 95)],
)


def plan(**more: Any) -> Any:
    return parse(BASE | more)


@pytest.mark.parametrize(
    ("counts", "ratio", "error", "lower", "upper"),
    [
        (CHENG_MACALUSO[0], 1.0967741935, 0.2066264677, 0.7315372663, 1.6443641180),
        (CHENG_MACALUSO[1], 1.453703703704, 0.118723651799, 1.151908919926, 1.834567318306),
    ],
)
def test_analysis_of_cheng_and_macaluso(counts: Any, ratio: float, error: float, lower: float, upper: float) -> None:
    """Cases, then false positives, of mammography v physical examination: R DTComPair 1.2.6, tpffpf.rel."""
    found = [float(one[0]) for one in interval("wald", *counts, 0.025)]
    assert found == pytest.approx([ratio, lower, upper], rel=1e-8)
    assert float(statistic("wald", *counts, 0.0)[0]) == pytest.approx(log(ratio) / error, rel=1e-8)


@pytest.mark.parametrize("counts", [(10, 24, 21), (40, 3, 9), (5, 12, 0), (0, 7, 4)])
@pytest.mark.parametrize("ratio", [0.7, 1 / 1.2, 1.0, 1.5])
def test_restricted_shares_are_the_most_likely(counts: tuple[int, ...], ratio: float) -> None:
    """The likelihood maximised numerically over the composition whose ratio is fixed."""
    a, b, c = (count + 1e-12 for count in counts)

    def less(y: float) -> float:
        x = (y + ratio - 1) / ratio
        return float(-(a * log(max(1 - x - y, 1e-300)) + b * log(max(x, 1e-300)) + c * log(max(y, 1e-300))))

    low, high = max(0.0, 1 - ratio), 1 / (1 + ratio)
    best = minimize_scalar(less, bounds=(low, high), method="bounded", options={"xatol": 1e-12}).x
    both, first, second = (float(one) for one in restricted(a, b, c, ratio))
    assert both + first + second == pytest.approx(sum(counts))
    assert (both + first) == pytest.approx(ratio * (both + second), abs=1e-9)
    assert second / sum(counts) == pytest.approx(best, abs=1e-5)


def test_score_without_margin_is_mcnemar() -> None:
    a, b, c = (np.array([one], dtype=float) for one in (30, 25, 12))
    assert float(statistic("score", a, b, c, 0.0)[0]) == pytest.approx(13 / np.sqrt(37))
    cases = plan()._cases
    pairs = {"discordant_experimental": cases.first, "discordant_control": cases.second, "goal": sup()}
    connor = parse(pairs | {"kind": "paired_proportions"})
    assert solve(plan(), 0.8).exact == pytest.approx(solve(connor, 0.8).exact, rel=1e-9)


def test_wald_size_is_alonzo_pepe_moskowitz() -> None:
    """n = (z_a + z_b)^2 (p1 + p2 - 2 p11) / (p1 p2) / (log ratio - log null)^2."""
    for change, null in (({}, 1.0), (SAME, 1 / 1.2)):
        design = plan(**change, method="wald")
        p2, p1 = 0.005, 0.005 * design.relative_detection
        both = 0.6 * (p1 + p2) / 1.6
        expected = (z(0.025) + z(0.2)) ** 2 * (p1 + p2 - 2 * both) / (p1 * p2) / log(p1 / p2 / null) ** 2
        assert solve(design, 0.8).exact == pytest.approx(expected, rel=1e-9)


def test_score_interval_is_where_the_test_turns() -> None:
    for counts in CHENG_MACALUSO:
        ratio, lower, upper = (float(one[0]) for one in interval("score", *counts, 0.025))
        assert lower < ratio < upper
        for bound, sign in ((lower, 1), (upper, -1)):
            assert sign * float(statistic("score", *counts, log(bound))[0]) == pytest.approx(z(0.025), abs=1e-5)


def test_interval_covers() -> None:
    design = plan(**SAME)
    done = simulate(design, {"participants": 25_000}, 20_000)
    covered = ((done.lower <= 1) & (done.upper >= 1)).mean()
    assert covered == pytest.approx(0.95, abs=0.007)


def test_limit_of_false_positives_multiplies() -> None:
    size = {"participants": 20_000}
    limited = plan(false_positive_limit=1.1)
    powers = [step.value.value for step in limited.steps(size) if step.label.en.startswith("Power")]
    assert float(limited.attained(size)) == pytest.approx(powers[0] * powers[1], abs=1e-12)
    assert powers[0] == pytest.approx(float(plan().attained(size)), abs=1e-12)
    mirrored = positives(0.04, 1.0, 0.3).power(np.array(20_000), OneSided(log(1 / 1.1), 1, 0.025), "wald")
    wald = plan(false_positive_limit=1.1, method="wald").steps(size)[-1].value.value
    assert wald == pytest.approx(float(mirrored), abs=1e-12)  # the roles of equal tests can be exchanged


def test_logarithms_of_the_two_ratios_have_no_covariance() -> None:
    cases, false = plan()._cases, plan()._false
    cells = np.array([*cases, *false])
    counts = np.random.default_rng(1).multinomial(40_000, [*cells, 1 - cells.sum()], 40_000)
    a, b, c, f, g, h, _ = counts.T.astype(float)
    logs = np.log((a + b) / (a + c)), np.log((f + g) / (f + h))
    assert abs(np.corrcoef(*logs)[0, 1]) < 0.02
    assert logs[0].var() * 40_000 == pytest.approx(cases.log_variance, rel=0.03)


def test_steps_count_the_reference_examinations() -> None:
    """1,000 screened, standard 50 cases and 100 false positives, the same for the other, half in common."""
    design = plan(
        detection_control=0.05,
        relative_detection=1.0,
        goal=ni(1.3),
        overlap_cases=0.25,
        false_positives_control=0.1,
        overlap_false_positives=0.6,
    )
    values = {step.label.en: step.value.value for step in design.steps({"participants": 1000})}
    assert values["Cases detected by at least one test, expected"] == pytest.approx(80)
    assert values["Expected false positives on at least one test"] == pytest.approx(125)
    assert values["People having the reference examination"] == pytest.approx(205)


def test_less_overlap_needs_more_people() -> None:
    sizes = [solve(plan(overlap_cases=part), 0.8).exact for part in (0.0, 0.3, 0.7)]
    assert sizes == sorted(sizes, reverse=True)


def test_wald_with_a_margin_is_cautioned() -> None:
    assert plan(**SAME, method="wald").caution() and plan(false_positive_limit=1.2, method="wald").caution()
    assert plan(method="wald").caution() is None and plan(**SAME).caution() is None
    assert solve(plan(**SAME, method="wald"), 0.8).exact < solve(plan(**SAME), 0.8).exact


def test_least_success_is_where_the_test_turns() -> None:
    found = solve(plan(**SAME), 0.8).least_success
    assert found is not None
    both, pairs, count = (float(found.values[name].value) for name in ("both", "discordant", "count"))  # type: ignore[union-attr]
    first = np.array([count - 1, count])
    p = Phi(-statistic("score", np.full(2, both), first, pairs - first, -log(1.2)))
    assert p[0] > 0.025 >= p[1]


def test_null_boundary_lies_on_the_boundary() -> None:
    for change, place, ratio in (
        ({}, 0, 1.0),
        (SAME, 0, 1 / 1.2),
        ({"false_positive_limit": 1.3}, 0, 1.0),
        ({"false_positive_limit": 2.0, "false_positives_control": 0.001}, 1, 2.0),
    ):
        shares = plan(**change)._at_null()[place]
        assert exp(shares.log_ratio) == pytest.approx(ratio) and min(shares) >= 0


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"goal": sup("lower")}, "goal.better"),
        ({"goal": ni(0.9)}, "goal.margin"),
        ({"relative_detection": 1.0}, "relative_detection"),
        ({"relative_detection": 0.8, "goal": ni(1.2)}, "relative_detection"),
        ({"overlap_cases": 0.81}, "overlap_cases"),
        ({"overlap_false_positives": 0.6, "relative_false_positives": 2.0}, "overlap_false_positives"),
        ({"false_positives_control": 0.8, "overlap_false_positives": 0.1}, "false_positives_control"),
        ({"false_positive_limit": 1.0}, "false_positive_limit"),
        ({"detection_control": 0.0}, "detection_control"),
        ({"relative_detection": -1.0}, "relative_detection"),
        ({"method": "other"}, "method"),
    ],
)
def test_refused(change: Plan, field: str) -> None:
    with pytest.raises(ValueError) as caught:
        plan(**change)
    found = problems(caught.value)  # type: ignore[arg-type]
    assert [one.field for one in found] == [field] and found[0].phrase.text.fr


EXAMPLES = [
    Example("superior", BASE, vanishing={"relative_detection": 1 + 1e-9}, slack=0.03),
    Example("non-inferior, 0.9", BASE | SAME, 0.9, slack=0.02),
    Example("limit on false positives", BASE | {"false_positive_limit": 1.1}, slack=0.02),
    Example(
        "wald, frequent, few, 0.5",
        BASE
        | {"method": "wald", "detection_control": 0.3, "relative_detection": 2.0, "overlap_cases": 0.3}
        | {"goal": sup(alpha=0.025, sides=1)},
        0.5,
        slack=0.04,
    ),
    Example("wald, limit, 0.99", BASE | {"method": "wald", "false_positive_limit": 1.1}, 0.99),
]
