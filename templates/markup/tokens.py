"""Opaque tokens: values that cross Jinja and Markdown untouched and are put back after parsing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from protocols.cleaning import clean
from templates.blocks import Block, Blocks, CrossRef, Gap, Inlines, Run, text

# Private-use characters: clean() removes them from user text, so a token cannot be forged.
_OPEN, _CLOSE = "\ue000", "\ue001"
TOKEN = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
_TORN = re.compile(f"[{_OPEN}{_CLOSE}]")

Value = Inlines | list[Block]


class TokenError(ValueError):
    """A token was cut, or comes from another register: a fault in a template, never in what the user typed."""


class Tokens:
    """The register of one rendering: gives a token for a value, and the value back for its token."""

    def __init__(self) -> None:
        self._values: list[Value] = []

    def short(self, value: str) -> str:
        """A token for a value the user typed; it is printed character for character."""
        return self._keep(text(clean(value)))

    def inline(self, content: Inlines) -> str:
        """A token for inline content made by code."""
        return self._keep(content)

    def block(self, blocks: Block | Sequence[Block]) -> str:
        """A token for one or several blocks; it must stand alone on its line."""
        return self._keep(list(blocks) if isinstance(blocks, list | tuple) else [_single(blocks)])

    def gap(self, label: str, comment: str) -> str:
        """A token for a placeholder with its Word comment."""
        return self._keep((Gap(clean(label), clean(comment)),))

    def ref(self, anchor: str) -> str:
        """A token for a reference to a table, a figure or a section."""
        return self._keep((CrossRef(anchor),))

    def blocks_of(self, source: str) -> Blocks | None:
        """The blocks that ``source`` stands for when it is exactly one block token, else None."""
        match = TOKEN.fullmatch(source.strip())
        value = self._value(match) if match else None
        return tuple(value) if isinstance(value, list) else None

    def cell(self, token: str) -> Inlines:
        """The inline content that one token stands for, for a table built by code."""
        match = TOKEN.fullmatch(token)
        value = self._value(match) if match else None
        if not isinstance(value, tuple):
            raise TokenError("Not the token of an inline content.")
        return value

    def restore(self, source: str, style: Run, literal: Callable[[str], str] = str) -> Iterator[Run | Gap | CrossRef]:
        """The pieces of ``source``: its own words through ``literal``, each token replaced by its value.

        ``style`` gives the look (bold, italic ...) that runs inherit from the Markdown around the token.
        """
        last = 0
        for match in TOKEN.finditer(source):
            yield from self._words(source[last : match.start()], style, literal)
            yield from self._inherit(match, style)
            last = match.end()
        yield from self._words(source[last:], style, literal)

    def _words(self, words: str, style: Run, literal: Callable[[str], str]) -> Iterator[Run]:
        if _TORN.search(words):
            raise TokenError("A token was cut: template filters must not shorten or split values.")
        if words:
            yield replace(style, text=literal(words))

    def _inherit(self, match: re.Match[str], style: Run) -> Iterator[Run | Gap | CrossRef]:
        value = self._value(match)
        if isinstance(value, list):
            raise TokenError("Blocks (a table, a figure, a narrative) must stand alone on their line.")
        for piece in value:
            yield _combined(piece, style) if isinstance(piece, Run) else piece

    def _value(self, match: re.Match[str]) -> Value:
        index = int(match[1])
        if index >= len(self._values):
            raise TokenError(f"Token {index} is not in this register.")
        return self._values[index]

    def _keep(self, value: Value) -> str:
        self._values.append(value)
        return f"{_OPEN}{len(self._values) - 1}{_CLOSE}"


def _single(block: Block | Sequence[Block]) -> Block:
    if isinstance(block, Sequence):
        raise TypeError("Give a block, or a list or tuple of blocks.")
    return block


def _combined(piece: Run, style: Run) -> Run:
    return Run(
        piece.text,
        bold=piece.bold or style.bold,
        italic=piece.italic or style.italic,
        superscript=piece.superscript or style.superscript,
        subscript=piece.subscript or style.subscript,
    )
