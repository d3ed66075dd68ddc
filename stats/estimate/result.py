"""What an estimator gives back: estimates with their intervals, a word of caution, and what its figure is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from stats.card import Reference
from stats.quantities import Unit
from stats.text import Text
from stats.trials import FloatArray


@dataclass(frozen=True, slots=True)
class Estimate:
    """One number estimated from the data.

    low, high: bounds of the two-sided 95 % interval; plausible: the central 90 % interval that goes to the register;
    cautious: the value to prefer for sizing when it is not the estimate itself (the upper limit of a standard deviation)
    name: what is estimated, as the register looks for it; group: the rows it is made of, as the file names them
    """

    label: Text
    value: float
    low: float
    high: float
    plausible: tuple[float, float]
    unit: Unit = Unit.NUMBER
    cautious: float | None = None
    name: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Curve:
    """One line of a figure: its name, its points, and how many are at risk at chosen dates."""

    name: str
    x: FloatArray
    y: FloatArray
    low: FloatArray | None = None
    high: FloatArray | None = None
    at_risk: tuple[tuple[float, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """What the figure shows: a survival curve, a histogram or a ROC curve."""

    shape: str  # "survival", "histogram", "roc"
    curves: tuple[Curve, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Everything an estimator says."""

    estimates: tuple[Estimate, ...]
    used: int  # rows analysed
    missing: int  # rows left out because a value is missing
    method: Text
    references: tuple[Reference, ...] = ()
    caution: Text | None = None
    picture: Picture | None = None
    groups: Mapping[str, int] = field(default_factory=dict)  # rows by group, when there are groups
