"""A reviewer's look at a dossier: its integrity, its text against its data, its numbers redone, the rules, the gaps."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from protocols.checking import Gap, Report, check
from protocols.comparing import Difference
from protocols.comparing import differences as _differences
from protocols.edits import remarks_of
from protocols.passages import Passage
from protocols.protocol import SCHEMA_VERSION, Protocol
from protocols.remarks import Kind, Remark
from protocols.rules.engine import Severity
from protocols.sheet import Sheet, sheet_of
from stats.quantities import Unit, Value
from stats.text import Language, Phrase, Text, verbatim

MOST_QUESTIONS = 5


class Standing(StrEnum):
    """What the review comes to."""

    BLOCKING = "blocking"
    TO_CORRECT = "to correct"
    CLEAN = "clean"


@dataclass(frozen=True, slots=True)
class Dossier:
    """A document that carries a project: the project, the text of the file, and that of a fresh export of the project.

    intact, damaged: copies of the project whose hash holds, or not; links: what the file points to outside itself
    """

    protocol: Protocol
    language: Language
    passages: tuple[Passage, ...]
    exported: tuple[Passage, ...]
    schema_version: int = SCHEMA_VERSION
    intact: int = 2
    damaged: int = 0
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """The outcome: one page first, then every remark, the gravest first, then what is missing."""

    language: Language
    sheet: Sheet
    remarks: tuple[Remark, ...]
    gaps: tuple[Gap, ...]
    assessed: int
    total: int
    unit: str
    edited: tuple[Difference, ...] = field(default=(), repr=False)

    @property
    def standing(self) -> Standing:
        """Blocking, to be corrected, or clean of anything but advice."""
        if any(one.severity is Severity.BLOCKING for one in self.remarks):
            return Standing.BLOCKING
        told = any(one.severity is not Severity.ADVICE for one in self.remarks)
        return Standing.TO_CORRECT if told or self.gaps else Standing.CLEAN

    @property
    def questions(self) -> tuple[Remark, ...]:
        """At most five remarks to put to the author: the gravest, none asked twice."""
        asked: dict[str, Remark] = {}
        for one in self.remarks:
            if one.severity is not Severity.ADVICE:
                asked.setdefault(one.id if one.kind is Kind.RULE else repr(one.phrase), one)
        return tuple(asked.values())[:MOST_QUESTIONS]


def review(dossier: Dossier) -> Review:
    """Everything a reviewer of this dossier would note."""
    report = check(dossier.protocol)
    found = dossier.protocol.sample_size()
    edited = _differences(dossier.exported, dossier.passages)
    edits = remarks_of(edited, dossier.exported, dossier.protocol, found)
    order = list(Severity)
    remarks = sorted(
        (*_integrity(dossier), *edits, *_rules(report)), key=lambda one: (order.index(one.severity), one.kind.rank)
    )
    return Review(
        dossier.language,
        sheet_of(dossier.protocol, found, edits),
        tuple(remarks),
        report.gaps,
        report.assessed,
        report.total,
        report.unit,
        edited,
    )


def _rules(report: Report) -> tuple[Remark, ...]:
    return tuple(
        Remark(Kind.RULE, one.rule.id, one.rule.severity, one.rule.title, one.phrase, one.rule.fix, one.rule.source,
               report.answers.get(one.rule.id, ""))
        .at(path=one.where)
        for one in report.findings
    )  # fmt: skip


def _integrity(dossier: Dossier) -> tuple[Remark, ...]:
    told = []
    if dossier.damaged:
        told.append(_remark("file:HASH", Severity.MAJOR, _HASH_TITLE, Phrase(_HASH), _HASH_FIX))
    if dossier.schema_version < SCHEMA_VERSION:
        values: dict[str, Any] = {
            "found": Value(dossier.schema_version, Unit.COUNT),
            "known": Value(SCHEMA_VERSION, Unit.COUNT),
        }
        told.append(_remark("file:SCHEMA", Severity.MINOR, _SCHEMA_TITLE, Phrase(_SCHEMA, values), _SCHEMA_FIX))
    if dossier.links:
        listed = {"listed": verbatim(", ".join(dossier.links), 300)}
        told.append(_remark("file:LINK", Severity.MAJOR, _LINK_TITLE, Phrase(_LINK, listed), _LINK_FIX))
    return tuple(told)


def _remark(id: str, severity: Severity, title: Text, phrase: Phrase, fix: Text) -> Remark:
    return Remark(Kind.FILE, id, severity, title, phrase, fix)


_HASH_TITLE = Text(fr="Copie du projet abîmée", en="Damaged copy of the project")
_HASH = Text(
    fr="Le document porte deux copies du projet ; l'empreinte de l'une d'elles ne correspond plus à son contenu. "
    "La relecture s'appuie sur la copie intacte.",
    en="The document carries two copies of the project; the hash of one of them no longer matches its content. "
    "The review relies on the intact copy.",
)
_HASH_FIX = Text(
    fr="Demander l'export d'origine et la raison de cette modification.",
    en="Ask for the original export and the reason for this change.",
)
_SCHEMA_TITLE = Text(fr="Projet d'une version antérieure de Preuve", en="Project of an earlier version of Preuve")
_SCHEMA = Text(
    fr="Le projet suit le schéma {found}, le schéma actuel est {known} : des différences de texte peuvent venir de là.",
    en="The project follows schema {found}, the present one is {known}: differences in the text may come from that.",
)
_SCHEMA_FIX = Text(
    fr="Demander un nouvel export avec la version actuelle.", en="Ask for a new export with the present version."
)
_LINK_TITLE = Text(fr="Contenu extérieur appelé par le fichier", en="Outside content called by the file")
_LINK = Text(
    fr="Le fichier appelle un contenu extérieur à l'ouverture : {listed}.",
    en="The file calls outside content when opened: {listed}.",
)
_LINK_FIX = Text(
    fr="Ne pas l'ouvrir connecté ; demander un fichier sans ce lien.",
    en="Do not open it while connected; ask for a file without this link.",
)
