"""BibTeX, by bibtexparser; the accents of LaTeX become letters. An entry that cannot be read is named, the others kept."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from protocols.references.record import Record

_KINDS = {
    "article": "article", "book": "book", "booklet": "book", "inbook": "chapter", "incollection": "chapter",
    "inproceedings": "conference", "conference": "conference", "proceedings": "conference", "techreport": "report",
    "report": "report", "manual": "report", "phdthesis": "thesis", "mastersthesis": "thesis", "thesis": "thesis",
    "online": "web", "electronic": "web", "www": "web", "webpage": "web", "dataset": "registry",
    "software": "software", "unpublished": "preprint",
}  # fmt: skip
_CONTAINERS = ("journal", "journaltitle", "booktitle", "maintitle")
_PUBLISHERS = ("publisher", "institution", "school", "organization", "howpublished")
_START = re.compile(r"@\s*[A-Za-z]+\s*[({]")
_DEEPEST = 20  # braces within braces: beyond, marks are dropped without interpreting them
_UNREADABLE = re.compile(r"@\w+\s*[({]\s*([^,\s]{1,80})")


def looks_like(text: str) -> bool:
    """Whether a text holds at least one entry."""
    return _START.search(text) is not None


def records(text: str) -> Iterator[Record | str]:
    """Every entry, or for one that cannot be read the key that names it."""
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.model import DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, Entry, ParsingFailedBlock

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # what it could not read is told in a sentence of ours
    for block in parse_string(text).blocks:
        if isinstance(block, DuplicateBlockKeyBlock | DuplicateFieldKeyBlock) and isinstance(
            block.ignore_error_block, Entry
        ):
            yield _record(block.ignore_error_block)
        elif isinstance(block, Entry):
            yield _record(block)
        elif isinstance(block, ParsingFailedBlock):
            named = _UNREADABLE.search(block.raw or "")
            yield named[1] if named else "?"


def _record(entry: Any) -> Record:
    raw: dict[str, str] = {}
    for one in entry.fields:
        raw.setdefault(one.key.lower(), str(one.value))
    said = {name: plain(value) for name, value in raw.items() if name not in ("author", "editor", "abstract", "file")}
    people = raw.get("author") or raw.get("editor") or ""
    fields = {
        "kind": _kind(entry.entry_type.lower(), said),
        "title": said.get("title", "") + (f": {said['subtitle']}" if said.get("subtitle") else ""),
        "container": _first(said, _CONTAINERS),
        "publisher": _first(said, _PUBLISHERS),
        "year": said.get("year") or said.get("date", ""),
        "volume": said.get("volume", ""),
        "issue": said.get("number") or said.get("issue", ""),
        "pages": said.get("pages", ""),
        "doi": said.get("doi", ""),
        "pmid": said.get("pmid", ""),
        "url": said.get("url", ""),
        "accessed": said.get("urldate", ""),
    }
    return Record(_names(people), fields, label=entry.key, key=entry.key)


def _kind(kind: str, said: dict[str, str]) -> str:
    if "arxiv" in said.get("archiveprefix", "").lower() or said.get("eprinttype", "").lower() == "arxiv":
        return "preprint"
    return "web" if kind == "misc" and said.get("url") else _KINDS.get(kind, "")


def _first(said: dict[str, str], names: tuple[str, ...]) -> str:
    return next((said[name] for name in names if said.get(name)), "")


def _names(people: str) -> tuple[str, ...]:
    """Authors as "Family, Given"; a name wholly in braces is an organisation."""
    return tuple(name for one in _split_and(people) if (name := _name(one.strip())))


def _split_and(people: str) -> list[str]:
    """Cut at "and" outside braces."""
    parts, depth, start = [], 0, 0
    for found in re.finditer(r"[{}]|\s+and\s+", _outer(people)):
        if found[0] in "{}":
            depth = max(0, depth + (1 if found[0] == "{" else -1))
        elif depth == 0:
            parts.append((start, found.start()))
            start = found.end()
    whole = _outer(people)
    return [whole[a:b] for a, b in [*parts, (start, len(whole))]]


def _outer(people: str) -> str:
    return re.sub(r"\s+", " ", people)


def _name(one: str) -> str:
    if re.fullmatch(r"\{[^\\].*\}", one) and _closes_at_end(one):
        return plain(one).replace(",", " ")
    said = plain(one)
    if "," in said or " " not in said:
        return said
    words = said.split()  # "Jean-Paul van der Berg": the family begins with its particle
    first = next((i for i, word in enumerate(words[1:-1], start=1) if word[0].islower()), len(words) - 1)
    return f"{' '.join(words[first:])}, {' '.join(words[:first])}"


def _closes_at_end(one: str) -> bool:
    depth = 0
    for place, char in enumerate(one):
        depth += (char == "{") - (char == "}")
        if depth == 0:
            return place == len(one) - 1
    return False


@lru_cache(maxsize=4096)
def plain(value: str) -> str:
    """LaTeX as text: accents as letters, braces and commands gone, nothing executed or opened."""
    if not re.search(r"[\\{}$~%]|--|``|''", value):
        return value.strip()
    if value.count("{") > _DEEPEST * 5 or _depth(value) > _DEEPEST:
        return re.sub(r"[\\{}]", "", value).strip()
    from pylatexenc.latex2text import LatexNodes2Text

    try:
        said: str = LatexNodes2Text(math_mode="verbatim", keep_comments=True).latex_to_text(
            re.sub(r"(?<!\\)%", r"\\%", value)
        )
    except (RecursionError, ValueError, IndexError, KeyError, TypeError):  # a library on hostile text
        said = re.sub(r"[\\{}]", "", value)
    return " ".join(str(said).replace("\xa0", " ").split())


def _depth(value: str) -> int:
    depth = deepest = 0
    for char in value:
        depth += (char == "{") - (char == "}")
        deepest = max(deepest, depth)
    return deepest
