"""Interim looks as the text announces them, beside those of the calculation: when, by which bounds, with which futility."""

from __future__ import annotations

import re

from protocols.facts.topics import Known
from protocols.phrases import mentions, words
from protocols.protocol import Protocol
from protocols.stated import COUNT, counted, fractions, sentences
from stats.registry import design_class

_LOOK = r"interm[ée]diaire|interim|\blooks?\b|born|bound"
_INFORMATION = (
    r"information|[ée]v[ée]nements?|inclu|participants?|patients?|recrut|effectif|events?|enrol|recruit|parcours"
)
_OF_A_RISK = r"(puissance|risque|seuil|alpha|confiance|\bIC\b|power|level|confidence)[^%]{0,25}\d+(?:[.,]\d+)? ?%"
_COUNTED = re.compile(rf"{COUNT} (?:analyses? interm[ée]diaires?|interim (?:analys[ei]s|looks?))", re.IGNORECASE)
_FINAL = 0.98  # the last analysis is not an interim look
_BOUNDS = {
    "obrien_fleming": r"o[' ]?brien",
    "pocock": r"pocock",
    "haybittle_peto": r"haybittle",
    "wang_tsiatis": r"tsiatis",
    "kim_demets": r"kim (et|and|-) ?demets|kim-demets",
    "hwang_shih_decani": r"hwang",
}
_FUTILITY = r"futilit"
_NOT_BINDING = r"non[- ]?contraignant|non[- ]?binding|pas contraignant|not binding|à titre indicatif|advisory"
_BINDING = r"contraignant|binding|obligatoire|mandatory"
_NO = r"\b(aucune?|pas d[e']|sans|no|not|without)\b[^.;]{0,40}futilit"


def known(protocol: Protocol) -> Known:
    """Nothing for a calculation without looks: other rules say that the text announces some."""
    sizing, told = protocol.sizing, words(protocol.analysis.interim)
    if not sizing.has_looks:
        return {}
    chosen = sizing.interim.chosen(design_class("group_sequential"))
    stops = chosen["futility_spending"] != "none" or bool(sizing.interim.lists.get("futility"))
    where = "analysis.interim"
    more = " ".join((told, words(protocol.governance.dmc), words(protocol.analysis.primary)))
    facts: Known = {
        "looks_sized": (sizing.interim.looks or None, "sizing.interim"),
        "looks_stated": (_times(told) or None, where),
        "bounds_sized": ((chosen["spending"], chosen["futility_spending"]), "sizing.interim"),
        "bounds_stated": (tuple(name for name, said in _BOUNDS.items() if mentions(more, said)) or None, where),
        "futility_sized": (chosen["futility_rule"] if stops else "none", "sizing.interim"),
        "futility_stated": (_futility(more), where),
    }
    counts = [counted(one) for one in _COUNTED.findall(told)]
    return facts | ({"looks_counted": (max(counts), where)} if counts else {})


def _times(text: str) -> tuple[float, ...]:
    """Shares of the information at which the text places its interim looks, in order."""
    told = [one for one in sentences(text) if mentions(one, _LOOK) and mentions(one, _INFORMATION)]
    plain = (re.sub(_OF_A_RISK, "", one, flags=re.IGNORECASE) for one in told)
    found = {round(share, 4) for one in plain for share in fractions(one)}
    return tuple(sorted(share for share in found if 0.05 <= share < _FINAL))


def _futility(text: str) -> str | None:
    """What the text says of stopping for futility: binding, not binding, stopping alone, or nothing."""
    told = " ".join(one for one in sentences(text) if mentions(one, _FUTILITY) and not mentions(one, _NO))
    if not told:
        return None
    return "non_binding" if mentions(told, _NOT_BINDING) else "binding" if mentions(told, _BINDING) else "stops"
