"""A table read from a file as spreadsheets write them: separators, decimal commas, encodings, missing values, wrong types.

The data stay in memory; nothing here writes them anywhere.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from stats.quantities import Unit, Value
from stats.refusal import Refusal
from stats.text import Text, verbatim
from stats.trials import FloatArray

if TYPE_CHECKING:
    import pandas as pd

LARGEST = 200_000_000  # bytes
ALL = "*"  # the label of everybody, where no group is named
MOST_COLUMNS = 500
MOST_ARMS = 8  # values of a column that makes the groups of a comparison
_LONG = 50_000  # rows
_FEW_VALUES = 1_000  # beyond, writings of the same value are not brought together
_MISSING = frozenset({"", "na", "n/a", "nan", "null", "none", ".", "-", "nd", "nr", "#n/a", "manquant", "missing", "?"})
_SEPARATORS = (";", ",", "\t", "|")
_YES = frozenset({"1", "oui", "yes", "vrai", "true", "o", "y", "positif", "positive", "+"})
_NO = frozenset({"0", "non", "no", "faux", "false", "n", "négatif", "negatif", "negative"})

_EMPTY = Text(fr="Ce fichier ne contient aucune ligne de données.", en="This file holds no row of data.")
_TOO_LARGE = Text(
    fr="Ce fichier dépasse {limit} Mo. N'en garder que les colonnes utiles.",
    en="This file exceeds {limit} MB. Keep only the columns needed.",
)
_BINARY = Text(
    fr="Ce fichier n'est pas du texte. S'il vient d'un tableur, l'enregistrer au format CSV (séparateur point-virgule).",
    en="This file is not text. If it comes from a spreadsheet, save it as CSV (semicolon separated).",
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
    fr="Ce fichier n'a pas pu être lu comme un tableau : ligne {line}. Vérifier les guillemets et le nombre de colonnes.",
    en="This file could not be read as a table: line {line}. Check the quotation marks and the number of columns.",
)
_NO_COLUMN = Text(
    fr="La colonne « {name} » n'existe pas dans ce fichier.", en="There is no column “{name}” in this file."
)
_NOT_NUMBERS = Text(
    fr="La colonne « {name} » devrait contenir des nombres ; {count} valeur(s) n'en sont pas, par exemple « {example} ».",
    en="Column “{name}” should hold numbers; {count} value(s) are not, for example “{example}”.",
)
_NOT_TWO = Text(
    fr="La colonne « {name} » devrait contenir deux valeurs (oui ou non, 1 ou 0) ; elle en contient {count}.",
    en="Column “{name}” should hold two values (yes or no, 1 or 0); it holds {count}.",
)


@dataclass(frozen=True, slots=True)
class Shape:
    """What a column holds: numbers or not, how many values (capitals and empty cells aside), as written, empty cells."""

    numeric: bool
    levels: int
    distinct: int
    empty: int


@dataclass(frozen=True)
class Table:
    """Columns of text as they were read; each estimator asks for numbers, yes or no, or groups.

    meaning_yes: by column, the value that counts as yes; factors: by column, what its numbers are multiplied by
    """

    frame: pd.DataFrame
    meaning_yes: Mapping[str, str] = field(default_factory=dict)
    factors: Mapping[str, float] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """Rows of data."""
        return len(self.frame)

    @property
    def names(self) -> tuple[str, ...]:
        """The columns, in the order of the file."""
        return tuple(self.frame.columns)

    @cached_property
    def numeric(self) -> tuple[str, ...]:
        """The columns whose filled cells are all numbers."""
        return tuple(name for name in self.names if self.examine(name).numeric)

    @cached_property
    def binary(self) -> tuple[str, ...]:
        """The columns with two values, capitals aside."""
        return tuple(name for name in self.names if self.examine(name).levels == 2)

    @cached_property
    def grouping(self) -> tuple[str, ...]:
        """The columns that repeat their values."""
        return tuple(name for name in self.names if 2 <= self.examine(name).distinct <= max(2, self.rows // 2))

    @cached_property
    def arms(self) -> tuple[str, ...]:
        """The columns that cut the rows in a few groups."""
        return tuple(name for name in self.grouping if 2 <= self.examine(name).levels <= MOST_ARMS)

    def examine(self, name: str) -> Shape:
        """What a column may be used for, worked out once."""
        if name not in self._examined:
            counts = self.frame[name].value_counts(sort=False)
            empty = int(counts[_empty(counts.index.to_series())].sum())
            levels = len(self.levels(name)) if len(counts) <= _FEW_VALUES else len(counts)
            self._examined[name] = Shape(self._looks_numeric(name), levels, len(counts), empty)
        return self._examined[name]

    @cached_property
    def _examined(self) -> dict[str, Shape]:
        return {}

    def numbers(self, name: str) -> FloatArray:
        """A column as numbers, NaN where it is empty. Raises Refusal when cells hold something else."""
        text = self._column(name)
        values = _as_numbers(text)
        wrong = np.isnan(values) & ~_empty(text)
        if wrong.any():
            first = str(text[wrong].iloc[0])[:40]
            raise Refusal(
                _NOT_NUMBERS,
                name,
                name=verbatim(name),
                count=Value(int(wrong.sum()), Unit.COUNT),
                example=verbatim(first),
            )
        return values * self.factors.get(name, 1.0)

    def yes(self, name: str, level: str | None = None) -> FloatArray:
        """A column of two values as 1 and 0, NaN where empty; `level` is the value that counts as yes."""
        text = self._column(name)
        filled = self._filled(name)
        levels = sorted(filled.str.casefold().unique())
        if len(levels) > 2 or not levels:
            raise Refusal(_NOT_TWO, name, name=verbatim(name), count=Value(len(levels), Unit.COUNT))
        chosen = (level or self.level_of(name)).strip().casefold()
        values = (text.str.strip().str.casefold() == chosen).to_numpy(dtype=np.float64)
        return np.where(_empty(text), np.nan, values)

    def levels(self, name: str) -> tuple[str, ...]:
        """The values of a column, capitals aside, in order."""
        apart = {one.strip().casefold(): one.strip() for one in reversed(list(self._column(name).unique()))}
        found = [one for folded, one in apart.items() if folded not in _MISSING]
        return tuple(sorted(found))

    def level_of(self, name: str) -> str:
        """The value that reads as yes: a word for it, or the last one in order."""
        if name in self.meaning_yes:
            return self.meaning_yes[name]
        levels = self.levels(name)
        said = [one for one in levels if one.casefold() in _YES]
        if not said and levels and levels[0].casefold() in _NO:
            return levels[-1]
        return said[0] if said else levels[-1] if levels else ""

    def groups(self, name: str) -> NDArray[Any]:
        """A column as labels, empty string where it is missing."""
        text = self._column(name)
        return np.asarray(np.where(_empty(text), "", text.str.strip()), dtype=object)

    def grouped(self, name: str | None) -> NDArray[Any]:
        """A column as labels, or one group of everybody when none is named."""
        return self.groups(name) if name else np.full(self.rows, ALL, dtype=object)

    def _column(self, name: str) -> Any:
        if name not in self.frame:
            raise Refusal(_NO_COLUMN, name, name=verbatim(name))
        return self.frame[name]

    def _filled(self, name: str) -> Any:
        text = self._column(name)
        return text[~_empty(text)].str.strip()

    def _looks_numeric(self, name: str) -> bool:
        sample = self._column(name)
        sample = sample[~_empty(sample)].head(2_000)
        return bool(len(sample)) and not np.isnan(_as_numbers(sample)).any()


def read(data: bytes) -> Table:
    """The table of a CSV file. Raises Refusal with a sentence when it cannot be one."""
    import pandas as pd

    if len(data) > LARGEST:
        raise Refusal(_TOO_LARGE, limit=Value(LARGEST // 1_000_000, Unit.COUNT))
    text = _decoded(data)
    head = [line for line in text[:20_000].splitlines() if line.strip()][:20]
    if len(head) < 2:
        raise Refusal(_EMPTY)
    separator = _separator(head)
    try:
        frame = pd.read_csv(
            io.StringIO(text), sep=separator, dtype=str, keep_default_na=False, skip_blank_lines=True, engine="c",
            quoting=csv.QUOTE_MINIMAL, skipinitialspace=True,
        )  # fmt: skip
    except (pd.errors.ParserError, ValueError) as error:
        found = re.search(r"line (\d+)", str(error))
        raise Refusal(_UNREADABLE, line=verbatim(found[1] if found else "?")) from error
    frame.columns = pd.Index(_named([str(name) for name in frame.columns]))
    alone = frame.shape[1] == 1
    frame = frame.loc[:, [name for name in frame.columns if frame[name].str.strip().ne("").any()]].fillna("")
    if not frame.size:
        raise Refusal(_EMPTY)
    if frame.shape[1] > MOST_COLUMNS:
        raise Refusal(_TOO_MANY_COLUMNS, count=Value(frame.shape[1], Unit.COUNT), limit=Value(MOST_COLUMNS, Unit.COUNT))
    if alone and any(mark in head[0] for mark in " /"):
        raise Refusal(_ONE_COLUMN)
    return Table(frame)


def _decoded(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    if b"\x00" in data[:10_000] or data[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0") or data[:5] == b"%PDF-":
        raise Refusal(_BINARY)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _separator(head: list[str]) -> str:
    """The mark that cuts the first lines in the same number of parts, the most parts first; semicolons before commas."""
    best, most = ",", 0
    for mark in _SEPARATORS:
        counts = {line.count(mark) for line in head if '"' not in line} or {head[0].count(mark)}
        parts = min(counts)
        if parts > most:
            best, most = mark, parts
    return best


def _named(names: list[str]) -> list[str]:
    """Names without spaces around them, never empty, never twice."""
    seen: dict[str, int] = {}
    named = []
    for place, raw in enumerate(names, start=1):
        name = " ".join(raw.split())[:80]
        if not name or name.startswith("Unnamed:"):
            name = f"colonne {place}"
        name = re.sub(r"\.\d+$", "", name) if re.sub(r"\.\d+$", "", name) in seen else name  # pandas numbers twins
        seen[name] = seen.get(name, 0) + 1
        named.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return named


def _by_value(made: Callable[[Any], NDArray[Any]], text: Any) -> NDArray[Any]:
    """What is made of each cell, worked out once for each value of a long column."""
    import pandas as pd

    if len(text) <= _LONG:
        return made(text)
    codes, values = pd.factorize(text)
    return np.asarray(made(pd.Series(values, dtype=object))[codes])


def _empty(text: Any) -> NDArray[np.bool_]:
    return _by_value(_each_empty, text)


def _as_numbers(text: Any) -> FloatArray:
    return _by_value(_each_number, text)


def _each_empty(text: Any) -> NDArray[np.bool_]:
    return np.asarray(text.str.strip().str.casefold().isin(_MISSING), dtype=bool)


def _each_number(text: Any) -> FloatArray:
    """Numbers with a point or a comma, spaces between thousands, a per-cent sign; NaN for anything else."""
    import pandas as pd

    direct = pd.to_numeric(text, errors="coerce").to_numpy(dtype=np.float64)
    unread = np.isnan(direct) & ~_each_empty(text)
    if unread.any():
        rest = text[unread].str.replace(r"[\s\u00a0\u202f]", "", regex=True)
        percent = rest.str.endswith("%")
        rest = rest.str.rstrip("%")
        thousands = rest.str.fullmatch(r"-?\d{1,3}(\.\d{3})+,\d+")
        rest = rest.where(~thousands, rest.str.replace(".", "", regex=False)).str.replace(",", ".", regex=False)
        values = pd.to_numeric(rest, errors="coerce").to_numpy(dtype=np.float64)
        direct[unread] = np.where(percent.to_numpy(), values / 100, values)
    direct[~np.isfinite(direct)] = np.nan
    return np.asarray(direct)


def complete(*columns: NDArray[Any]) -> NDArray[np.bool_]:
    """The rows without a missing value."""
    kept = np.ones(len(columns[0]), dtype=bool)
    for one in columns:
        kept &= ~np.isnan(one) if one.dtype.kind == "f" else one != ""
    return kept
