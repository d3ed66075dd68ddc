"""How the size of a reader study moves: readers are decided, not doubted, and an area under a curve stays one."""

from __future__ import annotations

import pytest

from protocols.protocol import Protocol
from protocols.rules.assumptions import listing
from stats.registry import design_class
from stats.result import SampleSize
from stats.text import Text
from templates.compose import section
from templates.what_if import grid_of, swings_of

AIDED = {
    "readers": 10.0,
    "auc_experimental": 0.86,
    "auc_control": 0.8,
    "reader_range": 0.1,
    "correlation_modalities": 0.5,
    "correlation_readers": 0.35,
    "correlation_both": 0.3,
}


@pytest.fixture
def protocol() -> Protocol:
    lines = {name: {"value": value} for name, value in AIDED.items()}
    sizing = {"kind": "mrmc_auc", "goal": {"kind": "superiority"}, "target": 0.8, "assumptions": lines}
    return Protocol.model_validate({"sizing": sizing, "endpoints": {"better": "higher"}})


def test_the_grid_moves_the_areas_and_every_cell_near_the_plan_has_a_size(protocol: Protocol) -> None:
    found = protocol.sample_size()
    assert isinstance(found, SampleSize)
    grid = grid_of(found, protocol.sizing)
    assert grid is not None and {grid.rows.field, grid.columns.field} == {"auc_experimental", "auc_control"}
    assert next(one for one in (grid.rows, grid.columns) if one.here == 0.86).values == (
        0.832,
        0.846,
        0.86,
        0.874,
        0.888,
    )
    assert grid.table.cells[2][2] == found.enrolled
    assert sum(cell is None for row in grid.table.cells for cell in row) <= 3
    moved = {bar.field for bar in swings_of(found, protocol.sizing).bars}
    assert not moved & {"readers", "lesions"} and {"auc_experimental", "auc_control"} <= moved


def test_the_performances_are_asked_first() -> None:
    for kind in ("mrmc_auc", "mrmc_binary", "standalone_vs_panel", "standalone_vs_panel_binary"):
        first, second, *_ = design_class(kind).quantities()
        assert first.endswith("_experimental") and second.endswith("_control")


def test_readers_are_a_choice_of_the_team_in_the_register(protocol: Protocol) -> None:
    from templates.blocks import plain_text

    found = protocol.sample_size()
    assert isinstance(found, SampleSize)
    printed = "\n".join(plain_text(one, "en") for one in section(protocol, "sample_size", "en", found))
    assert "Number of readers\t10\t" in printed
    line = next(one for one in printed.splitlines() if one.startswith("Number of readers"))
    assert "Choice of the team" in line


def test_an_acronym_keeps_its_capitals_in_a_list() -> None:
    assert listing((Text(fr="AUC moyenne", en="Mean AUC"),)) == Text(fr="AUC moyenne", en="mean AUC")
