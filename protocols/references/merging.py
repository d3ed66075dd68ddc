"""New references among those already there: a double (same DOI, else same title and year) completes the one it repeats."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from protocols.model.references import Citation, bare_doi, new_key
from stats.quantities import Unit, Value
from stats.refusal import Refusal
from stats.text import Phrase, Text

MOST = 500  # references of a protocol
_ADDED = Text(fr="Références ajoutées : {added}.", en="{added} reference(s) added.")
_DOUBLES = Text(
    fr="Doublons fusionnés : {doubles}, reconnus par leur DOI ou par leur titre et leur année ; les champs vides ont été complétés.",
    en="{doubles} duplicate(s) merged, recognised by DOI or by title and year; empty fields were completed.",
)
_TOO_MANY = Text(
    fr="La liste dépasserait {most} références ({found} après fusion des doublons) : n'importer que celles que ce protocole cite.",
    en="The list would exceed {most} references ({found} once duplicates are merged): import only those this protocol cites.",
)


@dataclass(frozen=True, slots=True)
class Merged:
    """The list after an import, and what happened in sentences."""

    references: tuple[Citation, ...]
    said: tuple[Phrase, ...]


def merged(present: Iterable[Citation], new: Iterable[Citation]) -> Merged:
    """Both lists without doubles, in order, each with a key. Raises Refusal beyond 500."""
    kept: list[Citation] = list(present)
    places: dict[str, int] = {}
    for place, one in enumerate(kept):
        for identity in identities(one):
            places.setdefault(identity, place)
    taken = {one.key for one in kept if one.key}
    before, doubles = len(kept), 0
    for found in new:
        one = found
        same = _same(one, kept, places)
        place = len(kept) if same is None else same
        if same is None:
            if place < MOST:  # beyond, the list is refused: only its length matters
                key = one.key if one.key and one.key not in taken else new_key(one, taken)
                taken.add(key)
                one = one.model_copy(update={"key": key})
            kept.append(one)
        else:
            kept[place], doubles = _completed(kept[place], one), doubles + 1
        for identity in identities(kept[place]):
            places.setdefault(identity, place)
    if len(kept) > MOST:
        raise Refusal(_TOO_MANY, most=Value(MOST, Unit.COUNT), found=Value(len(kept), Unit.COUNT))
    said = [Phrase(_ADDED, {"added": Value(len(kept) - before, Unit.COUNT)})]
    if doubles:
        said.append(Phrase(_DOUBLES, {"doubles": Value(doubles, Unit.COUNT)}))
    return Merged(tuple(kept), tuple(said))


def doubles_in(references: Iterable[Citation]) -> tuple[int, ...]:
    """The places of the references that repeat an earlier one."""
    listed = tuple(references)
    places: dict[str, int] = {}
    found = []
    for place, one in enumerate(listed):
        if _same(one, listed, places) is not None:
            found.append(place)
        for identity in identities(one):
            places.setdefault(identity, place)
    return tuple(found)


def _same(one: Citation, kept: Any, places: dict[str, int]) -> int | None:
    """Where the same reference stands; two different DOIs are two references, whatever their titles."""
    for identity in identities(one):
        place = places.get(identity)
        if place is None:
            continue
        mine, theirs = _doi(one), _doi(kept[place])
        if not (mine and theirs and mine != theirs):
            return place
    return None


def identities(one: Citation) -> tuple[str, ...]:
    """What makes a reference the same as another."""
    words = re.sub(r"[\W_]+", " ", (one.title or one.text).casefold()).strip()
    titled = f"title:{words}|{one.dated or ''}" if len(words) > 10 else ""
    return tuple(said for said in (f"doi:{_doi(one)}" if _doi(one) else "", titled) if said)


def _doi(one: Citation) -> str:
    return (bare_doi(one.doi) or "").lower()


def _completed(old: Citation, new: Citation) -> Citation:
    """The one already there, with what it lacked; nothing of it is replaced."""
    gained = {name: getattr(new, name) for name in Citation.model_fields if name != "key" and not getattr(old, name)}
    return old.model_copy(update=gained)
