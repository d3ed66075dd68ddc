"""The reference values of the economic evaluation as rows of a table: what is said, by whom, checked when, how surely."""

from __future__ import annotations

from dataclasses import dataclass

from protocols.economic_values import references
from protocols.provenance import Confidence
from stats.text import Text
from templates.blocks import Language
from templates.formatting import date
from templates.markup import Tokens
from templates.saying import words
from templates.source_words import said_source

CONFIDENCE: dict[Confidence, Text] = {
    "H": Text(fr="élevée", en="high"),
    "M": Text(fr="moyenne : à vérifier dans la source", en="medium: to be checked in the source"),
    "L": Text(fr="faible : à confirmer auprès de la HAS", en="low: to be confirmed with HAS"),
}


@dataclass(frozen=True, slots=True)
class ReferenceRow:
    """One reference value with its provenance."""

    said: str
    source: str
    checked: str
    confidence: str


def reference_rows(language: Language, tokens: Tokens) -> tuple[ReferenceRow, ...]:
    """Every reference value, in the order of the data."""
    return tuple(
        ReferenceRow(
            tokens.short(words(one.said, language)),
            tokens.short(said_source(one.provenance.source, language)),
            tokens.short(date(one.provenance.checked_on, language)),
            tokens.short(words(CONFIDENCE[one.provenance.confidence], language)),
        )
        for one in references().values()
    )
