"""Readers against cases: what each number of readers asks of cases for the same power, and the cheapest of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from stats.costs import Costs
from stats.exhibit import Cell, Column, Exhibit, Line, Mark, Plot, Words
from stats.formulas.readers.reader_words import FEW_READERS
from stats.quantities import Unit, Value
from stats.refusal import Refusal
from stats.result import SampleSize
from stats.solver import solve, with_value
from stats.text import Phrase, Text

if TYPE_CHECKING:
    from stats.formulas.readers.reader_study import ReaderStudy

FRONTIER = "readers-by-cases"
_LADDER = (2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50)
_MOST = 100  # readers of a study that can be imagined
_BESIDE = 4  # rungs shown on either side of the plan
_TALLEST = 4  # cases drawn, in multiples of those of the plan


@dataclass(frozen=True, slots=True)
class Rung:
    """One number of readers: the most power that any number of cases gives, and the study that reaches the target, if any."""

    readers: int
    ceiling: float
    found: SampleSize | None
    readings_per_case: int  # of each reader

    @property
    def readings(self) -> int:
        """Readings of the whole study."""
        return self.readings_per_case * self.readers * self.found.enrolled if self.found else 0

    def cost(self, costs: Costs) -> float | None:
        """Cost of the study; None when there is none."""
        return costs.of(self.readers, self.found.enrolled, self.readings) if self.found else None


def ladder(present: int) -> tuple[int, ...]:
    """Numbers of readers to compare with the present one."""
    values = sorted({*_LADDER, present})
    place = values.index(present)
    return tuple(values[max(place - _BESIDE, 0) : place + _BESIDE + 1])


def fewest_readers(design: ReaderStudy, power: float) -> int | None:
    """The fewest readers with whom some number of cases reaches a power."""
    for readers in range(round(design.readers), _MOST + 1):
        other: ReaderStudy | None = with_value(design, "readers", readers)  # type: ignore[assignment]
        if other is not None and other.best_power >= power:
            return readers
    return None


@lru_cache(maxsize=1024)
def rung(found: SampleSize, readers: int) -> Rung | None:
    """The study of another number of readers at the same target; None when the number has no meaning."""
    design: ReaderStudy | None = with_value(found.design, "readers", readers)  # type: ignore[assignment]
    if design is None:
        return None
    try:
        other = found if readers == found.design.readers else solve(design, found.target, flow=found.flow)  # type: ignore[attr-defined]
    except Refusal:
        other = None
    return Rung(readers, design.best_power, other, design.readings_per_case)


def rungs(found: SampleSize, values: tuple[int, ...]) -> tuple[Rung, ...]:
    """The studies of several numbers of readers, in their order."""
    return tuple(one for value in values if (one := rung(found, value)))


def cheapest(found: SampleSize, costs: Costs) -> Rung | None:
    """The least expensive number of readers: the best rung of the whole ladder, then its neighbours one by one.

    Fewer than five readers are not advised: they count only if the plan already has as few.
    """
    present = round(found.design.readers)  # type: ignore[attr-defined]
    least = _fewest(present)
    coarse = rungs(found, tuple(sorted({*(one for one in _LADDER if one >= least), present})))
    best = _least(coarse, costs)
    if best is None:
        return None
    values = [one.readers for one in coarse]
    around = {n for low, high in pairwise(values) if best.readers in (low, high) for n in range(low + 1, high)}
    return _least((*coarse, *rungs(found, tuple(sorted(around)))), costs)


def _wall(found: SampleSize, least: int) -> Rung | None:
    """The most readers, fewer than those shown, with whom no number of cases is enough."""
    fewer = (rung(found, value) for value in reversed(_LADDER) if value < least)
    return next((one for one in fewer if one and one.found is None), None)


def _fewest(present: int) -> int:
    return min(FEW_READERS, present)


def _least(known: tuple[Rung, ...], costs: Costs) -> Rung | None:
    priced = [(cost, one.readers, one) for one in known if (cost := one.cost(costs)) is not None]
    return min(priced, key=lambda one: one[:2])[2] if priced else None


def frontier_exhibit(found: SampleSize, costs: Costs | None = None, warning: Text | None = None) -> Exhibit:
    """The table of readers against cases, its curve and, with unit costs, its cheapest point.

    warning: what the size retained must not be used without
    """
    design: ReaderStudy = found.design  # type: ignore[assignment]
    present = round(design.readers)
    best = cheapest(found, costs) if costs and costs.given else None
    shown = {one.readers: one for one in rungs(found, ladder(present))} | ({best.readers: best} if best else {})
    if shown[min(shown)].found and (wall := _wall(found, min(shown))):
        shown[wall.readers] = wall
    lines = tuple(shown[value] for value in sorted(shown))
    columns, rows = _table(found, lines, costs if best else None)
    return Exhibit(
        name=FRONTIER,
        title=_TITLE,
        columns=columns,
        rows=rows,
        retained=[one.readers for one in lines].index(present),
        note=_note(found, shown[present], best, costs, warning),
        plot=_plot(found, lines, best if best and best.readers != present else None),
        plot_title=_PLOT_TITLE,
    )


def _table(
    found: SampleSize, lines: tuple[Rung, ...], costs: Costs | None
) -> tuple[tuple[Column, ...], tuple[tuple[Cell, ...], ...]]:
    """The columns that say something, and a row for each number of readers."""
    parted = len(found.enrolled_arms) > 1
    capped = _has_ceiling(found)
    columns = [_READERS, _CASES, *([_PARTS] if parted else []), _READINGS]
    columns += ([_CEILING] if capped else []) + ([_COST] if costs else [])
    rows = []
    for one in lines:
        cells: list[Cell] = [one.readers]
        if one.found is None:
            cells += [_ADD, *([None] if parted else []), None]
        else:
            cells += [one.found.enrolled]
            cells += [_parts(one.found)] if parted else []
            cells += [one.readings]
        cells += [_capped(one.ceiling)] if capped else []
        cells += [one.cost(costs)] if costs else []
        rows.append(tuple(cells))
    return tuple(columns), tuple(rows)


def _parts(found: SampleSize) -> Words:
    sizes = {f"n{place}": Value(arm.size, Unit.COUNT) for place, arm in enumerate(found.enrolled_arms)}
    said = " / ".join(f"{{{name}}}" for name in sizes)
    return Phrase(Text(fr=said, en=said), sizes)


def _capped(power: float) -> Cell:
    return _ALMOST_SURE if power > 0.999 else power


def _note(
    found: SampleSize, present: Rung, best: Rung | None, costs: Costs | None, warning: Text | None = None
) -> Words:
    values = {"target": Value(found.target, Unit.PROPORTION)}
    said = [*([warning] if warning else []), _EACH, *([_CAPPED] if _has_ceiling(found) else [])]
    if best is not None and costs is not None:
        said += [_COUNTED, _PLAN_IS_CHEAPEST if best.readers == present.readers else _CHEAPEST]
        values |= {name: Value(getattr(costs, name) or 0, Unit.EUROS) for name in Costs.model_fields}
        values |= {
            "least": Value(_fewest(present.readers), Unit.COUNT),
            "readers": Value(best.readers, Unit.COUNT),
            "cases": Value(best.found.enrolled if best.found else 0, Unit.COUNT),
            "cost": Value(best.cost(costs) or 0, Unit.EUROS),
            "present": Value(present.cost(costs) or 0, Unit.EUROS),
        }
    return Phrase(Text(fr=" ".join(one.fr for one in said), en=" ".join(one.en for one in said)), values)


def _has_ceiling(found: SampleSize) -> bool:
    return getattr(found.design, "inference", "") != "fixed_readers"


def _plot(found: SampleSize, lines: tuple[Rung, ...], best: Rung | None) -> Plot:
    reached = [(one.readers, one.found.enrolled) for one in lines if one.found]
    drawn = tuple((float(a), float(b)) for a, b in reached if b <= _TALLEST * found.enrolled)
    readers = float(found.design.readers)  # type: ignore[attr-defined]
    marks = [Mark(_RETAINED, readers, float(found.enrolled))]
    if best is not None and best.found is not None:
        marks.append(Mark(_CHEAPEST_MARK, float(best.readers), float(best.found.enrolled)))
    least, most = reached[0], reached[-1]
    alt = Phrase(
        _ALT,
        {
            "target": Value(found.target, Unit.PROPORTION),
            "few": Value(least[0], Unit.COUNT),
            "many_cases": Value(least[1], Unit.COUNT),
            "many": Value(most[0], Unit.COUNT),
            "few_cases": Value(most[1], Unit.COUNT),
        },
    )
    return Plot(_READERS, _CASES, (Line(_CASES.label, drawn, "dots"),), alt, tuple(marks))


_TITLE = Text(
    fr="Nombre de cas nécessaire selon le nombre de lecteurs", en="Number of cases needed by number of readers"
)
_PLOT_TITLE = Text(fr="Cas nécessaires selon le nombre de lecteurs", en="Cases needed by number of readers")
_READERS = Column(Text(fr="Lecteurs", en="Readers"), Unit.COUNT, 4)
_CASES = Column(Text(fr="Cas à inclure", en="Cases to enrol"), Unit.COUNT, 6)
_PARTS = Column(Text(fr="Malades / non-malades", en="Diseased / non-diseased"), Unit.NUMBER, 5)
_READINGS = Column(Text(fr="Lectures", en="Readings"), Unit.COUNT, 4)
_CEILING = Column(Text(fr="Plafond de puissance", en="Power ceiling"), Unit.PROPORTION, 5)
_COST = Column(Text(fr="Coût (euros)", en="Cost (euros)"), Unit.COUNT, 5)
_ADD = Text(fr="ajouter des lecteurs", en="add readers")
_ALMOST_SURE = Text(fr="> 99,9 %", en="> 99.9%")
_RETAINED = Text(fr="plan retenu", en="plan retained")
_CHEAPEST_MARK = Text(fr="le moins cher", en="cheapest")
_EACH = Text(
    fr="Chaque ligne donne le nombre de cas qui atteint une puissance de {target}, toutes les autres hypothèses restant les mêmes ; en "
    "gras, le plan retenu.",
    en="Each row gives the number of cases that reaches a power of {target}, all other assumptions unchanged; in bold, the plan "
    "retained.",
)
_CAPPED = Text(
    fr="Le plafond de puissance est celui qu'aucun nombre de cas ne dépasse avec ces lecteurs.",
    en="The power ceiling is the power that no number of cases exceeds with these readers.",
)
_COUNTED = Text(
    fr="Coûts comptés : {reader} par lecteur, {case} par cas, {reading} par lecture.",
    en="Costs counted: {reader} per reader, {case} per case, {reading} per reading.",
)
_CHEAPEST = Text(
    fr="Parmi les plans d'au moins {least} lecteurs, le moins cher en réunit {readers}, avec {cases} cas, pour {cost} ; le plan retenu coûte "
    "{present}.",
    en="Among the plans with at least {least} readers, the cheapest has {readers} of them, with {cases} cases, for {cost}; the plan retained costs "
    "{present}.",
)
_PLAN_IS_CHEAPEST = Text(
    fr="Le plan retenu ({readers} lecteurs et {cases} cas, pour {cost}) est le moins cher de ceux d'au moins {least} lecteurs.",
    en="The plan retained ({readers} readers and {cases} cases, for {cost}) is the cheapest of those with at least {least} readers.",
)
_ALT = Text(
    fr="Pour une puissance de {target}, le nombre de cas passe de {many_cases} avec {few} lecteurs à {few_cases} avec {many} lecteurs.",
    en="For a power of {target}, the number of cases goes from {many_cases} with {few} readers to {few_cases} with {many} readers.",
)
