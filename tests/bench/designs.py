"""Every design: a solve of its first example and 10,000 simulated trials, those beyond the goals flagged."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from stats.design import Design
from stats.registry import design_class, parse
from stats.simulation import simulate
from stats.solver import solve
from tests.bench.timing import forget, seconds, shown
from tests.stats.examples import examples

CLOSED, INTEGRATED = 0.005, 0.1  # seconds for a solve: closed form; exact or integrated
SIMULATED = 5.0  # seconds for 10,000 trials
TRIALS = 10_000


def new(plan: dict[str, Any]) -> Callable[[], Design]:
    """The design of a plan, as if nothing had been asked before."""

    def made() -> Design:
        forget()
        return parse(plan)

    return made


def table() -> None:
    """One line per design: a solve above the goal of a closed form in parentheses, anything above its goal starred."""
    print(f"{'design':<36}{'solve':>14}{'10,000 trials':>16}   participants")
    slow: list[str] = []
    for kind in sorted(examples(), key=lambda one: (design_class(one).card.family, one)):
        example = examples()[kind][0]
        solved = seconds(lambda design, at=example.target: solve(design, at), 3, new(example.design))
        found = solve(parse(example.design), example.target)
        size = {found.axis: found.analysed}
        simulated = seconds(lambda _, of=found, at=size: simulate(of.design, at, TRIALS), 1)
        first = shown(solved) if solved <= CLOSED else f"({shown(solved)})"
        first += "*" if solved > INTEGRATED else " "
        last = shown(simulated) + ("*" if simulated > SIMULATED else " ")
        print(f"{kind:<36}{first:>14}{last:>16}   {found.analysed}", flush=True)
        if solved > INTEGRATED or simulated > SIMULATED:
            slow.append(f"{kind} ({shown(solved)}, {shown(simulated)})")
    goals = f"{shown(INTEGRATED)} a solve, {shown(SIMULATED)} for {TRIALS:,} trials"
    print(f"beyond the goals ({goals}): {', '.join(slow) or 'none'}")
