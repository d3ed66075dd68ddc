"""What was edited in a document since its export: changed, removed and added passages, and the numbers among them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from protocols.passages import Passage

_NUMBER = re.compile(r"\d+(?: \d{3})*(?:[.,]\d+)?")
_TOKEN = re.compile(r"\d+(?: \d{3})*(?:[.,]\d+)?|\w+|[^\w\s]")
_PLAIN = str.maketrans(
    {"\u2011": "-", "\u2010": "-", "\u2019": "'", "\u2018": "'", "\u00ad": None, "\u200b": None, "\ufeff": None}
)
_MOST_PAIRS, _MOST_TOKENS = 40_000, 3_000


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs between the export and the file: `before` alone is removed, `after` alone added, both changed.

    anchor: place in the file nearest to what was removed
    """

    before: tuple[Passage, ...]
    after: tuple[Passage, ...]
    anchor: int


@dataclass(frozen=True, slots=True)
class Swap:
    """Words of a changed passage: what the export says and what the file says at that place (either may be empty)."""

    held: str
    said: str
    following: str = ""  # the next word of the export, which tells a percentage from a count

    @property
    def numbers(self) -> tuple[tuple[str, str], ...]:
        """The numbers that differ, (held, said), in order; a missing one is empty."""
        held, said = _NUMBER.findall(self.held), _NUMBER.findall(self.said)
        longest = max(len(held), len(said))
        pairs = zip(_padded(held, longest), _padded(said, longest), strict=True)
        return tuple((one, other) for one, other in pairs if one != other)


def plain(text: str) -> str:
    """The words as compared: ordinary spaces, hyphens and apostrophes."""
    return " ".join(text.translate(_PLAIN).split())


def numbers(text: str) -> frozenset[str]:
    """The numbers of a text, as written, with ordinary spaces."""
    return frozenset(_NUMBER.findall(plain(text)))


def differences(exported: Sequence[Passage], found: Sequence[Passage]) -> tuple[Difference, ...]:
    """What differs, in the order of the document; a passage that only moved is not reported twice."""
    before, after = [plain(one.text) for one in exported], [plain(one.text) for one in found]
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    told: list[Difference] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            told += _block(exported[i1:i2], found[j1:j2], found[max(0, j1 - 1)].place if found else 0)
    gone = {plain(one.text) for each in told if not each.after for one in each.before}
    come = {plain(one.text) for each in told if not each.before for one in each.after}
    return tuple(kept for each in told if (kept := _without(each, gone & come)))


def swaps(before: str, after: str) -> tuple[Swap, ...]:
    """The words that differ between two wordings of a passage."""
    old, new = _TOKEN.findall(plain(before)), _TOKEN.findall(plain(after))
    if max(len(old), len(new)) > _MOST_TOKENS:
        return (Swap(plain(before), plain(after)),)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return tuple(
        Swap(" ".join(old[i1:i2]), " ".join(new[j1:j2]), old[i2] if i2 < len(old) else "")
        for tag, i1, i2, j1, j2 in matcher.get_opcodes()
        if tag != "equal"
    )


def _block(before: Sequence[Passage], after: Sequence[Passage], anchor: int) -> Iterator[Difference]:
    """Pairs of wordings of one passage; what has no counterpart is removed or added."""
    pairs = dict(_pairs(before, after))
    taken, gone, come = set(pairs.values()), [], []
    for index, one in enumerate(before):
        if index not in pairs:
            gone.append(one)
            continue
        if gone:
            yield Difference(tuple(gone), (), anchor)
            gone = []
        other = after[pairs[index]]
        anchor = other.place
        yield Difference((one,), (other,), anchor)
    if gone:
        yield Difference(tuple(gone), (), anchor)
    come = [one for index, one in enumerate(after) if index not in taken]
    if come:
        yield Difference((), tuple(come), come[0].place)


def _pairs(before: Sequence[Passage], after: Sequence[Passage]) -> Iterator[tuple[int, int]]:
    if len(before) == len(after):
        yield from ((index, index) for index in range(len(before)))
        return
    if not after or len(before) * len(after) > _MOST_PAIRS:
        return
    start = 0
    for index, one in enumerate(before):
        scored = [(_likeness(one.text, after[other].text), -other) for other in range(start, len(after))]
        best, other = max(scored, default=(0.0, 0))
        if best >= 0.5:
            yield index, -other
            start = -other + 1


def _likeness(before: str, after: str) -> float:
    old, new = plain(before).split()[:200], plain(after).split()[:200]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= 0.5 and matcher.quick_ratio() >= 0.5 else 0.0


def _without(each: Difference, moved: set[str]) -> Difference | None:
    if each.before and each.after:
        return each
    before = tuple(one for one in each.before if plain(one.text) not in moved)
    after = tuple(one for one in each.after if plain(one.text) not in moved)
    return Difference(before, after, each.anchor) if before or after else None


def _padded(values: list[str], length: int) -> list[str]:
    return values + [""] * (length - len(values))
