"""The endpoints beside the primary one: the key secondary ones in the order of testing, then the others by category."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from protocols.model.endpoints import CATEGORIES, TYPES, OtherEndpoint
from protocols.model.section import NotApplicable
from protocols.protocol import Protocol
from stats.text import Text
from templates.blocks import Language
from templates.markup import Tokens
from templates.saying import words
from templates.table_rows import Row

_WHOLE = Text(fr="entier", en="whole")
_BETTER = {"higher": Text(fr="plus élevé", en="higher"), "lower": Text(fr="plus bas", en="lower")}


@dataclass(frozen=True, slots=True)
class EndpointRows:
    """Rows of cells as tokens; `key` ones carry their rank."""

    key: tuple[Mapping[str, str], ...]
    others: tuple[Mapping[str, str], ...]

    @property
    def all(self) -> tuple[Mapping[str, str], ...]:
        """Every row, the tested ones first."""
        return self.key + self.others


def endpoint_rows(protocol: Protocol, rows: tuple[Row, ...], language: Language, tokens: Tokens) -> EndpointRows:
    """The rows already made into tokens, ordered, ranked, grouped by category."""
    listed = protocol.endpoints.secondary
    given: tuple[OtherEndpoint, ...] = () if isinstance(listed, NotApplicable) else listed
    pairs = [
        (one, {**row, **_short(one, language, tokens)})  # labels of the page are too long for a cell
        for one, row in zip(given, rows, strict=True)
    ]
    key = [
        dict(row) | {"rank": tokens.short(str(rank)), "alpha": row["alpha"] or tokens.short(words(_WHOLE, language))}
        for rank, row in enumerate((row for one, row in pairs if one.category == "key"), start=1)
    ]
    others = [
        dict(row) for category in CATEGORIES for one, row in pairs if one.category == category and category != "key"
    ]
    return EndpointRows(tuple(key), tuple(others))


def _short(one: OtherEndpoint, language: Language, tokens: Tokens) -> dict[str, str]:
    said = {}
    if one.type:
        said["type"] = tokens.short(words(TYPES[one.type], language).partition(" (")[0])
    if one.better:
        said["better"] = tokens.short(words(_BETTER[one.better], language))
    return said
