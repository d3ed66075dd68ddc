"""One line of a template's Markdown to inline pieces: bold, italic, ^superscript^, ~subscript~, tokens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from templates.blocks import Inline, Inlines, Language, Run
from templates.formatting import french_spacing
from templates.markup.tokens import Tokens

_PARSER = MarkdownIt("commonmark", {"html": False})
_SOFT_BREAK = re.compile(r"(?<! {2})(?<!\\)\n")
_RAISED_OR_LOWERED = re.compile(r"\^(?P<up>[^\s^]{1,40})\^|~(?P<down>[^\s~]{1,40})~")
_LOOK = {"strong_open": True, "strong_close": False, "em_open": True, "em_close": False}


class InlineReader:
    """Reads the words of one template: its language decides the spacing, its register restores the tokens."""

    def __init__(self, tokens: Tokens, language: Language | None) -> None:
        self._tokens = tokens
        self._literal = french_spacing if language == "fr" else str

    def read(self, source: str) -> Inlines:
        """The inline pieces of ``source``; a construct that cannot be printed is a ValueError."""
        children = _PARSER.parseInline(_SOFT_BREAK.sub(" ", source.strip()))[0].children or []
        return tuple(self._pieces(children))

    def _pieces(self, children: list[Token]) -> Iterator[Inline]:
        style = Run("")
        for token in children:
            if token.type == "text":
                yield from self._words(token.content, style)
            elif token.type == "hardbreak":
                yield replace(style, text="\n")
            elif token.type in _LOOK:
                style = _changed(style, token.type)
            else:
                raise ValueError(f"{token.type} cannot be printed: use bold, italic, ^x^, ~x~ or a token")

    def _words(self, words: str, style: Run) -> Iterator[Inline]:
        last = 0
        for match in _RAISED_OR_LOWERED.finditer(words):
            yield from self._restored(words[last : match.start()], style)
            raised = match["up"] is not None
            inner = match["up"] if raised else match["down"]
            yield from self._restored(inner, replace(style, superscript=raised, subscript=not raised))
            last = match.end()
        yield from self._restored(words[last:], style)

    def _restored(self, words: str, style: Run) -> Iterator[Inline]:
        return self._tokens.restore(words, style, self._literal)


def _changed(style: Run, mark: str) -> Run:
    if mark.startswith("strong"):
        return replace(style, bold=_LOOK[mark])
    return replace(style, italic=_LOOK[mark])
