"""What a user typed in a long field, as blocks: paragraphs, lists and four inline marks; all the rest is literal."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from protocols.cleaning import clean
from templates.blocks import Block, Entry, Items, ListBlock, Paragraph, answering
from templates.markup.emphasis import emphasised

_ITEM = re.compile(r"(?P<indent>[ \t]*)(?P<mark>[-*•▪]|[0-9]{1,3}[.)])[ \t]+(?P<words>\S.*)")
_INDENTED = re.compile(r"(?: {2,}|\t)[ \t]*\S")


@dataclass
class _Draft:
    """A list being read: its marks, and for each entry its lines and the list nested under it."""

    ordered: bool
    lines: list[list[str]] = field(default_factory=list)
    nested: dict[int, _Draft] = field(default_factory=dict)

    def accepts(self, mark: str) -> bool:
        """Whether an item with this mark continues the list; numbers must follow each other from 1."""
        number = _number(mark)
        return number == len(self.lines) + 1 if self.ordered else number is None

    def frozen(self) -> ListBlock:
        """The list as a block."""
        return ListBlock(
            tuple(
                Entry(emphasised("\n".join(lines)), self.nested[index].frozen() if index in self.nested else None)
                for index, lines in enumerate(self.lines)
            ),
            ordered=self.ordered,
        )


class _Reader:
    """Reads line by line; a line goes to the open list, or to the open paragraph."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.paragraph: list[str] = []
        self.list: _Draft | None = None
        self.after_blank = False

    def line(self, line: str) -> None:
        if not line.strip():
            self.end_paragraph()
            self.after_blank = True
            return
        if not (self._item(line) or self._continuation(line)):
            self.end_list()
            self.paragraph.append(line)
        self.after_blank = False

    def _item(self, line: str) -> bool:
        match = _ITEM.fullmatch(line)
        return match is not None and (self._nested(match) or self._top(match))

    def _nested(self, match: re.Match[str]) -> bool:
        if self.list is None or len(match["indent"].expandtabs(4)) < 2:
            return False
        index = len(self.list.lines) - 1
        inner = self.list.nested.get(index) or _started(match["mark"])
        if inner is None or not inner.accepts(match["mark"]):
            return False
        inner.lines.append([match["words"]])
        self.list.nested[index] = inner
        return True

    def _top(self, match: re.Match[str]) -> bool:
        if self.list is not None and self.list.accepts(match["mark"]):
            self.list.lines.append([match["words"]])
            return True
        started = _started(match["mark"])
        if started is None:
            return False
        self.end_paragraph()
        self.end_list()
        started.lines.append([match["words"]])
        self.list = started
        return True

    def _continuation(self, line: str) -> bool:
        """An indented line under an item belongs to it; it keeps its own line."""
        if self.list is None or self.after_blank or not _INDENTED.match(line):
            return False
        index = len(self.list.lines) - 1
        owner = self.list.nested.get(index, self.list)
        owner.lines[-1].append(line.strip())
        return True

    def end_paragraph(self) -> None:
        if self.paragraph:
            self.blocks.append(Paragraph(emphasised("\n".join(self.paragraph))))
            self.paragraph = []

    def end_list(self) -> None:
        if self.list is not None:
            self.blocks.append(self.list.frozen())
            self.list = None


def _number(mark: str) -> int | None:
    return int(mark[:-1]) if mark[:-1].isdigit() else None


def _started(mark: str) -> _Draft | None:
    """A new list, unless its first number is not 1: Word would renumber it and the user's number would be lost."""
    number = _number(mark)
    return _Draft(ordered=number is not None) if number in (None, 1) else None


def narrative(value: str, items: Items = ()) -> list[Block]:
    """The blocks of a long text typed by a user, each answering ``items``.

    Blank lines separate paragraphs; single newlines stay line breaks. Lists begin with ``-``, ``*``, ``•`` or
    ``1.``; an indented item is nested one level. Headings, links, tables, HTML, code are printed literally.
    """
    reader = _Reader()
    for line in clean(value).split("\n"):
        reader.line(line)
    reader.end_paragraph()
    reader.end_list()
    return list(answering(reader.blocks, items))
