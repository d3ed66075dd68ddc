"""The estimators by name: the question of each, the columns it asks for, the function that runs it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Literal

from stats.estimate.result import Found
from stats.estimate.table import Table
from stats.quantities import Unit
from stats.text import Text

Shape = Literal[
    "number", "yes", "group", "arm", "measure", "name"
]  # arm: few groups; measure: numbers, or yes or no; name: any value


@dataclass(frozen=True, slots=True)
class Role:
    """One column that an estimator asks for."""

    name: str
    label: Text
    shape: Shape
    optional: bool = False
    time: Unit | None = None  # the unit of time that the estimator counts in


@dataclass(frozen=True, slots=True)
class Option:
    """One number that an estimator asks for: a date, a follow-up."""

    name: str
    label: Text
    time: Unit | None = None


@dataclass(frozen=True, slots=True)
class Estimator:
    """One question put to pilot data."""

    name: str
    question: Text
    roles: tuple[Role, ...]
    run: Callable[[Table, Mapping[str, str], Mapping[str, float]], Found]
    options: tuple[Option, ...] = ()


_FILES = (
    "rates",
    "spread",
    "clusters",
    "agreement",
    "reliability",
    "areas",
    "survival",
    "counts",
    "readers",
    "costs",
    "usability",
)


@cache
def estimators() -> dict[str, Estimator]:
    """Every estimator, in the order of the menu."""
    found: dict[str, Estimator] = {}
    for name in _FILES:
        for one in import_module(f"stats.estimate.{name}").ESTIMATORS:
            found[one.name] = one
    return found


OUTCOME = Text(fr="Critère", en="Endpoint")
GROUP = Text(fr="Groupe (facultatif)", en="Group (optional)")
CLUSTER = Text(fr="Grappe (service, centre)", en="Cluster (ward, centre)")
