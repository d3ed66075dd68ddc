"""What a group-sequential plan shows: its boundaries on every scale, the chances of stopping at each look, the plot of the boundaries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from stats.exhibit import Cell, Column, Exhibit, Line, Mark, Plot, Words
from stats.formulas.combined.sequential import NEVER, Boundaries, crossing, expected_information, giving_up
from stats.normal import z
from stats.quantities import Unit, Value
from stats.text import Phrase, Text

NEVER_FUTILE = (
    -5.5
)  # a futility bound below it stops nobody, an efficacy bound above the next is never crossed: not printed
Effects = tuple[float | None, ...]  # the observed effects that bounds on z stand for, where known


@dataclass(frozen=True)
class Planned:
    """A plan at a size: its boundaries, its drift, and what is counted at each look (participants, or events)."""

    boundaries: Boundaries
    drift: float
    whole: Callable[[float], int]
    most: float
    counts_events: bool
    effects: Effects
    futility_effects: Effects
    months: Effects  # since the first inclusion, at which each look is expected, where known
    accrual: float | None  # how long participants are included, in months, where the design knows it
    effect_unit: Unit
    futility_spent: tuple[float, ...]  # after each look before the last, by bounds that spend a probability
    spent_under_null: bool  # a probability of stopping under the null hypothesis, rather than beta
    alpha: float
    spends: bool  # a spending function, whose looks may move
    binding: bool

    @property
    def _floors(self) -> tuple[float | None, ...]:
        """The futility bound of each look before the last, where there is one."""
        return tuple(one if one > NEVER_FUTILE else None for one in self.boundaries.futility)

    @property
    def _heights(self) -> tuple[float | None, ...]:
        """The efficacy bound of each look that may claim."""
        return tuple(one if one < NEVER else None for one in self.boundaries.z)

    def exhibits(self) -> tuple[Exhibit, ...]:
        """The efficacy boundaries with their plot, the futility bounds when there are some, the chances of a claim."""
        return (
            self._looks(),
            *((self._futility(),) if any(one is not None for one in self._floors) else ()),
            self._claims(),
        )

    def _looks(self) -> Exhibit:
        """Each look: information, participants or events, z, p, effect, risk spent."""
        plan, reached = self.boundaries, self.effects
        counted = _EVENTS if self.counts_events else _PARTICIPANTS
        columns: list[tuple[Column, tuple[Cell, ...]]] = [
            (_INFORMATION, plan.information),
            (counted, tuple(float(self.whole(t * self.most)) for t in plan.information)),
            *(((_MONTH, tuple(round(one or 0.0, 1) for one in self.months)),) if self._dated else ()),
            (_EFFICACY, self._heights),
            (_P, self._where(self._heights, plan.p)),
        ]
        if any(one is not None for one in reached):
            columns.append((Column(_EFFECT, self.effect_unit, 5), self._where(self._heights, reached)))
        columns.append((_SPENT, plan.spent))
        return _table(
            "looks",
            _LOOKS,
            columns,
            note=self._reading(any(one is not None for one in reached)),
            plot=self._plot() if len(plan.z) > 1 else None,
            plot_title=_BOUNDARIES,
        )

    @staticmethod
    def _where(bounds: tuple[float | None, ...], cells: tuple[float | None, ...]) -> tuple[float | None, ...]:
        return tuple(None if bound is None else cell for bound, cell in zip(bounds, cells, strict=True))

    def _reading(self, effects: bool) -> Words:
        parts = [_SCALE] if effects else []
        parts += [_MOVED] if self.spends else [_FIXED]
        values: dict[str, Value | Text] = {}
        if self._dated and self.accrual:
            included = min((self.months[0] or 0.0) / self.accrual, 1.0)
            values = {"accrual": Value(self.accrual, Unit.MONTHS)}
            parts.append(_EXPECTED)
            if len(self.months) > 1:
                parts.append(_INCLUDED if included == 1 else _INCLUDING)
                values |= {} if included == 1 else {"included": Value(round(included, 2), Unit.PROPORTION)}
        return Phrase(Text(fr=" ".join(one.fr for one in parts), en=" ".join(one.en for one in parts)), values)

    @property
    def _dated(self) -> bool:
        return all(one is not None for one in self.months)

    def _plot(self) -> Plot:
        plan, alone = self.boundaries, z(self.alpha)
        heights = tuple((t, one) for t, one in zip(plan.information, self._heights, strict=True) if one is not None)
        lines = [Line(_EFFICACY.label, heights, "dots")]
        floors = tuple((t, one) for t, one in zip(plan.information, self._floors, strict=False) if one is not None)
        if floors:
            lines.append(Line(_FUTILITY.label, (*floors, (1.0, plan.z[-1])), "dots"))
        ends = {"first": heights[0][1], "last": plan.z[-1], "alone": alone}
        said = {name: Value(one, Unit.STATISTIC) for name, one in ends.items()}
        return Plot(
            _INFORMATION,
            Column(_STATISTIC, Unit.STATISTIC),
            tuple(lines),
            Phrase(_ALT, said),
            (Mark(Phrase(_ALONE, {"alone": said["alone"]}), y=alone),),
        )

    def _futility(self) -> Exhibit:
        """Each look that may stop for futility: z, effect, the chance of stopping under both hypotheses."""
        plan, effects = self.boundaries, self.futility_effects
        kept = [place for place, one in enumerate(self._floors) if one is not None]
        under, null = (giving_up(plan, one) for one in (self.drift, 0.0))
        columns: list[tuple[Column, tuple[Cell, ...]]] = [
            (_INFORMATION, tuple(plan.information[place] for place in kept)),
            (_FUTILITY, tuple(plan.futility[place] for place in kept)),
        ]
        if any(one is not None for one in effects):
            columns.append((Column(_FUTILE_EFFECT, self.effect_unit, 5), tuple(effects[place] for place in kept)))
        columns += [
            (_STOP, tuple(float(under[place]) for place in kept)),
            (_STOP_NULL, tuple(float(null[place]) for place in kept)),
        ]
        if self.futility_spent:
            head = _SPENT_NULL if self.spent_under_null else _SPENT_BETA
            columns.append((head, tuple(self.futility_spent[place] for place in kept)))
        return _table("futility-bounds", _FUTILE, columns, note=None if self.binding else _SUPPOSED)

    def _claims(self) -> Exhibit:
        """The chance of a claim at each look under both hypotheses, and the expected number."""
        claimed, null = (crossing(self.boundaries, one) for one in (self.drift, 0.0))
        columns: list[tuple[Column, tuple[Cell, ...]]] = [
            (_INFORMATION, self.boundaries.information),
            (_CLAIM, tuple(float(one) for one in claimed)),
            (_CUMULATIVE, tuple(float(one) for one in np.cumsum(claimed))),
            (_CLAIM_NULL, tuple(float(one) for one in null)),
            (_CUMULATIVE_NULL, tuple(float(one) for one in np.cumsum(null))),
        ]
        said = _MEAN_EVENTS if self.counts_events else _MEAN
        return _table("claims-by-look", _STOPPING, columns, note=Phrase(said, self.expected()))

    def expected(self) -> dict[str, Value | Text]:
        """The expected number under the alternative and on the null boundary, beside the largest."""
        under, null = (self.most * float(expected_information(self.boundaries, one)) for one in (self.drift, 0.0))
        return {name: Value(one, Unit.COUNT) for name, one in (("under", under), ("null", null), ("most", self.most))}


def _table(name: str, title: Text, columns: list[tuple[Column, tuple[Cell, ...]]], **more: Any) -> Exhibit:
    """A table from its columns."""
    heads, cells = zip(*columns, strict=True)
    return Exhibit(name, title, heads, tuple(zip(*cells, strict=True)), **more)


_LOOKS = Text(fr="Analyses prévues et bornes d'efficacité", en="Planned analyses and efficacy boundaries")
_FUTILE = Text(
    fr="Bornes de futilité et probabilité de s'arrêter à chaque analyse",
    en="Futility boundaries and probability of stopping at each analysis",
)
_BOUNDARIES = Text(
    fr="Bornes de la statistique de test selon l'information recueillie",
    en="Boundaries of the test statistic by information collected",
)
_STOPPING = Text(
    fr="Probabilité de conclure à l'efficacité à chaque analyse, à l'effectif retenu",
    en="Probability of an efficacy claim at each analysis, at the size retained",
)
_INFORMATION = Column(Text(fr="Information recueillie", en="Information collected"), Unit.PROPORTION, 4)
_PARTICIPANTS = Column(Text(fr="Participants analysés", en="Participants analysed"), Unit.COUNT, 4)
_EVENTS = Column(Text(fr="Événements", en="Events"), Unit.COUNT, 4)
_MONTH = Column(Text(fr="Mois prévu", en="Expected month"), Unit.NUMBER, 3)
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
_CLAIM = Column(Text(fr="Conclure, hypothèse retenue", en="Claim, alternative"), Unit.PROPORTION, 4)
_CUMULATIVE = Column(Text(fr="Puissance cumulée", en="Cumulative power"), Unit.PROPORTION, 4)
_CLAIM_NULL = Column(Text(fr="Conclure, hypothèse nulle", en="Claim, null hypothesis"), Unit.PROPORTION, 4)
_CUMULATIVE_NULL = Column(
    Text(fr="Risque cumulé, hypothèse nulle", en="Cumulative error, null hypothesis"), Unit.PROPORTION, 4
)
_STOP = Column(Text(fr="Arrêt, hypothèse retenue", en="Stop, alternative"), Unit.PROPORTION, 4)
_STOP_NULL = Column(Text(fr="Arrêt, hypothèse nulle", en="Stop, null hypothesis"), Unit.PROPORTION, 4)
_SPENT_BETA = Column(Text(fr="Risque bêta dépensé, cumulé", en="Beta spent, cumulative"), Unit.PROPORTION, 4)
_SPENT_NULL = Column(
    Text(fr="Dépensé sous l'hypothèse nulle, cumulé", en="Spent under the null hypothesis, cumulative"),
    Unit.PROPORTION,
    4,
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
    fr="Les probabilités et les nombres moyens supposent que l'étude s'arrête quand elle passe sous une borne de futilité ; le risque alpha, "
    "lui, est tenu même si elle continue.",
    en="Probabilities and average numbers suppose that the study stops when it falls below a futility boundary; alpha is held even if it "
    "goes on.",
)
_SCALE = Text(
    fr="À l'analyse, c'est z, ou p, qui est comparé à la borne ; l'effet à atteindre suppose la variabilité prévue.",
    en="At the analysis it is z, or p, that is compared with the boundary; the effect to reach supposes the planned variability.",
)
_MOVED = Text(
    fr="Si une analyse a lieu à une autre part de l'information, sa borne est recalculée par la même fonction de dépense.",
    en="If an analysis takes place at another share of the information, its boundary is computed again by the same spending function.",
)
_EXPECTED = Text(
    fr="Les mois, comptés depuis la première inclusion, sont ceux auxquels ces événements sont attendus sous l'hypothèse retenue, avec "
    "des inclusions à rythme constant sur {accrual} ; c'est le nombre d'événements, non la date, qui déclenche une analyse.",
    en="The months, counted from the first inclusion, are those at which these events are expected under the alternative, with "
    "inclusions at a constant rate over {accrual}; it is the number of events, not the date, that triggers an analysis.",
)
_INCLUDED = Text(
    fr="Tous les participants seront inclus avant la première : un arrêt précoce raccourcit l'étude, sans épargner d'inclusions.",
    en="All participants will be included before the first: an early stop shortens the study and spares no inclusion.",
)
_INCLUDING = Text(
    fr="À la première, {included} des participants seront inclus.",
    en="At the first, {included} of the participants will be included.",
)
_FIXED = Text(
    fr="Ces bornes supposent les analyses faites aux parts d'information prévues.",
    en="These boundaries suppose that the analyses take place at the planned shares of the information.",
)
