"""Citations in print: marks become numbers in the order of first citation, and the list follows that order (Vancouver).

A mark [@Smith2021] that the author typed stays in the words until every section is written: only then is the order known.
The references of the statistical method are cited where the method is named, by keys that nobody can type.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from protocols.cleaning import clean
from protocols.model.references import MARK, Citation, bare_doi, keyed, keys_in
from protocols.protocol import Protocol
from protocols.references.vancouver import vancouver
from stats.refusal import Problem
from stats.result import SampleSize
from stats.text import Text
from templates.blocks import (
    Block,
    Blocks,
    Entry,
    Field,
    FieldRows,
    Gap,
    Heading,
    Inline,
    Inlines,
    Items,
    Landscape,
    Language,
    ListBlock,
    Note,
    Paragraph,
    Run,
    Table,
    content_lines,
)
from templates.markup import Tokens
from templates.saying import inner_of, words

Size = SampleSize | tuple[Problem, ...]
_NO_REFERENCE = Text(fr="références bibliographiques", en="references")
_NO_REFERENCE_WHY = Text(
    fr="Les publications qui fondent le besoin, l'état de l'art et chaque hypothèse du calcul.",
    en="The publications behind the need, the state of the art and each assumption of the calculation.",
)
_UNKNOWN = Text(fr="référence {key}", en="reference {key}")
_UNKNOWN_WHY = Text(
    fr="Cette clé est citée dans le texte et aucune référence ne la porte : l'ajouter à la page Hypothèses et références, ou "
    "corriger la clé.",
    en="This key is cited in the text and no reference has it: add it on the Assumptions and references page, or correct the key.",
)
_METHOD, _LIST = "\ue010", "\ue011"  # private use, removed from what a user types: no text can pass for one of ours
_OURS = re.compile(f"{_METHOD}([^{_METHOD}]*){_METHOD}")
_ANY = re.compile(f"{MARK.pattern}|{_OURS.pattern}")
_STRIPPED = re.compile(rf"[ \u00a0]*{MARK.pattern}|{_OURS.pattern}")
Change = Callable[[Inlines], Inlines]


@dataclass(frozen=True, slots=True)
class Sources:
    """What can be cited: the words of each reference by key, the author's first; a double has the key of the first one."""

    said: Mapping[str, str]
    same: Mapping[str, str]
    method: tuple[str, ...]

    @property
    def method_mark(self) -> str:
        """The mark that cites the references of the method; empty while there is no design."""
        return _METHOD + " ".join(self.method) + _METHOD if self.method else ""

    def keys(self, mark: str) -> tuple[str, ...]:
        """The keys of one mark, doubles brought back to one."""
        ours = _OURS.fullmatch(mark)
        return tuple(self.same.get(key, key) for key in (ours[1].split() if ours else keys_in(mark)))


def sources_of(protocol: Protocol, size: Size, language: Language) -> Sources:
    """The references of the author, then those of the method; the same DOI, or the same words, is one reference."""
    said: dict[str, str] = {}
    same: dict[str, str] = {}
    first: dict[str, str] = {}
    for key, one in keyed(protocol.references).items():
        _listed(key, one, clean(vancouver(one, language)).strip(), (said, same, first))
    method = []
    for place, cited in enumerate(_method_references(size)):
        key, one = f"#{place}", Citation(text=cited.citation, doi=cited.doi)
        _listed(key, one, vancouver(one, language), (said, same, first))
        method.append(same[key])
    return Sources(said, same, tuple(dict.fromkeys(method)))


def _listed(
    key: str, one: Citation, words_of: str, found: tuple[dict[str, str], dict[str, str], dict[str, str]]
) -> None:
    said, same, first = found
    identity = (bare_doi(one.doi) or words_of).lower()
    same[key] = first.setdefault(identity, key)
    if same[key] == key:
        said[key] = words_of


def _method_references(size: Size) -> list[Any]:
    if isinstance(size, tuple):
        return []
    design, inner = size.design, inner_of(size.design)
    return [*inner.card.references, *(design.card.references if design is not inner else ())]


def reference_list(sources: Sources, language: Language, tokens: Tokens) -> str:
    """Where the numbered list will stand, or the gap that stands for it."""
    if not sources.said:
        return tokens.gap(_NO_REFERENCE[language], words(_NO_REFERENCE_WHY, language))
    return tokens.block(Paragraph((Run(_LIST),)))


def order_of(blocks: Iterable[Block], sources: Sources) -> dict[str, int]:
    """The number of each reference: by first citation in the blocks; those nobody cites come last, so that none is lost."""
    cited = (key for mark in _marks(blocks) for key in sources.keys(mark))
    found = dict.fromkeys(key for key in (*cited, *sources.said) if key in sources.said)
    return {key: number for number, key in enumerate(found, start=1)}


def has_marks(blocks: Iterable[Block]) -> bool:
    """Whether some words cite, or list, references."""
    return next(_marks(blocks), None) is not None or any(_is_list(block) for block in blocks)


def numbered(
    blocks: Iterable[Block], sources: Sources, language: Language, order: Mapping[str, int] | None = None
) -> Blocks:
    """The blocks with numbers for marks and the list in its place.

    order: that of the whole document, for a part of it. A document without a list (a synopsis) loses its marks, since a
    number would lead nowhere.
    """
    given = tuple(blocks)
    if order is None and not any(_is_list(block) for block in given):
        return tuple(_changed(block, _without) for block in given)
    numbers = order_of(given, sources) if order is None else order

    def change(content: Inlines) -> Inlines:
        return tuple(piece for one in content for piece in _numbered(one, sources, numbers, language))

    return tuple(
        _the_list(sources, numbers, block.items)
        if isinstance(block, Paragraph) and _is_list(block)
        else _changed(block, change)
        for block in given
    )


def unmarked(blocks: Iterable[Block]) -> Blocks:
    """The same words without their marks: a key is no abbreviation."""
    return tuple(_changed(block, _without) for block in blocks)


def _is_list(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.content == (Run(_LIST),)


def _the_list(sources: Sources, numbers: Mapping[str, int], items: Items) -> ListBlock:
    ranked = sorted(numbers, key=lambda key: numbers[key])
    return ListBlock(tuple(Entry((Run(sources.said[key]),)) for key in ranked), ordered=True, items=items)


def _marks(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        for line in content_lines(block):
            for content in line:
                for piece in content:
                    if isinstance(piece, Run) and ("[@" in piece.text or _METHOD in piece.text):
                        yield from (match[0] for match in _ANY.finditer(piece.text))


def _without(content: Inlines) -> Inlines:
    return tuple(
        replace(one, text=_STRIPPED.sub("", one.text)) if isinstance(one, Run) and _ANY.search(one.text) else one
        for one in content
    )


def _numbered(one: Inline, sources: Sources, numbers: Mapping[str, int], language: Language) -> Iterator[Inline]:
    if not isinstance(one, Run) or not _ANY.search(one.text):
        yield one
        return
    last = 0
    for match in _ANY.finditer(one.text):
        keys = sources.keys(match[0])
        known = sorted({numbers[key] for key in keys if key in numbers})
        before = one.text[last : match.start()] + (f"[{_ranges(known)}]" if known else "")
        if before:
            yield replace(one, text=before)
        for key in keys:
            if key not in numbers:
                yield Gap(words(_UNKNOWN, language).format(key=key), words(_UNKNOWN_WHY, language))
        last = match.end()
    if one.text[last:]:
        yield replace(one, text=one.text[last:])


def _ranges(numbers: list[int]) -> str:
    """1, 2, 3 and 5 as "1-3,5": three in a row or more make a range."""
    groups: list[list[int]] = []
    for number in numbers:
        if groups and number == groups[-1][-1] + 1:
            groups[-1].append(number)
        else:
            groups.append([number])
    said = [f"{one[0]}\N{EN DASH}{one[-1]}" if len(one) > 2 else ",".join(map(str, one)) for one in groups]
    return ",".join(said)


def _changed(block: Block, change: Change) -> Block:
    if isinstance(block, Heading | Paragraph | Note):
        return replace(block, content=change(block.content))
    if isinstance(block, ListBlock):
        return _changed_list(block, change)
    if isinstance(block, Table):
        return replace(
            block,
            caption=change(block.caption),
            header=tuple(change(cell) for cell in block.header),
            rows=tuple(tuple(change(cell) for cell in row) for row in block.rows),
        )
    if isinstance(block, FieldRows):
        return replace(block, fields=tuple(Field(one.label, change(one.value)) for one in block.fields))
    if isinstance(block, Landscape):
        return Landscape(tuple(_changed(one, change) for one in block.blocks))
    return block


def _changed_list(block: ListBlock, change: Change) -> ListBlock:
    entries = (
        Entry(change(one.content), _changed_list(one.nested, change) if one.nested else None) for one in block.entries
    )
    return replace(block, entries=tuple(entries))
