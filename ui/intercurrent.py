"""The table of intercurrent events: one row each, with its strategy and its reason."""

from __future__ import annotations

import streamlit as st

from protocols.drafts import Draft
from protocols.model.asking import Ask
from protocols.model.objectives import STRATEGIES, IntercurrentEvent
from protocols.model.section import NotApplicable
from protocols.protocol import Protocol
from ui import state, words
from ui.editing import submit, typed
from ui.speech import t

Rows = tuple[IntercurrentEvent, ...]


def intercurrent_events(draft: Draft, ask: Ask) -> None:
    """Rows that can be edited, added and removed."""
    st.markdown(f"**{t(ask.label)}**", help=t(ask.why))
    value = draft.protocol.objectives.intercurrent
    rows: Rows = () if isinstance(value, NotApplicable) else value
    for index, row in enumerate(rows):
        _row(index, row)
    st.button(
        t(words.ADD_EVENT), key=state.key("event.add"), on_click=lambda: _save((*_rows(), _NEW)), icon=":material/add:"
    )


_NEW = IntercurrentEvent(event="", strategy="treatment_policy")


def _row(index: int, row: IntercurrentEvent) -> None:
    event, strategy, reason, remove = st.columns([4, 3, 4, 1], vertical_alignment="bottom")
    name = f"event.{index}"

    def changed() -> None:
        updated = IntercurrentEvent(
            event=typed(f"{name}.event"), strategy=typed(f"{name}.strategy"), reason=typed(f"{name}.reason")
        )
        _save(tuple(updated if i == index else one for i, one in enumerate(_rows())))

    event.text_input(t(words.EVENT), key=state.seeded(f"{name}.event", row.event), on_change=changed)
    strategy.selectbox(
        t(words.STRATEGY),
        list(STRATEGIES),
        key=state.seeded(f"{name}.strategy", row.strategy),
        format_func=lambda option: t(STRATEGIES[option]),
        on_change=changed,
    )
    reason.text_input(t(words.STRATEGY_REASON), key=state.seeded(f"{name}.reason", row.reason), on_change=changed)
    remove.button(
        "✕",
        key=state.key(f"{name}.remove"),
        help=t(words.REMOVE),
        on_click=lambda: _removed(index),
    )


def _rows() -> Rows:
    draft = state.open_draft()
    value = draft.protocol.objectives.intercurrent if draft else ()
    return () if isinstance(value, NotApplicable) else value


def _removed(index: int) -> None:
    _save(tuple(one for i, one in enumerate(_rows()) if i != index))
    for widget in [one for one in st.session_state if str(one).startswith(state.key("event."))]:
        del st.session_state[widget]


def _save(rows: Rows) -> None:
    def change(protocol: Protocol) -> Protocol:
        return protocol.changed("objectives", "intercurrent", rows)

    submit("objectives.intercurrent", "", change)
