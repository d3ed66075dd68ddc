"""Facts of the estimand: what its intercurrent events name, what the calculation makes of them; the accuracy form."""

from __future__ import annotations

from collections.abc import Iterable

from protocols.facts.topics import Known
from protocols.intercurrent import changing, ignored_events, listed, not_an_event
from protocols.model.objectives import IntercurrentEvent
from protocols.model.section import NotApplicable
from protocols.protocol import Protocol
from stats.text import Text

WITHIN_PATIENT = frozenset({"clustered_proportion", "segmentation_overlap"})
_PLACE = "objectives.intercurrent"


def known(protocol: Protocol) -> Known:
    """Every fact of the topic; None when the answers do not tell."""
    events, objectives = listed(protocol), protocol.objectives
    unit, unread = objectives.analysis_unit, objectives.uninterpretable
    unusable = protocol.sizing.flow.get("unevaluable")
    counted = any(one.strategy == "composite" and (one.share or 0) > 0 for one in events)
    return {
        "ice_not_events": (named(one for one in events if not_an_event(one.event)) if events else None, _PLACE),
        "ice_ignored": (named(ignored_events(protocol)) if events else None, _PLACE),
        "ice_unsaid": (named(one for one in changing(protocol) if one.accounted is None) if events else None, _PLACE),
        "ice_counted_twice": (
            (counted or unread in ("error", "negative", "positive")) and (unusable.value or 0) > 0
            if unusable is not None and unusable.value is not None and (events or isinstance(unread, str))
            else None,
            "sizing.flow.unevaluable",
        ),
        "analysis_unit": (None if isinstance(unit, NotApplicable) else unit, "objectives.analysis_unit"),
        "allows_within_patient": (
            protocol.sizing.kind in WITHIN_PATIENT if protocol.sizing.chosen_design() else None,
            "sizing.kind",
        ),
        "uninterpretable": (None if isinstance(unread, NotApplicable) else unread, "objectives.uninterpretable"),
    }


def named(events: Iterable[IntercurrentEvent]) -> tuple[Text, ...]:
    """The events as the author wrote them, shortened, for a sentence in either language."""
    said = [one.event.strip() for one in events]
    return tuple(as_written(one) for one in said if one)


def as_written(text: str) -> Text:
    """The author's own words between quotation marks, at most eighty characters."""
    short = text if len(text) <= 80 else text[:79].rstrip() + "…"
    return Text(fr=f"« {short} »", en=f"“{short}”")
