"""Usability problems: Lewis, the FDA's fifteen users, problems that differ, several groups."""

from __future__ import annotations

from typing import Any

import pytest

from stats.refusal import problems
from stats.registry import parse
from stats.solver import solve
from tests.stats.examples import Example, Plan


def raw(p: float, **more: Any) -> Plan:
    return {"kind": "problem_discovery", "goal": {"kind": "reach"}, "p_problem": p} | more


def seen(p: float, users: int, **more: Any) -> float:
    return float(parse(raw(p, **more)).attained({"participants": users}))


def test_published() -> None:
    assert seen(0.31, 5) == pytest.approx(0.8436, abs=1e-4)  # Nielsen and Landauer: five users see 85 %
    assert seen(0.1, 15) == pytest.approx(0.794, abs=1e-3)  # FDA: fifteen users
    assert solve(parse(raw(0.31)), 0.8).analysed == 5
    for target, users in ((0.5, 7), (0.75, 14), (0.85, 19), (0.9, 22), (0.95, 29), (0.99, 44)):  # Lewis 1994, p = 0.10
        assert solve(parse(raw(0.1)), target).analysed == users


def test_problems_that_differ_ask_for_more() -> None:
    sizes = [solve(parse(raw(0.2, spread=s)), 0.85).exact for s in (0.0, 0.1, 0.2)]
    assert sizes == sorted(sizes) and sizes[2] > 1.5 * sizes[0]
    assert seen(0.2, 1, spread=0.15) == pytest.approx(0.2)
    assert seen(0.2, 12, spread=1e-4) == pytest.approx(seen(0.2, 12), abs=1e-5)


def test_all_problems() -> None:
    assert seen(0.3, 10, aim="all", problems=5.0) == pytest.approx((1 - 0.7**10) ** 5)
    assert solve(parse(raw(0.3, aim="all", problems=10.0)), 0.9).analysed > solve(parse(raw(0.3)), 0.9).analysed


def test_groups() -> None:
    one, three = solve(parse(raw(0.1)), 0.79), solve(parse(raw(0.1, groups=3.0)), 0.79)
    assert three.analysed == 3 * one.analysed == 45
    assert [arm.size for arm in three.arms] == [15, 15, 15]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"p_problem": 0.0}, "p_problem"),
        ({"spread": 0.45}, "spread"),
        ({"groups": 1.5}, "groups"),
        ({"problems": 2.2}, "problems"),
    ],
)
def test_refused(change: Plan, field: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse(raw(0.1) | change)
    assert [one.field for one in problems(caught.value)] == [field]  # type: ignore[arg-type]


def test_what_it_shows() -> None:
    """The plan among usual numbers of users, and the serious problem that they may miss: 79.4% at 15 users (FDA)."""
    design = parse({"kind": "problem_discovery", "goal": {"kind": "reach"}, "p_problem": 0.31})
    (shown,) = design.exhibits(solve(design, 0.85))
    assert shown.retained is not None and shown.rows[shown.retained][:2] == (6.0, 0.892)
    assert [row for row in shown.rows if row[0] == 15.0] == [(15.0, 0.996, 0.794, 0.537)]
    assert shown.rows[0][1] == 0.844  # the 85% of five users is 84.4


@pytest.mark.parametrize(("p", "beside"), [(0.31, (0.1, 0.05)), (0.1, (0.05, 0.02)), (0.02, (0.01,))])
def test_the_problems_beside_are_rarer_than_those_aimed_at(p: float, beside: tuple[float, ...]) -> None:
    design = parse(raw(p))
    (table,) = design.exhibits(solve(design, 0.85))
    users, share, *rarer = (float(one) for one in table.rows[0])
    assert share == pytest.approx(1 - (1 - p) ** users, abs=1e-3)
    assert rarer == pytest.approx([1 - (1 - one) ** users for one in beside], abs=1e-3)


EXAMPLES = [
    Example("one probability", raw(0.31), 0.85, slack=0),
    Example("spread, two groups", raw(0.2, spread=0.15, groups=2.0), 0.9, slack=0),
    Example("all of eight", raw(0.25, aim="all", problems=8.0), 0.8, slack=0),
]
