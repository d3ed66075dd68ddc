"""Where a legal, guideline or funding statement comes from, when it was checked, and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from stats.text import Text

Confidence = Literal["H", "M", "L"]


@dataclass(frozen=True, slots=True)
class Provenance:
    """Source, date of the check, confidence (high, medium, low), and with whom to confirm when it is not high."""

    source: str
    checked_on: date
    confidence: Confidence
    confirm: Text | None = None


def provenance_of(data: dict[str, Any], checked_on: date) -> Provenance:
    """The provenance of one entry of a data file; its own date of check comes before that of the file."""
    confirm = data.get("confirm")
    said = Text(**confirm) if confirm else None
    return Provenance(data["source"], data.get("checked_on", checked_on), data["confidence"], said)
