"""Readers against cases: every row is a sample size, the ceiling is the power of endless cases, the cheapest is the cheapest."""

from __future__ import annotations

from typing import Any

import pytest

from stats.costs import Costs
from stats.exhibit import Exhibit
from stats.flow import Flow
from stats.formulas.readers.reader_frontier import cheapest, ladder, rungs
from stats.refusal import NoSolution
from stats.registry import parse
from stats.result import SampleSize
from stats.solver import solve
from stats.text import Text
from tests.stats.examples import Plan, sup

AIDED: Plan = {
    "kind": "mrmc_binary",
    "goal": sup(),
    "readers": 10.0,
    "p_experimental": 0.85,
    "p_control": 0.78,
    "sd_reader_modality": 0.03,
    "correlation_modalities": 0.5,
    "correlation_readers": 0.35,
    "correlation_both": 0.3,
}
ALONE: Plan = {
    "kind": "standalone_vs_panel",
    "goal": sup(),
    "readers": 8.0,
    "auc_experimental": 0.9,
    "auc_control": 0.82,
    "sd_readers": 0.04,
    "correlation_readers": 0.4,
    "correlation_alone": 0.3,
    "controls_per_case": 2.0,
}
COSTS = Costs(reader=3000.0, case=150.0, reading=8.0)


def found(plan: Plan, flow: Flow | None = None) -> SampleSize:
    return solve(parse(plan), 0.8, flow=flow)


def shown(size: SampleSize, costs: Costs | None = None) -> Exhibit:
    (one,) = size.design.priced(size, costs) if costs else size.design.exhibits(size)
    return one


@pytest.mark.parametrize("plan", [AIDED, ALONE], ids=("aided", "alone"))
def test_every_row_is_the_sample_size_of_its_readers(plan: Plan) -> None:
    flow = Flow(unevaluable=0.1)
    exhibit = shown(found(plan, flow))
    assert exhibit.retained is not None and exhibit.rows[exhibit.retained][0] == plan["readers"]
    for row in exhibit.rows:
        other = plan | {"readers": float(row[0])}  # type: ignore[arg-type]
        if isinstance(row[1], Text):
            with pytest.raises(NoSolution):
                found(other, flow)
            assert "add readers" in row[1].en and isinstance(row[-1], float) and row[-1] < 0.8
        else:
            assert row[1] == found(other, flow).enrolled


def test_readings_are_those_of_both_modalities_or_of_the_panel_alone() -> None:
    heads = [column.label.en for column in shown(found(AIDED)).columns]
    assert heads.index("Readings") == 2
    assert all(row[2] == 2 * row[0] * row[1] for row in shown(found(AIDED)).rows if isinstance(row[1], int))  # type: ignore[operator]
    rows = [row for row in shown(found(ALONE)).rows if isinstance(row[1], int)]
    assert all(row[3] == row[0] * row[1] for row in rows)  # type: ignore[operator]
    assert all(sum(size.value for size in row[2].values.values()) == row[1] for row in rows)  # type: ignore[union-attr]


def test_no_ceiling_for_readers_that_are_fixed() -> None:
    exhibit = shown(found(AIDED | {"inference": "fixed_readers"}))
    assert [column.label.en for column in exhibit.columns] == ["Readers", "Cases to enrol", "Readings"]


def test_the_ladder_holds_the_plan_and_its_neighbours() -> None:
    assert ladder(7) == (3, 4, 5, 6, 7, 8, 10, 12, 15)
    assert ladder(2) == (2, 3, 4, 5, 6) and ladder(200) == (25, 30, 40, 50, 200)


@pytest.mark.parametrize(
    "costs",
    [COSTS, Costs(reader=100.0, case=2000.0), Costs(reader=20_000.0, case=50.0, reading=5.0), Costs(reading=10.0)],
    ids=("usual", "dear cases", "dear readers", "readings"),
)
def test_the_cheapest_is_the_least_of_all_numbers_of_readers(costs: Costs) -> None:
    size = found(AIDED)
    best = cheapest(size, costs)
    every = [(one.cost(costs), one.readers) for one in rungs(size, tuple(range(5, 51))) if one.found]
    assert best is not None and (best.cost(costs), best.readers) == min(every)


def test_the_cheapest_is_said_marked_and_priced() -> None:
    size = found(AIDED)
    exhibit = shown(size, COSTS)
    assert size.design.cheapest(size, COSTS) == (9, 3000 * 9 + 150 * 87 + 8 * 2 * 9 * 87)
    assert [row[0] for row in exhibit.rows] == [4, 5, 6, 8, 9, 10, 12, 15, 20, 25]
    assert exhibit.rows[4][-1] == 52578 and exhibit.rows[0][-1] is None
    assert exhibit.note is not None and exhibit.note.values["readers"].value == 9  # type: ignore[union-attr]
    assert exhibit.plot is not None and len(exhibit.plot.marks) == 2
    kept = found(AIDED | {"readers": 9.0})
    assert kept.design.cheapest(kept, COSTS) is None
    assert "is the cheapest" in shown(kept, COSTS).note.text.en  # type: ignore[union-attr]


def test_fewer_than_five_readers_are_not_advised() -> None:
    size = found(AIDED | {"inference": "fixed_readers"})
    best: Any = cheapest(size, Costs(reader=10_000.0))
    assert best.readers == 5


def test_without_cost_nothing_is_cheapest() -> None:
    size = found(AIDED)
    assert size.design.cheapest(size, Costs()) is None


def test_the_refusal_says_how_many_readers_it_takes() -> None:
    with pytest.raises(NoSolution) as refused:
        found(AIDED | {"readers": 4.0})
    assert "80% of power takes at least 6 readers" in refused.value.phrase.text.en
    assert found(AIDED | {"readers": 6.0}).analysed == 253


def test_the_table_starts_where_cases_cannot_help() -> None:
    exhibit = shown(found(AIDED | {"readers": 40.0}))
    assert [row[0] for row in exhibit.rows] == [5, 15, 20, 25, 30, 40, 50]
    assert isinstance(exhibit.rows[0][1], Text) and all(isinstance(row[1], int) for row in exhibit.rows[1:])
