"""A bibliographic reference: structured where it is known, or the words the author typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Set
from datetime import date
from itertools import chain, count
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from protocols.model.section import Line, Whole
from stats.frozen import Frozen
from stats.refusal import Refusal
from stats.text import Text

Kind = Literal[
    "article", "book", "chapter", "conference", "report", "thesis", "preprint", "web", "registry", "software"
]
KINDS = {
    "article": Text(fr="article", en="journal article"),
    "book": Text(fr="livre", en="book"),
    "chapter": Text(fr="chapitre de livre", en="book chapter"),
    "conference": Text(fr="communication à un congrès", en="conference paper"),
    "report": Text(fr="rapport ou recommandation", en="report or guideline"),
    "thesis": Text(fr="thèse ou mémoire", en="thesis"),
    "preprint": Text(fr="prépublication", en="preprint"),
    "web": Text(fr="page ou document en ligne", en="web page or online document"),
    "registry": Text(fr="registre d'essais ou jeu de données", en="trial registry or data set"),
    "software": Text(fr="logiciel", en="software"),
}
_EMPTY = Text(
    fr="Une référence a besoin d'un titre, d'un texte, d'un DOI ou d'une adresse.",
    en="A reference needs a title, a text, a DOI or an address.",
)
KEY = r"[A-Za-z0-9][A-Za-z0-9_.:\-]{0,59}"
DOI = re.compile(r"10\.\d{4,9}/\S+")  # what Crossref says matches nearly all DOIs in use
MARK = re.compile(rf"\[@{KEY}(?:\s*[;,]\s*@{KEY})*\]")  # [@Smith2021] or [@Smith2021; @HAS2023]
_KEY_IN_MARK = re.compile(rf"@({KEY})")
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
_BEFORE_VOLUME = re.compile(r"(?<!\d)((?:1[89]|20)\d\d)(?=;)")
_WORD = re.compile(r"[^\W\d_]{2,}")


class Citation(Frozen):
    """A bibliographic reference; `text` is what is printed when nothing else is known."""

    key: Annotated[Line, StringConstraints(pattern=rf"^{KEY}$")] | None = None  # by which the author cites it
    text: Line = ""
    type: Kind | None = None
    authors: Annotated[tuple[Line, ...], Field(max_length=2_000)] = ()  # "Family, Given"; an organisation has no comma
    title: Line = ""
    container: Line = ""  # journal, book, proceedings, publisher's site
    publisher: Line = ""
    year: Annotated[Whole, Field(ge=1500, le=2200)] | None = None
    volume: Annotated[Line, StringConstraints(max_length=100)] = ""
    issue: Annotated[Line, StringConstraints(max_length=100)] = ""
    pages: Annotated[Line, StringConstraints(max_length=100)] = ""
    doi: Annotated[Line, StringConstraints(max_length=200)] | None = None
    pmid: Annotated[Line, StringConstraints(max_length=20)] | None = None
    url: Line = ""
    accessed: date | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not any(one.strip() for one in (self.text, self.title, self.doi or "", self.url)):
            raise Refusal(_EMPTY)
        return self

    @property
    def to_complete(self) -> bool:
        """Whether only an identifier is known: nothing to print but a number."""
        return not self.text.strip() and not self.title.strip()

    @property
    def dated(self) -> int | None:
        """The year of publication: given, or read in the free text where nothing else could pass for it."""
        if self.year is not None:
            return self.year
        said = re.split(r"doi\s*:|https?:", self.text, flags=re.IGNORECASE)[0]
        years = _BEFORE_VOLUME.findall(said) or _YEAR.findall(said)
        return int(years[0]) if len(set(years)) == 1 else None


def keys_in(text: str) -> tuple[str, ...]:
    """The keys that a text cites, in order, each as often as it is cited."""
    return tuple(key for mark in MARK.findall(text) for key in _KEY_IN_MARK.findall(mark))


def keyed(references: Iterable[Citation]) -> dict[str, Citation]:
    """Every reference by the key that cites it: its own, or one made of its first author and year."""
    listed = tuple(references)
    taken = {one.key for one in listed if one.key}
    found: dict[str, Citation] = {}
    for one in listed:
        key = one.key if one.key and one.key not in found else new_key(one, taken | found.keys())
        found[key] = one
    return found


def new_key(one: Citation, taken: Iterable[str]) -> str:
    """A key not taken yet: Smith2021, then Smith2021b."""
    first = one.authors[0].split(",")[0] if one.authors else one.text or one.title or one.container
    name = "".join(_WORD.findall(_ascii(first))[:1]) or "ref"
    stem = f"{name[:40]}{one.dated or ''}"
    used = taken if isinstance(taken, Set) else frozenset(taken)
    endings = chain(("", *"bcdefghijklmnopqrstuvwxyz"), (f"-{n}" for n in count(27)))
    free: str = next(stem + ending for ending in endings if stem + ending not in used)
    return free


def _ascii(said: str) -> str:
    return unicodedata.normalize("NFKD", said.replace("ø", "o").replace("ł", "l")).encode("ascii", "ignore").decode()


def bare_doi(said: str | None) -> str | None:
    """A DOI without the address or the label before it; what is no DOI stays as typed, so that it can be corrected."""
    kept = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi\s*:?\s*)", "", (said or "").strip(), flags=re.IGNORECASE)
    return kept.rstrip(".,;") or None
