"""Saying bilingual texts and phrases in the language of the screen."""

from __future__ import annotations

from string import punctuation

from stats.refusal import Refusal
from stats.text import Phrase, Text
from templates.saying import say
from ui import state


def t(text: Text, **values: str) -> str:
    """A text in the language of the screen, with plain strings for its placeholders."""
    said = text[state.language()]
    return said.format(**values) if values else said


def spoken(phrase: Phrase, endpoint_unit: str = "") -> str:
    """A phrase with its numbers formatted, in the language of the screen."""
    return say(phrase, state.language(), endpoint_unit)


def sentence(error: Refusal) -> str:
    """The sentence of a refusal."""
    return spoken(error.phrase)


def plain(text: str) -> str:
    """Text that a user may have typed, on one line, with Markdown's characters escaped so that it is shown as typed."""
    return "".join("\\" + char if char in punctuation else char for char in " ".join(text.splitlines()).strip())
