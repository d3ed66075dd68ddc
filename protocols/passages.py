"""A passage: some words of a document and where they stand. Strings only, never a Word object."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of a document.

    place: its rank among all the paragraphs of the file; text: its words; heading: the last heading above it
    cell: "table.row.column", counted from 1, inside a table, else empty
    """

    place: int
    text: str
    heading: str = ""
    cell: str = ""
