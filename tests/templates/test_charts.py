"""Figures: the right points, both languages, drawable, nothing fetched."""

from __future__ import annotations

import json

import pytest

from protocols.model.sizing import Assumption, Sizing
from stats.solver import solve
from templates.blocks import Figure
from templates.charts import power_figure, sensitivity_figure, tornado_figure
from templates.charts.look import colours
from templates.formatting import integer
from templates.what_if import comparisons_of, enrolled_with, grid_of, swings_of
from templates.word.figures import draw
from tests.templates.cases import ALL, DESIGNS, found_of

NASTY = "'] + alert(1) \\ \" {x} \n %"


def curve_of(figure: Figure) -> list[dict[str, float]]:
    layers = [layer for layer in figure.spec["layer"] if layer["mark"]["type"] == "line"]
    rows: list[dict[str, float]] = layers[0]["data"]["values"]
    return rows


@pytest.mark.parametrize("language", ("fr", "en"))
@pytest.mark.parametrize("name", DESIGNS)
def test_every_design_draws_in_both_languages(name: str, language: str) -> None:
    found = found_of(name)
    sizing = Sizing()
    figures = [
        power_figure(found, language),  # type: ignore[arg-type]
        sensitivity_figure(grid_of(found, sizing), language, NASTY),  # type: ignore[arg-type]
        tornado_figure(found, swings_of(found, sizing), language, NASTY),  # type: ignore[arg-type]
    ]
    for figure in figures:
        assert figure is not None
        assert draw(figure.spec, language, "Carlito").startswith(b"\x89PNG")  # type: ignore[arg-type]
        assert '"url"' not in json.dumps(figure.spec)
        assert figure.alt
        assert figure.spec["config"]["locale"]["number"]["decimal"] == ("," if language == "fr" else ".")


@pytest.mark.parametrize("name", ALL)
def test_the_curve_passes_through_the_solution(name: str) -> None:
    found = found_of(name)
    rows = curve_of(power_figure(found, "fr"))
    scale = 1 if found.measures_power else 100
    near = min(rows, key=lambda row: abs(row["n"] - found.analysed))
    assert near["y"] == pytest.approx(scale * found.attained, abs=0.03 * scale)
    assert all(0 <= row["y"] <= scale for row in rows)
    assert json.dumps(power_figure(found, "fr").spec).count(integer(found.analysed, "fr")) >= 1


def test_an_exact_test_shows_each_tooth() -> None:
    found = found_of("one_proportion")
    rows = curve_of(power_figure(found, "fr"))
    sizes = [row["n"] for row in rows]
    assert sizes == list(range(int(sizes[0]), int(sizes[-1]) + 1))
    assert {310, 327} <= set(sizes)
    falls = [a for a, b in zip(rows, rows[1:], strict=False) if b["y"] < a["y"]]
    assert len(falls) > 20
    assert any(row["n"] > 310 and row["y"] < 0.9 for row in rows)
    assert all(row["y"] >= 0.9 for row in rows if row["n"] >= 327)


def test_the_grid_solves_each_cell() -> None:
    found = found_of("two_means")
    grid = grid_of(found, Sizing())
    assert (grid.rows.field, grid.columns.field) == ("difference", "sd")
    row, column = grid.rows.values.index(-4), grid.columns.values.index(8)
    assert grid.table.cells[row][column] == found.enrolled
    other = found.design.model_copy(update={"difference": grid.rows.values[0], "sd": grid.columns.values[0]})
    assert grid.table.cells[0][0] == solve(other, found.target, flow=found.flow).enrolled


def test_declared_ranges_come_first_and_reach_their_ends() -> None:
    found = found_of("two_means")
    sizing = Sizing(
        assumptions={"sd": Assumption(value=8, low=7, high=9.5)},
        flow={"attrition": Assumption(value=0.2, low=0.1, high=0.35)},
    )
    grid, swings = grid_of(found, sizing), swings_of(found, sizing)
    assert grid.rows.field == "sd" and grid.rows.declared
    assert (grid.rows.values[0], grid.rows.values[-1]) == (7, 9.5)
    assert {bar.field for bar in swings.bars} == {"sd", "attrition"} and swings.declared
    assert swings.bars[0].swing >= swings.bars[1].swing


def test_a_goal_the_team_fixed_is_not_moved() -> None:
    sizing = Sizing(assumptions={"p_reference": Assumption(value=0.8, source="decision")})
    grid = grid_of(found_of("one_proportion"), sizing)
    assert (grid.rows.field, grid.columns.field) == ("p_expected", "target")


def test_an_interim_design_moves_with_its_inner_assumptions() -> None:
    found = found_of("group_sequential")
    assert enrolled_with(found, {"sd": 8}) == found.enrolled
    assert (enrolled_with(found, {"sd": 9}) or 0) > found.enrolled


def test_a_value_beyond_reach_has_no_number() -> None:
    assert enrolled_with(found_of("two_means"), {"difference": 4}) is None


def test_the_colours_are_those_of_the_brand() -> None:
    figure = power_figure(found_of("two_means"), "fr")
    assert colours()["deep"] in json.dumps(figure.spec)


def test_an_exact_test_of_two_arms_moves_by_its_nearest_formula() -> None:
    found = found_of("proportions, Fisher")
    grid = grid_of(found, Sizing())
    assert grid.by is not None and grid.by.fr.startswith("khi-deux avec correction")
    here = grid.table.cells[grid.rows.values.index(0.9)][grid.columns.values.index(0.5)]
    assert here is not None and abs(here - found.enrolled) <= 6
    ranged = Sizing(
        assumptions={
            "p_expected": Assumption(value=0.869, low=0.845, high=0.89),
            "p_reference": Assumption(value=0.8, source="decision"),
        }
    )
    assert grid_of(found_of("one_proportion"), ranged).by is None


def test_a_grid_of_large_exact_sizes_moves_by_its_nearest_formula() -> None:
    design = found_of("one_proportion").design.model_copy(update={"p_expected": 0.82})
    grid = grid_of(solve(design, 0.9), Sizing())
    assert grid.by is not None and "score" in grid.by.fr


def test_other_conventions_are_solved_unless_an_exact_test_would_take_seconds() -> None:
    found = found_of("two_proportions")
    sizes = {label.en: other for label, other in comparisons_of(found)}
    assert getattr(sizes["Fisher's exact test"], "analysed", 0) > found.analysed
    large = solve(found.design.model_copy(update={"p_experimental": 0.55}), 0.9)
    assert {label.en: other for label, other in comparisons_of(large)}["Fisher's exact test"] is None
