"""What each heading, table and figure is called when printed: "6.2", "Tableau 2", "Figure 1".

Computed from the blocks, so that references, contents and preview agree with Word's own numbering.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from templates.blocks import Blocks, CrossRef, Document, Figure, Heading, Language, Table, content_lines, walk
from templates.blocks import plain_inlines as plain

WORDS: dict[Language, dict[str, str]] = {
    "fr": {"table": "Tableau", "figure": "Figure", "contents": "Sommaire", "page": "Page", "separator": "\u00a0: "},
    "en": {"table": "Table", "figure": "Figure", "contents": "Contents", "page": "Page", "separator": ": "},
}


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A heading as the table of contents prints it; ``anchor`` is given by its number when it has none."""

    level: int
    number: str
    words: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Labels:
    """The printed names of a document: by anchor, and its outline."""

    by_anchor: Mapping[str, str]
    outline: tuple[OutlineEntry, ...]


def labels_of(document: Document) -> Labels:
    """The names of everything that can be referred to; a repeated anchor or a dangling reference is a ValueError."""
    by_anchor: dict[str, str] = {}
    for anchor, label in _named(document.blocks, document.language):
        if anchor in by_anchor:
            raise ValueError(f"The anchor {anchor!r} is used twice.")
        by_anchor[anchor] = label
    dangling = sorted(_references(document) - by_anchor.keys())
    if dangling:
        raise ValueError(f"References to anchors that do not exist: {', '.join(dangling)}.")
    return Labels(by_anchor, tuple(_outline(document, by_anchor)))


def _named(blocks: Blocks, language: Language) -> Iterator[tuple[str, str]]:
    words = WORDS[language]
    tables = figures = 0
    for block in walk(blocks):
        if isinstance(block, Table):
            tables += 1
            yield block.anchor, f"{words['table']}\u00a0{tables}"
        elif isinstance(block, Figure):
            figures += 1
            yield block.anchor, f"{words['figure']}\u00a0{figures}"
    yield from ((heading.anchor or f"section-{number}", number) for heading, number in numbered_headings(blocks))


def numbered_headings(blocks: Blocks) -> Iterator[tuple[Heading, str]]:
    """Each heading with its number; a level may not be skipped (Word would print "1.0.1")."""
    counters = [0, 0, 0]
    for block in walk(blocks):
        if isinstance(block, Heading):
            if block.level > 1 and not counters[block.level - 2]:
                raise ValueError(f"The heading {plain(block.content, 'en')!r} skips a level.")
            counters[block.level - 1] += 1
            counters[block.level :] = [0] * (3 - block.level)
            yield block, ".".join(str(count) for count in counters[: block.level])


def _outline(document: Document, by_anchor: Mapping[str, str]) -> Iterator[OutlineEntry]:
    for heading, number in numbered_headings(document.blocks):
        words = plain(heading.content, document.language, by_anchor)
        yield OutlineEntry(heading.level, number, " ".join(words.split("\n")), heading.anchor or f"section-{number}")


def _references(document: Document) -> set[str]:
    lines = [line for block in document.blocks for line in content_lines(block)]
    lines += [(field.value,) for field in document.cover]
    return {piece.anchor for line in lines for content in line for piece in content if isinstance(piece, CrossRef)}
