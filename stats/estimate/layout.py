"""How a file is laid out, read from its first lines: the separator, the names of the columns, where the data begin."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass, replace

_SEPARATORS = (";", "\t", ",", "|")
_START = 400_000  # bytes looked at
_LINES = 40
_MOST_TITLES = 10  # lines of title above the names
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?([eE][+-]?\d+)?\s*%?|[+-]?\d{1,3}([ \u00a0\u202f.,]\d{3})+([.,]\d+)?")
_WORDS = frozenset({"oui", "non", "yes", "no", "vrai", "faux", "true", "false"})


@dataclass(frozen=True, slots=True)
class Layout:
    """names: of the columns; start: byte where the data begin; lines: how many stand above; headless: no line of names;
    blended: one column whose cells look like several
    """

    separator: str
    names: tuple[str, ...]
    start: int
    lines: int
    headless: bool = False
    blended: bool = False


@dataclass(frozen=True, slots=True)
class _Row:
    cells: tuple[str, ...]
    end: int  # byte after the row
    line: int  # lines up to its end

    @property
    def filled(self) -> list[str]:
        return [one.strip() for one in self.cells if one.strip()]


def layout(text: bytes) -> Layout | None:
    """The layout of a text in UTF-8; None when nothing is written in it."""
    said = re.match(rb'"?sep=(.)"?;*\r?\n', text)
    skipped = said.end() if said else 0
    candidates = (said[1].decode("utf-8", "replace"),) if said else _SEPARATORS
    found = [one for mark in candidates if (one := _read(text, mark, skipped, bool(said))) is not None]
    several = [one for one in found if len(one[0].names) > 1]
    if several:
        return max(several, key=lambda one: (round(one[1], 1), len(one[0].names) * one[1]))[0]
    return found[0][0] if found else None


def _read(text: bytes, mark: str, skipped: int, told: bool) -> tuple[Layout, float] | None:
    """The layout with one separator, and the share of the first lines that it cuts in the same number of cells."""
    rows = _rows(text, mark, skipped, int(told))
    if not rows:
        return None
    widths = Counter(len(one.cells) for one in rows[1:] or rows)
    width, count = max(widths.items(), key=lambda one: (one[1], one[0] == len(rows[0].cells), one[0]))
    share = count / len(rows[1:] or rows)
    top = _top(rows, width)
    if top is None:
        return None
    header = rows[top]
    body = rows[top + 1 :]
    names = _wide(header.cells, width, body)
    found = Layout(mark, _named(names), header.end, header.line)
    if _headless(header, body):
        start = rows[top - 1] if top else None
        numbered = _named([""] * max(width, len(header.cells)))
        found = replace(found, names=numbered, start=start.end if start else skipped, lines=start.line if start else int(told), headless=True)  # fmt: skip
    elif not body:
        return found, 0.0
    return replace(found, blended=width == 1 and _blended(body)), share


def _rows(text: bytes, mark: str, skipped: int, above: int) -> list[_Row]:
    """The first rows that hold something, with where each ends."""
    start = text[skipped : skipped + _START]
    whole = skipped + _START >= len(text)
    lines = io.StringIO(start.decode("utf-8", errors="ignore"), newline="")
    taken: list[str] = []

    def fed() -> object:
        for line in lines:
            taken.append(line)
            yield line

    found: list[_Row] = []
    reader = csv.reader(fed(), delimiter=mark, skipinitialspace=True)  # type: ignore[arg-type]
    end = skipped
    try:
        for cells in reader:
            end += sum(len(one.encode()) for one in taken)
            taken.clear()
            if not whole and end >= skipped + len(start) - 4:
                break  # the last row may be cut
            if any(one.strip() for one in cells):
                found.append(_Row(tuple(cells), end, above + reader.line_num))
            if len(found) > _LINES:
                break
    except csv.Error:
        pass
    return found


def _top(rows: list[_Row], width: int) -> int | None:
    """The row of the names: the first one, or the first as wide as the data under a few lines of title."""
    under = _under_merged_titles(rows, width)
    if under:
        return under
    if len(rows[0].cells) >= width or width > 2 and len(rows[0].filled) == width - 1:
        return 0
    for rank, one in enumerate(rows[1 : _MOST_TITLES + 1], start=1):
        if len(one.cells) >= width:
            return rank if width > 1 and not any(_NUMBER.fullmatch(cell) for cell in one.filled) else None
    return None


def _under_merged_titles(rows: list[_Row], width: int) -> int:
    """The row of the names under titles that a spreadsheet pads with empty cells; 0 where the first row is not such a title.

    A title fills at most half of the row; the names fill more of it, are no numbers, and are not repeated below them.
    """
    if width == 2 and (len(rows[0].cells) < 2 or not rows[0].cells[0].strip()):
        return 0  # the names of a table whose first column has none
    for rank, one in enumerate(rows[: _MOST_TITLES + 1]):
        if 2 * len(one.filled) <= width:
            continue
        if len(one.cells) != width:
            return 0
        below = [
            {row.cells[place].strip() for row in rows[rank + 1 :] if place < len(row.cells)} for place in range(width)
        ]
        names = [(cell.strip(), place) for place, cell in enumerate(one.cells) if cell.strip()]
        held = any(_NUMBER.fullmatch(name) or name in below[place] for name, place in names)
        return 0 if held or rank + 1 == len(rows) else rank
    return 0


def _wide(header: tuple[str, ...], width: int, body: list[_Row]) -> list[str]:
    """One name for each column: R leaves out that of the row names; a mark may also end every line."""
    names = list(header)
    if len(names) == width - 1:
        ended = all(not one.cells[-1].strip() for one in body if len(one.cells) == width)
        return [*names, ""] if ended else ["", *names]
    return names


def _headless(header: _Row, body: list[_Row]) -> bool:
    """Whether the first row holds data: only numbers that are not a series of years or ranks, a decimal, or a value found below."""
    filled = header.filled
    numbers = [one for one in filled if _NUMBER.fullmatch(one)]
    if len(numbers) == len(filled):
        return not _ranked([int(one) for one in filled if one.isdigit()], len(filled))
    for place, cell in enumerate(header.cells):
        said = cell.strip().casefold()
        below = {one.cells[place].strip().casefold() for one in body if place < len(one.cells)}
        decimal = _NUMBER.fullmatch(said) and not said.isdigit()
        if decimal and any(_NUMBER.fullmatch(one) for one in below) or said in _WORDS and said in below:
            return True
    return False


def _ranked(whole: list[int], count: int) -> bool:
    """Whether names are years, or ranks from 1 or 0."""
    if len(whole) != count or count < 2:
        return False
    years = all(1900 <= one <= 2100 for one in whole) and whole == sorted(set(whole))
    return years or count > 2 and whole[0] in (0, 1) and whole == list(range(whole[0], whole[0] + count))


def _blended(body: list[_Row]) -> bool:
    """Whether most cells of the only column hold several words or numbers with spaces or bars between them."""
    several = [
        one
        for one in body
        if re.search(r"\S[ /:~^;|\t]+\S", one.cells[0].strip()) and not _NUMBER.fullmatch(one.cells[0].strip())
    ]
    return len(several) > len(body) / 2


def _named(names: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    """Names without spaces around them, never empty, never twice."""
    named: dict[str, None] = {}
    for place, raw in enumerate(names, start=1):
        name = unique = " ".join(raw.split())[:80] or f"colonne {place}"
        twin = 1
        while unique in named:
            twin += 1
            unique = f"{name} ({twin})"
        named[unique] = None
    return tuple(named)
