"""The questions of one owner as a short Word document to fill in: questions, findings to answer, documents to provide."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from protocols.model.tasks import OWNERS, Owner
from protocols.protocol import Protocol
from protocols.tasks import EXPIRED, STATUSES, Item, items_of, reference_day
from stats.text import Text
from templates.blocks import (
    Block,
    Blocks,
    Document,
    Field,
    FieldRows,
    Inline,
    Inlines,
    Language,
    Paragraph,
    Run,
    Table,
    placeholder,
    text,
)
from templates.formatting import date
from templates.markup import clean
from templates.saying import say, words
from templates.word.brand import Brand
from templates.word.writer import write

_TITLE = Text(fr="Questions à compléter : {owner}", en="Questions to complete: {owner}")
_UNTITLED = Text(fr="titre de l'étude", en="title of the study")
_STUDY = Text(fr="Étude", en="Study")
_FIRST = Text(fr="Première échéance", en="First due date")
_FILING = Text(fr="Dépôt du dossier", en="Submission of the application")
_LEAD = Text(
    fr="Répondre dans la colonne de droite, en quelques phrases, et renvoyer ce document au responsable clinique. Une réponse "
    "« sans objet » est acceptée avec sa raison.",
    en="Answer in the right-hand column, in a few sentences, and send this document back to the clinical lead. “Not applicable” "
    "is accepted with its reason.",
)
_NOTHING = Text(fr="Rien n'est attendu de ce responsable à ce jour.", en="Nothing is expected of this owner today.")
_PARTS = {
    "question": Text(fr="Questions", en="Questions"),
    "finding": Text(fr="Constats à lever ou à justifier", en="Findings to resolve or justify"),
    "document": Text(fr="Pièces à fournir", en="Documents to provide"),
}
_ASKED = Text(fr="Ce qui est demandé", en="What is asked")
_ANSWER = Text(fr="Réponse", en="Answer")
_DOCUMENT = Text(fr="Pièce", en="Document")
_STATUS = Text(fr="Situation", en="Status")
_DUE = Text(fr="Pour le {date}", en="By {date}")
_UNTIL = Text(fr="valable jusqu'au {date}", en="valid until {date}")
_EXAMPLE = Text(fr="Exemple : {example}", en="Example: {example}")
_TO_DO = Text(fr="À faire : {fix}", en="To do: {fix}")
_SPACE = "\n\n\n"  # lines to write on
_LONGEST_EXAMPLE = 240  # characters: a questionnaire is short


def questionnaire(
    protocol: Protocol, owner: Owner, language: Language, today: dt.date, items: Sequence[Item] | None = None
) -> Document:
    """What one owner is asked, as a document; `items` when everything owed is already known."""
    told = items_of(protocol) if items is None else items
    on = reference_day(protocol, today)
    mine = [one for one in told if one.owner == owner and not one.done(on)]
    identified = protocol.identification
    title = _line(identified.short_title) or _line(identified.title) or placeholder(_UNTITLED[language], language)
    said = words(_TITLE, language).format(owner=_lower(words(OWNERS[owner], language)))
    return Document(
        title=said, subtitle=title, language=language, header=said, date=today,
        author=_line(identified.sponsor), blocks=_blocks(protocol, mine, language, on), brief=True,
    )  # fmt: skip


def questionnaire_docx(
    protocol: Protocol, owner: Owner, language: Language, today: dt.date,
    items: Sequence[Item] | None = None, brand: Brand | None = None,
) -> bytes:  # fmt: skip
    """The Word file of a questionnaire."""
    return write(questionnaire(protocol, owner, language, today, items), brand=brand)


def _blocks(protocol: Protocol, items: Sequence[Item], language: Language, on: dt.date) -> Blocks:
    if not items:
        return (Paragraph(text(words(_NOTHING, language))),)
    blocks: list[Block] = [*_head(protocol, items, language), Paragraph(text(words(_LEAD, language)), "lead")]
    for kind, title in _PARTS.items():
        rows = [one for one in items if one.kind == kind]
        if rows:
            blocks.append(_table(kind, words(title, language), rows, language, on))
    return tuple(blocks)


def _head(protocol: Protocol, items: Sequence[Item], language: Language) -> Blocks:
    dated = [one.due for one in items if one.due]
    filing = protocol.funding.filing_date
    fields = [
        (_STUDY, _line(protocol.identification.title)),
        (_FIRST, date(min(dated), language) if dated else ""),
        (_FILING, date(filing, language) if isinstance(filing, dt.date) else ""),
    ]
    shown = tuple(Field(words(label, language), text(said)) for label, said in fields if said)
    return (FieldRows(shown),) if shown else ()


def _table(kind: str, name: str, items: Sequence[Item], language: Language, on: dt.date) -> Table:
    last = _STATUS if kind == "document" else _ANSWER
    first = _DOCUMENT if kind == "document" else _ASKED
    rows = tuple((_asked(one, language), _reply(one, language, on)) for one in items)
    header = (text(words(first, language)), text(words(last, language)))
    widths = (6.0, 3.0) if kind == "document" else (5.0, 5.0)
    return Table(f"table-{kind}", text(name), header, rows, widths=widths)


def _asked(one: Item, language: Language) -> Inlines:
    """What is owed, why, an example, and the date."""
    pieces: list[Inline] = [Run(say(one.label, language), bold=True)]
    if one.ask:
        pieces.append(Run("\n" + words(one.ask.why, language)))
        if one.ask.example:
            example = words(_EXAMPLE, language).format(example=_short(words(one.ask.example, language)))
            pieces.append(Run("\n" + example, italic=True))
    if one.verdict:
        pieces.append(Run("\n" + say(one.verdict.phrase, language)))
        pieces.append(
            Run("\n" + words(_TO_DO, language).format(fix=words(one.verdict.rule.fix, language)), italic=True)
        )
    if one.due:
        pieces.append(Run("\n" + words(_DUE, language).format(date=date(one.due, language))))
    if one.note:
        pieces.append(Run("\n" + _line(one.note), italic=True))
    return tuple(pieces)


def _reply(one: Item, language: Language, on: dt.date) -> Inlines:
    if one.kind != "document":
        return text(_SPACE)
    said = words(EXPIRED if one.expired(on) else STATUSES[one.status], language)
    if one.expires:
        said += ", " + words(_UNTIL, language).format(date=date(one.expires, language))
    return text(said)


def _short(example: str) -> str:
    return example if len(example) <= _LONGEST_EXAMPLE else example[:_LONGEST_EXAMPLE].rsplit(" ", 1)[0] + " […]"


def _lower(said: str) -> str:
    return said if said[1:2].isupper() else said[:1].lower() + said[1:]


def _line(value: str | None) -> str:
    return " ".join(clean(value or "").split())
