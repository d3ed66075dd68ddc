"""One headline per family: a point of a grid and 10,000 trials, ours against the fastest peer measured here."""

from __future__ import annotations

import numpy as np

from stats.registry import parse
from stats.simulation import simulate
from stats.solver import solve
from tests.bench import loops, peers
from tests.bench.designs import TRIALS, new
from tests.bench.peers import Name
from tests.bench.timing import seconds, shown
from tests.stats.examples import Example, examples

FAMILIES = {  # the design whose grid is timed, the one whose trials are
    "accuracy": ("auc_paired", "auc_paired"),
    "agreement": ("bland_altman", "cohen_kappa"),
    "precision": ("one_proportion_precision", "one_proportion_precision"),
    "means": ("two_means", "two_means"),
    "binary": ("two_proportions", "two_proportions"),
    "ranks": ("ordinal_shift", "ordinal_shift"),
    "counts": ("negative_binomial_rates", "negative_binomial_rates"),
    "survival": ("log_rank", "log_rank"),
    "clusters": ("cluster_means", "cluster_means"),
    "readers": ("mrmc_auc", "mrmc_auc"),
    "prediction": ("validation_slope", "validation_slope"),
    "feasibility": ("rare_event", "pilot_size"),
    "economics": ("net_benefit", "net_benefit"),
}
SOLVED = ("prediction_development_binary",)  # solved only: a C statistic, where pmsampsize draws a million people
GOALS = {"grid": 100, "simulate": 5}  # times faster than the peer


def _example(kind: str) -> Example:
    return examples()[kind][0]


def _ours(part: str, kind: str, size: int) -> float:
    """Seconds of one solve, of one point of a grid, of one simulated trial."""
    example = _example(kind)
    made = new(example.design)
    if part == "solve":
        return seconds(lambda design: solve(design, example.target), 7, made)
    if part == "simulate":
        return seconds(lambda design: simulate(design, {"participants": size}, TRIALS), 3, made) / TRIALS
    step = parse(example.design).step
    sizes = np.round(np.linspace(size / 4, 2 * size, loops.POINTS) / step) * step
    return seconds(lambda design: design.attained({"participants": sizes}), 7, made) / len(sizes)


def headlines() -> None:
    """Every peer, then one line per family."""
    kinds = sorted({kind for pair in FAMILIES.values() for kind in pair} | set(SOLVED))
    sizes = {kind: solve(parse(_example(kind).design), _example(kind).target).analysed for kind in kinds}
    from_r, absent = peers.in_r(sizes)
    theirs = from_r | loops.measured(sizes)
    ours = {key: _ours(*key, sizes[key[1]]) for key in sorted({one[:2] for one in theirs})}
    print(f"seconds per solve, per point of a grid of {loops.POINTS} sizes, per simulated trial; ours, theirs, ratio")
    print(f"a loop is timed on {loops.MEASURED} trials, R on a quarter of a second, then scaled to {TRIALS:,}")
    for name, value in sorted(theirs.items()):
        mine = ours[name[:2]]
        print(
            f"{name.part:<10}{name.kind:<26}{shown(mine):>12}   {name.program:<27}{shown(value):>12}{value / mine:>10.1f}"
        )
    for line in absent:
        print(line)
    print(f"\n{'family':<12}{'a point of a grid':<76}{TRIALS:,} trials")
    for family, (grid, trial) in FAMILIES.items():
        print(f"{family:<12}{_headline('grid', grid, ours, theirs):<76}{_headline('simulate', trial, ours, theirs)}")
    print("against the fastest peer; * below the goal (grid 100 times, simulation 5 times)")


def _headline(part: str, kind: str, ours: dict[tuple[str, str], float], theirs: dict[Name, float]) -> str:
    found = {name.program: value for name, value in theirs.items() if name[:2] == (part, kind)}
    if not found:
        return f"no peer could be measured ({kind})"
    ratios = sorted((value / ours[part, kind], program) for program, value in found.items())
    flag = " " if ratios[0][0] >= GOALS[part] else "*"
    others = "".join(f"; {ratio:,.0f} {program}" for ratio, program in ratios[1:])
    return f"{ratios[0][0]:>9,.1f}{flag} {ratios[0][1]} ({kind}{others})"
