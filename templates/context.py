"""Everything a section may print, formatted in one language; templates never see the protocol itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from protocols.model.objectives import STRATEGIES, IntercurrentEvent
from protocols.model.section import NotApplicable
from protocols.protocol import Protocol
from stats.refusal import Problem
from stats.result import SampleSize
from stats.text import Text
from templates.answers import Answers, answers_of, items_mark
from templates.blocks import Entry, Inlines, Language, ListBlock, Run
from templates.formatting import integer, number
from templates.markup import Tokens, clean
from templates.saying import inner_of, words
from templates.size_found import size_words
from templates.size_words import SizeWords

Size = SampleSize | tuple[Problem, ...]
SIZE_ITEMS = ("spirit_2025:19", "mdr_annex_xv:3.7", "iso_14155_annex_a:A.7", "stard_ai:22")
_EVENT_REASON = Text(fr="justification de la stratégie", en="reason for the strategy")
_EVENT_WHY = Text(
    fr="Dire pourquoi cette stratégie répond à la question clinique. Demandé par : ICH E9(R1).",
    en="Say why this strategy answers the clinical question. Required by: ICH E9(R1).",
)
_NO_REFERENCE = Text(fr="références bibliographiques", en="references")
_NO_REFERENCE_WHY = Text(
    fr="Les publications qui fondent le besoin, l'état de l'art et chaque hypothèse du calcul.",
    en="The publications behind the need, the state of the art and each assumption of the calculation.",
)


@dataclass(frozen=True, slots=True)
class EventRow:
    """An intercurrent event with its strategy."""

    event: str
    strategy: str
    reason: str


@dataclass(frozen=True, slots=True)
class Context:
    """What the sections of a document may print: answers and numbers as opaque tokens, a few yes-no facts."""

    answers: Mapping[str, Answers]  # by section name
    size: SizeWords
    events: tuple[EventRow, ...]
    references: str
    randomised: bool
    single_group: bool
    accuracy: bool
    uses_ai: bool
    confirmatory: bool
    measurement_only: bool
    reference_numbers: str
    duration: str
    capacity: str
    blank: str
    tokens: Tokens

    def variables(self) -> Mapping[str, Any]:
        """The names a template may use."""
        named = {name: getattr(self, name) for name in self.__dataclass_fields__ if name not in ("tokens", "answers")}
        return dict(self.answers) | named | {"items": items_mark, "ref": self.tokens.ref}


def context_of(protocol: Protocol, size: Size, language: Language, tokens: Tokens) -> Context:
    """The context of one rendering, from the protocol and its sample size (or what stands in its way)."""
    answers = {name: answers_of(section, tokens, language) for name, section in protocol.sections().items()}
    kind, device = protocol.plan.type, protocol.device
    citations, numbers = _citations(protocol, size)
    return Context(
        answers=answers,
        size=size_words(protocol, size, language, tokens, SIZE_ITEMS),
        events=_events(protocol, language, tokens),
        references=_reference_list(citations, language, tokens),
        randomised=kind == "randomised_parallel",
        single_group=kind in ("accuracy", "paired_accuracy", "single_arm"),
        accuracy=kind in ("accuracy", "paired_accuracy"),
        uses_ai=device.uses_ai == "yes" or (device.uses_ai is None and device.kind == "diagnostic_ai"),
        confirmatory=protocol.plan.confirmatory == "yes",
        measurement_only=protocol.plan.follow_up_months == 0,
        reference_numbers=tokens.short(numbers),
        duration=_duration(protocol, language, tokens),
        capacity=_capacity(protocol, language, tokens),
        blank=tokens.inline((Run("\n\n"),)),
        tokens=tokens,
    )


def _duration(protocol: Protocol, language: Language, tokens: Tokens) -> str:
    """Months from the first enrolment to the last visit."""
    enrolment, follow_up = protocol.plan.recruitment_months, protocol.plan.follow_up_months
    known = enrolment is not None and follow_up is not None
    return tokens.short(number((enrolment or 0) + (follow_up or 0), language)) if known else ""


def _capacity(protocol: Protocol, language: Language, tokens: Tokens) -> str:
    """Enrolments that the sites can make over the planned period."""
    plan = protocol.plan
    if not plan.sites or not plan.rate_per_site or not plan.recruitment_months:
        return ""
    return tokens.short(integer(int(plan.sites * plan.rate_per_site * plan.recruitment_months + 1e-9), language))


def _events(protocol: Protocol, language: Language, tokens: Tokens) -> tuple[EventRow, ...]:
    events = protocol.objectives.intercurrent
    if isinstance(events, NotApplicable):
        return ()
    return tuple(_event(one, language, tokens) for one in events)


def _event(one: IntercurrentEvent, language: Language, tokens: Tokens) -> EventRow:
    reason = clean(one.reason).strip()
    return EventRow(
        tokens.short(one.event),
        tokens.short(STRATEGIES[one.strategy][language]),
        tokens.short(reason) if reason else tokens.gap(_EVENT_REASON[language], words(_EVENT_WHY, language)),
    )


def _citations(protocol: Protocol, size: Size) -> tuple[tuple[Inlines, ...], str]:
    """Every reference once, those of the author first and in her order; and the numbers of those of the method."""
    listed: dict[str, Inlines] = {}
    for one in protocol.references:
        doi = clean(one.doi or "").strip()
        listed.setdefault(doi.lower() or one.text, _citation(clean(one.text).strip(), doi))
    numbers: list[int] = []
    for one in _method_references(size):
        key = (one.doi or one.citation).lower() if one.doi else one.citation
        listed.setdefault(key, _citation(one.citation, one.doi or ""))
        numbers.append(list(listed).index(key) + 1)
    return tuple(listed.values()), ", ".join(str(number) for number in sorted(numbers))


def _method_references(size: Size) -> list[Any]:
    if isinstance(size, tuple):
        return []
    design, inner = size.design, inner_of(size.design)
    return [*inner.card.references, *(design.card.references if design is not inner else ())]


def _citation(citation: str, doi: str) -> Inlines:
    known = doi and doi.lower() in citation.lower()
    ending = "" if citation.endswith((".", "?", "!")) else "."
    return (Run(citation + ending + (f" doi:{doi}" if doi and not known else "")),)


def _reference_list(citations: tuple[Inlines, ...], language: Language, tokens: Tokens) -> str:
    if not citations:
        return tokens.gap(_NO_REFERENCE[language], words(_NO_REFERENCE_WHY, language))
    return tokens.block(ListBlock(tuple(Entry(one) for one in citations), ordered=True))
