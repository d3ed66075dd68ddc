"""What a group-sequential plan shows: its boundaries on every scale, the chances of stopping at each look, the plot of the boundaries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from stats.exhibit import Cell, Column, Exhibit, Line, Mark, Plot, Words
from stats.formulas.combined.sequential import Boundaries, crossing, expected_information, giving_up
from stats.normal import z
from stats.quantities import Unit, Value
from stats.text import Phrase, Text

_NEVER = -5.0  # a bound below it stops nobody: nothing is printed
Effects = Callable[
    [tuple[float, ...]], tuple[float, ...]
]  # the observed effects that bounds on z stand for; empty: unknown


@dataclass(frozen=True)
class Planned:
    """A plan at a size: its boundaries, its drift, and what is counted at each look (participants, or events)."""

    boundaries: Boundaries
    drift: float
    whole: Callable[[float], int]
    most: float
    counts_events: bool
    effects: Effects
    effect_unit: Unit
    alpha: float
    spends: bool  # a spending function, whose looks may move
    binding: bool

    @property
    def _floors(self) -> tuple[float | None, ...]:
        """The futility bound of each look before the last, where there is one."""
        return tuple(one if one > _NEVER else None for one in self.boundaries.futility)

    def looks(self) -> Exhibit:
        """Each look: information, participants or events, z, p, effect, futility, risk spent."""
        plan = self.boundaries
        counted = _EVENTS if self.counts_events else _PARTICIPANTS
        columns: list[tuple[Column, tuple[Cell, ...]]] = [
            (_INFORMATION, plan.information),
            (counted, tuple(float(self.whole(t * self.most)) for t in plan.information)),
            (_EFFICACY, plan.z),
            (_P, plan.p),
        ]
        if reached := self.effects(plan.z):
            columns.append((Column(_EFFECT, self.effect_unit), reached))
        if plan.futility:
            columns.append((_FUTILITY, (*self._floors, None)))
            if given := self.effects(plan.futility):
                shown = tuple(
                    one if floor is not None else None for one, floor in zip(given, self._floors, strict=True)
                )
                columns.append((Column(_FUTILE_EFFECT, self.effect_unit), (*shown, None)))
        columns.append((_SPENT, plan.spent))
        return Exhibit(
            "looks",
            _LOOKS,
            tuple(column for column, _ in columns),
            tuple(zip(*(cells for _, cells in columns), strict=True)),
            note=self._reading(bool(reached)),
            plot=self._plot() if len(plan.z) > 1 else None,
            plot_title=_BOUNDARIES,
        )

    def _reading(self, effects: bool) -> Words | None:
        parts = [_SCALE] if effects else []
        parts += [_MOVED] if self.spends else [_FIXED]
        return Text(fr=" ".join(one.fr for one in parts), en=" ".join(one.en for one in parts))

    def _plot(self) -> Plot:
        plan, alone = self.boundaries, z(self.alpha)
        lines = [Line(_EFFICACY.label, tuple(zip(plan.information, plan.z, strict=True)), "dots")]
        floors = tuple((t, one) for t, one in zip(plan.information, self._floors, strict=False) if one is not None)
        if floors:
            lines.append(Line(_FUTILITY.label, (*floors, (1.0, plan.z[-1])), "dots"))
        ends = {"first": plan.z[0], "last": plan.z[-1], "alone": alone}
        said = {name: Value(one, Unit.STATISTIC) for name, one in ends.items()}
        return Plot(
            _INFORMATION,
            Column(_STATISTIC, Unit.STATISTIC),
            tuple(lines),
            Phrase(_ALT, said),
            (Mark(Phrase(_ALONE, {"alone": said["alone"]}), y=alone),),
        )

    def stopping(self) -> Exhibit:
        """The chance of each end at each look, under both hypotheses, and the expected number."""
        plan, columns = self.boundaries, [(_INFORMATION, self.boundaries.information)]
        for drift, words, summed in ((self.drift, _UNDER, True), (0.0, _UNDER_NULL, False)):
            claimed = crossing(plan, drift)
            columns.append((words[0], tuple(float(one) for one in claimed)))
            if summed:
                columns.append((_CUMULATIVE, tuple(float(one) for one in np.cumsum(claimed))))
            if plan.futility:
                columns.append((words[1], (*(float(one) for one in giving_up(plan, drift)), None)))  # type: ignore[arg-type]
        return Exhibit(
            "stopping",
            _STOPPING,
            tuple(column for column, _ in columns),
            tuple(zip(*(cells for _, cells in columns), strict=True)),
            note=Phrase(self._expected_words(), self.expected()),
        )

    def _expected_words(self) -> Text:
        said = _MEAN_EVENTS if self.counts_events else _MEAN
        if not self.boundaries.futility or self.binding:
            return said
        return Text(fr=f"{said.fr} {_SUPPOSED.fr}", en=f"{said.en} {_SUPPOSED.en}")

    def expected(self) -> dict[str, Value | Text]:
        """The expected number under the alternative and on the null boundary, beside the largest."""
        under, null = (self.most * float(expected_information(self.boundaries, one)) for one in (self.drift, 0.0))
        return {name: Value(one, Unit.COUNT) for name, one in (("under", under), ("null", null), ("most", self.most))}


_LOOKS = Text(fr="Analyses prévues et bornes", en="Planned analyses and boundaries")
_BOUNDARIES = Text(
    fr="Bornes de la statistique de test selon l'information recueillie",
    en="Boundaries of the test statistic by information collected",
)
_STOPPING = Text(
    fr="Probabilité de chaque issue à chaque analyse, à l'effectif retenu",
    en="Probability of each outcome at each analysis, at the size retained",
)
_INFORMATION = Column(Text(fr="Information recueillie", en="Information collected"), Unit.PROPORTION, 4)
_PARTICIPANTS = Column(Text(fr="Participants analysés", en="Participants analysed"), Unit.COUNT, 4)
_EVENTS = Column(Text(fr="Événements", en="Events"), Unit.COUNT, 4)
_EFFICACY = Column(Text(fr="Borne d'efficacité (z)", en="Efficacy boundary (z)"), Unit.STATISTIC, 4)
_FUTILITY = Column(Text(fr="Borne de futilité (z)", en="Futility boundary (z)"), Unit.STATISTIC, 4)
_P = Column(Text(fr="p unilatéral à atteindre", en="One-sided p to reach"), Unit.NUMBER, 4)
_EFFECT = Text(fr="Effet observé à atteindre", en="Observed effect to reach")
_FUTILE_EFFECT = Text(fr="Effet au seuil de futilité", en="Effect at the futility boundary")
_SPENT = Column(Text(fr="Risque alpha dépensé, cumulé", en="Alpha spent, cumulative"), Unit.PROPORTION, 4)
_STATISTIC = Text(fr="Statistique de test (z)", en="Test statistic (z)")
_ALONE = Text(fr="une seule analyse : {alone}", en="a single analysis: {alone}")
_ALT = Text(
    fr="Bornes de z selon l'information : la borne d'efficacité passe de {first} à la première analyse à {last} à la dernière ; la valeur "
    "critique d'une analyse unique est {alone}.",
    en="Boundaries of z by information: the efficacy boundary goes from {first} at the first analysis to {last} at the last; the critical "
    "value of a single analysis is {alone}.",
)
_CUMULATIVE = Column(Text(fr="Puissance cumulée", en="Cumulative power"), Unit.PROPORTION, 4)
_UNDER = (
    Column(Text(fr="Conclure, hypothèse retenue", en="Claim, under the alternative"), Unit.PROPORTION, 5),
    Column(
        Text(fr="Arrêt pour futilité, hypothèse retenue", en="Stop for futility, under the alternative"),
        Unit.PROPORTION,
        5,
    ),
)
_UNDER_NULL = (
    Column(Text(fr="Conclure, hypothèse nulle", en="Claim, under the null hypothesis"), Unit.PROPORTION, 5),
    Column(
        Text(fr="Arrêt pour futilité, hypothèse nulle", en="Stop for futility, under the null hypothesis"),
        Unit.PROPORTION,
        5,
    ),
)
_MEAN = Text(
    fr="Nombre moyen de participants analysés : {under} sous l'hypothèse retenue, {null} sous l'hypothèse nulle, pour un maximum de {most}.",
    en="Average number of participants analysed: {under} under the alternative, {null} under the null hypothesis, out of at most {most}.",
)
_MEAN_EVENTS = Text(
    fr="Nombre moyen d'événements : {under} sous l'hypothèse retenue, {null} sous l'hypothèse nulle, pour un maximum de {most}.",
    en="Average number of events: {under} under the alternative, {null} under the null hypothesis, out of at most {most}.",
)
_SUPPOSED = Text(
    fr="Ces probabilités supposent que l'étude s'arrête quand elle franchit une borne de futilité ; le risque alpha, lui, est tenu même si "
    "elle continue.",
    en="These probabilities suppose that the study stops when it crosses a futility boundary; alpha is held even if it goes on.",
)
_SCALE = Text(
    fr="À l'analyse, c'est z, ou p, qui est comparé à la borne ; l'effet à atteindre suppose la variabilité prévue.",
    en="At the analysis it is z, or p, that is compared with the boundary; the effect to reach supposes the planned variability.",
)
_MOVED = Text(
    fr="Si une analyse a lieu à une autre part de l'information, sa borne est recalculée par la même fonction de dépense.",
    en="If an analysis takes place at another share of the information, its boundary is computed again by the same spending function.",
)
_FIXED = Text(
    fr="Ces bornes supposent les analyses faites aux parts d'information prévues.",
    en="These boundaries suppose that the analyses take place at the planned shares of the information.",
)
