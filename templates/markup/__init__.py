"""Markdown sections to blocks; what a user typed travels as opaque tokens and is never interpreted."""

from protocols.cleaning import clean
from templates.markup.narrative import narrative
from templates.markup.sections import MarkupError, parse
from templates.markup.tokens import Tokens

__all__ = ["MarkupError", "Tokens", "clean", "narrative", "parse"]
