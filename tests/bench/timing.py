"""How time is measured: a new question each time, the median of several, on one machine in one run."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

_KEPT = "stats.registry"  # it finds the designs once per session, not once per question


def seconds(work: Callable[[Any], object], repeats: int = 5, before: Callable[[], Any] = lambda: None) -> float:
    """Median wall time of work(before()) after one warm-up; `before` is not counted."""
    spent = []
    for _ in range(repeats + 1):
        given = before()
        started = time.perf_counter()
        work(given)
        spent.append(time.perf_counter() - started)
    return statistics.median(spent[1:])


def forget() -> None:
    """Empty what the designs remember of earlier questions, so that each one is new."""
    for name, module in list(sys.modules.items()):
        if name.startswith("stats.") and name != _KEPT:
            for value in list(vars(module).values()):
                if callable(getattr(value, "cache_clear", None)):
                    value.cache_clear()


def shown(spent: float) -> str:
    """A time in the unit that suits it."""
    if spent >= 1:
        return f"{spent:.2f} s"
    return f"{1e3 * spent:.2f} ms" if spent >= 1e-4 else f"{1e6 * spent:.2f} us"
