"""Every design against values from independent sources."""

import pytest

from stats.registry import kinds
from tests.validation.oracles import FOLDER, Benchmark, benchmarks


@pytest.mark.parametrize("one", benchmarks(), ids=lambda one: f"{one.kind}:{one.id}:{one.quantity}")
def test_agrees_with_the_oracle(one: Benchmark) -> None:
    assert one.distance() <= one.tolerance + 1e-9, (
        f"ours {one.ours()}, {one.software} {one.version}: {one.expected}; {one.note}"
    )


@pytest.mark.parametrize("kind", kinds())
def test_each_design_has_three_values_from_two_sources(kind: str) -> None:
    rows = [one for one in benchmarks() if one.kind == kind]
    assert len(rows) >= 3
    assert len({one.software for one in rows}) >= 2


def test_each_table_belongs_to_a_design() -> None:
    assert {path.stem for path in FOLDER.glob("*.csv")} == set(kinds())
