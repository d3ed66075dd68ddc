"""Intercurrent events on screen: those of digital devices to consider, each declared one with its share and strategy."""

from __future__ import annotations

from typing import Any

import streamlit as st

from protocols.drafts import Draft
from protocols.intercurrent import DigitalEvent, adopted, not_an_event, proposal, to_examine
from protocols.model.asking import Ask
from protocols.model.objectives import STRATEGIES, Objectives
from protocols.model.section import NotApplicable
from protocols.protocol import Protocol
from stats.result import SampleSize
from templates.estimand import MEANING, calculation, change_words, strategy
from templates.formatting import capitalised, integer
from ui import estimand_words as words
from ui import state
from ui.editing import error_of, show_error, submit
from ui.rows import Table
from ui.speech import plain, t

PATH = "objectives.intercurrent"


def _rows() -> Any:
    rows = Objectives.asks()["intercurrent"].rows
    assert rows is not None
    return rows


class Events(Table):
    """The declared events, one card each."""

    def __init__(self) -> None:
        super().__init__("objectives", "intercurrent", _rows())

    def _row(self, draft: Draft, index: int, row: dict[str, Any]) -> None:
        columns = {column.name: column for column in self.rows.columns}
        with st.container(border=True):
            event, chosen, remove = st.columns([7, 4, 1], vertical_alignment="bottom")
            with event:
                self._cell(draft, index, columns["event"], row["event"])
            with chosen:
                self._cell(draft, index, columns["strategy"], row["strategy"])
            self._remover(remove, index)
            st.caption(capitalised(t(MEANING[row["strategy"]])) + ".")
            reason, *amounts = st.columns([6, 2.2, 1.8, 1.8, 3], vertical_alignment="bottom")
            with reason:
                self._cell(draft, index, columns["reason"], row["reason"])
            for place, name in zip(amounts, ("share", "low", "high", "accounted"), strict=True):
                with place:
                    self._cell(draft, index, columns[name], row[name])
            self._said(draft, index, row)

    def _said(self, draft: Draft, index: int, row: dict[str, Any]) -> None:
        for column in self.rows.columns:
            path = self._cell_path(index, column)
            show_error(error_of(draft, path, lambda raw, column=column: self._changed(index, column, raw)))
        named = not_an_event(row["event"])
        if named is not None:
            st.warning(t(words.NOT_AN_EVENT, named=t(named)), icon=":material/edit:")
        low, share, high = (row[name] for name in ("low", "share", "high"))
        given = [one for one in (low, share, high) if one is not None]
        if given != sorted(given):
            st.warning(t(words.RANGE_REVERSED), icon=":material/edit:")


def events_question(draft: Draft, ask: Ask) -> None:
    """The cards of the declared events."""
    Events().draw(draft, ask)


def considered(draft: Draft) -> None:
    """The events of digital devices that nobody has declared or ruled out yet: can each happen?"""
    left = to_examine(draft.protocol)
    if isinstance(draft.protocol.objectives.intercurrent, NotApplicable):
        return
    if not left:
        st.caption(":material/check: " + t(words.ALL_EXAMINED))
        return
    st.markdown(f"**{t(words.TO_EXAMINE)}**")
    for one in left:
        said, yes, no = st.columns([6, 2.4, 3.2], vertical_alignment="center")
        said.markdown(t(one.event))
        yes.button(
            t(words.CAN_HAPPEN),
            key=state.key(f"estimand.can.{one.kind}"),
            on_click=_declared,
            args=(one,),
            width="stretch",
        )
        no.button(
            t(words.CANNOT_HAPPEN),
            key=state.key(f"estimand.cannot.{one.kind}"),
            on_click=_ruled_out,
            args=(one,),
            width="stretch",
        )


def _declared(one: DigitalEvent) -> None:
    def change(protocol: Protocol) -> Protocol:
        row = {"event": one.event[protocol.language], "strategy": one.strategy}
        return protocol.changed("objectives", "intercurrent", [*Events().of(protocol), row])

    submit(PATH, "", change)


def _ruled_out(one: DigitalEvent) -> None:
    def change(protocol: Protocol) -> Protocol:
        listed = protocol.objectives.ruled_out
        lines = () if isinstance(listed, NotApplicable) else listed
        return protocol.changed("objectives", "ruled_out", [*lines, one.event[protocol.language]])

    submit("objectives.ruled_out", "", change)
    state.forget("objectives.ruled_out")


def consequences(draft: Draft) -> None:
    """What the strategies change in the calculation, and the values proposed, adopted by one click."""
    protocol, found = draft.protocol, proposal(draft.protocol)
    st.markdown(f"**{t(words.CALCULATION)}**")
    said = calculation(protocol, state.language())
    if not found.computed:
        st.markdown(plain(said) if said else t(words.NOTHING_CHANGES))
    else:
        with st.container(border=True):
            for one in found.adjustments:
                st.markdown("- " + plain(change_words(one, protocol, state.language())))
            _sizes(protocol)
            st.button(
                t(words.ADOPT),
                key=state.key("estimand.adopt"),
                on_click=_adopted,
                type="primary",
                icon=":material/check:",
            )
    with st.expander(t(words.STRATEGIES)):
        for name in STRATEGIES:
            st.markdown("- " + plain(strategy(name, state.language())))


def _sizes(protocol: Protocol) -> None:
    now, then = protocol.sample_size(), adopted(protocol).sample_size()
    if isinstance(now, SampleSize) and isinstance(then, SampleSize):
        left, right = st.columns(2)
        left.metric(t(words.SIZE_NOW), integer(now.enrolled, state.language()))
        right.metric(t(words.SIZE_THEN), integer(then.enrolled, state.language()))


def _adopted() -> None:
    submit(PATH, "", adopted)
    state.forget(PATH)
    state.forget("assumptions")
