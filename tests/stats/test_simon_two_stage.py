"""Simon's two-stage designs: his table, clinfun, exactness of the sums, what a size stands for."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError
from scipy.stats import binom

from stats.formulas.binary.two_stages import claim, plans
from stats.refusal import NoSolution, problems
from stats.registry import parse
from stats.simulation import claim_rate
from stats.solver import solve
from tests.stats.examples import Example, Plan, ni, sup


def _plan(expected: float, reference: float, alpha: float = 0.05, better: str = "higher", **more: Any) -> Plan:
    goal = sup(better, alpha, 1)
    return {"kind": "simon_two_stage", "goal": goal, "p_expected": expected, "p_reference": reference} | more


def plan(*values: Any, **more: Any) -> Any:
    return parse(_plan(*values, **more))


# p0, p1, alpha, beta, then minimax (r1, n1, r, n, EN) and optimal: clinfun 1.1.5, ph2simon(nmax = 250)
CLINFUN = [
    (0.2, 0.4, 0.05, 0.2, (4, 18, 10, 33), 22.25469, (3, 13, 12, 43), 20.58027),
    (0.1, 0.3, 0.05, 0.2, (1, 15, 5, 25), 19.50957, (1, 10, 5, 29), 15.01412),
    (0.05, 0.25, 0.1, 0.1, (0, 13, 2, 20), 16.40661, (0, 9, 2, 24), 14.54626),
    (0.3, 0.5, 0.05, 0.1, (7, 24, 21, 53), 36.62445, (8, 24, 24, 63), 34.72356),
    (0.5, 0.7, 0.025, 0.2, (26, 42, 30, 48), 42.26529, (10, 18, 35, 57), 27.37331),
    (0.7, 0.9, 0.05, 0.2, (19, 23, 21, 26), 23.16153, (4, 6, 22, 27), 14.82367),
    (0.85, 0.95, 0.05, 0.2, (35, 39, 52, 57), 41.58271, (11, 13, 59, 65), 33.71040),
    (0.9, 0.98, 0.05, 0.1, (49, 52, 67, 71), 53.83603, (18, 20, 69, 73), 40.76259),
    (0.02, 0.15, 0.05, 0.2, (0, 18, 2, 28), 21.04865, (0, 11, 2, 37), 16.18098),
    (0.5, 0.9, 0.05, 0.2, (2, 4, 6, 8), 5.25, (1, 2, 9, 14), 5.0),
    (0.2, 0.4, 0.05, 0.5, (1, 7, 5, 14), 9.96298, (1, 5, 6, 19), 8.67808),
    (0.2, 0.4, 0.05, 0.01, (10, 50, 22, 82), 63.32610, (8, 40, 24, 91), 60.75052),
    (0.8, 0.9, 0.05, 0.2, (60, 70, 69, 80), 70.84535, (23, 28, 83, 97), 49.72723),
]


@pytest.mark.parametrize("row", CLINFUN, ids=lambda row: "-".join(map(str, row[:4])))
def test_clinfun(row: Any) -> None:
    p0, p1, alpha, beta, minimax, en_minimax, optimal, en_optimal = row
    for criterion, numbers, expected in (("minimax", minimax, en_minimax), ("optimal", optimal, en_optimal)):
        design = plan(p1, p0, alpha, criterion=criterion)
        found = solve(design, 1 - beta)
        used = found.design.plan(found.analysed)
        assert used[:4] == numbers and found.analysed == found.first == numbers[3]
        assert used.expected == pytest.approx(expected, abs=1e-5)
        assert used.risk <= alpha and found.attained == pytest.approx(used.power) and used.power >= 1 - beta


def test_simon_01() -> None:
    """The shared case: the stages, what they do under both hypotheses, and the other design beside."""
    found = solve(plan(0.4, 0.2), 0.8)
    said = {step.label.en: step.value.value for step in found.steps}
    stages, admissible, operating = found.design.exhibits(found)
    assert [row[1:] for row in stages.rows] == [(13, 3, 4), (43, 12, 13)]
    rates = {row[0]: row[1:] for row in operating.rows}
    assert rates[0.2] == pytest.approx((said["Actual type I error"], 0.7473, 20.5802707149), abs=1e-4)
    assert rates[0.4][0] == found.attained and operating.rows[operating.retained or 0][0] == 0.4
    assert said["The minimax design beside it: r1/n1 = 4/18, r/n = 10/33"] == pytest.approx(22.25469, abs=1e-5)
    assert [row[2].en for row in admissible.rows] == ["10/33", "11/38", "12/43"] and admissible.retained == 2
    values = {name: value.value for name, value in found.least_success.values.items()}
    assert values == {"early": 4, "first": 13, "count": 13, "n": 43}


# clinfun 1.1.5, twostage.admissible(ph2simon(p0, p1, alpha, beta, nmax = 300)): (r1, n1, r, n), EN, weight from, to
ADMISSIBLE = [
    (
        (0.05, 0.2, 0.05, 0.1),
        [
            ((1, 29, 4, 38), 32.8629, 0.791, 1),
            ((1, 24, 4, 39), 29.0877, 0.623, 0.791),
            ((1, 22, 4, 40), 27.4333, 0.436, 0.623),
            ((1, 21, 4, 41), 26.6606, 0, 0.436),
        ],
    ),
    (
        (0.7, 0.8, 0.05, 0.1),  # the expected size rises from 163 to 164: the hull goes under it
        [
            ((120, 159, 122, 162), 159.160, 0.978, 1),
            ((51, 73, 123, 163), 114.950, 0.410, 0.978),
            ((48, 68, 128, 170), 110.079, 0.301, 0.410),
            ((60, 83, 130, 173), 108.785, 0.247, 0.301),
            ((51, 71, 135, 180), 106.495, 0, 0.247),
        ],
    ),
]


@pytest.mark.parametrize(("asked", "hull"), ADMISSIBLE, ids=["rare", "frequent"])
def test_admissible(asked: Any, hull: Any) -> None:
    p0, p1, alpha, beta = asked
    for numbers, expected, low, high in hull:
        found = solve(plan(p1, p0, alpha, criterion="admissible", weight=(low + high) / 2), 1 - beta)
        used = found.design.plan(found.analysed)
        assert used[:4] == numbers and found.analysed == numbers[3] and found.attained == pytest.approx(used.power)
        assert used.expected == pytest.approx(expected, abs=6e-4)
        table = next(one for one in found.design.exhibits(found) if one.name == "admissible")
        assert [row[5:] for row in table.rows] == [pytest.approx(one[2:], abs=6e-4) for one in hull]
        shown = table.rows[table.retained]
        assert (shown[1].en, shown[2].en) == (f"{numbers[0]}/{numbers[1]}", f"{numbers[2]}/{numbers[3]}")


def test_no_admissible_table_when_minimax_is_optimal() -> None:
    """clinfun: ph2simon(0.8, 0.95, 0.05, 0.2) has one design only."""
    found = solve(plan(0.95, 0.8), 0.8)
    assert found.analysed == 29 and [one.name for one in found.design.exhibits(found)] == ["stages", "operating"]


def test_probabilities_are_the_sums_of_scipy() -> None:
    used = plans(0.2, 0.4, 0.05).optimal(0.8)
    for p in (0.05, 0.2, 0.4, 0.9):
        by_hand = sum(
            binom.pmf(x, used.n1, p) * binom.sf(used.r - x, used.n - used.n1, p)
            for x in range(used.r1 + 1, used.n1 + 1)
        )
        assert float(claim(used, p)) == pytest.approx(by_hand, rel=1e-10)


def test_the_most_powerful_design_of_a_size() -> None:
    """Against every design of up to 16 participants, one by one."""
    p0, p1, alpha = 0.3, 0.6, 0.1
    for n in range(2, 17):
        most = 0.0
        for n1 in range(1, n):
            for r1 in range(n1):
                for r in range(r1, n):
                    first = np.arange(r1 + 1, n1 + 1)
                    risk, power = (
                        float((binom.pmf(first, n1, p) * binom.sf(r - first, n - n1, p)).sum()) for p in (p0, p1)
                    )
                    most = max(most, power) if risk <= alpha else most
        best = plans(p0, p1, alpha).best(n)[n]
        assert (best.power if best else 0.0) == pytest.approx(most, abs=1e-12)


def test_a_low_rate_is_a_high_rate_of_no_event() -> None:
    high, low = solve(plan(0.4, 0.2), 0.8), solve(plan(0.6, 0.8, better="lower"), 0.8)
    assert high.analysed == low.analysed
    assert low.least_success.values["count"].value == 43 - 13
    assert high.attained == pytest.approx(low.attained)


def test_simulated_p_value_and_claim_agree() -> None:
    found = solve(plan(0.4, 0.2), 0.8)
    done = found.design.simulate({"participants": 43}, 4000, np.random.default_rng(2), "null")
    assert (done.p[done.claimed] <= found.design.plan(43).risk + 1e-12).all()
    assert (done.p[~done.claimed] > found.design.plan(43).risk).all()
    assert claim_rate(found.design, {"participants": 43}, 50_000, "null").rate == pytest.approx(
        found.design.plan(43).risk, abs=0.003
    )


def test_no_design_small_enough() -> None:
    with pytest.raises(NoSolution) as caught:
        solve(plan(0.52, 0.5), 0.9)
    assert "400" in caught.value.phrase.text.en


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"p_expected": 0.2}, "p_expected"),
        ({"p_expected": 0.1}, "p_expected"),
        ({"p_reference": 0.0}, "p_reference"),
        ({"criterion": "bayes"}, "criterion"),
        ({"criterion": "admissible"}, "weight"),
        ({"weight": 0.5}, "weight"),
        ({"criterion": "admissible", "weight": 1.5}, "weight"),
        ({"power": 1.0}, "power"),
    ],
)
def test_refused(more: Plan, field: str) -> None:
    with pytest.raises(ValidationError) as caught:
        parse(_plan(0.4, 0.2) | more)
    assert field in {problem.field for problem in problems(caught.value)}


def test_no_margin() -> None:
    with pytest.raises(ValidationError):
        parse(_plan(0.4, 0.2) | {"goal": ni(0.1)})


@pytest.mark.parametrize("criterion", ["optimal", "minimax"])
def test_a_plan_keeps_its_thresholds_whatever_the_truth(criterion: str) -> None:
    found = solve(parse(_plan(0.4, 0.2, criterion=criterion)), 0.8)
    truth, size = parse(_plan(0.3, 0.2, criterion=criterion)), {"participants": found.analysed}
    shown = {row[0]: row[1] for one in found.design.exhibits(found) if one.name == "operating" for row in one.rows}
    kept = float(found.design.attained_if(truth, size))
    assert kept == pytest.approx(shown[0.3], abs=1e-6)
    assert kept <= float(truth.attained(size))  # the best plan for that truth is another one
    assert float(found.design.attained_if(found.design, size)) == pytest.approx(found.attained)


def test_the_weight_is_decided_and_needs_no_range() -> None:
    assert {"power", "weight"} <= parse(_plan(0.4, 0.2)).decided()


EXAMPLES = [
    Example("optimal", _plan(0.4, 0.2, power=0.8), 0.8, vanishing={"p_expected": 0.2 + 1e-9, "power": None}),
    Example("minimax, 0.9", _plan(0.5, 0.3, criterion="minimax", power=0.9), 0.9),
    Example("admissible", _plan(0.5, 0.3, criterion="admissible", weight=0.2, power=0.9), 0.9),
    Example("beyond 0.95", _plan(0.98, 0.9, 0.025, power=0.8), 0.8),
    Example("minimax, lower, few, 0.5", _plan(0.1, 0.5, better="lower", criterion="minimax", power=0.5), 0.5),
]


@pytest.mark.parametrize("criterion", ["optimal", "minimax", "admissible"])
def test_the_sentence_names_the_criterion(criterion: str) -> None:
    more = {"criterion": criterion, **({"weight": 0.5} if criterion == "admissible" else {})}
    said = plan(0.4, 0.2, **more).sentence()
    assert f", {criterion} " in said.en and f", {criterion} " in said.fr
    assert ("{weight}" in said.fr) is (criterion == "admissible")
