"""The eligibility sheet: conditions of the chosen edition, verdicts, sources, documents to attach; for a lawyer to read.

It is a document of its own: the file of the call is not the protocol.
"""

from __future__ import annotations

import datetime as dt

from protocols.funding import Edition, Judged, Outcome, eligibility
from protocols.model.tasks import OWNERS
from protocols.protocol import Protocol
from protocols.tasks import EXPIRED, STATUSES, Item, items_of, reference_day
from stats.text import Text
from templates.blocks import Block, Document, Inlines, Language, Note, Paragraph, Run, Table, placeholder, text
from templates.formatting import date
from templates.funding_words import declared, provenance, to_verify, verdict
from templates.markup import clean
from templates.saying import say, words
from templates.word.brand import Brand
from templates.word.writer import write

_TITLE = Text(fr="Fiche d'éligibilité", en="Eligibility sheet")
_UNTITLED = Text(fr="titre de l'étude", en="title of the study")
_NONE = Text(fr="Aucune édition de l'appel n'est choisie.", en="No edition of the call is chosen.")
_CONDITIONS = Text(fr="Conditions de l'édition et verdicts", en="Conditions of the edition and verdicts")
_DOCUMENTS = Text(fr="Pièces à joindre", en="Documents to attach")
_HEADER = (Text(fr="Condition", en="Condition"), Text(fr="Verdict", en="Verdict"))
_DOCUMENT_HEADER = (
    Text(fr="Pièce", en="Document"),
    Text(fr="Responsable", en="Owner"),
    Text(fr="Échéance", en="Due date"),
    Text(fr="Situation", en="Status"),
)
_UNTIL = Text(fr="valable jusqu'au {date}", en="valid until {date}")


def eligibility_sheet(protocol: Protocol, language: Language, today: dt.date) -> Document:
    """The sheet as a document."""
    found, identified = eligibility(protocol), protocol.identification
    title = _line(identified.short_title) or _line(identified.title) or placeholder(_UNTITLED[language], language)
    blocks: list[Block] = []
    if found.edition is None:
        blocks.append(Paragraph(text(_line(found.set_aside) or words(_NONE, language))))
    else:
        caution = f"{words(found.edition.title, language)}. {to_verify(found.edition, language)}"
        order = list(Outcome)
        rows = tuple(
            _row(one, found.edition, language) for one in sorted(found.judged, key=lambda one: order.index(one.outcome))
        )
        header = tuple(text(words(one, language)) for one in _HEADER)
        blocks += [
            Note("warning", text(caution)),
            Table("conditions", text(words(_CONDITIONS, language)), header, rows, widths=(7.0, 3.0)),
        ]
    blocks.append(_documents(protocol, language, today))
    return Document(
        title=words(_TITLE, language), subtitle=title, language=language, header=words(_TITLE, language), date=today,
        author=_line(identified.sponsor), blocks=tuple(blocks), brief=True,
    )  # fmt: skip


def eligibility_docx(protocol: Protocol, language: Language, today: dt.date, brand: Brand | None = None) -> bytes:
    """The Word file of the sheet."""
    return write(eligibility_sheet(protocol, language, today), brand=brand)


def _row(one: Judged, edition: Edition, language: Language) -> tuple[Inlines, ...]:
    source = provenance(one.criterion.source, edition.checked_on, one.criterion.confidence, language)
    told: Inlines = (Run(words(one.sentence, language)), Run("\n" + source, italic=True))
    said = declared(one, language)
    return told, (Run(verdict(one, language), bold=True), *((Run("\n" + said),) if said else ()))


def _documents(protocol: Protocol, language: Language, today: dt.date) -> Table:
    on = reference_day(protocol, today)
    rows = tuple(_document(one, language, on) for one in items_of(protocol) if one.kind == "document")
    header = tuple(text(words(one, language)) for one in _DOCUMENT_HEADER)
    return Table("documents", text(words(_DOCUMENTS, language)), header, rows, widths=(5.0, 3.0, 2.0, 2.0))


def _document(one: Item, language: Language, on: dt.date) -> tuple[Inlines, ...]:
    status = words(EXPIRED if one.expired(on) else STATUSES[one.status], language)
    if one.expires:
        status += "\n" + words(_UNTIL, language).format(date=date(one.expires, language))
    due = date(one.due, language) if one.due else ""
    return text(say(one.label, language)), text(words(OWNERS[one.owner], language)), text(due), text(status)


def _line(value: str | None) -> str:
    return " ".join(clean(value or "").split())
