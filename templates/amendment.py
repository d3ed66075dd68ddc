"""The amendment table between two states of a protocol: section, before, after, and the reason left to the author."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from protocols.changes_between import Change
from protocols.protocol import Protocol
from stats.text import Text
from templates.blocks import (
    Blocks,
    Document,
    Field,
    Heading,
    Inlines,
    Landscape,
    Language,
    Paragraph,
    Run,
    Table,
    placeholder,
    text,
)
from templates.changed_words import say_state
from templates.formatting import NO_BREAK, quantity
from templates.markup import clean
from templates.saying import lowered, words
from templates.word.brand import Brand
from templates.word.writer import write

_TITLE = Text(fr="Tableau des modifications du protocole", en="Table of protocol amendments")
_CAPTION = Text(fr="Modifications, question par question", en="Amendments, question by question")
_SECTION = Text(fr="Section", en="Section")
_QUESTION = Text(fr="Question", en="Question")
_BEFORE = Text(fr="Avant", en="Before")
_AFTER = Text(fr="Après", en="After")
_REASON = Text(fr="Motif de la modification", en="Reason for the change")
_STUDY = Text(fr="Étude", en="Study")
_CODE = Text(fr="Code du protocole", en="Protocol code")
_FROM = Text(fr="État de départ", en="Compared from")
_TO = Text(fr="État d'arrivée", en="Compared to")
_UNTITLED = Text(fr="titre de l'étude", en="title of the study")
_INTRODUCTION = Text(
    fr="Ce tableau compare deux états du protocole. Les passages modifiés sont en gras ; […] remplace un passage trop long "
    "pour le tableau. La dernière colonne est à remplir par l'auteur.",
    en="This table compares two states of the protocol. Changed passages are in bold; […] stands for a passage too long for "
    "the table. The last column is for the author to fill in.",
)
_NONE = Text(
    fr="Aucune réponse ne diffère entre ces deux états du protocole.",
    en="No answer differs between these two states of the protocol.",
)
_COUNTED = {"fr": ("modification", "modifications"), "en": ("change", "changes")}


@dataclass(frozen=True, slots=True)
class State:
    """A state of the protocol and how it is called in the document: "v0.2 (22/11/2026 15:40 UTC)"."""

    protocol: Protocol
    name: str


def amendment(
    before: State, after: State, changes: Sequence[Change], language: Language, day: dt.date | None = None
) -> Document:
    """The amendment table as a document; `day` dates it."""
    known = after.protocol.identification
    title = _line(known.title) or _line(known.short_title) or placeholder(_UNTITLED[language], language)
    cover = [
        (_STUDY, known.short_title),
        (_CODE, known.code),
        (_FROM, before.name),
        (_TO, after.name),
    ]
    return Document(
        title=title,
        subtitle=words(_TITLE, language),
        language=language,
        header=_line(known.short_title) or title,
        date=day,
        cover=tuple(Field(words(label, language), text(_line(said))) for label, said in cover if _line(said)),
        author=_line(known.sponsor),
        blocks=_blocks(changes, language),
    )


def amendment_docx(
    before: State,
    after: State,
    changes: Sequence[Change],
    language: Language,
    day: dt.date | None = None,
    brand: Brand | None = None,
) -> bytes:
    """The Word file of the amendment table."""
    return write(amendment(before, after, changes, language, day), brand=brand)


def by_section(changes: Sequence[Change], language: Language) -> tuple[tuple[str, Table], ...]:
    """The changes as one table for each section, with the title of the section, for a page."""
    found = []
    for section, group in groupby(changes, key=lambda one: one.section):
        rows = list(group)
        title = words(rows[0].section_label, language)
        header = tuple(text(words(one, language)) for one in (_QUESTION, _BEFORE, _AFTER))
        cells = tuple((question(one, language), *_states(one, language)) for one in rows)
        count = text(quantity(len(rows), language, *_COUNTED[language]))
        found.append((title, Table(f"changes-{section}", count, header, cells, widths=(2, 4, 4))))
    return tuple(found)


def question(change: Change, language: Language) -> Inlines:
    """The question a change answers, with the part of it that changed: "Écart-type : source"."""
    said = words(change.label, language)
    if change.part:
        between = f"{NO_BREAK}: " if language == "fr" else ": "
        said += between + lowered(words(change.part, language))
    return text(said)


def _blocks(changes: Sequence[Change], language: Language) -> Blocks:
    heading = Heading(1, text(words(_TITLE, language)), "amendment")
    if not changes:
        return (heading, Paragraph(text(words(_NONE, language))))
    introduction = Paragraph(text(words(_INTRODUCTION, language)))
    rows = tuple((_place(one, language), *_states(one, language), ()) for one in changes)
    header = tuple(text(words(one, language)) for one in (_SECTION, _BEFORE, _AFTER, _REASON))
    caption = text(words(_CAPTION, language))
    return (Landscape((heading, introduction, Table("changes", caption, header, rows, widths=(3, 5, 5, 3)))),)


def _place(change: Change, language: Language) -> Inlines:
    return (Run(words(change.section_label, language) + "\n", bold=True), *question(change, language))


def _states(change: Change, language: Language) -> tuple[Inlines, Inlines]:
    return say_state(change.before, language), say_state(change.after, language)


def _line(value: str | None) -> str:
    return " ".join(clean(value or "").split())
