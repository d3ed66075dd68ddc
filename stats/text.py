"""Bilingual text: the two languages sit beside the thing they name, with the same named placeholders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from string import Formatter
from typing import Literal

from stats.quantities import Value

Language = Literal["fr", "en"]
LANGUAGES: tuple[Language, ...] = ("fr", "en")


def placeholders(template: str) -> frozenset[str]:
    """The names between braces in a template."""
    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name)


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or label in French and in English."""

    fr: str
    en: str

    def __post_init__(self) -> None:
        if not self.fr.strip() or not self.en.strip():
            raise ValueError(f"a text needs both languages: {self!r}")
        if placeholders(self.fr) != placeholders(self.en):
            raise ValueError(f"the two languages name different placeholders: {self!r}")

    def __getitem__(self, language: Language) -> str:
        return self.fr if language == "fr" else self.en

    @property
    def placeholders(self) -> frozenset[str]:
        return placeholders(self.fr)


class _Quoted(Text):
    """Words that are not a template: their braces are characters."""

    __slots__ = ()

    def __post_init__(self) -> None:
        pass


def verbatim(quoted: str, longest: int = 80) -> Text:
    """Words quoted from an input, the same in both languages, as a value of a phrase."""
    said = quoted.strip()[:longest] or "?"
    return _Quoted(said, said)


_SPELLED = {
    "fr": ("un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"),
    "en": ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
}


def spelled(count: int) -> Text:
    """A number below ten in words, masculine in French; a larger one in figures."""
    words = {one: said[count - 1] if 1 <= count <= len(said) else str(count) for one, said in _SPELLED.items()}
    return Text(**words)


def settled(template: Text, **values: Text) -> Text:
    """A template with its placeholders replaced by words: what comes out is no template, its braces are characters."""
    return _Quoted(*(template[one].format(**{name: value[one] for name, value in values.items()}) for one in LANGUAGES))


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text with the values of its placeholders, not yet formatted: `templates` says it in a language."""

    text: Text
    values: Mapping[str, Value | Text] = field(default_factory=dict)
