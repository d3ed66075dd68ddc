"""The table of intercurrent events: one row each, with its strategy and its reason."""

from __future__ import annotations

from typing import Any

import streamlit as st

from protocols.drafts import Draft
from protocols.model.asking import Ask
from protocols.model.objectives import STRATEGIES, IntercurrentEvent
from protocols.model.section import NotApplicable
from protocols.protocol import Protocol
from ui import state, words
from ui.editing import Change, error_of, submit, typed
from ui.fields import show_error
from ui.speech import t

Rows = tuple[IntercurrentEvent, ...]
PATH = "objectives.intercurrent"
_NEW = IntercurrentEvent(event="", strategy="treatment_policy")


def intercurrent_events(draft: Draft, ask: Ask, rows: Rows) -> None:
    """Rows that can be edited, added and removed."""
    st.markdown(f"**{t(ask.label)}**", help=t(ask.why))
    for index, row in enumerate(rows):
        _row(draft, index, row)
    st.button(t(words.ADD_EVENT), key=state.key(f"{PATH}.add"), on_click=_added, icon=":material/add:")


def _row(draft: Draft, index: int, row: IntercurrentEvent) -> None:
    event, strategy, reason, remove = st.columns([4, 3, 4, 1], vertical_alignment="bottom")
    for column, field, label in ((event, "event", words.EVENT), (reason, "reason", words.STRATEGY_REASON)):
        path = f"{PATH}.{index}.{field}"
        column.text_input(
            t(label),
            key=state.seeded(path, draft.pending.get(path, getattr(row, field))),
            on_change=_committed,
            args=(index, field),
        )
        show_error(error_of(draft, path, lambda raw, field=field: _changed(index, field, raw)))
    strategy.selectbox(
        t(words.STRATEGY),
        list(STRATEGIES),
        key=state.seeded(f"{PATH}.{index}.strategy", row.strategy),
        format_func={one: t(said) for one, said in STRATEGIES.items()}.get,
        on_change=_committed,
        args=(index, "strategy"),
    )
    remove.button("✕", key=state.key(f"{PATH}.{index}.remove"), help=t(words.REMOVE), on_click=_removed, args=(index,))


def _committed(index: int, field: str) -> None:
    path = f"{PATH}.{index}.{field}"
    submit(path, typed(path), _changed(index, field, typed(path)))


def _changed(index: int, field: str, value: Any) -> Change:
    """The change of one cell, computed from the rows as they are when it is saved."""

    def change(protocol: Protocol) -> Protocol:
        rows = [one.model_dump() for one in _rows(protocol)]
        if index < len(rows):
            rows[index][field] = value
        return protocol.changed("objectives", "intercurrent", rows)

    return change


def _rows(protocol: Protocol) -> Rows:
    value = protocol.objectives.intercurrent
    return () if isinstance(value, NotApplicable) else value


def _added() -> None:
    submit(PATH, "", lambda protocol: protocol.changed("objectives", "intercurrent", (*_rows(protocol), _NEW)))


def _removed(index: int) -> None:
    """Take a row away; the entries kept for the rows below follow theirs."""
    draft = state.open_draft()
    if draft is None:
        return
    rows = tuple(one for i, one in enumerate(_rows(draft.protocol)) if i != index)
    state.commit(draft.protocol.changed("objectives", "intercurrent", rows), dict(_moved_up(draft, index)))
    state.forget(PATH)


def _moved_up(draft: Draft, removed: int) -> list[tuple[str, str]]:
    kept = []
    for path, raw in draft.pending.items():
        place, _, field = path.removeprefix(f"{PATH}.").partition(".")
        row = int(place) if path.startswith(f"{PATH}.") and place.isdigit() else -1
        if row == removed:
            continue
        kept.append((f"{PATH}.{row - 1}.{field}" if row > removed else path, raw))
    return kept
