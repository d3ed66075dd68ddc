"""A document as data: inline pieces, blocks, and the document that holds them.

Every writer (Word, preview on the page) and every test works on these. A block that answers checklist
items carries their ids, for example ``"spirit_2025:1a"``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

Language = Literal["fr", "en"]
Alignment = Literal["left", "center", "right"]
ParagraphRole = Literal["body", "lead", "note"]
Items = tuple[str, ...]

PLACEHOLDER = {"fr": "[À compléter\u00a0: {label}]", "en": "[To be completed: {label}]"}


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text with one look; a newline in it is printed as a line break."""

    text: str
    bold: bool = False
    italic: bool = False
    superscript: bool = False
    subscript: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """Something the author has not said yet: a visible placeholder and a Word comment saying what is expected."""

    label: str
    comment: str


@dataclass(frozen=True, slots=True)
class CrossRef:
    """A reference to a table ("Tableau 2"), a figure ("Figure 1") or a section ("6.2") by its anchor."""

    anchor: str


Inline = Run | Gap | CrossRef
Inlines = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered heading of level 1, 2 or 3."""

    level: int
    content: Inlines
    anchor: str = ""
    items: Items = ()

    def __post_init__(self) -> None:
        if not 1 <= self.level <= 3:
            raise ValueError(f"Heading level {self.level}: only 1, 2 and 3 exist.")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: body text, a lead sentence under a heading, or a small note (source of a table)."""

    content: Inlines
    role: ParagraphRole = "body"
    items: Items = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list, with at most one list nested under it."""

    content: Inlines
    nested: ListBlock | None = None


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A bulleted or numbered list; a numbered list always starts at 1."""

    entries: tuple[Entry, ...]
    ordered: bool = False
    items: Items = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption above it and a header row repeated on each page.

    ``widths`` are relative to each other (they share the text width); without them the content decides.
    ``alignments`` is one word per column; without it every column is aligned left.
    """

    anchor: str
    caption: Inlines
    header: tuple[Inlines, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    alignments: tuple[Alignment, ...] = ()
    widths: tuple[float, ...] = ()
    items: Items = ()

    def __post_init__(self) -> None:
        columns = len(self.header)
        if not columns:
            raise ValueError(f"Table {self.anchor!r} has no column.")
        for index, row in enumerate(self.rows, start=1):
            if len(row) != columns:
                raise ValueError(f"Table {self.anchor!r}, row {index}: {len(row)} cells for {columns} columns.")
        for name, given in (("alignments", self.alignments), ("widths", self.widths)):
            if given and len(given) != columns:
                raise ValueError(f"Table {self.anchor!r}: {len(given)} {name} for {columns} columns.")
        if any(width <= 0 for width in self.widths):
            raise ValueError(f"Table {self.anchor!r}: widths must be positive.")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure drawn from a Vega-Lite specification, with a caption below it and a text for who cannot see it."""

    anchor: str
    caption: Inlines
    alt: str
    spec: Mapping[str, Any]
    width_cm: float = 15.0
    items: Items = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A framed remark to the reader."""

    kind: Literal["info", "warning"]
    content: Inlines
    items: Items = ()


@dataclass(frozen=True, slots=True)
class Field:
    """A label and its value, printed on one line: "Promoteur : X"."""

    label: str
    value: Inlines


@dataclass(frozen=True, slots=True)
class FieldRows:
    """Label and value pairs, printed as a two-column table without borders."""

    fields: tuple[Field, ...]
    items: Items = ()


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""


@dataclass(frozen=True, slots=True)
class Landscape:
    """Blocks printed on pages turned sideways: wide schedules and matrices."""

    blocks: tuple[Block, ...]


Block = Heading | Paragraph | ListBlock | Table | Figure | Note | FieldRows | PageBreak | Landscape
Blocks = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """Everything that is printed, in one language; colours and styles belong to the brand.

    ``brief``: a few pages that start under their title, without a cover page and contents.
    """

    title: str
    language: Language
    blocks: Blocks
    subtitle: str = ""
    header: str = ""
    version: str = ""
    date: dt.date | None = None
    cover: tuple[Field, ...] = ()
    notice: str = ""
    author: str = ""
    keywords: tuple[str, ...] = ()
    brief: bool = False


def text(value: str) -> Inlines:
    """Plain text as inline content; an empty string gives empty content."""
    return (Run(value),) if value else ()


def bullets(*entries: str) -> ListBlock:
    """A flat bulleted list of plain texts."""
    return ListBlock(tuple(Entry(text(entry)) for entry in entries))


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """Every block in printing order, those inside landscape pages included."""
    for block in blocks:
        yield block
        if isinstance(block, Landscape):
            yield from walk(block.blocks)


def answering(blocks: Sequence[Block], items: Items) -> Blocks:
    """The same blocks, each of them also answering ``items``."""
    return tuple(_answering(block, items) for block in blocks)


def _answering(block: Block, items: Items) -> Block:
    if isinstance(block, PageBreak):
        return block
    if isinstance(block, Landscape):
        return Landscape(answering(block.blocks, items))
    return replace(block, items=tuple(dict.fromkeys(block.items + items)))


def items_of(blocks: Iterable[Block]) -> frozenset[str]:
    """The checklist items that some block answers."""
    return frozenset(item for block in walk(blocks) for item in getattr(block, "items", ()))


def placeholder(label: str, language: Language) -> str:
    """What is printed where the author has said nothing yet."""
    return PLACEHOLDER[language].format(label=label)


def plain_inlines(content: Inlines, language: Language, labels: Mapping[str, str] | None = None) -> str:
    """Inline content as text; a reference is printed by its label, or by its anchor when no label is given."""
    return "".join(_plain_piece(piece, language, labels or {}) for piece in content)


def _plain_piece(piece: Inline, language: Language, labels: Mapping[str, str]) -> str:
    if isinstance(piece, Run):
        return piece.text
    if isinstance(piece, Gap):
        return placeholder(piece.label, language)
    return labels.get(piece.anchor, piece.anchor)


def plain_text(block: Block, language: Language = "fr", labels: Mapping[str, str] | None = None) -> str:
    """The words of a block, one line per paragraph, entry or table row; cells are separated by tabs."""
    return "\n".join(
        "\t".join(plain_inlines(content, language, labels) for content in line) for line in content_lines(block)
    )


def content_lines(block: Block) -> Iterator[tuple[Inlines, ...]]:
    """The inline contents of a block, line by line, in printing order."""
    if isinstance(block, Heading | Paragraph | Note):
        yield (block.content,)
    elif isinstance(block, ListBlock):
        for entry in block.entries:
            yield (entry.content,)
            if entry.nested:
                yield from content_lines(entry.nested)
    elif isinstance(block, Table):
        yield from ((block.caption,), block.header, *block.rows)
    elif isinstance(block, Figure):
        yield from ((block.caption,), (text(block.alt),))
    elif isinstance(block, FieldRows):
        yield from ((text(field.label), field.value) for field in block.fields)
    elif isinstance(block, Landscape):
        for inner in block.blocks:
            yield from content_lines(inner)


def gaps_of(blocks: Iterable[Block]) -> tuple[Gap, ...]:
    """Every gap in printing order."""
    lines = (line for block in blocks for line in content_lines(block))
    return tuple(piece for line in lines for content in line for piece in content if isinstance(piece, Gap))
