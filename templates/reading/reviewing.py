"""One submitted file, reviewed: the findings, the report, the annotated copy, ready to be shown or written."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from protocols.review import Dossier, Review, Standing, review
from templates.blocks import Language
from templates.reading.annotating import annotated
from templates.reading.dossier import open_dossier
from templates.reading.places import located
from templates.review_report import report_docx
from templates.review_words import SEVERITIES, as_data, message_of, questions, sheet_rows
from templates.saying import words


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A reviewed file; the documents are made when they are asked for."""

    submitted: bytes
    name: str
    language: Language
    dossier: Dossier
    review: Review

    @property
    def blocking(self) -> bool:
        """Whether at least one finding is blocking."""
        return self.review.standing is Standing.BLOCKING

    def report(self) -> bytes:
        """The report as a .docx."""
        return report_docx(self.review, self.language, self.name, dt.date.today())

    def copy(self) -> bytes:
        """The submitted .docx with its comments."""
        return annotated(self.submitted, self.dossier, self.review, self.language)

    def data(self) -> dict[str, Any]:
        """The findings as plain data."""
        return as_data(self.review, self.language)

    def files(self) -> dict[str, bytes]:
        """Everything to write, by the end of its name."""
        written = json.dumps(self.data(), ensure_ascii=False, indent=1, allow_nan=False)
        suffix = {"fr": ("relecture", "annote"), "en": ("review", "annotated")}[self.language]
        return {
            f"{suffix[0]}.docx": self.report(),
            f"{suffix[1]}.docx": self.copy(),
            f"{suffix[0]}.json": written.encode(),
        }

    def lines(self) -> tuple[str, ...]:
        """The one page and the findings as lines of text."""
        told = [f"{label} : {value}" if self.language == "fr" else f"{label}: {value}" for label, value in self.rows()]
        told += [f"? {one}" for one in questions(self.review, self.language)]
        told += [
            f"[{words(SEVERITIES[one.severity], self.language)}] {one.id} {message_of(one, self.language, self.review.unit)}"
            + (f" ({one.heading})" if one.heading else "")
            for one in self.review.remarks
        ]
        return tuple(told)

    def rows(self) -> tuple[tuple[str, str], ...]:
        """The one page, label and value."""
        return sheet_rows(self.review, self.language)


def reviewed(data: bytes, language: Language, name: str = "") -> Reviewed:
    """Review a submitted .docx. Raises Refusal with the sentence to show."""
    dossier = open_dossier(data)
    return Reviewed(data, name, language, dossier, located(dossier, review(dossier)))


def named_apart(names: Sequence[str]) -> tuple[str, ...]:
    """Names made different from each other by a number, so that no result overwrites another."""
    given: list[str] = []
    for name in names:
        unique, number = name, 2
        while unique in given:
            unique, number = f"{name}-{number}", number + 1
        given.append(unique)
    return tuple(given)
