"""Home: start, take up an example, reopen a document, find one's drafts."""

from __future__ import annotations

import streamlit as st

from protocols.exchange import example, example_names
from protocols.protocol import Protocol
from stats.refusal import Refusal
from ui import identity, keys, state, words
from ui.reopening import protocol_of
from ui.speech import plain, sentence, t
from ui.step import page_path

FIRST_PAGE = page_path("identification")
_LISTED = 15  # drafts shown at first

st.title(t(words.APP))
st.markdown(t(words.TAGLINE))
if identity.is_guest():
    st.warning(t(words.REMOTE))


def _start(protocol: Protocol, page: str = FIRST_PAGE) -> None:
    state.create(protocol)
    st.switch_page(page)


new, examples, reopen = st.columns(3, gap="medium")
with new.container(border=True, height="stretch"):
    st.markdown(f"#### {t(words.NEW)}")
    st.write(t(words.NEW_HELP))
    if st.button(t(words.CREATE), type="primary", key="home.create"):
        _start(Protocol(language=state.language()))
with examples.container(border=True, height="stretch"):
    st.markdown(f"#### {t(words.EXAMPLES)}")
    st.write(t(words.EXAMPLES_HELP))
    titles = {name: example(name).identification.short_title or name for name in example_names()}
    chosen = st.selectbox(
        t(words.EXAMPLES), list(titles), format_func=titles.get, label_visibility="collapsed", key="home.example"
    )
    if st.button(t(words.OPEN_EXAMPLE), key="home.open_example") and chosen:
        _start(example(chosen), page_path("sizing"))
with reopen.container(border=True, height="stretch"):
    st.markdown(f"#### {t(words.REOPEN)}")
    st.write(t(words.REOPEN_HELP))
    uploaded = st.file_uploader(
        t(words.REOPEN), type=["docx", "json"], label_visibility="collapsed", key="home.file", max_upload_size=20
    )
    if uploaded is not None:
        try:
            protocol = protocol_of(uploaded.getvalue())
        except Refusal as refusal:
            st.error(plain(sentence(refusal)))
        else:
            st.caption(t(words.REOPEN_NOTE))
            if st.button(t(words.OPEN), key="home.reopen", type="primary"):
                _start(protocol)

st.subheader(t(words.MY_DRAFTS))
who = identity.who()
deleted = st.session_state.get(keys.DELETED)
if deleted:
    id, title = deleted
    told, undo = st.columns([5, 2], vertical_alignment="center")
    told.info(t(words.DELETED, title=plain(title)))
    if undo.button(t(words.UNDO), key="home.undo"):
        state.store().restore(who, id)
        del st.session_state[keys.DELETED]
        st.rerun()
drafts = state.store().listed(who)
if not drafts:
    st.caption(t(words.NO_DRAFTS))
for draft in drafts if st.session_state.get("home.all") else drafts[:_LISTED]:
    title = draft.title or t(words.UNTITLED)
    name, when, open_, delete = st.columns([6, 3, 2, 2], vertical_alignment="center")
    name.markdown(plain(title[:120]))
    when.caption(f"{draft.updated:%d/%m/%Y %H:%M} UTC")
    if open_.button(t(words.OPEN), key=f"home.open.{draft.id}"):
        state.remember(state.store().read(who, draft.id))
        st.switch_page(FIRST_PAGE)
    if delete.button(t(words.DELETE), key=f"home.delete.{draft.id}"):
        state.store().delete(who, draft.id)
        st.session_state[keys.DELETED] = (draft.id, title)
        if st.session_state.get(keys.DRAFT) == draft.id:
            state.close()
        st.rerun()
if len(drafts) > _LISTED:
    st.toggle(t(words.ALL_DRAFTS, count=str(len(drafts))), key="home.all")
