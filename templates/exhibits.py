"""The exhibits of a design, said in a language, as blocks: the document prints them and the sizing page draws them."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial

from stats.costs import Costs
from stats.exhibit import Cell, Column, Exhibit, Words
from stats.result import SampleSize
from templates.blocks import Block, Figure, Inlines, Language, Paragraph, Run, Table, text
from templates.charts.plot import plot_spec
from templates.saying import say_cell, say_words, words

_Spoken = Callable[[Words], str]


@lru_cache(maxsize=64)
def exhibit_blocks(
    found: SampleSize, language: Language, endpoint_unit: str = "", costs: Costs | None = None
) -> tuple[Block, ...]:
    """For each exhibit of the design found: its table, its note, its figure; with its cost, when unit costs are given."""

    spoken = partial(say_words, language=language, endpoint_unit=endpoint_unit)
    blocks: list[Block] = []
    shown = found.design.priced(found, costs) if costs and costs.given else found.design.exhibits(found)
    for one in shown:
        if one.rows:
            blocks.append(_table(one, language, endpoint_unit, spoken))
        if one.note:
            blocks.append(Paragraph(text(spoken(one.note))))
        if one.plot:
            blocks.append(_figure(one, language, endpoint_unit, spoken))
    return tuple(blocks)


def _table(exhibit: Exhibit, language: Language, endpoint_unit: str, spoken: _Spoken) -> Table:
    def cell(one: Cell, column: Column, bold: bool) -> Inlines:
        return (Run(say_cell(one, column, language, endpoint_unit), bold=bold),)

    columns = exhibit.columns
    numeric = [any(isinstance(row[place], (int, float)) for row in exhibit.rows) for place in range(len(columns))]
    return Table(
        anchor=exhibit.name,
        caption=text(spoken(exhibit.title)),
        header=tuple(text(words(column.label, language)) for column in columns),
        rows=tuple(
            tuple(cell(one, column, place == exhibit.retained) for one, column in zip(row, columns, strict=True))
            for place, row in enumerate(exhibit.rows)
        ),
        alignments=tuple("right" if one else "left" for one in numeric),
        widths=tuple(column.width for column in columns),
    )


def _figure(exhibit: Exhibit, language: Language, endpoint_unit: str, spoken: _Spoken) -> Figure:
    assert exhibit.plot is not None
    return Figure(
        anchor=f"figure-{exhibit.name}",
        caption=text(spoken(exhibit.plot_title or exhibit.title)),
        alt=spoken(exhibit.plot.alt),
        spec=plot_spec(exhibit.plot, language, spoken, endpoint_unit),
    )
