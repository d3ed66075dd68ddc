"""A file or a pasted text of references, whatever its format: RIS, BibTeX, or DOIs in a row. Nothing is looked up or invented."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from protocols.model.references import DOI, Citation, bare_doi
from protocols.references import bibtex, ris
from protocols.references.record import Record
from stats.quantities import Unit, Value
from stats.refusal import Refusal
from stats.text import Phrase, Text, verbatim

LARGEST = 20_000_000  # characters
MOST = 20_000  # entries read from one file; a project keeps 500
_NAMED = 5
_TOO_LARGE = Text(
    fr="Ce fichier dépasse 20 Mo : exporter seulement les références de ce protocole.",
    en="This file exceeds 20 MB: export only the references of this protocol.",
)
_TOO_MANY = Text(
    fr="Plus de {most} entrées : exporter seulement les références de ce protocole.",
    en="More than {most} entries: export only the references of this protocol.",
)
_UNKNOWN = Text(
    fr="Aucune référence reconnue. Formats lus : RIS (lignes « TY  - »), BibTeX (« @article »), ou une liste de DOI "
    "(10.xxxx/...), un par ligne.",
    en="No reference recognised. Formats read: RIS (lines “TY  - ”), BibTeX (“@article”), or a list of DOIs "
    "(10.xxxx/...), one a line.",
)
_UNREAD = Text(
    fr="Entrées illisibles : {count} (accolade non fermée ou entrée vide), à corriger dans le fichier d'origine : {listed}.",
    en="{count} unreadable entry(ies) (unclosed brace or empty entry), to be corrected in the original file: {listed}.",
)
_DOI_ONLY = Text(
    fr="Références réduites à leur DOI : {count} ; auteurs, titre et revue sont à compléter (Preuve ne les cherche pas sur le "
    "réseau et n'invente rien).",
    en="{count} reference(s) have only their DOI: authors, title and journal are to be completed (Preuve does not look them "
    "up on the network and invents nothing).",
)
_NOT_DOI = Text(
    fr="Lignes laissées de côté, qui ne sont pas des DOI ({count}) : {listed}.",
    en="{count} line(s) left aside, which are not DOIs: {listed}.",
)


@dataclass(frozen=True, slots=True)
class Imported:
    """What a text gave: references, and sentences on what could not be read."""

    references: tuple[Citation, ...]
    said: tuple[Phrase, ...] = ()


def decoded(content: bytes) -> str:
    """The text of a file: UTF-8 with or without a byte order mark, UTF-16 with one, else Windows-1252."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def imported(content: str | bytes) -> Imported:
    """The references of a pasted text or a file. Raises Refusal with a sentence when there is none."""
    if len(content) > LARGEST:
        raise Refusal(_TOO_LARGE)
    text = decoded(content) if isinstance(content, bytes) else content
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    if ris.looks_like(text):
        return _gathered(ris.records(text))
    if bibtex.looks_like(text):
        return _gathered(bibtex.records(text))
    return _dois(text)


def _gathered(records: Iterable[Record | str]) -> Imported:
    found: list[Citation] = []
    unread: list[str] = []
    for number, one in enumerate(records, start=1):
        if number > MOST:
            raise Refusal(_TOO_MANY, most=Value(MOST, Unit.COUNT))
        citation = None if isinstance(one, str) else one.citation()
        if citation is not None:
            found.append(citation)
        else:
            unread.append(one if isinstance(one, str) else one.label or f"n° {number}")
    if not found and not unread:
        raise Refusal(_UNKNOWN)
    said = [_counted(_UNREAD, unread)] if unread else []
    return Imported(tuple(found), (*said, *_only_doi(found)))


def _dois(text: str) -> Imported:
    found: list[Citation] = []
    others: list[str] = []
    pieces = [piece for line in text.split("\n") for piece in re.split(r"[\s;]+", _label_off(line)) if piece]
    if len(pieces) > MOST:
        raise Refusal(_TOO_MANY, most=Value(MOST, Unit.COUNT))
    for piece in pieces:
        doi = bare_doi(piece.strip("<>\"'(),"))
        if doi and DOI.fullmatch(doi) and len(doi) <= 200:
            found.append(Citation(doi=doi))
        else:
            others.append(piece)
    if not found:
        raise Refusal(_UNKNOWN)
    said = [_counted(_NOT_DOI, others)] if others else []
    return Imported(tuple(found), (*said, *_only_doi(found)))


def _label_off(line: str) -> str:
    return re.sub(r"\bdoi\s*:\s*(?=10\.)", "", line, flags=re.IGNORECASE)


def _only_doi(found: list[Citation]) -> tuple[Phrase, ...]:
    bare = sum(one.to_complete for one in found)
    return (Phrase(_DOI_ONLY, {"count": Value(bare, Unit.COUNT)}),) if bare else ()


def _counted(text: Text, listed: list[str]) -> Phrase:
    more = ", ..." if len(listed) > _NAMED else ""
    named = ", ".join(one[:60] for one in listed[:_NAMED]) + more
    return Phrase(text, {"count": Value(len(listed), Unit.COUNT), "listed": verbatim(named)})
