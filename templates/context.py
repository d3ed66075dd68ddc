"""Everything a section may print, formatted in one language; templates never see the protocol itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from protocols.claims_order import claims_sized, endpoint_of
from protocols.cleaning import clean
from protocols.looks import looks_denied, looks_sized
from protocols.model.design import RANDOMISED, SINGLE_GROUP
from protocols.protocol import Protocol
from protocols.recruitment import listed
from stats.result import SampleSize
from stats.text import Text
from templates.abbreviations import abbreviations_of
from templates.answers import Answers, answers_of, items_mark
from templates.blocks import Block, Figure, Language, Run
from templates.charts import gantt_figure, schema_figure
from templates.citations import Size, Sources, reference_list, sources_of, unmarked
from templates.economic_rows import ReferenceRow, reference_rows
from templates.endpoint_rows import EndpointRows, endpoint_rows
from templates.enrolment_words import EnrolmentWords, enrolment_words
from templates.estimand import EstimandWords, estimand_words
from templates.formatting import integer, number
from templates.framing import Framing, framing_of
from templates.markup import Tokens
from templates.planning import Step, steps_of
from templates.route_words import brief_framework, framework, roadmap
from templates.saying import say_arms, words
from templates.size_found import size_words
from templates.size_words import SizeWords
from templates.study_labels import READ_TWICE, labels_of
from templates.table_rows import RowsBySection, rows_of
from templates.visit_table import schedule_table

SIZE_ITEMS = ("spirit_2025:19", "mdr_annex_xv:3.7", "iso_14155_annex_a:A.7", "stard_ai:22")
OVERVIEW_ITEMS = ("spirit_2025:1b", "mdr_annex_xv:3.1.5", "iso_14155_annex_a:A.1.5")  # once type and size are known
REFERENCE_ITEMS = ("mdr_annex_xv:3.19",)  # once the author has cited something
_UNEXPLAINED = Text(fr="développement de {found}", en="expansion of {found}")
_UNEXPLAINED_WHY = Text(
    fr="Aucune définition n'a été trouvée dans le texte. L'écrire à la première occurrence, sous la forme « développement "
    "(SIGLE) » : elle passera d'elle-même dans ce tableau.",
    en="No definition was found in the text. Write it at the first occurrence, as “expansion (ABBREVIATION)”: it will "
    "appear in this table by itself.",
)


_HIDDEN = frozenset(("tokens", "answers", "names", "sources"))


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """One step of the planned calendar."""

    label: str
    start: str  # months, with the month of the calendar when the start of the project is known
    length: str
    basis: str


@dataclass(frozen=True, slots=True)
class AbbreviationRow:
    """An abbreviation and its meaning."""

    short: str
    long: str


@dataclass(frozen=True, slots=True)
class Context:
    """What the sections of a document may print: answers and numbers as opaque tokens, a few yes-no facts."""

    answers: Mapping[str, Answers]  # by section name
    size: SizeWords
    rows: RowsBySection
    framing: Framing
    estimand: EstimandWords
    other_primaries: tuple[Answers, ...]  # the primary endpoints after the first
    other_endpoints: EndpointRows
    references: str
    reference_items: str
    overview_items: str
    schema: str
    gantt: str
    calendar: tuple[CalendarRow, ...]
    visit_schedule: str
    route_framework: str
    route_brief: str
    route_roadmap: str
    randomised: bool
    single_group: bool
    accuracy: bool
    family: str  # of the design that sizes the study
    estimated: bool  # an estimand is described
    tested: bool
    read_twice: bool
    evaluated: str  # how the study names what it evaluates, and what it compares it with
    compared: str
    uses_ai: bool
    economic: bool
    economic_values: tuple[ReferenceRow, ...]
    confirmatory: bool
    measurement_only: bool
    one_analysis: bool  # the author says that no interim look is planned, and the calculation has none
    reference_numbers: str
    duration: str
    capacity: str
    enrolment: EnrolmentWords
    enrolled_arms: str
    blank: str
    tokens: Tokens
    sources: Sources
    names: str  # of the device and the study: their capitals are not abbreviations
    abbreviations: tuple[AbbreviationRow, ...] = ()
    unknown_abbreviations: str = ""

    def variables(self) -> Mapping[str, Any]:
        """The names a template may use."""
        named = {name: getattr(self, name) for name in self.__dataclass_fields__ if name not in _HIDDEN}
        return dict(self.answers) | named | {"items": items_mark, "ref": self.tokens.ref}

    def with_abbreviations(self, blocks: Iterable[Block], language: Language) -> Context:
        """The same, with the abbreviations that the blocks written so far use."""
        found, tokens = abbreviations_of(unmarked(blocks), language, self.names), self.tokens
        label = words(_UNEXPLAINED, language).format(found=", ".join(found.unknown))
        return replace(
            self,
            abbreviations=tuple(AbbreviationRow(tokens.short(one), tokens.short(said)) for one, said in found.known),
            unknown_abbreviations=tokens.gap(label, words(_UNEXPLAINED_WHY, language)) if found.unknown else "",
        )


def context_of(protocol: Protocol, size: Size, language: Language, tokens: Tokens, brief: bool = False) -> Context:
    """The context of one rendering, from the protocol and its sample size (or what stands in its way).

    brief: without the figures and the explored sizes, which a synopsis does not print
    """
    answers = {
        name: answers_of(section, tokens, language, protocol.questions(name))
        for name, section in protocol.sections().items()
    }
    kind, device = protocol.plan.type, protocol.device
    named = (device.name, protocol.identification.short_title, protocol.identification.code)
    sources = sources_of(protocol, size, language)
    rows = rows_of(protocol, language, tokens)
    steps = () if brief else steps_of(protocol, language)
    evaluated, compared = (tokens.short(words(one, language)) for one in labels_of(protocol))
    complete = kind is not None and isinstance(size, SampleSize)
    return Context(
        answers=answers,
        size=size_words(protocol, size, language, tokens, SIZE_ITEMS, explored=not brief),
        rows=rows,
        framing=framing_of(protocol, language, tokens),
        estimand=estimand_words(protocol, language, tokens),
        other_primaries=tuple(answers_of(endpoint_of(one), tokens, language) for one in claims_sized(protocol)[1:]),
        other_endpoints=endpoint_rows(protocol, rows["endpoints"]["secondary"], language, tokens),
        references=reference_list(sources, language, tokens),
        reference_items=_mark(REFERENCE_ITEMS) if protocol.references else "",
        overview_items=_mark(OVERVIEW_ITEMS) if complete else "",
        schema="" if brief else _figure(schema_figure(protocol, size, language), tokens),
        gantt=_figure(gantt_figure(steps, language), tokens),
        calendar=tuple(_calendar_row(step, language, tokens) for step in steps),
        visit_schedule=schedule_table(protocol, language, tokens),
        route_framework=framework(protocol, language, tokens),
        route_brief=brief_framework(protocol, language, tokens),
        route_roadmap="" if brief else roadmap(protocol, language, tokens),
        randomised=kind in RANDOMISED,
        single_group=kind in SINGLE_GROUP,
        accuracy=kind in ("accuracy", "paired_accuracy"),
        family=family.value if (family := protocol.family()) else "",
        estimated=protocol.concerns("estimand"),
        tested=protocol.concerns("tested"),
        read_twice=protocol.sizing.kind in READ_TWICE,
        evaluated=evaluated,
        compared=compared,
        uses_ai=device.uses_ai == "yes" or (device.uses_ai is None and device.kind == "diagnostic_ai"),
        economic=protocol.concerns("economic"),
        economic_values=() if brief else reference_rows(language, tokens),
        confirmatory=protocol.plan.confirmatory == "yes",
        measurement_only=protocol.plan.follow_up_months == 0,
        one_analysis=looks_denied(protocol.analysis.interim) and not looks_sized(protocol.sizing),
        reference_numbers=tokens.inline((Run(sources.method_mark),)),
        duration=_duration(protocol, language, tokens),
        capacity=_capacity(protocol, language, tokens),
        enrolment=enrolment_words(protocol, size, language, tokens, brief),
        enrolled_arms=_enrolled_arms(size, language, tokens),
        blank=tokens.inline((Run("\n\n"),)),
        tokens=tokens,
        sources=sources,
        names=" ".join(clean(one or "") for one in named),
    )


def _duration(protocol: Protocol, language: Language, tokens: Tokens) -> str:
    """Months from the first enrolment to the last visit."""
    enrolment, follow_up = protocol.plan.recruitment_months, protocol.plan.follow_up_months
    known = enrolment is not None and follow_up is not None
    return tokens.short(number((enrolment or 0) + (follow_up or 0), language)) if known else ""


def _capacity(protocol: Protocol, language: Language, tokens: Tokens) -> str:
    """Enrolments that the sites can make over the planned period."""
    plan = protocol.plan
    if not plan.sites or not plan.rate_per_site or not plan.recruitment_months or listed(protocol):
        return ""
    return tokens.short(integer(int(plan.sites * plan.rate_per_site * plan.recruitment_months + 1e-9), language))


def _enrolled_arms(size: Size, language: Language, tokens: Tokens) -> str:
    """The enrolments of each arm, when there are several."""
    if not isinstance(size, SampleSize) or len(size.enrolled_arms) < 2:
        return ""
    return tokens.short(say_arms(size.enrolled_arms, language))


def _calendar_row(step: Step, language: Language, tokens: Tokens) -> CalendarRow:
    start = number(round(step.start, 1), language) + (f" ({step.began})" if step.began else "")
    said = (step.label, start, step.length, step.basis)
    return CalendarRow(*(tokens.short(one) for one in said))


def _figure(figure: Figure | None, tokens: Tokens) -> str:
    return tokens.block(figure) if figure else ""


def _mark(items: tuple[str, ...]) -> str:
    return f'{{items="{" ".join(items)}"}}'
