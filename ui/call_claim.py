"""The claim of the call beside the calculation: chosen once, set up in one click, what is still lacking said."""

from __future__ import annotations

import streamlit as st

from protocols.call_claims import lacking, set_up
from protocols.claim import benefit_of
from protocols.drafts import Draft
from protocols.model.claim import BENEFITS
from ui import combining_words as said
from ui import state, words
from ui.editing import submit, typed
from ui.speech import t
from ui.step import page_path

_CHOSEN = "sizing.benefit"


def call_claim(draft: Draft, page: str) -> None:
    """What the claim asks of the calculation, and the button that sets it up; the choice itself where it is not made yet."""
    benefit, aim = benefit_of(draft.protocol), draft.protocol.claim.aim
    if benefit is None:
        if page == "sizing" and aim in (None, "benefit"):
            _choice()
        return
    gaps, named = lacking(draft.protocol), t(BENEFITS[benefit])
    if gaps:
        st.info(t(said.CALL_LACKS, claim=named, gaps="".join(f"\n- {t(one)}" for one in gaps)), icon=":material/flag:")
        st.button(
            t(said.SET_UP), key=state.key("sizing.call"), help=t(said.SET_UP_HELP), type="primary", on_click=_set_up,
            args=(benefit,),
        )  # fmt: skip
    else:
        st.caption(t(said.CALL_SET, claim=named))
        if page == "sizing" and draft.protocol.sizing.kind is None and draft.protocol.sizing.others:
            st.info(t(said.CALL_FIRST), icon=":material/arrow_downward:")
    other = "sizing" if page == "claim" else "claim"
    st.page_link(page_path(other), label=t(words.PAGES[other]), icon=":material/arrow_forward:")


def _choice() -> None:
    st.selectbox(
        t(said.CALL_CHOICE),
        list(BENEFITS),
        index=None,
        key=state.seeded(_CHOSEN, None),
        help=t(said.CALL_CHOICE_HELP),
        placeholder=t(said.CALL_NONE),
        format_func={one: t(text) for one, text in BENEFITS.items()}.get,
        on_change=lambda: _set_up(typed(_CHOSEN)),
    )


def _set_up(benefit: str | None) -> None:
    if benefit is None:
        return
    submit(_CHOSEN, benefit, lambda protocol: set_up(protocol, benefit))
    state.forget("sizing")
    state.forget("claim")
