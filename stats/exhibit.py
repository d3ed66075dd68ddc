"""What is particular to a design, shown: a table, a curve, or both, free of language and of layout.

Boundaries over looks, readers against cases, power along a plausible range: a design lists its exhibits, and the document and the page
draw them all the same way.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor
from typing import Literal, SupportsFloat

from stats.quantities import Unit
from stats.text import Phrase, Text

Words = Text | Phrase
Cell = float | Words | None  # a number in the unit of its column, words, or nothing to say


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column, or the title of an axis; `width` is relative to the other columns."""

    label: Text
    unit: Unit = Unit.NUMBER
    width: int = 4


@dataclass(frozen=True, slots=True)
class Line:
    """One series of a plot, in the order of its points; a step holds its value until the next point."""

    label: Words
    points: tuple[tuple[float, float], ...]
    shape: Literal["line", "step", "dots"] = "line"


@dataclass(frozen=True, slots=True)
class Mark:
    """Something to point at: a vertical line (x alone), a horizontal one (y alone), or a point (both)."""

    label: Words
    x: float | None = None
    y: float | None = None


@dataclass(frozen=True, slots=True)
class Plot:
    """Curves over two axes with what must be seen on them; `alt` tells it to who cannot see it."""

    x: Column
    y: Column
    lines: tuple[Line, ...]
    alt: Words
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A table with its title (no rows: only the plot), the row that the plan retains, a note below, a plot with the same title.

    name: unique among the exhibits of a design, in words joined by hyphens; the document refers to the table by it and to the plot by
    figure-name
    """

    name: str
    title: Words
    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    retained: int | None = None
    note: Words | None = None
    plot: Plot | None = None
    plot_title: Words | None = None


def cut(ceiling: float) -> float:
    """A proportion that is approached and not reached: cut to a hundredth of a per cent, not rounded."""
    return floor(10_000 * ceiling + 1e-6) / 10_000


def neat(share: SupportsFloat) -> float:
    """A proportion whose ends are rounded to a hundredth of a per cent: nobody reads 99.99967%."""
    value = float(share)
    return value if 0.001 <= value <= 0.999 else round(value, 4)
