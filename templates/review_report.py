"""The report of a review as a document: the one page first, then every finding, then what is missing."""

from __future__ import annotations

import datetime as dt

from protocols.review import Review
from protocols.rules.engine import Severity
from stats.text import Text
from templates.blocks import (
    Block,
    Document,
    Field,
    Inlines,
    Language,
    ListBlock,
    Paragraph,
    Run,
    Table,
    bullets,
    text,
)
from templates.markup import clean
from templates.review_words import SEVERITIES, message_of, questions, sheet_rows
from templates.saying import say, words
from templates.word.writer import write

_TITLE = Text(fr="Fiche de relecture", en="Review sheet")
_SUBTITLE = Text(fr="Relecture méthodologique d'un protocole", en="Methodological review of a protocol")
_QUESTION = Text(fr="Question {rank}", en="Question {rank}")
_FINDINGS = Text(fr="Constats : {count}", en="Findings: {count}")
_NONE = Text(fr="Aucun constat.", en="No finding.")
_CAPTION = Text(fr="{severity} ({count})", en="{severity} ({count})")
_HEADER = (
    Text(fr="Constat", en="Finding"),
    Text(fr="Ce qui est observé", en="What is observed"),
    Text(fr="À faire", en="To do"),
)
_WHERE = Text(fr="Section : {heading}.", en="Section: {heading}.")
_ANSWER = Text(fr="Réponse de l'auteur : {answer}", en="Author's answer: {answer}")
_GAPS = Text(fr="Réponses manquantes : {count}", en="Missing answers: {count}")
_RULES = Text(
    fr="{assessed} règles vérifiées sur {total} ; les autres ne concernent pas cette étude ou manquent d'information. "
    "Une règle qui ne se déclenche pas n'est pas une preuve.",
    en="{assessed} of {total} rules assessed; the others do not concern this study or lack information. "
    "A rule that stays silent is not a proof.",
)
_NO_DATA = Text(
    fr="Relecture produite par Preuve à partir du projet contenu dans le document et de son texte.",
    en="Review made by Preuve from the project inside the document and its text.",
)


def report(review: Review, language: Language, name: str = "", day: dt.date | None = None) -> Document:
    """The document of a review; ``name`` is that of the file reviewed."""
    asked = questions(review, language)
    fields = [Field(label, text(_line(value))) for label, value in sheet_rows(review, language)]
    fields += [Field(_said(_QUESTION, language, rank=str(n)), text(_line(one))) for n, one in enumerate(asked, 1)]
    return Document(
        title=words(_TITLE, language),
        subtitle=_line(name) or words(_SUBTITLE, language),
        language=language,
        header=words(_TITLE, language),
        date=day,
        cover=tuple(fields),
        author="Preuve",
        blocks=(*_findings(review, language), *_missing(review, language), *_end(review, language)),
    )


def report_docx(review: Review, language: Language, name: str = "", day: dt.date | None = None) -> bytes:
    """The report as a Word file."""
    return write(report(review, language, name, day))


def _findings(review: Review, language: Language) -> list[Block]:
    blocks: list[Block] = [_lead(_said(_FINDINGS, language, count=str(len(review.remarks))))]
    if not review.remarks:
        return [*blocks, Paragraph(text(words(_NONE, language)))]
    for severity in Severity:
        remarks = [one for one in review.remarks if one.severity is severity]
        if not remarks:
            continue
        said = words(SEVERITIES[severity], language)
        rows = []
        for one in remarks:
            observed = message_of(one, language, review.unit)
            if one.heading:
                observed += " " + _said(_WHERE, language, heading=one.heading)
            if one.answer:
                observed += " " + _said(_ANSWER, language, answer=one.answer)
            title: Inlines = (Run(words(one.title, language), bold=True), Run(f"\n{one.id}"))
            rows.append((title, text(_line(observed)), text(words(one.fix, language))))
        blocks.append(
            Table(
                anchor=f"review_{severity.value}",
                caption=text(_said(_CAPTION, language, severity=said, count=str(len(rows)))),
                header=tuple(text(words(one, language)) for one in _HEADER),
                rows=tuple(rows),
                widths=(3.0, 6.0, 4.0),
            )
        )
    return blocks


def _missing(review: Review, language: Language) -> list[Block]:
    if not review.gaps:
        return []
    listed: ListBlock = bullets(*(_line(say(one.phrase, language, review.unit)) for one in review.gaps))
    return [_lead(_said(_GAPS, language, count=str(len(review.gaps)))), listed]


def _end(review: Review, language: Language) -> list[Block]:
    counted = _said(_RULES, language, assessed=str(review.assessed), total=str(review.total))
    return [Paragraph(text(counted), "note"), Paragraph(text(words(_NO_DATA, language)), "note")]


def _lead(said: str) -> Paragraph:
    return Paragraph((Run(said, bold=True),), "lead")


def _line(value: str) -> str:
    return " ".join(clean(value).split(" ")).strip().replace("\n", " ")


def _said(text: Text, language: Language, **values: str) -> str:
    return words(text, language).format(**values)
