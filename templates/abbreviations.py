"""The abbreviations of a document: those it defines itself, the usual ones of the field, and those left unexplained."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from templates.blocks import Block, Language, Note, plain_text, walk

_USUAL = Path(__file__).resolve().parent / "abbreviations.yaml"
_SHORT = re.compile(r"(?<![\w.@/-])[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*(?![\w@/-])")
_LONGEST = 6
_NEAR = 300  # characters before a short form where its words may stand
_DEFINED = re.compile(r"\(([A-Z][A-Z0-9-]{1,5})\)")
_WORD = re.compile(r"[^\W_]+")
_ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
_LINKS = frozenset(
    [
        "a",
        "à",
        "au",
        "aux",
        "d",
        "de",
        "des",
        "du",
        "en",
        "et",
        "l",
        "la",
        "le",
        "les",
        "of",
        "the",
        "and",
        "for",
        "in",
        "on",
        "to",
        "with",
        "sur",
        "par",
        "pour",
    ]
)


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """Short forms with their meaning, in alphabetical order; and those that nothing explains."""

    known: tuple[tuple[str, str], ...]
    unknown: tuple[str, ...]


def abbreviations_of(blocks: Iterable[Block], language: Language, names: str = "") -> Abbreviations:
    """The abbreviations used in blocks (2 to 6 capitals, digits or hyphens).

    names: text whose capitals are proper names (of the device, of the study) and need no expansion

    A meaning comes from the document, where it says "développement (SIGLE)" with matching initials, otherwise from the
    usual ones of the field; none is invented.
    """
    used: set[str] = set()
    defined: dict[str, str] = {}
    for line in _lines(blocks):
        used.update(_used(line))
        for match in _DEFINED.finditer(line):
            meaning = _expansion(match[1], line[max(match.start() - _NEAR, 0) : match.start()])
            if meaning:
                defined.setdefault(match[1], meaning)
    usual = {short: texts[language] for short, texts in _usual().items()}
    meanings = usual | defined
    used -= set(_SHORT.findall(names)) - meanings.keys()
    known = tuple((short, meanings[short]) for short in sorted(used) if short in meanings)
    return Abbreviations(known, tuple(sorted(used - meanings.keys())))


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    """The lines of the text, without the notes that hold code."""
    for block in walk(blocks):
        if not (isinstance(block, Note) and block.kind == "info"):
            yield from plain_text(block).split("\n")


def _used(line: str) -> Iterator[str]:
    letters = [one for one in line if one.isalpha()]
    if sum(one.isupper() for one in letters) > 0.6 * len(letters) and len(letters) > 2 * _LONGEST:
        return  # a line typed in capitals holds words, not abbreviations
    for match in _SHORT.finditer(line):
        short = match[0]
        enough = 2 <= len(short) <= _LONGEST and sum(one.isalpha() for one in short) >= 2
        if enough and not _ROMAN.fullmatch(short):
            yield short


def _expansion(short: str, before: str) -> str:
    """The words just before whose initials are those of the short form; link words may be passed over."""
    letters = [_plain(one) for one in short if one != "-"]
    found = list(_WORD.finditer(before))
    place = len(found) - 1
    for rank, letter in enumerate(reversed(letters)):
        while place >= 0 and _plain(found[place][0])[0] != letter:
            if not rank or found[place][0].lower() not in _LINKS:
                return ""
            place -= 1
        if place < 0:
            return ""
        place -= 1
    return before[found[place + 1].start() :].strip()


def _plain(word: str) -> str:
    """Lower case, without accents."""
    return "".join(one for one in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(one)) or word


@cache
def _usual() -> dict[str, dict[Language, str]]:
    read: dict[str, dict[Language, str]] = yaml.safe_load(_USUAL.read_text(encoding="utf-8"))
    return read
