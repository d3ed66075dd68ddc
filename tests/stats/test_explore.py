"""The frontier between two sizes and its cheapest point."""

from __future__ import annotations

import pytest

from stats.explore import cheapest, frontier
from stats.flow import Flow
from stats.registry import parse
from stats.solver import solve
from tests.stats.test_mrmc_auc import VAN_DYKE

READERS = (3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 15.0)


def test_more_readers_need_fewer_cases() -> None:
    found = frontier(parse(VAN_DYKE), 0.8, "readers", READERS)
    assert [one.value for one in found] == list(READERS)
    assert found[0].participants is None  # three readers: add readers
    numbers = [one.participants for one in found[1:] if one.participants is not None]
    assert len(numbers) == 6 and numbers == sorted(numbers, reverse=True)
    assert found[5].participants == solve(parse(VAN_DYKE), 0.8).analysed


def test_frontier_counts_losses() -> None:
    with_losses = frontier(parse(VAN_DYKE), 0.8, "readers", (10.0,), Flow(attrition=0.2))
    assert with_losses[0].participants == solve(parse(VAN_DYKE), 0.8, flow=Flow(attrition=0.2)).enrolled


def test_a_value_that_cannot_be_is_no_answer() -> None:
    assert frontier(parse(VAN_DYKE), 0.8, "readers", (4.5,))[0].participants is None


@pytest.mark.parametrize(("reader", "case", "reading"), [(1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (500.0, 100.0, 5.0)])
def test_cheapest_is_the_least_of_the_frontier(reader: float, case: float, reading: float) -> None:
    design = parse(VAN_DYKE)
    found = cheapest(design, 0.8, "readers", READERS, reader, case, reading)
    assert found is not None
    costs = {
        one.value: reader * one.value + (case + reading * one.value) * one.participants
        for one in frontier(design, 0.8, "readers", READERS)
        if one.participants is not None
    }
    assert found.cost == pytest.approx(min(costs.values())) and costs[found.value] == found.cost
    if case == 0:
        assert found.value == 4
    if reader == 0:
        assert found.value == 15


def test_no_value_answers() -> None:
    assert cheapest(parse(VAN_DYKE), 0.8, "readers", (2.0, 3.0), 1.0, 1.0) is None
