"""A table read from a file as spreadsheets write them: encodings, separators, titles, missing names, quoted cells.

The data stay in memory; nothing here writes them anywhere.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from stats.estimate.column import Column
from stats.estimate.layout import Layout, layout
from stats.estimate.table import Table
from stats.quantities import Unit, Value
from stats.refusal import Refusal
from stats.text import Text, verbatim

if TYPE_CHECKING:
    import pyarrow as pa

LARGEST = 200_000_000  # bytes
MOST_COLUMNS = 500
_ROWS_AT_ONCE = 20_000
_NOT_TEXT = (
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\xd0\xcf\x11\xe0",
    b"%PDF-",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"{\\rtf",
)
_MARKUP = re.compile(rb'\s*(<(!doctype|html|\?xml|table)|\{\s*"|\[\s*[\[{"])', re.IGNORECASE)
_UNSEEN = frozenset(range(32)) - frozenset(b"\t\n\v\f\r\x1b")  # never written by a spreadsheet

_EMPTY = Text(
    fr="Ce fichier ne contient aucune ligne de données. Il faut une ligne de noms de colonnes, puis une ligne par patient, cas ou "
    "lecture.",
    en="This file holds no row of data. It takes a line of column names, then one row per patient, case or reading.",
)
_TOO_LARGE = Text(
    fr="Ce fichier dépasse {limit} Mo. N'en garder que les colonnes utiles.",
    en="This file exceeds {limit} MB. Keep only the columns needed.",
)
_BINARY = Text(
    fr="Ce fichier n'est pas du texte, même si son nom finit par .csv. S'il vient d'un tableur, l'ouvrir et l'enregistrer au format CSV "
    "(séparateur point-virgule).",
    en="This file is not text, even if its name ends with .csv. If it comes from a spreadsheet, open it and save it as CSV "
    "(semicolon separated).",
)
_PAGE = Text(
    fr="Ce fichier est une page web, du XML ou du JSON, même si son nom finit par .csv. L'ouvrir dans un tableur et l'enregistrer au "
    "format CSV (séparateur point-virgule).",
    en="This file is a web page, XML or JSON, even if its name ends with .csv. Open it in a spreadsheet and save it as CSV (semicolon "
    "separated).",
)
_ONE_COLUMN = Text(
    fr="Une seule colonne a été trouvée : vérifier que les colonnes sont séparées par un point-virgule, une virgule ou une tabulation.",
    en="Only one column was found: check that columns are separated by a semicolon, a comma or a tab.",
)
_TOO_MANY_COLUMNS = Text(
    fr="Ce fichier a {count} colonnes, plus que les {limit} admises. N'en garder que les colonnes utiles.",
    en="This file has {count} columns, more than the {limit} allowed. Keep only those needed.",
)
_UNREADABLE = Text(
    fr="Ce fichier n'a pas pu être lu comme un tableau : la ligne {line} n'a pas le même nombre de colonnes que les autres, ou un "
    "guillemet y est ouvert sans être fermé. Corriger cette ligne.",
    en="This file could not be read as a table: line {line} does not have as many columns as the others, or a quotation mark is opened "
    "there and never closed. Correct this line.",
)


def read(data: bytes) -> Table:
    """The table of a CSV file. Raises Refusal with a sentence when it cannot be one."""
    if len(data) > LARGEST:
        raise Refusal(_TOO_LARGE, limit=Value(LARGEST // 1_000_000, Unit.COUNT))
    text = _utf8(data)
    if _MARKUP.match(text):
        raise Refusal(_PAGE)
    found = layout(text)
    if found is None:
        raise Refusal(_EMPTY)
    if found.blended:
        raise Refusal(_ONE_COLUMN)
    columns = _columns(text, found)
    filled = _without_blanks(columns)
    if not filled or not len(filled[0][1]):
        raise Refusal(_EMPTY)
    if len(filled) > MOST_COLUMNS:
        raise Refusal(_TOO_MANY_COLUMNS, count=Value(len(filled), Unit.COUNT), limit=Value(MOST_COLUMNS, Unit.COUNT))
    commas = found.separator == ","
    return Table({name: Column(name, cells, commas) for name, cells in filled}, found.headless)


def _utf8(data: bytes) -> bytes:
    """The text of the file in UTF-8, whatever it was written in."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace").encode()
    if b"\x00" in data:
        start = data[:2_000]
        for order, places in (("utf-16-le", start[1::2]), ("utf-16-be", start[::2])):
            if places.count(0) > 0.9 * len(places) > 0 and start.count(0) <= len(places):
                return data.decode(order, errors="replace").encode()
        raise Refusal(_BINARY)
    if data.startswith(_NOT_TEXT) or sum(one in _UNSEEN for one in data[:2_000]) > 10:
        raise Refusal(_BINARY)
    try:
        data.decode("utf-8")
        return data.removeprefix(b"\xef\xbb\xbf")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace").encode()


def _columns(text: bytes, found: Layout) -> list[tuple[str, pa.Array]]:
    """Every cell as text: by Arrow, or line by line where the file is uneven."""
    import pyarrow as pa
    import pyarrow.csv as arrow

    body = pa.py_buffer(memoryview(text)[found.start :])
    quoted = b'"' in text
    places = [str(rank) for rank in range(len(found.names))]
    try:
        if quoted and (text.count(b'"') % 2 or found.separator.encode() + b' "' in text):
            raise pa.ArrowInvalid("quotation marks that Arrow reads otherwise")
        frame = arrow.read_csv(
            pa.BufferReader(body),
            arrow.ReadOptions(column_names=places, block_size=1 << 22),
            arrow.ParseOptions(delimiter=found.separator, newlines_in_values=quoted),
            arrow.ConvertOptions(column_types=dict.fromkeys(places, pa.string()), strings_can_be_null=False),
        )
        cells = [frame[place].combine_chunks() for place in places]
    except pa.ArrowInvalid:
        cells = _line_by_line(text[found.start :].decode(), found)
    return list(zip(found.names, cells, strict=True))


def _line_by_line(body: str, found: Layout) -> list[pa.Array]:
    """Cells of a file whose lines are uneven. A line too long, or one cut in two, is refused with its number."""
    import pyarrow as pa

    width = len(found.names)
    lines = csv.reader(io.StringIO(body, newline=""), delimiter=found.separator, strict=True, skipinitialspace=True)
    read = [0]  # lines of the rows read so far
    pieces: list[list[pa.Array]] = [[] for _ in range(width)]
    try:
        rows = _even(lines, width, found, read)
        while some := list(islice(rows, _ROWS_AT_ONCE)):
            for piece, cells in zip(pieces, zip(*some, strict=True), strict=True):
                piece.append(pa.array(cells, pa.string()))
    except csv.Error as error:
        raise _unreadable(found, read[0] + 1) from error
    return [pa.chunked_array(piece, pa.string()).combine_chunks() for piece in pieces]


def _even(lines: Any, width: int, found: Layout, read: list[int]) -> Iterator[Sequence[str]]:
    """Rows of one width: empty cells left out at the end of a line are put back."""
    before = width
    for row in lines:
        if not row:
            continue
        spare = row[width:]
        if (
            any(cell.strip() for cell in spare)
            or len(row) < width
            and before < width
            and before + len(row) == width + 1
        ):
            raise _unreadable(found, lines.line_num)
        before, read[0] = len(row), lines.line_num
        yield row[:width] + [""] * (width - len(row))


def _unreadable(found: Layout, line: int) -> Refusal:
    return Refusal(_UNREADABLE, line=verbatim(str(found.lines + line)))


def _without_blanks(columns: list[tuple[str, pa.Array]]) -> list[tuple[str, pa.Array]]:
    """The columns and the rows that hold something."""
    import numpy as np
    import pyarrow.compute as pc

    filled = [
        (name, cells, np.asarray(pc.greater(pc.binary_length(pc.utf8_trim_whitespace(cells)), 0)))
        for name, cells in columns
    ]
    filled = [one for one in filled if one[2].any()]
    if not filled:
        return []
    held = np.logical_or.reduce([one[2] for one in filled])
    if held.all():
        return [(name, cells) for name, cells, _ in filled]
    return [(name, cells.filter(held)) for name, cells, _ in filled]
