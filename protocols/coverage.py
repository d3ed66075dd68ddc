"""How far a protocol answers the checklists that concern it: item by item, at the stage of the protocol."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from protocols.checklists import Checklist, Item, checklists
from protocols.facts import Size
from protocols.model.design import RANDOMISED
from protocols.model.section import NotApplicable, is_empty
from protocols.protocol import Protocol
from stats.result import SampleSize
from stats.text import Language, Text


class Status(StrEnum):
    """What a protocol says on one item."""

    ANSWERED = "answered"
    NOT_APPLICABLE = "not applicable"
    PARTLY = "partly"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Answered:
    """What a protocol says on one item.

    where: fields that hold an answer, as "section.field"; missing: those still empty; reasons: why it does not apply
    """

    item: Item
    status: Status
    where: tuple[str, ...]
    missing: tuple[str, ...]
    reasons: tuple[Text | str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far a protocol answers a checklist."""

    checklist: Checklist
    items: tuple[Answered, ...]

    def count(self, *statuses: Status) -> int:
        """The items with one of these statuses."""
        return sum(one.status in statuses for one in self.items)

    @property
    def covered(self) -> int:
        """The items answered, or not applicable with a reason."""
        return self.count(Status.ANSWERED, Status.NOT_APPLICABLE)

    @property
    def uncovered(self) -> tuple[Answered, ...]:
        """The items partly answered or open."""
        return tuple(one for one in self.items if one.status in (Status.PARTLY, Status.OPEN))

    def as_data(self, language: Language) -> dict[str, Any]:
        """The coverage as plain data."""
        return {
            "checklist": self.checklist.name,
            "title": self.checklist.title[language],
            "edition": self.checklist.edition[language],
            "items": len(self.items),
            "covered": self.covered,
            **{status.name.lower(): self.count(status) for status in Status},
            "rows": [
                {
                    "item": one.item.number,
                    "asks": one.item.what[language],
                    "status": one.status.value,
                    "where": list(one.where),
                    "missing": list(one.missing),
                    "reasons": [said if isinstance(said, str) else said[language] for said in one.reasons],
                }
                for one in self.items
            ],
        }


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Items answered by something that is not a question, and whether it is there.

    path: stands for it where a question has "section.field"; anchor: of the heading that prints it
    """

    path: str
    anchor: str
    label: Text
    items: tuple[str, ...]
    there: Callable[[Protocol, Size], bool]


def _sized(protocol: Protocol, found: Size) -> bool:
    return isinstance(found, SampleSize)


def _summed_up(protocol: Protocol, found: Size) -> bool:
    """A synopsis is drawn from these answers: without one of them it has a hole in a row that is always read."""
    needed = (
        protocol.identification.title, protocol.identification.sponsor, protocol.device.name, protocol.objectives.primary,
        protocol.plan.type, protocol.population.inclusion, protocol.endpoints.name,
    )  # fmt: skip
    return _sized(protocol, found) and not any(is_empty(one) for one in needed)


ELSEWHERE = (
    Elsewhere(
        "synopsis",
        "synopsis",
        Text(fr="Synopsis", en="Synopsis"),
        ("spirit_2025:1b", "mdr_annex_xv:3.1.5", "iso_14155_annex_a:A.1.5", "stard_ai:2", "decide_ai:I"),
        _summed_up,
    ),
    Elsewhere(
        "sizing",
        "sample-size",
        Text(fr="Nombre de sujets nécessaire", en="Sample size"),
        ("spirit_2025:19", "mdr_annex_xv:3.7", "iso_14155_annex_a:A.7", "stard_ai:22"),
        _sized,
    ),
    Elsewhere(
        "references",
        "references",
        Text(fr="Références", en="References"),
        ("mdr_annex_xv:3.19", "iso_14155_annex_a:A.18"),
        lambda protocol, found: bool(protocol.references),
    ),
)


@cache
def questions() -> dict[str, tuple[tuple[str, str], ...]]:
    """The questions that answer each item, as (section, field)."""
    found: dict[str, list[tuple[str, str]]] = {}
    for section, part in Protocol().sections().items():
        for field, ask in part.asks().items():
            for item in ask.items:
                found.setdefault(item, []).append((section, field))
    return {item: tuple(fields) for item, fields in found.items()}


def label_of(path: str) -> Text:
    """What a path of an answer is called: the label of its question, or of what stands in for one."""
    for other in ELSEWHERE:
        if other.path == path:
            return other.label
    section, _, field = path.partition(".")
    return Protocol().sections()[section].asks()[field].label


def coverage(protocol: Protocol, found: Size | None = None) -> tuple[Coverage, ...]:
    """How far a protocol answers each relevant checklist (its sample size is solved unless it is given)."""
    size = protocol.sample_size() if found is None else found
    return tuple(
        Coverage(one, tuple(answered(item, protocol, size) for item in one.planned()))
        for one in checklists()
        if excluded(one.when, protocol) is None
    )


def answered(item: Item, protocol: Protocol, found: Size) -> Answered:
    """What a protocol says on one item: every needed question that serves it must have an answer."""
    where: list[str] = []
    optional: list[str] = []
    missing: list[str] = []
    reasons: list[Text | str] = []
    for section, field in questions().get(item.id, ()):
        part, path = getattr(protocol, section), f"{section}.{field}"
        value = getattr(part, field)
        if isinstance(value, NotApplicable):
            reasons.append(value.not_applicable)
        elif not is_empty(value):
            where.append(path)
        else:
            (missing if part.asks()[field].needed else optional).append(path)
    for other in ELSEWHERE:
        if item.id in other.items:
            (where if other.there(protocol, found) else missing).append(other.path)
    if not where and not reasons:
        missing += optional
    return _judged(item, tuple(where), tuple(missing), tuple(dict.fromkeys(reasons)), excluded(item.when, protocol))


def _judged(
    item: Item,
    where: tuple[str, ...],
    missing: tuple[str, ...],
    reasons: tuple[Text | str, ...],
    outside: Text | str | None,
) -> Answered:
    if where and not missing:
        return Answered(item, Status.ANSWERED, where, ())
    if reasons and not missing:
        return Answered(item, Status.NOT_APPLICABLE, (), (), reasons)
    if outside is not None and not where:
        return Answered(item, Status.NOT_APPLICABLE, (), (), reasons or (outside,))
    return Answered(item, Status.PARTLY if where or reasons else Status.OPEN, where, missing)


_UNKNOWN = Text(fr="l'étude n'est pas encore assez décrite.", en="the study is not described far enough yet.")
_ONE_ARM = Text(fr="l'étude n'a pas de comparateur.", en="the study has no comparator.")
_NOT_RANDOMISED = Text(fr="l'étude n'est pas randomisée.", en="the study is not randomised.")
_NO_AI = Text(fr="le dispositif ne repose pas sur l'IA.", en="the device does not rest on AI.")
_NO_ACCURACY = Text(
    fr="l'étude ne mesure pas une performance diagnostique.", en="the study does not measure diagnostic accuracy."
)
_NO_ECONOMICS = Text(fr="aucune évaluation économique n'est prévue.", en="no economic evaluation is planned.")
_NO_NOTIFIED_BODY = Text(
    fr="logiciel de classe I : sans organisme notifié, il n'est pas à haut risque à ce titre.",
    en="class I software: without a notified body, it is not high-risk on this ground.",
)
_NOT_EARLY = Text(fr="l'étude n'est pas une évaluation précoce.", en="the study is not an early evaluation.")


def excluded(when: str, protocol: Protocol) -> Text | str | None:
    """Why a condition does not hold of a protocol; None when it does.

    An item is asked for as long as nobody can tell; a whole checklist waits until the study is known to call for it.
    """
    plan = protocol.plan
    artificial = _without_ai(protocol)
    accuracy = plan.type in ("accuracy", "paired_accuracy")
    early = {"yes": _NOT_EARLY, "no": None, None: _UNKNOWN}
    open_label = plan.blinding.not_applicable if isinstance(plan.blinding, NotApplicable) else None
    known: dict[str, Text | str | None] = {
        "all": None,
        "vuln": None,
        "cmp": _ONE_ARM if plan.type == "single_arm" else None,
        "rct": _NOT_RANDOMISED if plan.type is not None and plan.type not in RANDOMISED else None,
        "blind": open_label or (_ONE_ARM if plan.type == "single_arm" else None),
        "ai": artificial,
        "dta": artificial or (None if accuracy else _NO_ACCURACY if plan.type else _UNKNOWN),
        "live": artificial or (_NOT_EARLY if accuracy else early[plan.confirmatory]),
        "econ": _without_economics(protocol),
        "high_risk": artificial or (_NO_NOTIFIED_BODY if protocol.device.mdr_class == "I" else None),
    }
    return known[when]


def _without_economics(protocol: Protocol) -> Text | str | None:
    """Why no economic evaluation is planned, in the author's words when she gave the reason."""
    economics = protocol.economics
    if economics.planned == "no":
        return _NO_ECONOMICS if is_empty(economics.plan) else economics.plan
    return None if economics.planned == "yes" else _UNKNOWN


def _without_ai(protocol: Protocol) -> Text | None:
    """As the author says; an AI for diagnosis is one before she says so."""
    device = protocol.device
    if device.uses_ai is None:
        return None if device.kind == "diagnostic_ai" else _UNKNOWN
    return None if device.uses_ai == "yes" else _NO_AI
