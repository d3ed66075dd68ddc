"""A question answered by a table: one row each, edited cell by cell, added, removed."""

from __future__ import annotations

from typing import Any

import streamlit as st

from protocols.drafts import Draft
from protocols.model.asking import Ask, Column, Rows
from protocols.model.section import NotApplicable
from protocols.protocol import Protocol
from stats.quantities import Unit
from ui import state, words
from ui.editing import Change, error_of, show_error, submit, typed
from ui.numbers import parse
from ui.shown import shown
from ui.speech import t


class Table:
    """The rows of one question, wherever it stands in the protocol."""

    def __init__(self, section: str, field: str, rows: Rows) -> None:
        self.section, self.field, self.rows = section, field, rows
        self.path = f"{section}.{field}"

    def draw(self, draft: Draft, ask: Ask) -> None:
        """The rows as they are, each cell saved when it changes."""
        st.markdown(f"**{t(ask.label)}**", help=t(ask.why))
        for index, row in enumerate(self.of(draft.protocol)):
            self._row(draft, index, row)
        st.button(t(words.ADD_ROW), key=state.key(f"{self.path}.add"), on_click=self._added, icon=":material/add:")

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
        if column.percent and value is not None:
            written = shown(value, Unit.PROPORTION)
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
                rows[index][column.name] = parse(value, Unit.PROPORTION) if column.percent else value
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
