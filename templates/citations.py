"""The references of a document: those of the author first, then those of the method, each once."""

from __future__ import annotations

from typing import Any

from protocols.cleaning import clean
from protocols.protocol import Protocol
from stats.refusal import Problem
from stats.result import SampleSize
from stats.text import Text
from templates.blocks import Entry, Inlines, Language, ListBlock, Run
from templates.markup import Tokens
from templates.saying import inner_of, words

Size = SampleSize | tuple[Problem, ...]
_NO_REFERENCE = Text(fr="références bibliographiques", en="references")
_NO_REFERENCE_WHY = Text(
    fr="Les publications qui fondent le besoin, l'état de l'art et chaque hypothèse du calcul.",
    en="The publications behind the need, the state of the art and each assumption of the calculation.",
)


def citations_of(protocol: Protocol, size: Size) -> tuple[tuple[Inlines, ...], str]:
    """Every reference once, those of the author first and in her order; and the numbers of those of the method."""
    listed: dict[str, Inlines] = {}
    for one in protocol.references:
        doi = clean(one.doi or "").strip()
        listed.setdefault(doi.lower() or one.text, _citation(clean(one.text).strip(), doi))
    numbers: list[int] = []
    for one in _method_references(size):
        key = (one.doi or one.citation).lower() if one.doi else one.citation
        listed.setdefault(key, _citation(one.citation, one.doi or ""))
        numbers.append(list(listed).index(key) + 1)
    return tuple(listed.values()), ", ".join(str(number) for number in sorted(numbers))


def _method_references(size: Size) -> list[Any]:
    if isinstance(size, tuple):
        return []
    design, inner = size.design, inner_of(size.design)
    return [*inner.card.references, *(design.card.references if design is not inner else ())]


def _citation(citation: str, doi: str) -> Inlines:
    known = doi and doi.lower() in citation.lower()
    ending = "" if citation.endswith((".", "?", "!")) else "."
    return (Run(citation + ending + (f" doi:{doi}" if doi and not known else "")),)


def reference_list(citations: tuple[Inlines, ...], language: Language, tokens: Tokens) -> str:
    """A numbered list, or the gap that stands for it."""
    if not citations:
        return tokens.gap(_NO_REFERENCE[language], words(_NO_REFERENCE_WHY, language))
    return tokens.block(ListBlock(tuple(Entry(one) for one in citations), ordered=True))
