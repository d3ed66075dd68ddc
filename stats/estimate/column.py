"""One column of a table: its text, and what its cells read as, worked out once and kept in memory.

A column that repeats its values is worked out on its distinct values only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from stats.estimate.cells import as_numbers, empty, trimmed
from stats.quantities import Unit, Value
from stats.refusal import Refusal
from stats.text import Text, verbatim
from stats.trials import FloatArray

if TYPE_CHECKING:
    import pyarrow as pa

Codes = NDArray[np.int64]
_SAMPLE = 2_000  # cells looked at to tell numbers from text
_TWINS = 50_000  # cells drawn to tell whether values repeat: a column that repeats half of them shows many twins
_MANY = 1_000  # values that nobody reads one by one: left in the order of the file
_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b")
_DATES = Text(
    fr="La colonne « {name} » contient des dates (« {example} ») alors qu'il faut des nombres : calculer dans le tableur la durée entre "
    "deux dates.",
    en="Column “{name}” holds dates (“{example}”) where numbers are needed: work out the time between two dates in the spreadsheet.",
)
_NOT_NUMBERS = Text(
    fr="La colonne « {name} » devrait contenir des nombres ; valeurs qui n'en sont pas : {count}, par exemple « {example} ». Corriger ces "
    "cellules ou les vider.",
    en="Column “{name}” should hold numbers; {count} value(s) are not, for example “{example}”. Correct these cells or empty them.",
)


@dataclass(frozen=True, slots=True)
class Shape:
    """What a column holds: numbers, dates or neither, how many values (capitals and empty cells aside), empty cells."""

    numeric: bool
    dated: bool
    levels: int
    empty: int


@dataclass(frozen=True, slots=True)
class Groups:
    """A column as groups: the label of each, in order, and the rank of the group of each row, -1 where it is missing."""

    labels: tuple[str, ...]
    codes: Codes

    def of(self, rank: int) -> NDArray[np.bool_]:
        """The rows of one group."""
        return np.asarray(self.codes == rank)


class Column:
    """Cells of text under one name."""

    def __init__(self, name: str, text: pa.Array, comma_separated: bool = False) -> None:
        self.name, self.text, self._comma_separated = name, text, comma_separated

    def __len__(self) -> int:
        return len(self.text)

    @cached_property
    def shape(self) -> Shape:
        """What the column may be used for."""
        missing = int(self._spread(self._empty).sum())
        return Shape(self._looks_numeric, self._looks_dated, self._levels(missing), missing)

    @cached_property
    def numbers(self) -> FloatArray:
        """The cells as numbers, NaN where they are empty. Raises Refusal when they hold something else."""
        import pyarrow as pa
        import pyarrow.compute as pc

        filled = pc.if_else(pa.array(self._empty), pa.scalar(None, pa.string()), self._cells)
        values = as_numbers(filled, self.name, self._comma_separated)
        wrong = np.isnan(values) & ~self._empty
        if wrong.any():
            example = verbatim(str(self._cells[int(np.argmax(wrong))].as_py()), 40)
            if _DATE.match(example.fr):
                raise Refusal(_DATES, self.name, name=verbatim(self.name), example=example)
            count = Value(int(self._spread(wrong).sum()), Unit.COUNT)
            raise Refusal(_NOT_NUMBERS, self.name, name=verbatim(self.name), count=count, example=example)
        return np.asarray(self._spread(values), dtype=np.float64)

    @cached_property
    def groups(self) -> Groups:
        """The cells as groups: capitals and spaces around a label do not make another group."""
        import pyarrow.compute as pc

        folded = pc.utf8_lower(self._cells).dictionary_encode()
        codes = np.asarray(folded.indices, dtype=np.int64)
        first = np.empty(len(folded.dictionary), dtype=np.int64)
        first[codes[::-1]] = np.arange(len(codes))[::-1]
        labels = self._cells.take(first).to_pylist()
        missing = np.zeros(len(labels), dtype=bool)
        missing[codes[self._empty]] = True
        order = np.flatnonzero(~missing).tolist()
        if len(order) <= _MANY:
            order.sort(key=lambda rank: _order(labels[rank]))
        place = np.full(len(labels), -1, dtype=np.int64)
        place[order] = np.arange(len(order))
        return Groups(tuple(labels[rank] for rank in order), self._spread(place[codes]))

    def _levels(self, missing: int) -> int:
        import pyarrow.compute as pc

        if self._repeats is None:
            return len(self) - missing
        if len(self._cells) <= _MANY:
            return len(self.groups.labels)
        return len(pc.utf8_lower(self._cells.filter(~self._empty)).unique())

    @cached_property
    def _repeats(self) -> Any:
        """The column as distinct values and their places; None where nearly all values differ."""
        drawn = np.random.default_rng(1).integers(0, len(self), _TWINS)
        sample = self.text if len(self) <= _TWINS else self.text.take(np.unique(drawn))
        if len(self) > _TWINS and len(sample.unique()) == len(sample):
            return None
        return self.text.dictionary_encode()

    @cached_property
    def _cells(self) -> Any:
        return trimmed(self.text if self._repeats is None else self._repeats.dictionary)

    @cached_property
    def _empty(self) -> NDArray[np.bool_]:
        return empty(self._cells)

    @property
    def _looks_dated(self) -> bool:
        filled = np.flatnonzero(~self._empty)[:1]
        return len(filled) > 0 and bool(_DATE.match(str(self._cells[int(filled[0])].as_py())))

    @property
    def _looks_numeric(self) -> bool:
        """Whether most of the filled cells are numbers: the others are named when the column is used."""
        filled = self._cells.take(np.flatnonzero(~self._empty)[:_SAMPLE])
        if not len(filled):
            return False
        try:
            return bool((~np.isnan(as_numbers(filled, self.name, self._comma_separated))).mean() >= 0.5)
        except Refusal:
            return True

    def _spread(self, values: NDArray[Any]) -> NDArray[Any]:
        """What is known of the distinct values, row by row."""
        return values if self._repeats is None else values[np.asarray(self._repeats.indices)]


def _order(label: str) -> tuple[bool, float, str]:
    """Numbers by size, then words."""
    try:
        return False, float(label.replace(",", ".")), label
    except ValueError:
        return True, 0.0, label
