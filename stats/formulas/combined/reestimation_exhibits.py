"""What a blinded re-estimation shows: power, final size and type I error along the plausible range of the nuisance parameter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from stats.exhibit import Column, Exhibit, Line, Mark, Plot
from stats.quantities import Unit, Value
from stats.text import Phrase, Text

_ROWS = 5
_POINTS = 25
_NEAR = 0.7


@dataclass(frozen=True)
class Revision:
    """The revision of one study.

    planned, range: the nuisance parameter assumed and its plausible range (a standard deviation, or an overall proportion)
    powers: with and without revision; totals: expected final size and its 5 %, 50 % and 95 % quantiles; error: type I
    """

    planned: float
    range: tuple[float, float]
    means: bool
    target: float
    cap: float
    powers: Callable[[float], tuple[float, float]]
    totals: Callable[[float], tuple[float, tuple[float, ...]]]
    error: Callable[[float], float]

    @property
    def _nuisance(self) -> Column:
        return Column(_SD, Unit.ENDPOINT) if self.means else Column(_RATE, Unit.PROPORTION)

    def _values(self) -> tuple[float, ...]:
        """Both ends, the value planned, and steps between."""
        low, high = self.range
        near = 0.25 * (high - low) / (_ROWS - 1)
        inside = [float(f"{one:.3g}") for one in np.linspace(low, high, _ROWS)[1:-1]]
        kept = {low, high, self.planned, *(one for one in inside if abs(one - self.planned) > near)}
        return tuple(sorted(kept))

    def exhibits(self) -> tuple[Exhibit, ...]:
        """Power and type I error, then the final size, each as a table and its curves."""
        values = self._values()
        powers, sizes = [], []
        for value in values:
            (given, fixed), (mean, quantiles) = self.powers(value), self.totals(value)
            powers.append((value, fixed, given, self.error(value)))
            sizes.append((value, mean, quantiles[0], quantiles[-1]))
        retained = values.index(self.planned)
        return (
            Exhibit(
                "revision",
                _TITLE,
                (self._nuisance, _WITHOUT, _WITH, _ERROR),
                tuple(powers),
                retained=retained,
                note=_EXACT if self.means else _SIMULATED,
                plot=self._power_plot(),
                plot_title=_POWER_TITLE,
            ),
            Exhibit(
                "revised-size",
                _SIZE_TITLE,
                (self._nuisance, _MEAN, _LOW, _HIGH),
                tuple(sizes),
                retained=retained,
                plot=self._size_plot(),
            ),
        )

    def _grid(self) -> tuple[float, ...]:
        return tuple(float(one) for one in np.linspace(*self.range, _POINTS))

    def _power_plot(self) -> Plot:
        drawn = [(value, *self.powers(value)) for value in self._grid()]
        ends = {"with_low": drawn[0][1], "with_high": drawn[-1][1], "low": drawn[0][2], "high": drawn[-1][2]}
        return Plot(
            self._nuisance,
            Column(_POWER, Unit.PROPORTION),
            (
                Line(_WITH.label, tuple((x, given) for x, given, _ in drawn)),
                Line(_WITHOUT.label, tuple((x, fixed) for x, _, fixed in drawn)),
            ),
            Phrase(_POWER_ALT, {name: Value(one, Unit.PROPORTION) for name, one in ends.items()}),
            (
                Mark(Phrase(_TARGET, {"target": Value(self.target, Unit.PROPORTION)}), y=self.target),
                Mark(Phrase(_PLANNED, {"value": Value(self.planned, self._nuisance.unit)}), x=self.planned),
            ),
        )

    def _size_plot(self) -> Plot:
        """The curves of the final size, under the cap."""
        drawn = [(value, *self.totals(value)) for value in self._grid()]
        ends = {"low": drawn[0][1], "high": drawn[-1][1], "cap": self.cap}
        return Plot(
            self._nuisance,
            Column(_FINAL, Unit.COUNT),
            (
                Line(_MEAN.label, tuple((x, mean) for x, mean, _ in drawn)),
                Line(_LOW.label, tuple((x, quantiles[0]) for x, _, quantiles in drawn)),
                Line(_HIGH.label, tuple((x, quantiles[-1]) for x, _, quantiles in drawn)),
            ),
            Phrase(_SIZE_ALT, {name: Value(one, Unit.COUNT) for name, one in ends.items()}),
            self._capped(drawn[-1][2][-1]),
        )

    def _capped(self, most: float) -> tuple[Mark, ...]:
        """The cap where sizes come near it; far above them it would only flatten the curves."""
        near = most > _NEAR * self.cap
        return (Mark(Phrase(_CAPPED, {"cap": Value(self.cap, Unit.COUNT)}), y=self.cap),) if near else ()


_TITLE = Text(
    fr="Révision en aveugle : puissance et risque de première espèce le long de la plage plausible",
    en="Blinded revision: power and type I error along the plausible range",
)
_POWER_TITLE = Text(
    fr="Puissance avec et sans révision de l'effectif, le long de la plage plausible",
    en="Power with and without revision of the size, along the plausible range",
)
_SIZE_TITLE = Text(
    fr="Effectif final après révision, en participants analysables, le long de la plage plausible",
    en="Final size after revision, in analysable participants, along the plausible range",
)
_SD = Text(fr="Écart-type réel", en="Actual standard deviation")
_RATE = Text(fr="Proportion globale réelle", en="Actual overall proportion")
_WITHOUT = Column(Text(fr="Puissance sans révision", en="Power without revision"), Unit.PROPORTION)
_WITH = Column(Text(fr="Puissance avec révision", en="Power with revision"), Unit.PROPORTION)
_MEAN = Column(Text(fr="Effectif final moyen", en="Mean final size"), Unit.COUNT)
_LOW = Column(Text(fr="Effectif final, 5e centile", en="Final size, 5th percentile"), Unit.COUNT)
_HIGH = Column(Text(fr="Effectif final, 95e centile", en="Final size, 95th percentile"), Unit.COUNT)
_ERROR = Column(Text(fr="Risque alpha unilatéral", en="One-sided type I error"), Unit.PROPORTION)
_POWER = Text(fr="Puissance", en="Power")
_FINAL = Text(fr="Effectif final", en="Final size")
_TARGET = Text(fr="cible : {target}", en="target: {target}")
_PLANNED = Text(fr="prévu : {value}", en="planned: {value}")
_CAPPED = Text(fr="plafond : {cap}", en="cap: {cap}")
_POWER_ALT = Text(
    fr="Du bas au haut de la plage plausible, la puissance passe de {with_low} à {with_high} avec révision, de {low} à {high} sans.",
    en="From the low to the high end of the plausible range, power goes from {with_low} to {with_high} with revision, from {low} to {high} "
    "without.",
)
_SIZE_ALT = Text(
    fr="Du bas au haut de la plage plausible, l'effectif final moyen passe de {low} à {high} participants, sous un plafond de {cap}.",
    en="From the low to the high end of the plausible range, the mean final size goes from {low} to {high} participants, under a cap of "
    "{cap}.",
)
_EXACT = Text(
    fr="En gras, la valeur prévue. Puissance et risque sont calculés, et non simulés.",
    en="In bold, the value planned. Power and error are computed, not simulated.",
)
_SIMULATED = Text(
    fr="En gras, la valeur prévue. La puissance est moyennée sur la proportion globale observée ; le "
    "risque alpha est simulé (40 000 essais, deux bras à la même proportion, erreur type de 0,08 point).",
    en="In bold, the value planned. Power is averaged over the overall proportion seen; the type I error is "
    "simulated (40,000 trials, both arms alike, standard error of 0.08 points).",
)
