"""A remark of the reviewer: how grave, which sentence, what to do, where in the file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from protocols.rules.engine import Severity
from stats.text import Phrase, Text


class Kind(StrEnum):
    """Where a remark comes from."""

    FILE = "file"
    NUMBER = "number"
    EDIT = "edit"
    RULE = "rule"

    @property
    def rank(self) -> int:
        """The order in which remarks of one severity are told."""
        return list(Kind).index(self)


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark.

    place: rank of the paragraph of the file it is about, None when it is about the whole
    path: field of the project it is about; quote: words of the file; heading: section where it stands
    """

    kind: Kind
    id: str
    severity: Severity
    title: Text
    phrase: Phrase
    fix: Text
    source: str = ""
    answer: str = ""  # of the author, when she gave one
    place: int | None = None
    path: str = ""
    quote: str = ""
    heading: str = ""

    def at(self, place: int | None = None, path: str = "", quote: str = "", heading: str = "") -> Remark:
        """The same remark, placed."""
        return replace(self, place=place, path=path, quote=quote, heading=heading)
