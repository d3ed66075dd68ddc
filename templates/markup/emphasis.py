"""The inline marks a user may type: **bold**, *italic*, ^superscript^, ~subscript~. All the rest is literal.

One pass with a stack, so that a long text full of stray marks costs no more than its length.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from templates.blocks import Inlines, Run

_MARKS = re.compile(r"\*+|\^+|~+")
_LOOKS = {
    "**": {"bold": True},
    "*": {"italic": True},
    "***": {"bold": True, "italic": True},
    "^": {"superscript": True},
    "~": {"subscript": True},
}


@dataclass(frozen=True, slots=True)
class _Mark:
    kind: str
    start: int
    end: int
    opens: bool
    closes: bool


def emphasised(source: str) -> Inlines:
    """The runs of a user's paragraph; a mark without its partner is printed as it was typed."""
    runs: list[Run] = []
    active: dict[str, int] = {}
    last = 0
    for mark, begins in _pairs(source):
        _append(runs, source[last : mark.start], active)
        for look in _LOOKS[mark.kind]:
            active[look] = active.get(look, 0) + (1 if begins else -1)
        last = mark.end
    _append(runs, source[last:], active)
    return tuple(runs)


def _append(runs: list[Run], words: str, active: dict[str, int]) -> None:
    if words:
        runs.append(Run(words, **{look: True for look, depth in active.items() if depth}))


def _pairs(source: str) -> list[tuple[_Mark, bool]]:
    """Matched marks in reading order, each with True when it opens and False when it closes."""
    open_marks: list[_Mark] = []
    waiting: dict[str, int] = {}
    paired: list[tuple[_Mark, bool]] = []
    for mark in _marks(source):
        if mark.closes and waiting.get(mark.kind):
            opener = _unwind(open_marks, waiting, mark.kind)
            if _encloses(source, opener, mark):
                paired += [(opener, True), (mark, False)]
                continue
        if mark.opens:
            open_marks.append(mark)
            waiting[mark.kind] = waiting.get(mark.kind, 0) + 1
    return sorted(paired, key=lambda pair: pair[0].start)


def _unwind(open_marks: list[_Mark], waiting: dict[str, int], kind: str) -> _Mark:
    """The nearest opener of this kind; openers passed on the way have no partner and stay literal."""
    while True:
        mark = open_marks.pop()
        waiting[mark.kind] -= 1
        if mark.kind == kind:
            return mark


def _marks(source: str) -> list[_Mark]:
    return [mark for match in _MARKS.finditer(source) if (mark := _mark(source, match)).kind in _LOOKS]


def _mark(source: str, match: re.Match[str]) -> _Mark:
    kind, start, end = match[0], match.start(), match.end()
    before, after = source[start - 1 : start], source[end : end + 1]
    opens, closes = bool(after) and not after.isspace(), bool(before) and not before.isspace()
    if kind[0] == "*":
        # 2*3*4 is arithmetic: a star between two letters or digits is never a mark.
        opens, closes = opens and not before.isalnum(), closes and not after.isalnum()
    return _Mark(kind, start, end, opens, closes)


def _encloses(source: str, opener: _Mark, closer: _Mark) -> bool:
    if opener.kind[0] == "*":
        return True
    # An index or exponent is one short word: "~5 % et ~10 %" are two approximations, not a subscript.
    inside = source[opener.end : min(closer.start, opener.end + 41)]
    return len(inside) <= 40 and not re.search(r"\s", inside)
