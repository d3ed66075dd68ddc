"""Interim looks: whether the calculation makes some, and whether the text announces or denies them."""

from __future__ import annotations

from protocols.model.section import Narrative, NotApplicable
from protocols.model.sizing import Sizing
from protocols.phrases import mentions, says, words

_LOOK = r"intermédiaires?|interim|\blooks?\b"
_DENIED = r"\b(aucune |pas (prévu |envisagé )?d['’e] ?|sans |no |without (an )?)(\w+ )?(analyses? intermédiaires?|interim (analys[ie]s|looks?))"
_COMMITTEE = r"comité|committee|charte|charter"
_TWO_STAGES = "simon_two_stage"


def looks_sized(sizing: Sizing) -> bool:
    """Whether the calculation looks at the primary endpoint before the end: planned looks, or a first stage."""
    return sizing.has_looks or (sizing.kind == _TWO_STAGES and sizing.extension == "none")


def looks_planned(told: Narrative | NotApplicable | None, sizing: Sizing) -> bool | None:
    """Whether interim looks are planned; None while nobody says.

    told: the author's words. The document prints the looks of the calculation itself: words that do not deny them complete them.
    """
    said = words(told)
    if isinstance(told, NotApplicable):
        apart = mentions(told.not_applicable, _COMMITTEE) and not mentions(told.not_applicable, _LOOK)
        return looks_sized(sizing) and apart  # what is not applicable is then the committee
    if mentions(said, _DENIED):
        return False
    return True if looks_sized(sizing) else says(said, _LOOK) if said else None


def looks_denied(told: Narrative | NotApplicable | None) -> bool:
    """Whether the author says that no interim look is planned; silence says nothing."""
    said = words(told)
    negated = mentions(said, _LOOK) and not says(said, _LOOK)
    return isinstance(told, NotApplicable) or mentions(said, _DENIED) or negated
