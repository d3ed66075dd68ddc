"""What a reader of a format found, before it becomes a reference: plain strings, checked and cut in one place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import ValidationError

from protocols.cleaning import clean
from protocols.model.references import KEY, KINDS, Citation, bare_doi
from stats.refusal import Refusal

_MOST_AUTHORS = 200  # six are printed; collaborations list thousands
_LENGTHS = {"volume": 100, "issue": 100, "pages": 100, "doi": 200, "pmid": 20}


@dataclass(frozen=True, slots=True)
class Record:
    """One entry of a file. `label` is how a sentence names it."""

    authors: tuple[str, ...]
    fields: dict[str, str]
    label: str = ""
    key: str = ""

    def citation(self) -> Citation | None:
        """The reference, or None when the entry says nothing that could be cited."""
        said = {
            name: " ".join(clean(value).split())[: _LENGTHS.get(name, 2_000)] for name, value in self.fields.items()
        }
        data: dict[str, Any] = {
            name: said.get(name, "") for name in ("title", "container", "publisher", "volume", "issue", "pages", "url")
        }
        data["authors"] = tuple(" ".join(clean(one).split())[:2_000] for one in self.authors[:_MOST_AUTHORS])
        data["type"] = said.get("kind") if said.get("kind") in KINDS else None
        data["year"] = _year(said.get("year", ""))
        data["accessed"] = _date(said.get("accessed", ""))
        data["doi"] = bare_doi(said.get("doi")) or _doi_of(said.get("url", ""))
        data["pmid"] = said.get("pmid") or None
        data["key"] = self.key if re.fullmatch(KEY, self.key) else None
        try:
            return Citation.model_validate(data)
        except (ValidationError, Refusal):
            return None


def _year(said: str) -> int | None:
    found = re.search(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)", said)
    return int(found[1]) if found else None


def _date(said: str) -> date | None:
    found = re.match(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})", said)
    try:
        return date(*(int(one) for one in found.groups())) if found else None
    except ValueError:
        return None


def _doi_of(url: str) -> str | None:
    return bare_doi(url) if "doi.org/10." in url.lower() else None
