"""`make validate`: benchmarks, simulations and the published trials, written to docs/validation.md."""

from __future__ import annotations

import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

import numpy
import scipy

from protocols.exchange import example, example_names
from stats.explore import why_other_tools_differ
from stats.registry import design_class, kinds, parse
from stats.result import SampleSize
from stats.solver import solve
from tests.stats.examples import examples
from tests.validation.analyses import ANALYSES
from tests.validation.oracles import Benchmark, benchmarks
from tests.validation.simulated import Colour, Row, rows

TARGET = Path(__file__).parents[2] / "docs" / "validation.md"
TRIALS = 100_000


def main() -> int:
    """Write the report; 1 when a benchmark disagrees or a simulation is red."""
    started = time.perf_counter()
    simulated = list(rows(TRIALS))
    wrong = [one for one in benchmarks() if one.distance() > one.tolerance + 1e-9]
    text = "\n".join(
        (
            *_head(),
            *_overview(simulated),
            *_published(),
            *_analyses(),
            *_conventions(),
            *_benchmarks(wrong),
            *_simulations(simulated),
        )
    )
    TARGET.write_text(text + "\n", encoding="utf-8")
    red = [row for row in simulated if row.colour is Colour.RED]
    print(f"{TARGET.name}: {len(benchmarks())} benchmarks, {len(wrong)} wrong; {len(simulated)} simulations, {len(red)} red; "
          f"{time.perf_counter() - started:.0f} s")  # fmt: skip
    for row in red:
        print(f"red: {row.kind} {row.name} {row.quantity} {row.bias:+.4f}")
    return 1 if wrong or red else 0


def _head() -> list[str]:
    return [
        "# Validation",
        "",
        "Written by `make validate`; do not edit. Every number below is recomputed by that command.",
        f"NumPy {numpy.__version__}, SciPy {scipy.__version__}. {TRIALS:,} simulated trials per row, by the analysis the protocol names.",
        "",
    ]


def _overview(simulated: list[Row]) -> list[str]:
    """One line per design: what its numbers rest on."""
    lines = [
        "## Designs",
        "",
        "Benchmarks: values of other programs and papers, with the largest distance as a share of its tolerance. Simulation: rows "
        "by colour, and the largest bias of a power.",
        "",
        "| family | design | benchmarks | programs and papers | distance | green | amber | red | largest bias of a power |",
        "|---|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for kind in sorted(kinds(), key=lambda one: (design_class(one).card.family, one)):
        values = [one for one in benchmarks() if one.kind == kind]
        worst = max(one.distance() / max(one.tolerance, 1e-9) for one in values)
        colours = Counter(row.colour for row in simulated if row.kind == kind)
        bias = max(
            (row.bias for row in simulated if row.kind == kind and row.quantity == "power"), key=abs, default=None
        )
        lines.append(
            f"| {design_class(kind).card.family} | {kind} | {len(values)} | {len({one.software for one in values})} | {worst:.2f} | "
            f"{colours[Colour.GREEN]} | {colours[Colour.AMBER]} | {colours[Colour.RED]} | {'' if bias is None else f'{bias:+.4f}'} |"
        )
    return [*lines, ""]


def _analyses() -> list[str]:
    """The analyses that the simulations run, on shared data, against the programs they are checked with."""
    lines = [
        "## Named analyses",
        "",
        "The analyses run in the simulations, on shared data, against another program. Each row is a test.",
        "",
        "| analysis | oracle | largest difference | tolerance |",
        "|---|---|--:|--:|",
    ]
    for one in ANALYSES:
        lines.append(f"| {one.name} | {one.oracle} | {one.difference():.2g} | {one.tolerance:.2g} |")
    return [*lines, ""]


def _conventions() -> list[str]:
    """The first example of each design by every convention it offers: which is which, with numbers."""
    lines = [
        "## Conventions that differ",
        "",
        "The same question by other conventions, participants analysed; the result page and the protocol print the same table.",
        "",
        "| design | case | retained | other conventions |",
        "|---|---|---|---|",
    ]
    for kind, group in examples().items():
        found = solve(parse(group[0].design), group[0].target)
        others = "; ".join(f"{one.label.en}: {one.analysed or 'no size'}" for one in why_other_tools_differ(found))
        if others:
            lines.append(f"| {kind} | {group[0].name} | {found.design.method_text().en}: {found.analysed} | {others} |")
    return [*lines, ""]


def _published() -> list[str]:
    lines = [
        "## Published trials",
        "",
        "The examples that ship with Preuve, solved from their own register of assumptions; the situations are illustrative.",
        "",
        "| example | analysed | first touch (exact test) | other conventions | enrolled | planned by the authors |",
        "|---|---|---|---|---|---|",
    ]
    for name in example_names():
        found = example(name).sample_size()
        if not isinstance(found, SampleSize):  # the product out of scope has no calculation
            continue
        arms = " + ".join(str(arm.size) for arm in found.arms)
        others = "; ".join(f"{one.label.en}: {one.analysed}" for one in why_other_tools_differ(found))
        planned = example(name).sizing.planned
        lines.append(
            f"| {name} | {found.analysed} ({arms}) | {found.first or ''} | {others} | {found.enrolled} | {planned or ''} |"
        )
    return [*lines, ""]


def _simulations(simulated: list[Row]) -> list[str]:
    colours = Counter(row.colour for row in simulated)
    counts = ", ".join(f"{colours[one]} {one}" for one in Colour)
    lines = [
        "## Simulation",
        "",
        f"{counts}. Green: within three Monte Carlo standard errors (an exact test: its level is kept). "
        "Amber: a declared approximation, its bias printed, or a method whose caution is printed with its result. "
        "Red: more than one point optimistic.",
        "",
        "| design | case | method | quantity | size | computed | simulated | bias | 3 SE | |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for row in simulated:
        lines.append(
            f"| {row.kind} | {row.name} | {row.method} | {row.quantity} | {row.size} | {row.computed:.4f} | "
            f"{row.simulated.rate:.4f} | {row.bias:+.4f} | {3 * row.simulated.standard_error:.4f} | {row.colour} |"
        )
    return [*lines, ""]


def _benchmarks(wrong: list[Benchmark]) -> list[str]:
    by_kind: dict[str, list[Benchmark]] = defaultdict(list)
    for one in benchmarks():
        by_kind[one.kind].append(one)
    lines = [
        "## Benchmarks",
        "",
        f"{len(benchmarks())} values from other programs and papers, {len(wrong)} outside their tolerance. "
        "The tables, with source, software and version, are in `tests/validation/benchmarks`, beside the scripts that made them.",
        "",
        "| design | values | software | largest distance / tolerance |",
        "|---|---|---|---|",
    ]
    for kind, group in by_kind.items():
        software = ", ".join(sorted({one.software for one in group}))
        worst = max(one.distance() / max(one.tolerance, 1e-9) for one in group)
        lines.append(f"| {kind} | {len(group)} | {software} | {worst:.2f} |")
    notes = sorted({f"- {one.kind}, {one.id}: {one.note}" for one in benchmarks() if one.note and _disagrees(one)})
    return [*lines, "", "### Where references disagree", "", *notes]


def _disagrees(one: Benchmark) -> bool:
    return any(
        word in one.note for word in ("rpact", "differ", "neither", "instead", "lrstat", "epiR", "Hmisc", "disagree")
    )


if __name__ == "__main__":
    sys.exit(main())
