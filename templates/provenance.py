"""Where a statement comes from, in words: source, date of the check, confidence, and with whom to confirm it."""

from __future__ import annotations

from protocols.provenance import Provenance
from stats.text import Text
from templates.blocks import Language
from templates.formatting import date, french_spacing
from templates.saying import words

_CONFIDENCE = {
    "H": Text(fr="confiance haute", en="high confidence"),
    "M": Text(fr="confiance moyenne", en="medium confidence"),
    "L": Text(fr="confiance basse", en="low confidence"),
}
_SAID = Text(
    fr="{source} ; vérifié le {date} ; {confidence}",
    en="{source}; checked on {date}; {confidence}",
)
_CONFIRM = Text(fr=" ; à confirmer auprès de : {who}", en="; to be confirmed with: {who}")


def said_provenance(one: Provenance, language: Language) -> str:
    """The provenance on one line, without a final point."""
    said = words(_SAID, language).format(
        source=french_spacing(one.source) if language == "fr" else one.source,
        date=date(one.checked_on, language),
        confidence=words(_CONFIDENCE[one.confidence], language),
    )
    return said + (words(_CONFIRM, language).format(who=words(one.confirm, language)) if one.confirm else "")
