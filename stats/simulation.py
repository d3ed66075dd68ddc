"""Power and type I error by simulation: blocks of trials, independent random streams, Monte Carlo error printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import sqrt

import numpy as np

from stats.card import Attained
from stats.design import Design, Size, Truth
from stats.trials import Trials

DEFAULT_SEED = 20261122
_CELLS = 2_000_000  # simulated observations held at once


@dataclass(frozen=True, slots=True)
class Simulated:
    """Share of trials whose success criterion is met, with its Monte Carlo standard error."""

    rate: float
    trials: int
    failed: int
    seed: int

    @property
    def standard_error(self) -> float:
        return sqrt(max(self.rate * (1 - self.rate), 1 / self.trials) / self.trials)


def simulate(
    design: Design,
    size: Size,
    trials: int,
    at: Truth = "alternative",
    *,
    seed: int = DEFAULT_SEED,
    progress: Callable[[float], bool] | None = None,
) -> Trials:
    """Simulated trials of a design at a size, by the analysis the protocol names.

    progress receives the share done after each block and returns False to cancel; the trials done are returned.
    """
    total = int(sum(np.max(np.asarray(value)) for value in size.values()))
    block = int(np.clip(_CELLS // max(total, 1), 50, trials))
    counts = [block] * (trials // block) + ([trials % block] if trials % block else [])
    streams = np.random.SeedSequence(seed).spawn(len(counts))
    parts: list[Trials] = []
    for done, (count, stream) in enumerate(zip(counts, streams, strict=True), start=1):
        parts.append(design.simulate(size, count, np.random.default_rng(stream), at))
        if progress is not None and not progress(done / len(counts)):
            break
    return Trials.joined(parts)


def reached(design: Design, done: Trials) -> float:
    """What a simulation says of `attained`: how often the success criterion is met, or the mean of a share to reach."""
    return float((done.estimate if design.card.attained is Attained.SHARE else done.claimed).mean())


def claim_rate(
    design: Design, size: Size, trials: int, at: Truth = "alternative", *, seed: int = DEFAULT_SEED
) -> Simulated:
    """How often the protocol's success criterion is met: power at the alternative, type I error at the null."""
    done = simulate(design, size, trials, at, seed=seed)
    return Simulated(reached(design, done), len(done), int(done.failed.sum()), seed)
