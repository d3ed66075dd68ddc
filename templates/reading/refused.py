"""A refusal of a file: one sentence that says what, why and what to do, in both languages."""

from __future__ import annotations

from stats.refusal import Refusal
from stats.text import Text
from templates.blocks import Language


class Refused(Refusal):
    """A file that cannot be accepted; ``fr`` and ``en`` are the sentences to show, names and all, as they stand."""

    def __init__(self, fr: str, en: str) -> None:
        super().__init__(Text(fr=_literal(fr), en=_literal(en)))
        self.fr = fr
        self.en = en

    def sentence(self, language: Language) -> str:
        """The refusal in the reader's language."""
        return self.fr if language == "fr" else self.en


def _literal(sentence: str) -> str:
    """A sentence that quotes names from the file: its braces are characters, not placeholders."""
    return sentence.replace("{", "{{").replace("}", "}}")
