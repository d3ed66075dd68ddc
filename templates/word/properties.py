"""Core properties: what a file manager and a screen reader announce."""

from __future__ import annotations

import datetime as dt

from docx.document import Document as WordDocument

from templates.blocks import Document
from templates.word.canvas import printable
from templates.word.language import TAGS

# The specification of the package allows 255 characters in a core property.
_ROOM = 255


def set_properties(word: WordDocument, document: Document, written_on: dt.datetime) -> None:
    """Write title, author, language, keywords, version and dates."""
    core = word.core_properties
    core.title = _fitted(document.title)
    core.subject = _fitted(document.subtitle)
    core.author = _fitted(document.author or "Preuve")
    core.last_modified_by = _fitted(document.author or "Preuve")
    core.keywords = _fitted(", ".join(document.keywords))
    core.language = TAGS[document.language]
    core.version = _fitted(document.version)
    core.comments = ""
    core.category = ""
    core.revision = 1
    core.created = core.modified = written_on


def _fitted(words: str) -> str:
    return " ".join(printable(words).split())[:_ROOM]
