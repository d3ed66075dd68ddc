"""What a state of the protocol holds under one question, as values that can be compared and said in a language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from protocols.excerpts import Passage, passages
from protocols.model.asking import Ask, Rows
from protocols.model.section import NotApplicable
from stats.quantities import Unit
from stats.text import Text

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit; `of` is the unit of the endpoint when the number is counted in it."""

    value: float
    unit: Unit = Unit.NUMBER
    of: str = ""


@dataclass(frozen=True, slots=True)
class Amounts:
    """A list of numbers that is one assumption."""

    values: tuple[Amount, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A plausible range, one end of which may be missing."""

    low: float | None
    high: float | None
    unit: Unit
    of: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """Lines of a list: those removed (before) or added (after), or the whole list when only its order changed."""

    lines: tuple[str, ...]
    order: bool = False


@dataclass(frozen=True, slots=True)
class Tabled:
    """Rows of a table: those removed or changed (before), added or changed (after)."""

    columns: tuple[Text, ...]
    rows: tuple[tuple[str | Text, ...], ...] = ()
    order: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """Not applicable, and why."""

    text: str


Said = None | str | Text | Amount | Amounts | Span | date | Reason | Passage | Listed | Tabled


def both(before: Any, after: Any, ask: Ask) -> tuple[Said, Said] | None:
    """What both states say to one question, or None when they say the same, white space at the ends aside."""
    old, new = known(before, ask), known(after, ask)
    if old == new:
        return None
    if isinstance(old, str | None) and isinstance(new, str | None):
        left, right = passages(old or "", new or "")
        return (left if old else None), (right if new else None)
    if isinstance(old, Listed | None) and isinstance(new, Listed | None):
        was, now, order = differing(old.lines if old else (), new.lines if new else ())
        return _lines(was, order), _lines(now, order)
    if isinstance(old, Tabled | None) and isinstance(new, Tabled | None):
        return _rows(old or Tabled(()), new or Tabled(()))
    return old, new


def known(value: Any, ask: Ask) -> Said:
    """An answer as a value; None while nothing is answered."""
    if value is None:
        return None
    if isinstance(value, NotApplicable):
        return Reason(value.not_applicable.strip())
    if isinstance(value, date):
        return value
    if ask.shape == "choice":
        return ask.options.get(value, str(value))
    if isinstance(value, int | float):
        return Amount(value)
    if ask.rows is not None:
        rows = tuple(_row(one.model_dump(mode="json"), ask.rows) for one in value)
        return Tabled(tuple(column.label for column in ask.rows.columns), rows) if rows else None
    if isinstance(value, tuple):
        lines = tuple(line for one in value if (line := str(one).strip()))
        return Listed(lines) if lines else None
    return str(value).strip() or None


def differing(before: tuple[T, ...], after: tuple[T, ...]) -> tuple[tuple[T, ...], tuple[T, ...], bool]:
    """What was removed, what was added; when nothing was and only the order changed, both wholes and True."""
    removed, added = _without(before, after), _without(after, before)
    return (removed, added, False) if removed or added else (before, after, True)


def _without(these: tuple[T, ...], those: tuple[T, ...]) -> tuple[T, ...]:
    left, kept = list(those), []
    for one in these:
        if one in left:
            left.remove(one)
        else:
            kept.append(one)
    return tuple(kept)


def _lines(lines: tuple[str, ...], order: bool) -> Listed | None:
    return Listed(lines, order) if lines else None


def _rows(old: Tabled, new: Tabled) -> tuple[Said, Said]:
    removed, added, order = differing(old.rows, new.rows)
    columns = old.columns or new.columns
    left = Tabled(columns, removed, order) if removed else None
    return left, Tabled(columns, added, order) if added else None


def _row(row: dict[str, Any], rows: Rows) -> tuple[str | Text, ...]:
    cells: list[str | Text] = []
    for column in rows.columns:
        value = row[column.name]
        if column.number == "percent" and value is not None:
            said = f"{100 * value:g} %"
        else:
            said = ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value or "").strip()
        cells.append(column.options.get(said, said))
    return tuple(cells)
