"""How a condition of the call is said, on screen and on paper: verdict, what was declared, where the value comes from."""

from __future__ import annotations

import datetime as dt

from protocols.funding import Edition, Judged, Outcome
from stats.text import Text
from templates.blocks import Language
from templates.formatting import date
from templates.saying import say_value, words
from templates.source_words import said_source

OUTCOMES = {
    Outcome.NOT_MET: Text(fr="non remplie", en="not met"),
    Outcome.UNKNOWN: Text(fr="à renseigner", en="to be answered"),
    Outcome.MET: Text(fr="remplie", en="met"),
}
DOUBTFUL = Text(fr="à confirmer", en="to be confirmed")
CONFIDENCE = {
    "H": Text(fr="élevée", en="high"),
    "M": Text(fr="moyenne", en="medium"),
    "L": Text(fr="faible, à confirmer auprès de l'organisme", en="low, to be confirmed with the body"),
}
STATUS = {
    "closed": Text(fr="édition close", en="edition closed"),
    "unknown": Text(fr="ouverture non connue", en="opening not known"),
}
_FROM = Text(
    fr="Source : {source}. Consulté le {date}. Confiance : {confidence}.",
    en="Source: {source}. Checked on {date}. Confidence: {confidence}.",
)
_TO_VERIFY = Text(
    fr="À vérifier dans le cahier des charges en vigueur ; sources consultées le {date} ({status}).",
    en="To be verified against the current official specifications; sources checked on {date} ({status}).",
)
_DECLARED = Text(fr="Déclaré : {found}", en="Declared: {found}")


def provenance(source: str, checked_on: dt.date, confidence: str, language: Language) -> str:
    """Source, date of the check and confidence, in one line."""
    sure = words(CONFIDENCE[confidence], language)
    said = words(_FROM, language)
    return said.format(
        source=said_source(source.rstrip("."), language), date=date(checked_on, language), confidence=sure
    )


def to_verify(edition: Edition, language: Language) -> str:
    """The caution printed with every edition."""
    status = words(STATUS[edition.status], language)
    return words(_TO_VERIFY, language).format(date=date(edition.checked_on, language), status=status)


def verdict(judged: Judged, language: Language) -> str:
    """The verdict in words; a condition that is itself unsure is never said "not met" without its doubt."""
    said = words(OUTCOMES[judged.outcome], language)
    doubtful = judged.doubt is not None and judged.outcome is Outcome.NOT_MET
    return f"{said}, {words(DOUBTFUL, language)}" if doubtful else said


def declared(judged: Judged, language: Language) -> str:
    """What the project says, or nothing while it is not known."""
    if judged.found is None:
        return ""
    found = words(judged.found, language) if isinstance(judged.found, Text) else say_value(judged.found, language)
    return words(_DECLARED, language).format(found=found)
