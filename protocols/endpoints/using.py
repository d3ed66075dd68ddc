"""An entry of the library put into a protocol: as primary endpoint, or as one more row."""

from __future__ import annotations

from typing import Any

from protocols.endpoints.library import Entry
from protocols.model.section import NotApplicable, is_empty
from protocols.protocol import Protocol
from stats.text import Language

PRIMARY_FIELDS = ("name", "definition", "timing", "type", "unit", "better")
_CATEGORY = {"primary": "secondary"}  # a candidate for the primary endpoint, added beside it, is descriptive at first


def values_of(entry: Entry, language: Language) -> dict[str, Any]:
    """What the entry says of each question of the primary endpoint."""
    definition = f"{entry.definition[language]}\n\n{_INSTRUMENT[language]} {entry.instrument[language]}."
    return {
        "name": entry.name[language],
        "definition": definition,
        "timing": entry.timing[language],
        "type": entry.type,
        "unit": entry.unit[language],
        "better": entry.better,
    }


_INSTRUMENT = {"fr": "Instrument :", "en": "Instrument:"}


def would_replace(protocol: Protocol, entry: Entry, language: Language) -> tuple[str, ...]:
    """The fields already answered otherwise, which taking the entry as primary endpoint would replace."""
    values = values_of(entry, language)
    return tuple(
        name
        for name in PRIMARY_FIELDS
        if not is_empty(getattr(protocol.endpoints, name)) and getattr(protocol.endpoints, name) != values[name]
    )


def as_primary(protocol: Protocol, entry: Entry, language: Language, replace: bool = False) -> Protocol:
    """The entry as primary endpoint; without `replace`, what has been typed stays and only empty fields are filled."""
    values, part = values_of(entry, language), protocol.endpoints
    kept = {} if replace else {name: getattr(part, name) for name in values if not is_empty(getattr(part, name))}
    updated = type(part).model_validate(part.model_dump() | values | kept)
    return protocol.model_copy(update={"endpoints": updated})


def as_row(protocol: Protocol, entry: Entry, language: Language) -> Protocol:
    """The entry as one more endpoint, in its category; an endpoint already listed under that name is not repeated."""
    listed = protocol.endpoints.secondary
    rows = () if isinstance(listed, NotApplicable) else listed
    if any(one.name == entry.name[language] for one in rows):
        return protocol
    row = {
        "name": entry.name[language],
        "category": _CATEGORY.get(entry.group, entry.group),
        "timing": entry.timing[language],
        "type": entry.type,
        "better": entry.better,
        "analysis": entry.analysis[language],
    }
    return protocol.changed("endpoints", "secondary", [*(one.model_dump() for one in rows), row])
