"""A sample size as plain data and plain lines, for the door of scripts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from stats.design import Design
from stats.exhibit import Cell, Column, Exhibit, Plot
from stats.explore import why_other_tools_differ
from stats.quantities import Value
from stats.result import SampleSize
from stats.text import Language, Text
from templates.justification import sentences_found
from templates.saying import looks_of, say, say_cell, say_value, say_words, target_unit

_MEASURES = {
    "power": Text(fr="puissance", en="power"),
    "width": Text(fr="largeur", en="width"),
    "share": Text(fr="part atteinte", en="share reached"),
}
_ANALYSED = Text(fr="Analysés", en="Analysed")
_TO_ENROL = Text(fr="À inclure", en="To enrol")


def size_data(found: SampleSize, language: Language) -> dict[str, Any]:
    """A sample size as plain data, with its journal, its tables and figures, its variants and its references."""
    return {
        "kind": found.design.kind,
        "design": found.design.model_dump(mode="json"),
        "target": found.target,
        "measure": found.design.card.attained.value,
        "axis": found.axis,
        "exact": found.exact,
        "analysed": found.analysed,
        "arms": {arm.name: arm.size for arm in found.arms},
        "first": found.first,
        "attained": found.attained,
        "analysed_at_80": found.at_80,
        "analysed_at_90": found.at_90,
        "events": found.events,
        "flow": found.flow.model_dump(mode="json"),
        "enrolled": found.enrolled,
        "clusters": {arm.name: arm.size for arm in found.clusters},
        "enrolled_arms": {arm.name: arm.size for arm in found.enrolled_arms},
        "enrolment": found.enrolment.model_dump(mode="json"),
        "boundaries": _boundaries(found.design),
        "least_success": None if found.least_success is None else say(found.least_success, language),
        "method": found.design.method_text()[language],
        "caution": None if (caution := found.design.caution()) is None else caution[language],
        "sentence": " ".join(sentences_found(found, language)),
        "steps": [
            {
                "label": step.label[language],
                "value": step.value.value,
                "said": say_value(step.value, language),
                "how": None if step.how is None else step.how[language],
            }
            for step in found.steps
        ],
        "exhibits": [_exhibit(one, language) for one in found.design.exhibits(found)],
        "variants": [
            {"label": one.label[language], "analysed": one.analysed, "enrolled": one.enrolled}
            for one in why_other_tools_differ(found)
        ],
        "references": [{"citation": one.citation, "doi": one.doi} for one in found.design.card.references],
        "r_call": found.r_call,
    }


def size_lines(found: SampleSize, language: Language) -> Iterator[str]:
    """The journal of a sample size, its tables, then the numbers, line by line."""
    colon = _colon(language)
    for step in found.steps:
        yield f"{step.label[language]}{colon}{say_value(step.value, language)}"
    for one in found.design.exhibits(found):
        yield from _table_lines(one, language)
    arms = ", ".join(f"{arm.label[language]} {arm.size}" for arm in found.arms)
    yield f"{_ANALYSED[language]}{colon}{found.analysed} ({arms})"
    yield f"{_TO_ENROL[language]}{colon}{found.enrolled}"
    yield from sentences_found(found, language)


def attained_data(design: Design, size: dict[str, int]) -> dict[str, Any]:
    """What a size attains, as plain data."""
    measure = design.card.attained.value
    return {"kind": design.kind, "size": size, "measure": measure, "attained": float(design.attained(size))}


def attained_line(design: Design, size: dict[str, int], language: Language) -> str:
    """What a size attains, in the unit of the target."""
    said = say_value(Value(float(design.attained(size)), target_unit(design)), language)
    return f"{_MEASURES[design.card.attained.value][language]}{_colon(language)}{said}"


def _colon(language: Language) -> str:
    return " : " if language == "fr" else ": "


def _boundaries(design: Design) -> dict[str, Any] | None:
    """The boundaries of a plan with interim looks, on z and on one-sided p values; futility bounds are on z."""
    looks = looks_of(design)
    if looks is None:
        return None
    plan = looks.boundaries
    return {
        "information": plan.information,
        "z": plan.z,
        "p": plan.p,
        "alpha_spent": plan.spent,
        "futility_z": plan.futility,
    }


def _exhibit(one: Exhibit, language: Language) -> dict[str, Any]:
    """A table and a figure of a design: numbers in the unit of their column, proportions in [0, 1]."""

    def cell(value: Cell) -> float | str | None:
        return value if value is None or isinstance(value, (int, float)) else say_words(value, language)

    return {
        "name": one.name,
        "title": say_words(one.title, language),
        "columns": [_column(column, language) for column in one.columns],
        "rows": [[cell(value) for value in row] for row in one.rows],
        "retained": one.retained,
        "note": None if one.note is None else say_words(one.note, language),
        "plot": None if one.plot is None else _plot(one.plot, language),
    }


def _column(column: Column, language: Language) -> dict[str, str]:
    return {"label": column.label[language], "unit": column.unit.value}


def _plot(plot: Plot, language: Language) -> dict[str, Any]:
    return {
        "x": _column(plot.x, language),
        "y": _column(plot.y, language),
        "lines": [{"label": say_words(line.label, language), "points": line.points} for line in plot.lines],
        "marks": [{"label": say_words(mark.label, language), "x": mark.x, "y": mark.y} for mark in plot.marks],
        "alt": say_words(plot.alt, language),
    }


def _table_lines(one: Exhibit, language: Language) -> Iterator[str]:
    """The table of an exhibit in columns; the row retained bears a star."""
    if not one.rows:
        return

    table = [["", *(column.label[language] for column in one.columns)]]
    for place, row in enumerate(one.rows):
        cells = (say_cell(value, column, language, nothing="-") for value, column in zip(row, one.columns, strict=True))
        table.append(["*" if place == one.retained else "", *cells])
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    yield f"{say_words(one.title, language)}{_colon(language).rstrip()}"
    for line in table:
        yield "  ".join(word.ljust(width) for word, width in zip(line, widths, strict=True)).rstrip()
    if one.note:
        yield say_words(one.note, language)
