"""Power and type I error of every example design, by simulation of the named analysis, judged green, amber or red."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from stats.card import Attained
from stats.registry import kinds, parse
from stats.simulation import DEFAULT_SEED, Simulated, claim_rate
from stats.solver import solve
from tests.stats.examples import examples as example_designs
from tests.stats.examples import goal_of

ONE_POINT = 0.01


class Colour(StrEnum):
    """Green: within three Monte Carlo standard errors. Amber: a declared approximation, its bias printed, or a method
    whose caution is printed with its result. Red: more than one point optimistic."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True)
class Row:
    """One design at its solution: what is computed, what is simulated."""

    kind: str
    name: str
    method: str
    quantity: str
    size: int
    computed: float
    simulated: Simulated
    exact: bool
    cautioned: bool

    @property
    def bias(self) -> float:
        """Simulated minus computed."""
        return self.simulated.rate - self.computed

    @property
    def colour(self) -> Colour:
        error = 3 * self.simulated.standard_error
        optimistic = self.bias if self.quantity == "type I error" else -self.bias
        if self.quantity == "type I error" and self.exact:
            return Colour.GREEN if self.bias <= error else Colour.RED  # an exact test keeps its level, from below
        if abs(self.bias) <= error:
            return Colour.GREEN
        return Colour.RED if optimistic > ONE_POINT + error and not self.cautioned else Colour.AMBER


def rows(trials: int) -> Iterator[Row]:
    """Every example of every design, on all processors, in the order of the registry."""
    with ProcessPoolExecutor() as pool:
        for found in pool.map(partial(rows_of, trials=trials), kinds()):
            yield from found


def rows_of(kind: str, trials: int) -> list[Row]:
    """The examples of one design, at the alternative and at the null boundary (coverage for intervals)."""
    return list(_rows(kind, trials))


def _rows(kind: str, trials: int) -> Iterator[Row]:
    for example in example_designs()[kind]:
        design = parse(example.design)
        found = solve(design, example.target)
        size, exact, cautioned = {found.axis: found.analysed}, design.traits.exact, design.caution() is not None
        method = design.method_text().en
        truth = claim_rate(design, size, trials, "alternative", seed=DEFAULT_SEED)
        if design.card.attained is Attained.SHARE:
            yield Row(kind, example.name, method, "share", found.analysed, found.attained, truth, exact, cautioned)
            continue
        if not found.measures_power:
            yield Row(
                kind,
                example.name,
                method,
                "coverage",
                found.analysed,
                design.goal.confidence,
                truth,
                exact,
                cautioned,
            )
            continue
        yield Row(kind, example.name, method, "power", found.analysed, found.attained, truth, exact, cautioned)
        tests = goal_of(design).tests()
        null = claim_rate(design, size, trials, "null", seed=DEFAULT_SEED + 1)
        yield Row(kind, example.name, method, "type I error", found.analysed, tests[0].alpha, null, exact, cautioned)
