"""A refusal: one sentence that says what, why and what to do, in both languages."""

from __future__ import annotations

from templates.blocks import Language


class Refused(Exception):  # noqa: N818 - a decision about a file, not a failure
    """A file that cannot be accepted; ``fr`` and ``en`` are the sentences to show."""

    def __init__(self, fr: str, en: str) -> None:
        super().__init__(en)
        self.fr = fr
        self.en = en

    def sentence(self, language: Language) -> str:
        """The refusal in the reader's language."""
        return self.fr if language == "fr" else self.en
