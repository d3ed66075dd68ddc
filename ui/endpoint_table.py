"""The endpoints beside the primary one: a table to read, one row at a time to edit, moved up and down."""

from __future__ import annotations

from typing import Any

import streamlit as st

from protocols.drafts import Draft
from protocols.model.asking import Ask
from protocols.model.endpoints import CATEGORIES, TYPES, Endpoints
from protocols.protocol import Protocol
from stats.quantities import Unit
from ui import endpoints_words as words
from ui import state
from ui.editing import error_of, show_error, submit
from ui.rows import Table
from ui.shown import shown
from ui.speech import plain, t

_EDITED = "endpoints_edited"
_LAYOUT = (("name", "category"), ("type", "better", "timing"), ("analysis", "alpha"))
_WIDTHS = ([7, 4], [4, 5, 4], [8, 3])


class OtherEndpoints(Table):
    """The rows of the question `endpoints.secondary`."""

    def __init__(self) -> None:
        rows = Endpoints.asks()["secondary"].rows
        assert rows is not None
        super().__init__("endpoints", "secondary", rows)

    def draw(self, draft: Draft, ask: Ask) -> None:
        """The table in test order, then the row being edited."""
        st.markdown(f"**{t(ask.label)}**", help=t(ask.why))
        rows = self.of(draft.protocol)
        if rows:
            st.caption(t(words.ORDER_WHY))
            st.table(self._read(rows), border="horizontal")
            self._editor(draft, rows)
        else:
            st.caption(t(words.NONE_YET))
        st.button(t(words.ADD_ROW), key=state.key(f"{self.path}.add"), on_click=self._added_last, icon=":material/add:")

    def _read(self, rows: list[dict[str, Any]]) -> list[dict[str, str]]:
        labels = {column.name: t(column.label) for column in self.rows.columns}
        rank, read = 0, []
        for row in rows:
            rank += row["category"] == "key"
            read.append(
                {
                    t(words.RANK): str(rank) if row["category"] == "key" else "",
                    labels["name"]: plain(row["name"]) or t(words.UNNAMED),
                    labels["category"]: t(CATEGORIES[row["category"]]),
                    labels["type"]: t(TYPES[row["type"]]) if row["type"] else "",
                    labels["timing"]: plain(row["timing"]),
                    labels["alpha"]: "" if row["alpha"] is None else shown(row["alpha"], Unit.PROPORTION),
                }
            )
        return read

    def _editor(self, draft: Draft, rows: list[dict[str, Any]]) -> None:
        key = state.seeded(_EDITED, 0)
        if (st.session_state[key] or 0) >= len(rows):
            st.session_state[key] = len(rows) - 1
        names = [f"{place}. {row['name'] or t(words.UNNAMED)}" for place, row in enumerate(rows, start=1)]
        st.selectbox(t(words.EDITED), range(len(rows)), key=key, format_func=names.__getitem__)
        index = st.session_state[key] or 0
        columns = {column.name: column for column in self.rows.columns}
        with st.container(border=True):
            for names_of_line, widths in zip(_LAYOUT, _WIDTHS, strict=True):
                for place, name in zip(st.columns(widths, vertical_alignment="bottom"), names_of_line, strict=True):
                    with place:
                        self._cell(draft, index, columns[name], rows[index][name])
            for column in self.rows.columns:
                path = self._cell_path(index, column)
                show_error(error_of(draft, path, lambda raw, column=column: self._changed(index, column, raw)))
            self._movers(index, len(rows))

    def _movers(self, index: int, count: int) -> None:
        up, down, remove, _ = st.columns([2, 2, 3, 4])
        for place, label, step in ((up, words.UP, -1), (down, words.DOWN, 1)):
            place.button(
                t(label),
                key=state.key(f"{self.path}.move.{step}"),
                disabled=not 0 <= index + step < count,
                on_click=self._moved,
                args=(index, step),
                width="stretch",
            )
        remove.button(
            t(words.REMOVE_ROW),
            key=state.key(f"{self.path}.{index}.remove"),
            on_click=self._removed,
            args=(index,),
            width="stretch",
        )

    def _moved(self, index: int, step: int) -> None:
        def change(protocol: Protocol) -> Protocol:
            rows = self.of(protocol)
            rows[index], rows[index + step] = rows[index + step], rows[index]
            return protocol.changed(self.section, self.field, rows)

        submit(self.path, "", change)
        state.forget(self.path)
        st.session_state[state.key(_EDITED)] = index + step

    def _added_last(self) -> None:
        self._added()
        draft = state.open_draft()
        if draft is not None:
            st.session_state[state.key(_EDITED)] = len(self.of(draft.protocol)) - 1


def other_endpoints(draft: Draft, ask: Ask) -> None:
    """Draw the answer to the question of the other endpoints."""
    OtherEndpoints().draw(draft, ask)
