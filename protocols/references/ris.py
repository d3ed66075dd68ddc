"""RIS, as reference managers write it: tags of two characters, one record from TY to ER.

Our own reader: the library tried (rispy 0.10) merges a record without ER into the next one and loses the record after a
byte order mark. Format: Reference Manager specification (Research Information Systems); tags as Zotero, EndNote and PubMed write
them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from protocols.references.record import Record

_LINE = re.compile(r"\s{0,3}([A-Z][A-Z0-9]) {1,3}-(?: (.*))?$")
_KINDS = {
    "JOUR": "article", "JFULL": "article", "MGZN": "article", "ABST": "article", "INPR": "article", "BOOK": "book",
    "EBOOK": "book", "CHAP": "chapter", "ECHAP": "chapter", "CONF": "conference", "CPAPER": "conference",
    "RPRT": "report", "GOVDOC": "report", "STAND": "report", "THES": "thesis", "ELEC": "web", "WEB": "web",
    "BLOG": "web", "DATA": "registry", "COMP": "software", "UNPB": "preprint",
}  # fmt: skip
_FIELDS = {
    "title": ("TI", "T1", "CT"),
    "container": ("T2", "JF", "JO", "JA", "J2", "BT"),
    "publisher": ("PB",),
    "volume": ("VL",),
    "issue": ("IS",),
    "doi": ("DO",),
    "url": ("UR", "L2"),
    "year": ("PY", "Y1", "DA"),
    "accessed": ("Y2",),
    "pmid": ("AN", "C2"),
}
_AUTHORS = ("AU", "A1")


def looks_like(text: str) -> bool:
    """Whether a text holds at least one RIS record."""
    return re.search(r"^\s{0,3}TY {1,3}-", text, re.MULTILINE) is not None


def records(text: str) -> Iterator[Record]:
    """Every record; one without ER ends where the next begins."""
    tags: dict[str, list[str]] | None = None
    last = ""
    for line in text.split("\n"):
        match = _LINE.match(line.rstrip())
        if match is None:
            if tags is not None and last and line.strip():  # a long value continued on the next line
                tags[last][-1] += " " + line.strip()
            continue
        tag, value = match[1], (match[2] or "").strip()
        if tag == "TY":
            if tags is not None:
                yield _record(tags)
            tags = {"TY": [value]}
        elif tag == "ER":
            if tags is not None:
                yield _record(tags)
            tags, last = None, ""
            continue
        elif tags is not None:
            tags.setdefault(tag, []).append(value)
        last = tag if tags is not None else ""
    if tags is not None:
        yield _record(tags)


def _record(tags: dict[str, list[str]]) -> Record:
    said = {name: next((v for tag in wanted for v in tags.get(tag, ()) if v), "") for name, wanted in _FIELDS.items()}
    first, last = (next(iter(tags.get(tag, ())), "") for tag in ("SP", "EP"))
    said["pages"] = f"{first}-{last}" if first and last and "-" not in first else first or last
    said["kind"] = _KINDS.get(tags["TY"][0].upper(), "")
    if not re.fullmatch(r"\d{4,9}", said["pmid"]):
        said["pmid"] = ""
    authors = tuple(one for tag in _AUTHORS for one in tags.get(tag, ()) if one)
    return Record(authors=authors, fields=said, label=said["title"] or said["doi"])
