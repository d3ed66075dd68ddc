"""Two states of a text, side by side: what changed stays in view, long stretches that did not are left out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile

AROUND = 60  # characters of unchanged text kept on each side of a change
LONGEST_CHANGE = 1_500  # characters of one changed stretch; the middle of a longer one is left out
MOST_WORDS = 1_500  # beyond, only the common beginning and end are taken off: the comparison stays instantaneous
LIKENESS = 0.5  # below this share of common words, a stretch was rewritten: it is not shown in crumbs
ISLAND = 6  # characters; shorter common words between two changes belong to them
LEFT_OUT = "[…]"
_WORD = re.compile(r"\s+|\w+|[^\w\s]")
_SPLIT_END = re.compile(r"\s+\S*$")  # the word cut at the end of a stretch
_SPLIT_START = re.compile(r"^\S*\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, changed between the two states or not."""

    text: str
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A text as it stood in one state, shortened around what changed."""

    pieces: tuple[Piece, ...]


def passages(before: str, after: str) -> tuple[Passage, Passage]:
    """Both states of a text, word by word; an empty state gives an empty passage."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    start = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
    rests = zip(reversed(old[start:]), reversed(new[start:]), strict=False)
    end = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], rests))
    left: list[Piece] = [Piece("".join(old[:start]))]
    right: list[Piece] = list(left)
    for same, was, now in _stretches(old[start : len(old) - end], new[start : len(new) - end]):
        left.append(Piece(was, not same))
        right.append(Piece(now, not same))
    ending = Piece("".join(old[len(old) - end :]))
    return _shortened([*left, ending]), _shortened([*right, ending])


def _stretches(old: list[str], new: list[str]) -> list[tuple[bool, str, str]]:
    """Runs of words, the same or not, joined when only a short word separates two changes."""
    if len(old) + len(new) > MOST_WORDS:
        return [(False, "".join(old), "".join(new))]
    found: list[tuple[bool, str, str]] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < LIKENESS:
        return [(False, "".join(old), "".join(new))]
    for tag, i, j, k, m in matcher.get_opcodes():
        was, now = "".join(old[i:j]), "".join(new[k:m])
        same = tag == "equal" and len(was.strip()) >= ISLAND
        if found and not same and not found[-1][0]:
            found[-1] = (False, found[-1][1] + was, found[-1][2] + now)
        else:
            found.append((same, was, now))
    return found


def _shortened(pieces: list[Piece]) -> Passage:
    kept = []
    for rank, piece in enumerate(pieces):
        if piece.changed:
            kept += _changed(piece.text)
        else:
            kept += _unchanged(piece.text, first=rank == 0, last=rank == len(pieces) - 1)
    return Passage(tuple(piece for piece in kept if piece.text))


def _changed(text: str) -> list[Piece]:
    if len(text) <= LONGEST_CHANGE:
        return [Piece(text, True)]
    half = LONGEST_CHANGE // 2
    return [Piece(text[:half], True), Piece(f" {LEFT_OUT} "), Piece(text[-half:], True)]


def _unchanged(text: str, first: bool, last: bool) -> list[Piece]:
    head, tail = (0 if first else AROUND), (0 if last else AROUND)
    if len(text) <= head + tail + AROUND:
        return [Piece(text)]
    begin = _SPLIT_END.sub("", text[:head])
    finish = _SPLIT_START.sub("", text[-tail:] if tail else "")
    return [
        Piece(
            f"{begin} {LEFT_OUT} {finish}"
            if begin and finish
            else begin + f" {LEFT_OUT}"
            if begin
            else f"{LEFT_OUT} {finish}"
        )
    ]
