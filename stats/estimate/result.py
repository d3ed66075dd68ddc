"""What an estimator gives back: estimates with their intervals, a word of caution, and what its figure is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from stats.card import Reference
from stats.quantities import Unit, Value
from stats.text import Phrase, Text
from stats.trials import FloatArray


@dataclass(frozen=True, slots=True)
class Estimate:
    """One number estimated from the data.

    low, high: bounds of the two-sided 95 % interval; plausible: the central 90 % interval that goes to the register;
    cautious: the value to prefer for sizing when it is not the estimate itself (the upper limit of a standard deviation)
    name: what is estimated, as the register looks for it; group: the rows it is made of, as the file names them
    method: how it was made, when not as the others
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
    method: Text | None = None


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
    """What the figure shows: the shape says what the curves are, the labels name what stands along the horizontal axis."""

    shape: str  # one of those of templates/charts/pilot
    curves: tuple[Curve, ...]
    labels: tuple[str, ...] = ()


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
    samples: Mapping[str, Phrase] = field(default_factory=dict)  # by group ("": everybody), what was counted

    @property
    def methods(self) -> tuple[Text, ...]:
        """Every method, that of most estimates first."""
        return tuple(dict.fromkeys((self.method, *(one.method for one in self.estimates if one.method))))

    def sample(self, group: str = "") -> Phrase:
        """How many rows, events, clusters an estimate is made of, for its citation."""
        return self.samples.get(group) or self.samples.get("") or counted(self.used)


_ROWS = Text(fr="n = {n}", en="n = {n}")
_EVENTS = {
    0: Text(fr="n = {n}, aucun événement", en="n = {n}, no event"),
    1: Text(fr="n = {n}, 1 événement", en="n = {n}, 1 event"),
}
_MANY = Text(fr="n = {n}, {events} événements", en="n = {n}, {events} events")


def counted(n: int, events: int | None = None) -> Phrase:
    """So many rows, and so many events among them."""
    if events is None:
        return Phrase(_ROWS, {"n": Value(n, Unit.COUNT)})
    values = {"n": Value(n, Unit.COUNT), "events": Value(events, Unit.COUNT)}
    text = _EVENTS.get(events, _MANY)
    return Phrase(text, {name: values[name] for name in text.placeholders})
