"""Adopting a design: the plan, the calculation and a first wording of the choice, without losing what was typed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from protocols.advice import Advice, Option
from protocols.advice.catalogue import entries, roles
from protocols.claims_order import medical_first
from protocols.model.section import Section
from protocols.model.situation import Situation
from protocols.model.sizing import Assumption, Sizing
from protocols.protocol import Protocol
from stats.text import LANGUAGES, Language, Text

_BETWEEN = {"fr": "\u00a0: ", "en": ": "}


def adopt(protocol: Protocol, advice: Advice, id: str) -> Protocol:
    """The protocol with a proposed design: type of study, calculation, numbers, and the text of the choice where it is not written.

    A medical claim typed after the cost comes first. Assumptions of other calculations stay in the register; the source of what is carried is left empty, so that it stands out.
    Raises KeyError when the design is not among the options.
    """
    protocol = medical_first(protocol)
    option = {one.entry.id: one for one in advice.options}[id]
    changed = protocol.changed("plan", "type", option.entry.plan)
    for field, value in option.entry.endpoint.items():
        changed = changed.changed("endpoints", field, value)
    sizing = Sizing.model_validate(_sizing(protocol.sizing, option).model_dump())
    situation = _worded(protocol.situation, advice, option, protocol.language)
    return changed.model_copy(update={"sizing": sizing, "situation": situation})


def _sizing(present: Sizing, option: Option) -> Sizing:
    new = option.calculation.sizing
    changed: dict[str, Any] = {
        "kind": new.kind,
        "goal": new.goal,
        "target": new.target,
        "choices": new.choices,
        "assumptions": _carried(present.assumptions, new.assumptions),
    }
    if new.has_claims:
        built = ("extension", "others", "rule", "procedure", "correlation", "correlations")
        changed |= {name: getattr(new, name) for name in built}
    elif present.has_claims:  # what was typed for other claims stays, unused
        changed["extension"] = "none"
    return present.model_copy(update=changed)


def _carried(present: Mapping[str, Assumption], new: Mapping[str, Assumption]) -> dict[str, Assumption]:
    return {**present, **{name: _line(present.get(name), line) for name, line in new.items()}}


def _line(known: Assumption | None, new: Assumption) -> Assumption:
    """The line of the register when it says the same number: its range and its source stay."""
    return known if known is not None and known.value == new.value and known.values == new.values else new


def _worded(situation: Situation, advice: Advice, option: Option, language: Language) -> Situation:
    """The choice in words; what the author wrote herself stays."""
    proposed = {
        "ideal": advice.ideal[language] if advice.ideal else None,
        "distance": option.entry.distance[language],
        "alternatives": _alternatives(advice, option, language),
    }
    kept = {name: value for name, value in proposed.items() if _ours(situation, name)}
    updated: Section = type(situation).model_validate(situation.model_dump() | kept | {"adopted": option.entry.id})
    assert isinstance(updated, Situation)
    return updated


def _alternatives(advice: Advice, option: Option, language: Language) -> tuple[str, ...]:
    others = [(one.entry.title, one.step or one.entry.cannot) for one in advice.options if one is not option]
    others += [(one.entry.title, one.reason) for one in advice.rejected]
    return tuple(f"{title[language]}{_BETWEEN[language]}{reason[language]}" for title, reason in others)


def _ours(situation: Situation, name: str) -> bool:
    """Whether a text is empty, or still the wording of an earlier adoption."""
    value = getattr(situation, name)
    if not value:
        return True
    if name == "alternatives":
        return isinstance(value, tuple) and all(_begins(line) for line in value)
    known = [one.ideal for one in roles().values()] if name == "ideal" else [one.distance for one in entries().values()]
    return any(value == said[language] for said in known for language in LANGUAGES)


def _begins(line: str) -> bool:
    return any(line.startswith(_start(one.title, language)) for one in entries().values() for language in LANGUAGES)


def _start(title: Text, language: Language) -> str:
    return title[language] + _BETWEEN[language]
