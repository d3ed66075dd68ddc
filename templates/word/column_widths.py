"""How a table shares the width of the page between its columns."""

from __future__ import annotations

from collections.abc import Sequence

from templates.blocks import Language, Table, plain_inlines

# In characters: narrower columns break words, wider ones gain nothing.
_NARROWEST, _WIDEST = 8.0, 42.0


def column_widths(table: Table, width_cm: float, language: Language) -> list[float]:
    """The width of each column in centimetres, from the weights given or else from the words they hold."""
    weights = table.widths or [
        _weight([plain_inlines(row[index], language) for row in (table.header, *table.rows)])
        for index in range(len(table.header))
    ]
    total = sum(weights)
    return [width_cm * weight / total for weight in weights]


def _weight(cells: Sequence[str]) -> float:
    lengths = [min(len(cell), 200) for cell in cells]
    longest_word = max((len(word) for cell in cells for word in cell.split()), default=0)
    typical = (max(lengths) + sum(lengths) / len(lengths)) / 2
    return min(max(typical, min(longest_word + 2.0, 24.0), _NARROWEST), _WIDEST)
