"""What a plan with looks shows: every scale of its boundaries, the chances of each look, the observed effects."""

from __future__ import annotations

from math import ceil, log, sqrt

import pytest

from stats.formulas.combined.sequential import (
    NEVER,
)
from stats.normal import z
from stats.quantities import Unit, Value
from stats.registry import parse
from stats.simulation import claim_rate
from stats.solver import solve
from stats.text import Phrase
from tests.stats.examples import ni, sup
from tests.stats.looks import COUNTS, log_rank, looked_at, two_means


def test_recurrent_events() -> None:
    """rpact 4.3.0 getSampleSizeCounts(design, lambda2 = 0.8, theta = 0.7, overdispersion = 0.4): 636 at most."""
    design = parse(looked_at(COUNTS, 0.5, 1.0))
    assert solve(design, 0.9).analysed == 636
    edges = design.effects({"participants": 636})  # type: ignore[attr-defined]
    assert edges == pytest.approx((0.631, 0.806), abs=1e-3)


def test_boundaries_on_the_effect_of_means() -> None:
    """z times the planned standard error at each look; on the margin side for non-inferiority."""
    design = parse(looked_at(two_means(sup(), 0.5, 1, method="z"), 0.5, 1.0))
    edges = design.effects({"participants": 128})  # type: ignore[attr-defined]
    plan = design.boundaries  # type: ignore[attr-defined]
    assert edges == pytest.approx([plan.z[0] * sqrt(4 / 64), plan.z[1] * sqrt(4 / 128)], rel=1e-9)
    margin = parse(looked_at(two_means(ni(0.4), 0, 1, method="z"), 0.5, 1.0))
    edges = margin.effects({"participants": 128})  # type: ignore[attr-defined]
    assert edges == pytest.approx([plan.z[0] * sqrt(4 / 64) - 0.4, plan.z[1] * sqrt(4 / 128) - 0.4], rel=1e-9)


def test_boundaries_on_the_hazard_ratio() -> None:
    design = parse(looked_at(log_rank(sup("lower"), 0.6, 0.4), 0.6, 1.0))
    edges = design.effects({"participants": 200})  # type: ignore[attr-defined]
    events = design.events({"participants": 200})
    assert events is not None
    plan = design.boundaries  # type: ignore[attr-defined]
    assert [log(one) for one in edges] == pytest.approx(
        [-bound * sqrt(4 / (events * t)) for t, bound in zip((0.6, 1.0), plan.z, strict=True)], rel=1e-6
    )
    assert 0.6 < edges[1] < 1


def test_the_looks_are_shown_on_every_scale_with_their_chances() -> None:
    """rpact 3.3.4: getPowerMeans(getDesignGroupSequential(kMax = 3, alpha = 0.025, beta = 0.1, sided = 1, typeOfDesign = "asP",
    informationRates = c(0.4, 0.7, 1), futilityBounds = c(0, 0.5), bindingFutility = FALSE), alternative = c(0.5, 0), stDev = 1,
    normalApproximation = TRUE, maxNumberOfSubjects = 198)."""
    design = parse(
        looked_at(two_means(sup(), 0.5, 1, method="z"), 0.4, 0.7, 1.0, spending="pocock", futility=[0.0, 0.5])
    )
    found = solve(design, 0.9)
    assert found.analysed == 198
    looks, futile, claims = found.design.exhibits(found)
    for table, name, expected in (
        (looks, "Participants analysed", [80, 140, 198]),
        (looks, "Efficacy boundary (z)", [2.2238750, 2.3050796, 2.3097514]),
        (looks, "One-sided p to reach", [0.0130784, 0.0105811, 0.0104510]),
        (looks, "Observed effect to reach", [0.49977873, 0.39159245, 0.32829376]),
        (futile, "Futility boundary (z)", [0.0, 0.5]),
        (futile, "Effect at the futility boundary", [0.0, 0.0849412]),
        (futile, "Stop, alternative", [0.0130453342, 0.0042004314]),
        (futile, "Stop, null hypothesis", [0.5, 0.23011759]),
        (claims, "Claim, alternative", [0.50039279, 0.26449311, 0.13639775]),
        (claims, "Claim, null hypothesis", [0.0130784291, 0.0066468809, 0.0050688975]),
    ):
        heads = [column.label.en for column in table.columns]
        assert [row[heads.index(name)] for row in table.rows] == pytest.approx(expected, abs=1e-5), name
    assert claims.rows[-1][2] == pytest.approx(found.attained)
    assert looks.plot is not None and looks.plot.marks[0].y == pytest.approx(1.96, abs=1e-3)
    assert isinstance(claims.note, Phrase)
    means = {name: value.value for name, value in claims.note.values.items() if isinstance(value, Value)}
    assert means == pytest.approx({"under": 121.04315, "null": 122.98247, "most": 198}, abs=1e-4)


def test_looks_of_a_survival_design_count_events() -> None:
    inner = {
        "kind": "log_rank",
        "goal": sup("lower"),
        "hazard_ratio": 0.7,
        "survival_control": 0.5,
        "horizon": 12,
        "accrual": 24,
    }
    found = solve(parse(looked_at(inner | {"follow_up": 12}, 0.5, 1.0)), 0.9)
    looks, stopping = found.design.exhibits(found)
    assert found.events is not None
    assert [row[1] for row in looks.rows] == [ceil(found.events / 2), ceil(found.events)]
    effects = [row[4] for row in looks.rows]
    assert effects[0] < effects[1] < 1  # type: ignore[operator]
    assert "events" in stopping.note.text.en  # type: ignore[union-attr]


def test_the_journal_gives_the_inflation_of_rpact() -> None:
    found = solve(parse(looked_at(two_means(sup(), 0.5, 1, method="z"), 0.5, 1.0)), 0.8)
    steps = {step.label.en: step.value.value for step in found.steps}
    assert steps["Inflation factor"] == pytest.approx(1.00372503, abs=2e-4)


def test_one_proportion_with_looks() -> None:
    """rpact 3.3.4 getSampleSizeRates(design, groups = 1, pi1 = 0.65, thetaH0 = 0.5), and the score test on simulated counts."""
    inner = {"kind": "one_proportion", "goal": sup(), "p_expected": 0.65, "p_reference": 0.5, "method": "score"}
    design = parse(looked_at(inner, 0.5, 1.0))
    found = solve(design, 0.8)
    assert found.exact == pytest.approx(85.12895, rel=1e-5)
    size = {"participants": found.exact}
    assert design.effects(size) == pytest.approx((0.727048, 0.6066812), abs=1e-6)  # type: ignore[attr-defined]
    assert design.expected_size(size) == pytest.approx(78.14555, rel=1e-5)  # type: ignore[attr-defined]
    large = parse(looked_at(inner | {"p_expected": 0.55}, 0.5, 1.0, futility=[0.3]))
    n = {"participants": float(solve(large, 0.8).analysed)}
    assert claim_rate(large, n, 40_000).rate == pytest.approx(float(large.attained(n)), abs=0.01)
    failures = parse(looked_at(inner | {"goal": sup("lower"), "p_expected": 0.35}, 0.5, 1.0))
    assert solve(failures, 0.8).exact == pytest.approx(found.exact)
    assert failures.effects(size)[0] == pytest.approx(1 - 0.727048, abs=1e-6)  # type: ignore[attr-defined]
    shown = next(one for one in design.exhibits(found)[0].columns if one.label.en == "Observed effect to reach")
    assert shown.unit is Unit.PROPORTION  # a rate, not a difference in points
    assert claim_rate(failures, {"participants": 400.0}, 20_000, "null").rate == pytest.approx(0.025, abs=0.006)


def test_no_efficacy_stop_where_nothing_is_spent() -> None:
    """rpact 3.3.4, typeOfDesign asUser with 0, 0.005, 0.025 and non-binding futility at z = 0 and 0.5."""
    inner = two_means(sup(), 0.5, 1, method="z")
    design = parse(looked_at(inner, 60, 120, 180, spending="given_alpha", levels=[0, 0.005], futility=[0, 0.5]))
    plan = design.boundaries  # type: ignore[attr-defined]
    assert plan.z[0] > NEVER and plan.z[1:] == pytest.approx((2.575829, 1.984034), abs=1e-6)
    exact = solve(design, 0.9).exact
    assert exact == pytest.approx(178.9079, rel=1e-6)
    assert design.expected_size({"participants": exact}) == pytest.approx(141.8434, rel=1e-6)  # type: ignore[attr-defined]
    looks = design.exhibits(solve(design, 0.9))[0]
    assert [row[2] for row in looks.rows][0] is None and [row[3] for row in looks.rows][0] is None
    assert looks.plot is not None and len(looks.plot.lines[0].points) == 2
    last = parse(looked_at(inner, 0.5, 1.0, spending="final_only", futility=[0]))
    assert last.boundaries.z[-1] == pytest.approx(z(0.025), abs=1e-9)  # type: ignore[attr-defined]
    assert "efficacité est prévue" not in last.sentence().fr and "aussi" not in last.sentence().fr
    assert "one interim look is planned" in last.sentence().en and "may stop for futility" in last.sentence().en


@pytest.mark.parametrize(
    ("ratio", "survival", "more", "times", "months"),
    [  # rpact 3.3.4 getSampleSizeSurvival()$analysisTime and gsDesign 3.11.0 eEvents(), which share no code
        (0.6, 0.4, {}, (0.6, 1.0), (23.11558389, 36)),
        (
            0.7,
            0.6,
            {"accrual": 18, "dropout": 0.1, "allocation": 2},
            (0.3, 0.7, 1.0),
            (13.24660125, 21.79345538, 30),
        ),
        (
            0.75,
            0.5,
            {"accrual": 36, "follow_up": 6},
            (0.25, 0.5, 0.75, 1.0),
            (17.57491890, 26.46001127, 34.05993640, 42),
        ),
    ],
)
def test_the_month_of_each_look(
    ratio: float, survival: float, more: dict[str, float], times: tuple[float, ...], months: tuple[float, ...]
) -> None:
    design = parse(looked_at(log_rank(sup("lower"), ratio, survival, **more), *times))
    assert [design.inner.month_of(t) for t in times] == pytest.approx(months, abs=1e-6)  # type: ignore[attr-defined]
    looks = design.exhibits(solve(design, 0.9))[0]
    place = [one.label.en for one in looks.columns].index("Expected month")
    assert [row[place] for row in looks.rows] == [round(one, 1) for one in months]


def test_no_month_is_guessed_and_late_looks_spare_no_inclusion() -> None:
    unplaced = parse(looked_at(log_rank(sup("lower"), 0.6, 0.4, accrual=0), 0.5, 1.0))
    for plan in (unplaced, parse(looked_at(two_means(sup(), 0.5, 1), 0.5, 1.0))):
        heads = [one.label.en for one in plan.exhibits(solve(plan, 0.9))[0].columns]
        assert not any("month" in one for one in heads)
    notes = []
    for accrual in (6, 24):
        late = parse(looked_at(log_rank(sup("lower"), 0.6, 0.4, accrual=accrual), 0.6, 1.0))
        note = late.exhibits(solve(late, 0.9))[0].note
        assert isinstance(note, Phrase)
        notes.append(note)
    assert "spares no inclusion" in notes[0].text.en
    assert notes[1].values["included"] == Value(0.96, Unit.PROPORTION)
