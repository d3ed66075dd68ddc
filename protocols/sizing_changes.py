"""What changed in the sizing between two states: the number of participants, the goal, each assumption with its unit.

What is compared is what the calculation uses: a value left empty counts as the convention it stands for, and what was
typed for a design that is no longer chosen counts for nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from protocols.combining import LISTS, averaged, correlations_of, lists_of, looks_in_use, procedure_of
from protocols.compared import Amount, Amounts, Said, Span, both
from protocols.excerpts import passages
from protocols.model.asking import Ask
from protocols.model.sizing import SOURCES, Assumption, Calculation, Decisions, Sizing
from protocols.protocol import Protocol
from stats.card import Attained
from stats.costs import Costs
from stats.design import Design
from stats.flow import Flow
from stats.frozen import Frozen
from stats.goals import GOAL_LABELS, Equivalence, NonInferiority, Precision, Reach, Superiority, SuperiorityByMargin
from stats.quantities import Quantity, Series, Unit
from stats.registry import design_class
from stats.result import SampleSize
from stats.text import Text

# A margin is counted on the scale of the effect that the design measures.
_GOALS: dict[str, type[Frozen]] = {
    "superiority": Superiority,
    "superiority_by_margin": SuperiorityByMargin,
    "non_inferiority": NonInferiority,
    "equivalence": Equivalence,
    "precision": Precision,
    "reach": Reach,
}
_ANALYSED = Text(fr="Participants analysés", en="Participants analysed")
_ENROLLED = Text(fr="Participants à inclure", en="Participants to enrol")
_DESIGN = Text(fr="Plan de calcul", en="Sample-size design")
_GOAL = Text(fr="Objectif statistique", en="Statistical goal")
_SIDES = Text(fr="Test", en="Test")
_SIDE = {1: Text(fr="unilatéral", en="one-sided"), 2: Text(fr="bilatéral", en="two-sided")}
_POWER = Text(fr="Puissance visée", en="Target power")
_WIDTH = Text(fr="Largeur totale maximale de l'intervalle", en="Largest full width of the interval")
_SHARE = Text(fr="Probabilité ou part visée", en="Target probability or share")
_TARGETS = {Attained.POWER: _POWER, Attained.WIDTH: _WIDTH, Attained.SHARE: _SHARE}
_PLANNED = Text(fr="Nombre d'inclusions finalement prévu", en="Number of enrolments finally planned")
_PLANNED_REASON = Text(fr="Raison de l'écart avec le calcul", en="Reason for the difference from the calculation")
_MARGIN_REASON = Text(fr="Justification de la marge", en="Justification of the margin")
_AIMED = Text(fr="Cible du calcul", en="Target of the calculation")
_ASSURANCE = Text(fr="assurance (puissance moyenne)", en="assurance (expected power)")
_AVERAGED = Text(fr="moyennée sur sa plage", en="averaged over its range")
_LOOKS = Text(fr="Analyses intermédiaires (part de l'information)", en="Interim looks (share of the information)")
_REVISION = Text(fr="Révision de l'effectif en cours d'étude", en="Revision of the size during the study")
_RANGE = Text(fr="plage plausible", en="plausible range")
_SOURCE = Text(fr="source", en="source")
_CITATION = Text(fr="référence", en="citation")
_SOURCE_YEAR = Text(fr="année de la source", en="year of the source")
_WHY = Text(fr="Deux états du protocole.", en="Two states of the protocol.")


@dataclass(frozen=True, slots=True)
class SizingChange:
    """One value of the sizing that is not the same in two states; `path` is the field under "sizing"."""

    path: str
    label: Text
    before: Said
    after: Said
    part: Text | None = None


def size_changes(before: Protocol, after: Protocol, sizes: tuple[Any, Any] | None = None) -> Iterator[SizingChange]:
    """The number of participants analysed and enrolled, None in a state where it cannot be calculated."""
    if before.sizing == after.sizing and before.endpoints.better == after.endpoints.better:
        return
    old, new = sizes or (before.sample_size(), after.sample_size())
    for path, label in (("analysed", _ANALYSED), ("enrolled", _ENROLLED)):
        was, now = _count(old, path), _count(new, path)
        if was != now:
            yield SizingChange(path, label, was, now)


def sizing_changes(before: Protocol, after: Protocol) -> Iterator[SizingChange]:
    """The design, the goal, the target, the assumptions, the losses, the planned number."""
    old, new = _values(before), _values(after)
    for key in [*new, *(key for key in old if key not in new)]:
        was, now = old.get(key), new.get(key)
        if was == now:
            continue
        if isinstance(was, str | None) and isinstance(now, str | None):  # a citation
            left, right = passages(was or "", now or "")
            was, now = left if was else None, right if now else None
        yield SizingChange(key[0], key[1], was, now, key[2])
    for path, label, was, now in _texts(before.sizing, after.sizing):
        if said := both(was, now, Ask(label, _WHY, "narrative")):
            yield SizingChange(path, label, *said)


def _count(size: Any, name: str) -> Amount | None:
    return Amount(getattr(size, name), Unit.COUNT) if isinstance(size, SampleSize) else None


Key = tuple[str, Text, Text | None]  # a quantity that another design calls otherwise is another line


def _values(protocol: Protocol) -> dict[Key, Said]:
    """What the calculation of a state uses, in the order of the form."""
    sizing, unit = protocol.sizing, (protocol.endpoints.unit or "").strip()
    model = sizing.chosen_design()
    found: dict[Key, Said] = {}
    if sizing.kind:
        found["kind", _DESIGN, None] = model.card.title if model else sizing.kind
    found |= _goal(sizing, model, unit)
    if sizing.target is not None:
        label = _TARGETS[model.card.attained] if model else _POWER
        scale = model.card.target_unit if model else Unit.PROPORTION
        found["target", label, None] = Amount(sizing.target, scale, _counted_in(scale, unit))
    found |= _register(sizing, model, unit)
    for name, quantity in Flow.quantities().items():
        default = Flow.model_fields[name].default
        found |= _line(f"flow.{name}", quantity, sizing.flow.get(name), default, unit)
    if model is not None and model.trade:
        for name, quantity in Costs.quantities().items():
            cost = getattr(sizing.costs, name)
            found[f"costs.{name}", quantity.label, None] = None if cost is None else Amount(cost, quantity.unit)
    if sizing.planned is not None:
        found["planned", _PLANNED, None] = Amount(sizing.planned, Unit.COUNT)
    found |= built_on(sizing)
    return {key: said for key, said in found.items() if said is not None}


def _register(sizing: Calculation, model: type[Design] | None, unit: str) -> dict[Key, Said]:
    """The assumptions and conventions of one question."""
    found: dict[Key, Said] = {}
    if model is not None:
        for name, quantity in model.quantities().items():
            default = None if model.model_fields[name].is_required() else model.model_fields[name].default
            found |= _line(f"assumptions.{name}", quantity, sizing.assumptions.get(name), default, unit)
        for name, series in model.series().items():
            found |= _list(f"assumptions.{name}", series, sizing.assumptions.get(name), unit)
        for name, choice in model.choices().items():
            chosen = sizing.choices.get(name) or model.model_fields[name].default
            found[f"choices.{name}", choice.label, None] = choice.options.get(chosen, chosen)
    return found


def question_values(asked: Calculation, unit: str) -> dict[Key, Said]:
    """What one question among several is made of: design, goal, assumptions, conventions."""
    model = asked.chosen_design()
    found: dict[Key, Said] = {}
    if asked.kind:
        found["kind", _DESIGN, None] = model.card.title if model else asked.kind
    return found | _goal(asked, model, unit) | _register(asked, model, unit)


def _goal(sizing: Calculation, model: type[Design] | None, unit: str) -> dict[Key, Said]:
    """The goal with the conventions it stands for where a risk is left empty."""
    if sizing.goal.kind is None:
        return {}
    found: dict[Key, Said] = {("goal.kind", _GOAL, None): GOAL_LABELS[sizing.goal.kind]}
    goal = _GOALS[sizing.goal.kind]
    given = sizing.goal.as_goal(None)
    for name, info in goal.model_fields.items():
        if name in ("kind", "better") or (model and name in model.unasked):
            continue
        value = given.get(name, None if info.is_required() else info.default)
        if name == "sides":
            found["goal.sides", _SIDES, None] = _SIDE[int(value or 2)]
        elif value is not None:
            quantity = next(mark for mark in info.metadata if isinstance(mark, Quantity))
            scale = quantity.unit
            if name.startswith("margin"):
                scale = model.card.margin_unit if model else Unit.NUMBER
            found[f"goal.{name}", quantity.label, None] = Amount(value, scale, _counted_in(scale, unit))
    if sizing.goal.kind in ("superiority_by_margin", "non_inferiority", "equivalence"):
        found["goal.sides", _SIDES, None] = _SIDE[1]
    return found


def _line(path: str, quantity: Quantity, line: Assumption | None, default: Any, of: str) -> dict[Key, Said]:
    """One line of the register: value, range, source, citation."""
    line = line or Assumption()
    of = _counted_in(quantity.unit, of)
    value = default if line.value is None else line.value
    found: dict[Key, Said] = {}
    found[f"{path}.value", quantity.label, None] = None if value is None else Amount(float(value), quantity.unit, of)
    if line.low is not None or line.high is not None:
        found[f"{path}.range", quantity.label, _RANGE] = Span(line.low, line.high, quantity.unit, of)
    found[f"{path}.source", quantity.label, _SOURCE] = SOURCES[line.source] if line.source else None
    found[f"{path}.source_year", quantity.label, _SOURCE_YEAR] = str(line.source_year) if line.source_year else None
    found[f"{path}.citation", quantity.label, _CITATION] = line.citation.strip() or None
    return found


def _list(path: str, series: Series, line: Assumption | None, of: str) -> dict[Key, Said]:
    """One line of the register whose value is a list."""
    line = line or Assumption()
    of = _counted_in(series.unit, of)
    found: dict[Key, Said] = {}
    found[f"{path}.values", series.label, None] = (
        Amounts(tuple(Amount(one, series.unit, of) for one in line.values)) if line.values else None
    )
    found[f"{path}.source", series.label, _SOURCE] = SOURCES[line.source] if line.source else None
    found[f"{path}.source_year", series.label, _SOURCE_YEAR] = str(line.source_year) if line.source_year else None
    found[f"{path}.citation", series.label, _CITATION] = line.citation.strip() or None
    return found


def built_on(sizing: Sizing) -> dict[Key, Said]:
    """Interim looks, a revision, other claims and beliefs, as they change the calculation."""
    found: dict[Key, Said] = {}
    if sizing.has_beliefs:
        found["extension", _AIMED, None] = _ASSURANCE
        found |= {("uncertain", sizing.quantities()[name].label, None): _AVERAGED for name in averaged(sizing)}
    if sizing.has_looks:
        found["interim.looks", _LOOKS, None] = Amounts(
            tuple(Amount(one, Unit.PROPORTION, "") for one in sizing.interim.looks)
        )
        decided, used = (
            _decided("interim", sizing.interim, design_class("group_sequential")),
            looks_in_use(sizing.interim),
        )
        found |= {key: one for key, one in decided.items() if key[0].removeprefix("interim.") in used}
    if sizing.has_revision:
        model = design_class("blinded_reestimation")
        found["extension", _REVISION, None] = model.card.title
        found |= _decided("reestimation", sizing.reestimation, model)
    if not sizing.has_claims:
        return found
    for place, claim in enumerate(sizing.others):
        head = claim.name.strip() or str(place + 2)
        for (path, label, part), said in question_values(claim, claim.unit.strip()).items():
            named = Text(fr=f"{head} : {label.fr}", en=f"{head}: {label.en}")
            found[f"others.{place}.{path}", named, part] = said
    if sizing.others:
        model = design_class("joint")
        for name, chosen in (("rule", sizing.rule), ("procedure", procedure_of(sizing))):
            options = model.choices()[name]
            found[name, options.label, None] = options.options.get(chosen, chosen)
        for name in lists_of(sizing):
            declared, listed = model.series()[LISTS[name]], getattr(sizing, name)
            if listed:
                found[name, declared.label, None] = Amounts(tuple(Amount(one, declared.unit, "") for one in listed))
        found |= _line("correlation", model.quantities()["correlation"], sizing.correlation, None, "")
        if pairs := correlations_of(sizing):
            declared = model.series()["correlations"]
            found["correlations", declared.label, None] = Amounts(
                tuple(Amount(one, declared.unit, "") for one in pairs)
            )
    return found


def _decided(path: str, decisions: Decisions, model: type[Design]) -> dict[Key, Said]:
    """What was decided of an extension, with the usual value where nothing was."""
    found: dict[Key, Said] = {}
    for name, chosen in decisions.chosen(model).items():
        choice = model.choices()[name]
        found[f"{path}.{name}", choice.label, None] = choice.options.get(chosen, chosen)
    for name, quantity in model.quantities().items():
        value = decisions.values.get(name, model.model_fields[name].default)
        found[f"{path}.{name}", quantity.label, None] = None if value is None else Amount(value, quantity.unit, "")
    for name, series in model.series().items():
        if listed := decisions.lists.get(name):
            found[f"{path}.{name}", series.label, None] = Amounts(tuple(Amount(one, series.unit, "") for one in listed))
    return found


def _counted_in(scale: Unit, unit: str) -> str:
    return unit if scale is Unit.ENDPOINT else ""


def _texts(old: Sizing, new: Sizing) -> Iterator[tuple[str, Text, str, str]]:
    yield "goal.margin_reason", _MARGIN_REASON, old.goal.margin_reason, new.goal.margin_reason
    yield "planned_reason", _PLANNED_REASON, old.planned_reason, new.planned_reason
