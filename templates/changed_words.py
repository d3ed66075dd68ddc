"""One state of one answer, in words: what changed within it is in bold, what is left out is marked."""

from __future__ import annotations

import datetime as dt

from protocols.compared import Amount, Amounts, Listed, Reason, Said, Span, Tabled
from protocols.excerpts import LEFT_OUT, Passage
from stats.quantities import Unit, Value
from stats.text import Text
from templates.blocks import Inlines, Language, Run, text
from templates.formatting import NO_BREAK, capitalised, date, number, parted
from templates.markup import clean
from templates.saying import say_range, say_value, words

_NOTHING = Text(fr="non renseigné", en="not filled in")
_NOT_APPLICABLE = Text(fr="Sans objet : {reason}", en="Not applicable: {reason}")
_NEW_ORDER = Text(fr="Seul l'ordre change :", en="Only the order changes:")


def say_state(said: Said, language: Language) -> Inlines:
    """What a state says, for a cell of a table."""
    if said is None:
        return (Run(words(_NOTHING, language), italic=True),)
    if isinstance(said, Passage):
        kept = any(not piece.changed and LEFT_OUT not in piece.text for piece in said.pieces)  # else it is all new
        return tuple(Run(clean(piece.text), bold=piece.changed and kept) for piece in said.pieces)
    if isinstance(said, Listed):
        return _lines([clean(line) for line in said.lines], said.order, language)
    if isinstance(said, Tabled):
        return _lines([_row(row, language) for row in said.rows], said.order, language)
    return text(_short(said, language))


def _lines(lines: list[str], order: bool, language: Language) -> Inlines:
    if not order:
        return text("\n".join(f"•{NO_BREAK}{line}" for line in lines))
    numbered = "\n".join(f"{rank}. {line}" for rank, line in enumerate(lines, start=1))
    return (Run(words(_NEW_ORDER, language) + "\n", italic=True), Run(numbered))


def _row(row: tuple[str | Text, ...], language: Language) -> str:
    cells = [words(cell, language) if isinstance(cell, Text) else clean(cell) for cell in row]
    return " | ".join(cell for cell in cells if cell)


def _short(said: str | Text | Amount | Amounts | Span | Reason | dt.date, language: Language) -> str:
    if isinstance(said, Text):
        return capitalised(words(said, language))
    if isinstance(said, Reason):
        return words(_NOT_APPLICABLE, language).format(reason=clean(said.text))
    if isinstance(said, Amount):
        return _amount(said.value, said.unit, said.of, language)
    if isinstance(said, Amounts):
        return parted((_amount(one.value, one.unit, one.of, language) for one in said.values), language)
    if isinstance(said, Span):
        return _span(said, language)
    return date(said, language) if isinstance(said, dt.date) else clean(said)


def _amount(value: float, unit: Unit, of: str, language: Language) -> str:
    return number(value, language) if unit is Unit.NUMBER else say_value(Value(value, unit), language, clean(of))


def _span(span: Span, language: Language) -> str:
    if span.low is not None and span.high is not None:
        return say_range(span.low, span.high, span.unit, language, clean(span.of))
    known, sign = (span.low, "≥") if span.low is not None else (span.high, "≤")
    return f"{sign}{NO_BREAK}{_amount(known or 0.0, span.unit, span.of, language)}"
