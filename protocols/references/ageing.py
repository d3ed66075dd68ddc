"""Which assumptions rest on an old source. The limits are data with their reason (protocols/data/references.yaml)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from protocols.model.references import Citation, keyed, keys_in
from protocols.model.sizing import Assumption
from protocols.protocol import Protocol
from protocols.provenance import Confidence
from protocols.register import register_of
from stats.text import Text

_DATA = Path(__file__).parents[1] / "data" / "references.yaml"


@dataclass(frozen=True, slots=True)
class Limit:
    """After how many years a kind of source is old, and why."""

    years: int
    reason: Text


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits by kind of source, and where they come from."""

    by_source: dict[str, Limit]
    source: str
    checked_on: str
    confidence: Confidence


@cache
def limits() -> Limits:
    """The limits as they are in the data."""
    data: dict[str, Any] = yaml.safe_load(_DATA.read_text(encoding="utf-8"))
    by_source = {name: Limit(one["years"], Text(**one["reason"])) for name, one in data["sources"].items()}
    return Limits(by_source, data["source"], str(data["checked_on"]), data["confidence"])


def year_of(line: Assumption, known: dict[str, Citation]) -> int | None:
    """The year of the source: typed, else that of the most recent reference cited."""
    if line.source_year is not None:
        return line.source_year
    years = [known[key].dated for key in keys_in(line.citation) if key in known]
    return max((year for year in years if year is not None), default=None)


def as_of(protocol: Protocol) -> int:
    """The year at which ages are counted: that of the version of the protocol, else the present one."""
    dated = protocol.identification.version_date
    return dated.year if dated else date.today().year


def is_old(line: Assumption, year: int | None, now: int) -> bool:
    """Whether the source is older than its kind allows."""
    limit = limits().by_source.get(line.source or "")
    return limit is not None and year is not None and now - year > limit.years


def old_sources(protocol: Protocol) -> tuple[tuple[Text, int], ...]:
    """The assumptions in use that rest on an old source, with its year."""
    known, now, found = keyed(protocol.references), as_of(protocol), []
    for one in register_of(protocol):
        year = year_of(one.line, known)
        if year is not None and one.line.given and is_old(one.line, year, now):
            found.append((one.label, year))
    return tuple(found)
