"""A table in memory: each estimator asks its columns for numbers, yes or no, or groups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stats.estimate.column import Column, Groups, Shape
from stats.quantities import Unit, Value
from stats.refusal import Refusal
from stats.text import Text, verbatim
from stats.trials import FloatArray

ALL = ""  # the label of everybody, where no group is named
_LISTED = 12  # columns named in a refusal
MOST_ARMS = 8  # values of a column that makes the groups of a comparison
_YES = frozenset({"1", "1.0", "1,0", "oui", "yes", "vrai", "true", "o", "y", "positif", "positive", "pos", "+"})
_NO = frozenset({"0", "0.0", "0,0", "non", "no", "faux", "false", "n", "négatif", "negatif", "negative", "neg"})

_NO_COLUMN = Text(
    fr="La colonne « {name} » n'existe pas dans ce fichier. Ses colonnes : {names}.",
    en="There is no column “{name}” in this file. Its columns: {names}.",
)
_NOT_TWO = Text(
    fr="La colonne « {name} » devrait contenir deux valeurs (oui ou non, 1 ou 0) ; elle en contient {count} : {levels}. Corriger ses "
    "cellules, ou vider celles dont la réponse est inconnue.",
    en="Column “{name}” should hold two values (yes or no, 1 or 0); it holds {count}: {levels}. Correct its cells, or empty those "
    "whose answer is unknown.",
)


@dataclass(frozen=True)
class Table:
    """The columns of a file; what is worked out of a column is kept with it.

    headless: the file has no line of names; meaning_yes: by column, the value that counts as yes; factors: by column,
    what its numbers are multiplied by
    """

    columns: Mapping[str, Column]
    headless: bool = False
    meaning_yes: Mapping[str, str] = field(default_factory=dict)
    factors: Mapping[str, float] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """Rows of data."""
        return len(next(iter(self.columns.values())))

    @property
    def names(self) -> tuple[str, ...]:
        """The columns, in the order of the file."""
        return tuple(self.columns)

    @property
    def numeric(self) -> tuple[str, ...]:
        """The columns whose filled cells are numbers, but for a few to correct."""
        return tuple(name for name in self.names if self.examine(name).numeric)

    @property
    def binary(self) -> tuple[str, ...]:
        """The columns with two values, or with one that says yes or no."""
        return tuple(name for name in self.names if self.examine(name).levels == 2 or self._one_sided(name))

    @property
    def grouping(self) -> tuple[str, ...]:
        """The columns that repeat their values."""
        return tuple(name for name in self.names if 2 <= self.examine(name).levels <= max(2, self.rows // 2))

    @property
    def arms(self) -> tuple[str, ...]:
        """The columns that cut the rows in a few groups."""
        return tuple(name for name in self.grouping if 2 <= self.examine(name).levels <= MOST_ARMS)

    def examine(self, name: str) -> Shape:
        """What a column may be used for."""
        return self._column(name).shape

    def head(self, rows: int) -> list[dict[str, str]]:
        """The first rows, as written."""
        cells = {name: one.text.slice(0, rows).to_pylist() for name, one in self.columns.items()}
        return [dict(zip(cells, row, strict=True)) for row in zip(*cells.values(), strict=True)]

    def numbers(self, name: str) -> FloatArray:
        """A column as numbers, NaN where it is empty. Raises Refusal when cells hold something else."""
        return self._column(name).numbers * self.factors.get(name, 1.0)

    def yes(self, name: str) -> FloatArray:
        """A column of two values as 1 and 0, NaN where empty. A column that only says no holds no yes."""
        groups = self._column(name).groups
        if len(groups.labels) != 2 and not self._one_sided(name):
            shown = ", ".join(one[:20] for one in groups.labels[:4]) or "∅"
            raise Refusal(
                _NOT_TWO,
                name,
                name=verbatim(name),
                count=Value(len(groups.labels), Unit.COUNT),
                levels=verbatim(shown + (", …" if len(groups.labels) > 4 else ""), 120),
            )
        chosen = self.level_of(name).strip().lower()
        values = np.array([float(one.lower() == chosen) for one in groups.labels])
        return np.where(groups.codes < 0, np.nan, values[groups.codes])

    def measured(self, name: str) -> FloatArray:
        """A column as numbers, or as 1 and 0 when it holds two values."""
        return self.numbers(name) if name in self.numeric else self.yes(name)

    def levels(self, name: str) -> tuple[str, ...]:
        """The values of a column, capitals aside, in order."""
        return self._column(name).groups.labels

    def level_of(self, name: str) -> str:
        """The value that reads as yes: a word for it, or the last one in order; "" where there is only a no."""
        if name in self.meaning_yes:
            return self.meaning_yes[name]
        levels = self.levels(name)
        said = [one for one in levels if one.lower() in _YES]
        if said:
            return said[0]
        others = [one for one in levels if one.lower() not in _NO]
        return others[-1] if others else ""

    def groups(self, name: str) -> Groups:
        """A column as groups."""
        return self._column(name).groups

    def grouped(self, name: str | None) -> Groups:
        """A column as groups, or one group of everybody when none is named."""
        return self.groups(name) if name else Groups((ALL,), np.zeros(self.rows, dtype=np.int64))

    def _one_sided(self, name: str) -> bool:
        """Whether a column holds one value, which says yes or no."""
        if self.examine(name).levels != 1:
            return False
        return self.levels(name)[0].lower() in _YES | _NO

    def _column(self, name: str) -> Column:
        if name not in self.columns:
            known = ", ".join(self.names[:_LISTED]) + (", …" if len(self.names) > _LISTED else "")
            raise Refusal(_NO_COLUMN, name, name=verbatim(name), names=verbatim(known, 400))
        return self.columns[name]


def complete(*columns: FloatArray | Groups) -> NDArray[np.bool_]:
    """The rows without a missing value."""
    kept: Any = True
    for one in columns:
        kept = kept & (one.codes >= 0 if isinstance(one, Groups) else ~np.isnan(one))
    return np.asarray(kept)
