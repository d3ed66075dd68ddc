"""The glossary of the interview, as data."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from stats.text import Language, Text

DATA = Path(__file__).parent / "data" / "glossary.yaml"


@dataclass(frozen=True, slots=True)
class Term:
    """One term, what it means in plain words, and where it comes from (empty when it has no official home)."""

    name: Text
    meaning: Text
    source: str


@cache
def glossary(language: Language) -> tuple[Term, ...]:
    """Every term, in the alphabetical order of the language."""
    loaded = yaml.safe_load(DATA.read_text(encoding="utf-8"))["terms"]
    terms = [Term(Text(one["fr"], one["en"]), Text(one["said_fr"], one["said_en"]), one["source"]) for one in loaded]
    return tuple(sorted(terms, key=lambda term: _plain(term.name[language])))


def _plain(word: str) -> str:
    return word.lower().translate(str.maketrans("éèêàîôûç", "eeeaiouc"))
