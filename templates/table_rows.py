"""Answers given as rows of a table (intercurrent events, visits): their cells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from protocols.cleaning import clean
from protocols.model.asking import Ask, Column
from protocols.protocol import Protocol
from stats.quantities import Unit, Value
from stats.text import Text
from templates.blocks import Language
from templates.formatting import number
from templates.markup import Tokens
from templates.saying import lowered, say_value, words

Row = Mapping[str, str]
RowsBySection = Mapping[str, Mapping[str, tuple[Row, ...]]]
_CELL_WHY = Text(
    fr="Cette case du tableau est vide ; la compléter ou retirer la ligne.",
    en="This cell of the table is empty; fill it in or remove the row.",
)
_WHY = {
    "objectives.intercurrent.reason": Text(
        fr="Dire pourquoi cette stratégie répond à la question clinique. Demandé par : ICH E9(R1).",
        en="Say why this strategy answers the clinical question. Required by: ICH E9(R1).",
    ),
    "conduct.visits.timing": Text(
        fr="Le moment de la visite et sa fenêtre (« semaine 8, ± 7 jours »). Demandé par : SPIRIT 2025 (18).",
        en="The time of the visit and its window (“week 8, ± 7 days”). Required by: SPIRIT 2025 (18).",
    ),
}


def rows_of(protocol: Protocol, language: Language, tokens: Tokens) -> RowsBySection:
    """Every answer made of rows, by section and field: one mapping of column to token per row."""
    found: dict[str, dict[str, tuple[Row, ...]]] = {}
    for name, section in protocol.sections().items():
        for field, ask in section.asks().items():
            if ask.rows is not None:
                values = getattr(section, field)
                given = values if isinstance(values, tuple) else ()
                path = f"{name}.{field}"
                found.setdefault(name, {})[field] = tuple(_row(one, ask, path, language, tokens) for one in given)
    return found


def said_row(row: Any, ask: Ask, language: Language) -> str:
    """One row on one line, for a cell or a list."""
    columns = ask.rows.columns if ask.rows else ()
    return " \u2013 ".join(said for column in columns if (said := _said(row, column, language)))


def _row(row: Any, ask: Ask, path: str, language: Language, tokens: Tokens) -> Row:
    columns = ask.rows.columns if ask.rows else ()
    return {column.name: _cell(row, column, f"{path}.{column.name}", language, tokens) for column in columns}


def _cell(row: Any, column: Column, path: str, language: Language, tokens: Tokens) -> str:
    said = _said(row, column, language)
    if said or column.optional:
        return tokens.short(said) if said else ""
    return tokens.gap(lowered(words(column.label, language)), words(_WHY.get(path, _CELL_WHY), language))


def _said(row: Any, column: Column, language: Language) -> str:
    value = getattr(row, column.name)
    if column.number == "percent" and value is not None:
        return say_value(Value(value, Unit.PROPORTION), language)
    if value in column.options:
        return words(column.options[value], language)
    if column.number and value is not None:
        return number(value, language)
    if isinstance(value, tuple):
        return clean(", ".join(value)).strip()
    return clean(str(value or "")).strip()
