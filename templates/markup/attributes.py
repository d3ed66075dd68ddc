"""Attributes at the end of a heading, a paragraph or a caption: ``{anchor="size" items="spirit_2025:19"}``.

Key and quoted value only: the ``{#name}`` of other Markdown dialects opens a comment in Jinja.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from templates.blocks import Items

_TRAILING = re.compile(r'(?:^|\s+)\{\s*((?:[a-z]+="[^"{}]*"\s*)+)\}\s*$')
_PAIR = re.compile(r'([a-z]+)="([^"]*)"')
_KEYS = frozenset({"anchor", "items", "widths"})


@dataclass(frozen=True, slots=True)
class Attributes:
    """What a template says about a block besides its words."""

    anchor: str = ""
    items: Items = ()
    widths: tuple[float, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.anchor or self.items or self.widths)


def split_attributes(source: str) -> tuple[str, Attributes]:
    """The words without their trailing attributes, and the attributes; an unknown key is a ValueError."""
    match = _TRAILING.search(source)
    if match is None:
        return source, Attributes()
    pairs = dict(_PAIR.findall(match[1]))
    unknown = sorted(pairs.keys() - _KEYS)
    if unknown:
        raise ValueError(f"unknown attribute {', '.join(unknown)}; known: {', '.join(sorted(_KEYS))}")
    widths = tuple(float(width) for width in pairs.get("widths", "").split())
    return source[: match.start()], Attributes(pairs.get("anchor", ""), tuple(pairs.get("items", "").split()), widths)
