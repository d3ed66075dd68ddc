"""How a field of the protocol is asked: declared once, beside the field; pages and gaps derive from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from stats.text import Text

Condition = Literal[
    "ai", "randomised", "comparative", "device", "benefit", "lppr", "pecan", "economic", "accuracy", "estimand", "tested",
    "looks",
]  # fmt: skip
Shape = Literal["line", "narrative", "choice", "lines", "number", "date", "rows"]


@dataclass(frozen=True)
class Column:
    """One column of a question whose answer is a table of rows."""

    name: str
    label: Text
    options: dict[str, Text] = field(default_factory=dict)  # a choice when there are any, else a line
    width: int = 3
    number: Literal["", "number", "whole", "percent"] = (
        ""  # a number, typed with comma or point; an empty cell is "not given"
    )
    optional: bool = False  # an empty cell says nothing is missing
    plain: bool = True  # a line of text, or a choice; otherwise the section draws and prints the cell itself


@dataclass(frozen=True)
class Rows:
    """How a table of rows is asked: its columns, and the row added when one more is wanted."""

    columns: tuple[Column, ...]
    new: dict[str, str]


@dataclass(frozen=True)
class Ask:
    """Declaration of one question.

    label: the question as a heading of the field; why: why we ask; example: an answer that would do
    shape: a line, a narrative (paragraphs, lists), one choice, a list of lines, a number, a date, or rows of a table
    items: checklist items the answer serves, as "checklist:item"
    asked_if: the study for which the question is needed (every study when None); elsewhere it stays optional
    needed: a protocol without it is incomplete (a placeholder and a Word comment stand in for it)
    instead: how it is put to the studies of a condition, for which the document knows part of the answer
    """

    label: Text
    why: Text
    shape: Shape = "line"
    example: Text | None = None
    options: dict[str, Text] = field(default_factory=dict)
    items: tuple[str, ...] = ()
    rows: Rows | None = None
    asked_if: Condition | None = None
    needed: bool = True
    instead: tuple[tuple[Condition, Ask], ...] = ()
