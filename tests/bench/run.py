"""`make bench`: ours against the peers on this machine, in one run; medians of several repetitions, ratios printed."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

import numpy as np

from protocols.exchange import example, example_names
from stats.explore import curve
from stats.flow import Flow
from stats.registry import parse
from stats.simulation import simulate
from stats.solver import solve
from templates.compose import export_docx
from tests.stats.examples import examples as example_designs

MEANS = parse({"kind": "two_means", "goal": {"kind": "superiority", "better": "higher"}, "difference": 0.5, "sd": 1.0})
EXACT = parse(
    {
        "kind": "one_proportion",
        "goal": {"kind": "superiority", "better": "higher"},
        "p_expected": 0.869,
        "p_reference": 0.8,
    }
)
TIMES = parse(
    {
        "kind": "log_rank", "goal": {"kind": "superiority", "better": "lower"}, "hazard_ratio": 0.7, "survival_control": 0.5,
        "horizon": 12.0, "accrual": 24.0, "follow_up": 12.0,
    }
)  # fmt: skip


def seconds(work: Callable[[], object], repeats: int = 7) -> float:
    """Median wall time after one warm-up."""
    work()
    spent = []
    for _ in range(repeats):
        started = time.perf_counter()
        work()
        spent.append(time.perf_counter() - started)
    return statistics.median(spent)


def line(name: str, ours: float, peer: str = "", theirs: float | None = None) -> None:
    """One measured line; with a peer, the ratio of one run."""
    ratio = "" if theirs is None else f"{peer} {1000 * theirs:>10.2f} ms   ratio {theirs / ours:>8.1f}"
    print(f"{name:<52}{1000 * ours:>10.2f} ms   {ratio}")


def solving() -> None:
    """Sizes, against statsmodels and R."""
    from statsmodels.stats.power import TTestIndPower

    power = TTestIndPower()
    for kind, examples in example_designs().items():
        design = parse(examples[0].design)
        line(f"solve {kind}", seconds(lambda d=design, e=examples[0]: solve(d, e.target)))
    theirs = seconds(lambda: power.solve_power(0.5, power=0.8, alpha=0.05))
    line("solve two means", seconds(lambda: solve(MEANS, 0.8)), "statsmodels", theirs)
    found = solve(MEANS, 0.8)
    theirs = seconds(lambda: [power.power(0.5, n / 2, 0.05) for n in np.linspace(30, 260, 200)])
    line("power curve, 200 points", seconds(lambda: curve(found)), "statsmodels loop", theirs)
    line("exact binomial, saw-tooth", seconds(lambda: solve(EXACT, 0.9)))
    line("enrolment under a prevalence", seconds(lambda: solve(EXACT, 0.9, flow=Flow(prevalence=0.1))))
    if shutil.which("Rscript"):
        line("solve two means", seconds(lambda: solve(MEANS, 0.8)), "R rpact", _rpact())


def _rpact() -> float:
    """Median time of one rpact call inside one R process."""
    script = (
        "suppressPackageStartupMessages(library(rpact)); f <- function() getSampleSizeMeans(alternative = 0.5, beta = 0.2, "
        "alpha = 0.05, sided = 2); f(); cat(median(sapply(1:15, function(i) system.time(for (j in 1:5) f())[[3]] / 5)))"
    )
    return float(
        subprocess.run(["Rscript", "-"], input=script, capture_output=True, text=True, check=True).stdout.split()[-1]
    )


def simulating() -> None:
    """10,000 simulated trials of each design, and the log-rank against a loop over lifelines."""
    for kind, examples in example_designs().items():
        design = parse(examples[0].design)
        found = solve(design, examples[0].target)
        size = {found.axis: found.analysed}
        line(
            f"simulate 10,000 {kind}, n = {found.analysed}", seconds(lambda d=design, s=size: simulate(d, s, 10_000), 3)
        )
    size = {"participants": 500}
    ours = seconds(lambda: simulate(TIMES, size, 10_000), 3)
    line("simulate 10,000 log-rank, n = 500", ours, "lifelines loop", _lifelines(size))


def _lifelines(size: dict[str, int]) -> float:
    """10,000 times one log-rank test of lifelines on 500 participants, from the median of 15."""
    from lifelines.statistics import logrank_test

    rng = np.random.default_rng(1)
    first, second = rng.exponential(20, size["participants"] // 2), rng.exponential(14, size["participants"] // 2)
    return 10_000 * seconds(lambda: logrank_test(first, second), 15)


def documents() -> None:
    """Protocols to Word, and the command line."""
    for name in example_names():
        line(f"protocol to .docx, {name}", seconds(lambda n=name: export_docx(example(n), "fr"), 3))
    line(
        "preuve.py --help",
        seconds(lambda: subprocess.run([sys.executable, "preuve.py", "--help"], capture_output=True), 3),
    )


def main() -> None:
    """Everything, in one run."""
    for part in (solving, simulating, documents):
        print(f"\n{(part.__doc__ or '').strip()}")
        part()


if __name__ == "__main__":
    main()
