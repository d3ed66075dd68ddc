"""A question answered by a table: one row each, edited cell by cell, added, removed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from protocols.drafts import Draft
from protocols.model.asking import Ask, Column, Rows
from protocols.model.section import NotApplicable
from protocols.protocol import Protocol
from stats.quantities import Unit
from ui import state, words
from ui.editing import Change, error_of, show_error, submit, typed
from ui.numbers import parse, parse_whole
from ui.shown import shown
from ui.speech import t

_WIDE, _AT_ONCE = 7, 5  # columns of a wide table, and how many of its rows are drawn together
_UNITS = {"percent": Unit.PROPORTION}
_READERS: dict[str, Callable[[Any], Any]] = {
    "": lambda raw: raw,
    "number": parse,
    "whole": parse_whole,
    "percent": lambda raw: parse(raw, Unit.PROPORTION),
}


class Table:
    """The rows of one question, wherever it stands in the protocol."""

    def __init__(self, section: str, field: str, rows: Rows) -> None:
        self.section, self.field, self.rows = section, field, rows
        self.path = f"{section}.{field}"

    def draw(self, draft: Draft, ask: Ask) -> None:
        """The rows as they are, each cell saved when it changes."""
        st.markdown(f"**{t(ask.label)}**", help=t(ask.why))
        rows = self.of(draft.protocol)
        for index in self._shown(len(rows)):
            self._row(draft, index, rows[index])
        st.button(t(words.ADD_ROW), key=state.key(f"{self.path}.add"), on_click=self._added, icon=":material/add:")

    def _shown(self, total: int) -> range:
        """The rows drawn: a wide table is shown a few rows at a time, the last ones first."""
        if len(self.rows.columns) < _WIDE or total <= _AT_ONCE:
            return range(total)
        starts = list(range(0, total, _AT_ONCE))
        first = st.selectbox(
            t(words.ROWS_SHOWN),
            starts,
            index=len(starts) - 1,
            key=state.key(f"{self.path}.part.{total}"),
            format_func=lambda start: f"{start + 1} \u2013 {min(start + _AT_ONCE, total)} / {total}",
        )
        return range(first, min(first + _AT_ONCE, total))

    def of(self, protocol: Protocol) -> list[dict[str, Any]]:
        """The rows of a protocol as plain data."""
        value = getattr(getattr(protocol, self.section), self.field)
        return [] if isinstance(value, NotApplicable) else [one.model_dump() for one in value]

    def _row(self, draft: Draft, index: int, row: dict[str, Any]) -> None:
        widths = [column.width for column in self.rows.columns]
        *cells, remove = st.columns([*widths, 1], vertical_alignment="bottom")
        for place, column in zip(cells, self.rows.columns, strict=True):
            with place:
                self._cell(draft, index, column, row[column.name])
        for column in self.rows.columns:
            path = self._cell_path(index, column)
            show_error(error_of(draft, path, lambda raw, column=column: self._changed(index, column, raw)))
        self._remover(remove, index)

    def _remover(self, place: Any, index: int) -> None:
        place.button(
            "✕",
            key=state.key(f"{self.path}.{index}.remove"),
            help=t(words.REMOVE),
            on_click=self._removed,
            args=(index,),
        )

    def _cell(self, draft: Draft, index: int, column: Column, value: Any) -> None:
        path = self._cell_path(index, column)
        if column.options:
            st.selectbox(
                t(column.label),
                list(column.options),
                index=None if column.optional else 0,
                placeholder=t(words.CHOOSE),
                key=state.seeded(path, value),
                format_func={one: t(said) for one, said in column.options.items()}.get,
                on_change=self._committed,
                args=(index, column),
            )
            return
        written = value or ""
        if column.number:
            written = "" if value is None else shown(value, _UNITS.get(column.number, Unit.NUMBER))
        st.text_input(
            t(column.label),
            key=state.seeded(path, draft.pending.get(path, written)),
            on_change=self._committed,
            args=(index, column),
        )

    def _cell_path(self, index: int, column: Column) -> str:
        return f"{self.path}.{index}.{column.name}"

    def _committed(self, index: int, column: Column) -> None:
        path = self._cell_path(index, column)
        submit(path, typed(path), self._changed(index, column, typed(path)))

    def _changed(self, index: int, column: Column, value: Any) -> Change:
        """The change of one cell, computed from the rows as they are when it is saved."""

        def change(protocol: Protocol) -> Protocol:
            rows = self.of(protocol)
            if index < len(rows):
                rows[index][column.name] = _READERS[column.number](value)
            return protocol.changed(self.section, self.field, rows)

        return change

    def _added(self) -> None:
        submit(
            self.path,
            "",
            lambda protocol: protocol.changed(self.section, self.field, [*self.of(protocol), self.rows.new]),
        )

    def _removed(self, index: int) -> None:
        """Take a row away; the entries kept for the rows below follow theirs."""
        draft = state.open_draft()
        if draft is None:
            return
        rows = [one for i, one in enumerate(self.of(draft.protocol)) if i != index]
        state.commit(draft.protocol.changed(self.section, self.field, rows), dict(self._moved_up(draft, index)))
        state.forget(self.path)

    def _moved_up(self, draft: Draft, removed: int) -> list[tuple[str, str]]:
        kept = []
        for path, raw in draft.pending.items():
            place, _, field = path.removeprefix(f"{self.path}.").partition(".")
            row = int(place) if path.startswith(f"{self.path}.") and place.isdigit() else -1
            if row == removed:
                continue
            kept.append((f"{self.path}.{row - 1}.{field}" if row > removed else path, raw))
        return kept
