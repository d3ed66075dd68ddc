"""A section's Markdown, already rendered by Jinja, to blocks.

- ``# Title {anchor="size" items="spirit_2025:19"}`` and two more levels;
- paragraphs, bulleted and numbered lists (one nesting), bold, italic, ``^up^``, ``~down~``;
- a line ``{items="..."}`` after a block adds the checklist items it answers;
- lines ``Label :: value`` make a table of fields;
- ``: Caption {anchor="assumptions" widths="3 1 1"}`` before each table;
- ``> text`` is a note, ``> [!warning] text`` a warning;
- a token alone on its line is replaced by the blocks it stands for.

Templates are reviewed like code: what cannot be printed is an error with its line, never dropped.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from templates.blocks import (
    Blocks,
    Entry,
    Field,
    FieldRows,
    Heading,
    Language,
    ListBlock,
    Note,
    Paragraph,
    answering,
    plain_inlines,
)
from templates.markup.attributes import Attributes, split_attributes
from templates.markup.inline import InlineReader
from templates.markup.tables import table_block
from templates.markup.tokens import Tokens

# Inline content is read apart; link definitions and underlined headings would swallow lines.
_PARSER = MarkdownIt("commonmark", {"html": False}).enable("table").disable(["inline", "reference", "lheading"])
_FIELD = re.compile(r"(?P<label>\S.*?)\s+::(?:\s+(?P<value>.*))?$")
_NOTE_KIND = re.compile(r"\[!(info|warning)\]\s*")


class MarkupError(ValueError):
    """A fault in a template: what, and on which line."""


def parse(source: str, tokens: Tokens | None = None, language: Language | None = None) -> Blocks:
    """The blocks of a section; with ``language="fr"`` its fixed words get French spacing, values never do."""
    register = tokens or Tokens()
    return _Section(InlineReader(register, language), register, source).blocks()


class _Section:
    def __init__(self, inline: InlineReader, tokens: Tokens, source: str) -> None:
        self._inline = inline
        self._tokens = tokens
        self._source = source
        self._lines = source.split("\n")
        self._groups: list[Blocks] = []
        self._caption: tuple[str, Attributes] | None = None

    def blocks(self) -> Blocks:
        for node in SyntaxTreeNode(_PARSER.parse(self._source)).children:
            try:
                self._add(node)
            except ValueError as error:
                line = (node.map or (0, 0))[0] + 1
                raise MarkupError(f"Line {line}: {error}") from error
        if self._caption:
            raise MarkupError(f"The caption {self._caption[0]!r} is not followed by a table.")
        return tuple(block for group in self._groups for block in group)

    def _add(self, node: SyntaxTreeNode) -> None:
        if node.type == "table":
            self._groups.append((table_block(node, self._lines, self._caption, self._inline),))
            self._caption = None
            return
        if self._caption:
            raise ValueError(f"the caption {self._caption[0]!r} is not followed by a table")
        if node.type == "heading":
            self._groups.append((self._heading(node),))
        elif node.type == "paragraph":
            self._paragraph(node.children[0].content)
        elif node.type in ("bullet_list", "ordered_list"):
            block, items = self._list(node)
            self._groups.append(answering([block], items))
        elif node.type == "blockquote":
            self._groups.append((self._note(node),))
        else:
            raise ValueError(f"{node.type} cannot be printed (a line indented by four spaces is code)")

    def _heading(self, node: SyntaxTreeNode) -> Heading:
        words, given = split_attributes(node.children[0].content)
        return Heading(int(node.tag[1:]), self._inline.read(words), given.anchor, given.items)

    def _paragraph(self, source: str) -> None:
        words, given = split_attributes(source)
        if words.startswith(": "):
            self._caption = (words[2:], given)
            return
        if given.anchor or given.widths:
            raise ValueError("a paragraph has no anchor and no widths, only items")
        if not words.strip():
            self._answer_previous(given)
            return
        self._groups.append(answering(self._paragraph_blocks(words), given.items))

    def _paragraph_blocks(self, words: str) -> Blocks:
        restored = self._tokens.blocks_of(words)
        if restored is not None:
            return restored
        fields = [_FIELD.fullmatch(line.strip()) for line in words.split("\n")]
        if all(fields):
            return (FieldRows(tuple(self._field(match) for match in fields if match)),)
        content = self._inline.read(words)
        return (Paragraph(content),) if content else ()

    def _answer_previous(self, given: Attributes) -> None:
        if not self._groups:
            raise ValueError("attributes come after the block they describe")
        self._groups[-1] = answering(self._groups[-1], given.items)

    def _field(self, match: re.Match[str]) -> Field:
        label = plain_inlines(self._inline.read(match["label"]), "en")
        return Field(label, self._inline.read(match["value"] or ""))

    def _list(self, node: SyntaxTreeNode) -> tuple[ListBlock, tuple[str, ...]]:
        if node.attrs.get("start", 1) != 1:
            raise ValueError("a numbered list starts at 1")
        entries: list[Entry] = []
        items: tuple[str, ...] = ()
        for child in node.children:
            entry, found = self._entry(child)
            entries.append(entry)
            items += found
        return ListBlock(tuple(entries), ordered=node.type == "ordered_list"), items

    def _entry(self, node: SyntaxTreeNode) -> tuple[Entry, tuple[str, ...]]:
        kinds = [child.type for child in node.children]
        if kinds[:1] != ["paragraph"] or len(kinds) > 2 or not set(kinds[1:]) <= {"bullet_list", "ordered_list"}:
            raise ValueError("a list entry is one paragraph, with at most one list under it")
        words, given = split_attributes(node.children[0].children[0].content)
        nested, items = self._list(node.children[1]) if len(kinds) == 2 else (None, ())
        if nested and any(entry.nested for entry in nested.entries):
            raise ValueError("lists nest once, not twice")
        return Entry(self._inline.read(words), nested), given.items + items

    def _note(self, node: SyntaxTreeNode) -> Note:
        if [child.type for child in node.children] != ["paragraph"]:
            raise ValueError("a note is one paragraph")
        words, given = split_attributes(node.children[0].children[0].content)
        kind = _NOTE_KIND.match(words)
        content = self._inline.read(words[kind.end() :] if kind else words)
        return Note("warning" if kind and kind[1] == "warning" else "info", content, given.items)
