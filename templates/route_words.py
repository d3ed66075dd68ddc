"""The legal route in print: the paragraph of the framework, the road map, and the table of regulatory sources."""

from __future__ import annotations

from collections.abc import Iterator

from protocols.protocol import Protocol
from protocols.provenance import Provenance
from protocols.route import Route, answered, data_route_of, lead_times, route_of
from protocols.route.data_protection import data_duties, transfer_duty
from protocols.route.outcomes import dossier, insurance_duty, insurance_minima
from stats.text import Text
from templates.blocks import Block, Inlines, Language, Note, Paragraph, Table, bullets, text
from templates.formatting import date, integer, listing, number
from templates.markup import Tokens
from templates.provenance import CHECKED, CONFIDENCE, SOURCE, SURE, say_confirmation
from templates.saying import lowered, words
from templates.source_words import said_source

_BRIEF_OPEN = Text(fr="cadre réglementaire", en="regulatory framework")
_EXPECTED = Text(fr="Au vu des réponses données, l'étude relèverait de la qualification suivante : {name}. {definition} {cpp}. {ansm}. {consent}.",
                 en="From the answers given, the study is expected to fall under the following category: {name}. {definition} {cpp}. {ansm}. {consent}.")  # fmt: skip
_OPEN = Text(
    fr="La qualification de l'étude dépend encore de : {questions}.",
    en="The category of the study still depends on: {questions}.",
)
_DATA = Text(fr="Protection des données : {name} ({reason}).", en="Data protection: {name} ({reason}).")
_ROADMAP = Text(fr="Feuille de route réglementaire", en="Regulatory road map")
_SOURCES = Text(fr="Sources réglementaires", en="Regulatory sources")
_STEP, _LENGTH, _BASIS, _TOPIC = (
    Text(fr="Étape", en="Step"), Text(fr="Durée (jours)", en="Duration (days)"),
    Text(fr="Fondement", en="Basis"), Text(fr="Objet", en="Subject"),
)  # fmt: skip
_FILE = Text(fr="Pièces du dossier destiné au CPP :", en="Documents of the file for the ethics committee (CPP):")
_WHERE = Text(fr="Dépôt :", en="Filing:")
_DUTIES = Text(fr="Pour les données, dans tous les cas :", en="On data, in every case:")
_CATEGORY, _CONSENT, _DATA_TOPIC, _INSURANCE, _MINIMA, _DOSSIER, _DUTY_TOPIC = (
    Text(fr="Qualification", en="Category"), Text(fr="Consentement", en="Consent"),
    Text(fr="Formalité auprès de la CNIL", en="Formality with CNIL"), Text(fr="Assurance", en="Insurance"),
    Text(fr="Minima d'assurance", en="Insurance minima"), Text(fr="Pièces du dossier", en="Documents of the file"),
    Text(fr="Obligations sur les données", en="Duties on data"),
)  # fmt: skip
_LOW = Text(
    fr="Minima de garantie : {victim} M€ par victime, {protocol} M€ par protocole, {year} M€ par année d'assurance.",
    en="Minimum cover: {victim} million euros per victim, {protocol} per protocol, {year} per insurance year.",
)


def framework(protocol: Protocol, language: Language, tokens: Tokens) -> str:
    """The category, what it asks for, and with whom to confirm it; the open questions while it is not known."""
    found, data = route_of(protocol), data_route_of(protocol)
    if not isinstance(found, Route):
        names = [lowered(words(one.label, language)) for one in answered(protocol) if one.id in found]
        return tokens.block(Paragraph(text(words(_OPEN, language).format(questions=listing(names, language)))))
    said = {
        "name": lowered(words(found.name, language)),
        "definition": words(found.definition, language),
        "cpp": words(found.cpp_said, language),
        "ansm": words(found.ansm_said, language),
        "consent": words(found.consent_said.text, language),
    }
    blocks: list[Block] = [Paragraph(text(words(_EXPECTED, language).format(**said)))]
    if data:
        name, reason = words(data.name, language), words(data.reason, language)
        blocks.append(Paragraph(text(words(_DATA, language).format(name=name, reason=reason))))
    if confirm := say_confirmation(found.provenance, language):
        blocks.append(Note("warning" if found.to_confirm else "info", text(confirm)))
    return tokens.block(tuple(blocks))


def brief_framework(protocol: Protocol, language: Language, tokens: Tokens) -> str:
    """The category and the two authorities on one line, for the synopsis; a gap while it is not known."""
    found = route_of(protocol)
    if not isinstance(found, Route):
        names = [lowered(words(one.label, language)) for one in answered(protocol) if one.id in found]
        return tokens.gap(
            words(_BRIEF_OPEN, language), words(_OPEN, language).format(questions=listing(names, language))
        )
    name, cpp, ansm = (words(one, language) for one in (found.name, found.cpp_said, found.ansm_said))
    confirm = f" {said}" if (said := say_confirmation(found.provenance, language)) else ""
    return tokens.short(f"{name}. {cpp}. {ansm}.{confirm}")


def roadmap(protocol: Protocol, language: Language, tokens: Tokens) -> str:
    """Steps and lead times, where to file what, insurance and data duties, then the sources."""
    found = route_of(protocol)
    steps = lead_times(protocol)
    rows = tuple(_cells((one.label, one.days, one.basis), language) for one in steps)
    blocks: list[Block] = [
        Table(
            "route-steps", text(words(_ROADMAP, language)), _cells((_STEP, _LENGTH, _BASIS), language), rows,
            ("left", "right", "left"), (6, 2.5, 9),
        )
    ]  # fmt: skip
    if isinstance(found, Route):
        blocks += _filing(protocol, found, language)
    duties = [words(one, language) for one in data_duties()[0]]
    duties += [words(transfer_duty(), language)] if protocol.route.outside_eu == "yes" else []
    blocks += [Paragraph(text(words(_DUTIES, language))), bullets(*duties), _sources(protocol, language)]
    return tokens.block(tuple(blocks))


def _filing(protocol: Protocol, found: Route, language: Language) -> Iterator[Block]:
    if found.filings:
        yield Paragraph(text(words(_WHERE, language)))
        yield bullets(*(words(one.text, language) for one in found.filings))
    if found.cpp == "opinion":
        yield Paragraph(text(words(_FILE, language)))
        yield bullets(*(words(one, language) for one in dossier()[0]))
    if found.insured:
        low = insurance_minima()
        amounts = {name: number(getattr(low, name), language) for name in ("victim", "protocol", "year")}
        said = f"{words(insurance_duty().text, language)}. {words(_LOW, language).format(**amounts)}"
        yield Paragraph(text(said))


def provenances(protocol: Protocol) -> list[tuple[Text, Provenance]]:
    """Every regulatory statement of the road map, by subject, with its provenance."""
    found, data = route_of(protocol), data_route_of(protocol)
    held: list[tuple[Text, Provenance]] = []
    if isinstance(found, Route):
        held += [(_CATEGORY, found.provenance), (_CONSENT, found.consent_said.provenance)]
        held += [(one.label, one.provenance) for one in found.identifiers]
        if found.cpp == "opinion":
            held.append((_DOSSIER, dossier()[1]))
        if found.insured:
            held += [(_INSURANCE, insurance_duty().provenance), (_MINIMA, insurance_minima().provenance)]
    if data:
        held.append((_DATA_TOPIC, data.provenance))
    held.append((_DUTY_TOPIC, data_duties()[1]))
    return held + [(one.label, one.provenance) for one in lead_times(protocol)]


def _sources(protocol: Protocol, language: Language) -> Table:
    rows = []
    for topic, one in provenances(protocol):
        sure = f"{words(CONFIDENCE[one.confidence], language).capitalize()}. {say_confirmation(one, language)}".strip()
        rows.append(
            (
                *_cells((topic,), language),
                text(said_source(one.source, language)),
                text(date(one.checked_on, language)),
                text(sure),
            )
        )
    header = _cells((_TOPIC, SOURCE, CHECKED, SURE), language)
    return Table("route-sources", text(words(_SOURCES, language)), header, tuple(rows), (), (4, 6, 3, 5))


def _cells(values: tuple[Text | int, ...], language: Language) -> tuple[Inlines, ...]:
    return tuple(text(integer(one, language) if isinstance(one, int) else words(one, language)) for one in values)
