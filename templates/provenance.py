"""Where a legal, guideline or funding statement comes from, said in words: source, date of the check, confidence."""

from __future__ import annotations

from protocols.provenance import Confidence, Provenance
from stats.text import Text
from templates.blocks import Language
from templates.formatting import date
from templates.saying import words
from templates.source_words import said_source

CONFIDENCE: dict[Confidence, Text] = {
    "H": Text(fr="confiance élevée", en="high confidence"),
    "M": Text(fr="confiance moyenne", en="medium confidence"),
    "L": Text(fr="confiance faible", en="low confidence"),
}
SOURCE = Text(fr="Source", en="Source")
CHECKED = Text(fr="Vérifié le", en="Checked on")
SURE = Text(fr="Confiance", en="Confidence")
_SAID = Text(
    fr="Source : {source} ; vérifié le {date} ; {confidence}.", en="Source: {source}; checked on {date}; {confidence}."
)
_LINE = Text(fr="{source} ; vérifié le {date} ; {confidence}", en="{source}; checked on {date}; {confidence}")
_WITH = Text(fr=" ; à confirmer auprès de : {who}", en="; to be confirmed with: {who}")
_CONFIRM = Text(fr="À confirmer auprès de {whom}.", en="To be confirmed with {whom}.")
_VERIFY = Text(fr="À vérifier sur le texte en vigueur.", en="To be checked against the text in force.")


def say_provenance(one: Provenance, language: Language) -> str:
    """One sentence with the source, the date of the check and the confidence; then, unless it is high, what to confirm."""
    held = words(_SAID, language).format(
        source=said_source(one.source.rstrip("."), language),
        date=date(one.checked_on, language),
        confidence=words(CONFIDENCE[one.confidence], language),
    )
    return held if one.confidence == "H" else f"{held} {say_confirmation(one, language)}"


def said_provenance(one: Provenance, language: Language) -> str:
    """The provenance on one line, without a final point."""
    said = words(_LINE, language).format(
        source=said_source(one.source, language),
        date=date(one.checked_on, language),
        confidence=words(CONFIDENCE[one.confidence], language),
    )
    return said + (words(_WITH, language).format(who=words(one.confirm, language)) if one.confirm else "")


def say_confirmation(one: Provenance, language: Language) -> str:
    """With whom to confirm: nothing when the source is sure."""
    if one.confidence == "H":
        return ""
    if one.confirm is None:
        return words(_VERIFY, language)
    return words(_CONFIRM, language).format(whom=words(one.confirm, language))
