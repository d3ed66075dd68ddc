"""The benchmark tables: values from programs and papers that share no code with ours."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from functools import cache
from math import isclose
from pathlib import Path
from typing import Any

from stats.design import Design
from stats.registry import parse
from stats.solver import solve

FOLDER = Path(__file__).parent / "benchmarks"


@dataclass(frozen=True)
class Benchmark:
    """One value of an oracle: a plan, the quantity asked, what is expected and within what."""

    kind: str
    id: str
    plan: dict[str, Any]
    quantity: str
    expected: float | list[float]
    tolerance: float
    source: str
    software: str
    version: str
    note: str

    @property
    def design(self) -> Design:
        return parse(self.plan["design"])

    def ours(self) -> float | list[float]:
        """The value we compute for the quantity asked."""
        return _COMPUTED[self.quantity](self)

    def distance(self) -> float:
        """The largest absolute difference between ours and the oracle's."""
        ours, expected = self.ours(), self.expected
        if isinstance(ours, list) and isinstance(expected, list):
            assert len(ours) == len(expected)
            return max(abs(a - b) for a, b in zip(ours, expected, strict=True))
        assert not isinstance(ours, list) and not isinstance(expected, list)
        return 0.0 if isclose(ours, expected, rel_tol=1e-12) else abs(ours - expected)


def _solved(one: Benchmark) -> Any:
    return solve(one.design, one.plan["target"])


def _inflation(one: Benchmark) -> float:
    """Largest size over that of the inner design without looks."""
    return float(_solved(one).exact / solve(parse(one.plan["design"]["inner"]), one.plan["target"]).exact)


def _at_its_size(one: Benchmark) -> dict[str, float]:
    return {"participants": _solved(one).exact}


def _events(one: Benchmark) -> float:
    size = {"participants": _solved(one).exact}
    events = one.design.events(size)
    assert events is not None
    return events


_COMPUTED: dict[str, Any] = {
    "exact_total": lambda one: _solved(one).exact,
    "total": lambda one: float(_solved(one).analysed),
    "first": lambda one: float(_solved(one).first),
    "safe": lambda one: float(_solved(one).analysed),
    "attained": lambda one: float(one.design.attained(one.plan["size"])),
    "events_exact": _events,
    "inflation": _inflation,
    "bounds": lambda one: list(one.design.boundaries.z),  # type: ignore[attr-defined]
    "futility": lambda one: list(one.design.boundaries.futility),  # type: ignore[attr-defined]
    "effects": lambda one: list(one.design.effects(_at_its_size(one))),  # type: ignore[attr-defined]
    "expected": lambda one: one.design.expected_size(_at_its_size(one)),  # type: ignore[attr-defined]
    "expected_null": lambda one: one.design.expected_size(_at_its_size(one), "null"),  # type: ignore[attr-defined]
}


@cache
def benchmarks() -> tuple[Benchmark, ...]:
    """Every row of every table."""
    rows: list[Benchmark] = []
    for path in sorted(FOLDER.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows += [_row(path.stem, line) for line in csv.DictReader(file)]
    return tuple(rows)


def _row(kind: str, line: dict[str, str]) -> Benchmark:
    expected = json.loads(line["expected"])
    return Benchmark(
        kind,
        line["id"],
        json.loads(line["plan"]),
        line["quantity"],
        [float(one) for one in expected] if isinstance(expected, list) else float(expected),
        float(line["tolerance"]),
        line["source"],
        line["software"],
        line["version"],
        line["note"],
    )
