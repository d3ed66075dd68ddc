"""The table of organisational impacts: two lines a row, and indicators that one click adds."""

from __future__ import annotations

from typing import Any

import streamlit as st

from protocols.drafts import Draft
from protocols.economic_values import Indicator, indicators, indicators_provenance
from protocols.model.asking import Column
from protocols.protocol import Protocol
from ui import economics_words, state, words
from ui.editing import error_of, show_error, submit
from ui.provenance import provenance_line
from ui.rows import Table
from ui.speech import plain, t

_LINES = (("criterion", "impact", "actor"), ("indicator", "instrument"), ("baseline", "target", "timing"))


class Impacts(Table):
    """The impacts, each in a frame of its own: eight columns do not fit on one line."""

    def _row(self, draft: Draft, index: int, row: dict[str, Any]) -> None:
        columns = {column.name: column for column in self.rows.columns}
        with st.container(border=True):
            for names in _LINES:
                self._line(draft, index, row, [columns[name] for name in names])
            st.button(
                t(words.REMOVE),
                key=state.key(f"{self.path}.{index}.remove"),
                type="tertiary",
                on_click=self._removed,
                args=(index,),
            )

    def _line(self, draft: Draft, index: int, row: dict[str, Any], columns: list[Column]) -> None:
        for place, column in zip(st.columns([one.width for one in columns]), columns, strict=True):
            with place:
                self._cell(draft, index, column, row[column.name])
        for column in columns:
            path = self._cell_path(index, column)
            show_error(error_of(draft, path, lambda raw, column=column: self._changed(index, column, raw)))

    def suggest(self, draft: Draft) -> None:
        """One button for each indicator of the role that is not in the table yet."""
        there = {one["indicator"] for one in self.of(draft.protocol)}
        proposed = [
            one for one in indicators(draft.protocol.situation.role) if not {one.indicator.fr, one.indicator.en} & there
        ]
        if not proposed:
            return
        st.markdown(f"**{t(economics_words.SUGGESTED)}**")
        st.caption(t(economics_words.SUGGESTED_FOR))
        place = st.container(horizontal=True)
        for one in proposed:
            place.button(
                t(one.impact),
                key=state.key(f"{self.path}.suggest.{one.id}"),
                icon=":material/add:",
                help=plain(t(one.indicator)),
                on_click=self._suggested,
                args=(one,),
            )
        st.caption(provenance_line(economics_words.INDICATORS, indicators_provenance()))

    def _suggested(self, one: Indicator) -> None:
        """Add an indicator in the language of the document."""

        def change(protocol: Protocol) -> Protocol:
            said = {
                name: getattr(one, name)[protocol.language] for name in ("impact", "actor", "indicator", "instrument")
            }
            row = self.rows.new | said | {"criterion": one.criterion}
            return protocol.changed(self.section, self.field, [*self.of(protocol), row])

        submit(self.path, "", change)
