"""The author's few numbers on the page of the design: typed as text, kept in the situation."""

from __future__ import annotations

import streamlit as st

from protocols.advice.numbers import NUMBERS, asked
from protocols.drafts import Draft
from protocols.protocol import Protocol
from ui import advice_words as said
from ui import state, words
from ui.editing import Change, error_of, show_error, submit, typed
from ui.numbers import parse
from ui.shown import shown
from ui.speech import t

COLUMNS = 3


def planning_numbers(draft: Draft) -> None:
    """The numbers this situation calls for."""
    names = asked(draft.protocol)
    st.markdown(f"**{t(said.NUMBERS)}**")
    st.caption(t(said.NUMBERS_HELP if names else said.NO_NUMBERS))
    for start in range(0, len(names), COLUMNS):
        for column, name in zip(
            st.columns(COLUMNS, vertical_alignment="bottom"), names[start : start + COLUMNS], strict=False
        ):
            with column:
                _number(draft, name)


def _number(draft: Draft, name: str) -> None:
    quantity, path = NUMBERS[name], f"situation.numbers.{name}"
    value = draft.protocol.situation.numbers.get(name)
    before = "" if value is None else shown(value, quantity.unit)
    st.text_input(
        t(quantity.label),
        key=state.seeded(path, draft.pending.get(path, before)),
        help=t(quantity.help),
        on_change=lambda: submit(path, typed(path), _change(name, typed(path))),
    )
    error = error_of(draft, path, lambda raw: _change(name, raw))
    show_error(error)
    if error is None and value is not None and typed(path).strip() != before:
        st.caption(t(words.UNDERSTOOD, value=before))


def _change(name: str, raw: str) -> Change:
    def apply(protocol: Protocol) -> Protocol:
        number = parse(raw, NUMBERS[name].unit)
        others = {key: value for key, value in protocol.situation.numbers.items() if key != name}
        if number is not None:
            NUMBERS[name].check(number)
            others[name] = number
        return protocol.changed("situation", "numbers", others)

    return apply
