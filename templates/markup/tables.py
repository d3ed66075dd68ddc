"""A Markdown table with the caption line before it, as a block."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.tree import SyntaxTreeNode

from templates.blocks import Alignment, Inlines, Table
from templates.markup.attributes import Attributes
from templates.markup.inline import InlineReader

_PIPE = re.compile(r"(?<!\\)\|")
_ALIGNMENTS: dict[str, Alignment] = {"text-align:right": "right", "text-align:center": "center"}


def table_block(
    node: SyntaxTreeNode, lines: Sequence[str], caption: tuple[str, Attributes] | None, inline: InlineReader
) -> Table:
    """The table; without a caption and an anchor, or with a row of another length, it is a ValueError."""
    if caption is None or not caption[1].anchor:
        raise ValueError('a table needs a line before it: ": Caption {anchor="name"}"')
    words, given = caption
    header, *rows = [row for part in node.children for row in part.children]
    for row in rows:
        _check_length(row, len(header.children), lines)
    return Table(
        anchor=given.anchor,
        caption=inline.read(words),
        header=_cells(header, inline),
        rows=tuple(_cells(row, inline) for row in rows),
        alignments=tuple(_ALIGNMENTS.get(str(cell.attrs.get("style", "")), "left") for cell in header.children),
        widths=given.widths,
        items=given.items,
    )


def _cells(row: SyntaxTreeNode, inline: InlineReader) -> tuple[Inlines, ...]:
    return tuple(inline.read(cell.children[0].content) for cell in row.children)


def _check_length(row: SyntaxTreeNode, columns: int, lines: Sequence[str]) -> None:
    # The parser pads short rows and cuts long ones without a word.
    number = (row.map or (0, 0))[0]
    line = lines[number].strip()
    found = len(_PIPE.findall(line.removeprefix("|").removesuffix("|"))) + 1
    if found != columns:
        raise ValueError(f"{found} cells for {columns} columns in the row {line!r} (line {number + 1})")
