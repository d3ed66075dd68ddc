"""Home: start, take up an example, reopen a document, find, name, copy, delete and bring back one's drafts."""

from __future__ import annotations

from datetime import datetime, timedelta

import streamlit as st

from protocols.drafts import KEPT_DAYS, LONGEST_NAME, DraftSummary
from protocols.exchange import example, example_names
from protocols.protocol import Protocol
from stats.refusal import Refusal
from templates.reading.reopening import protocol_of
from ui import identity, keys, state, words
from ui.speech import plain, sentence, spoken, t
from ui.step import page_path

_FIRST_PAGE = page_path("qualification")
_LISTED = 12  # drafts shown at first

st.title(t(words.APP))
st.markdown(t(words.TAGLINE))
if identity.is_guest():
    st.warning(t(words.REMOTE))


def _start_empty() -> None:
    state.create(Protocol(language=state.language()))


def _start_example() -> None:
    state.create(example(st.session_state["home.example"]))


def _opened(draft: DraftSummary) -> None:
    state.remember(state.store().read(who, draft.id))


new, examples, reopen = st.columns(3, gap="medium")
with new.container(border=True, height="stretch"):
    st.markdown(f"#### {t(words.NEW)}")
    st.write(t(words.NEW_HELP))
    if st.button(t(words.CREATE), type="primary", key="home.create", on_click=_start_empty):
        st.switch_page(_FIRST_PAGE)
with examples.container(border=True, height="stretch"):
    st.markdown(f"#### {t(words.EXAMPLES)}")
    st.write(t(words.EXAMPLES_HELP))
    titles = {name: example(name).identification.short_title or name for name in example_names()}
    st.selectbox(
        t(words.EXAMPLES), list(titles), format_func=titles.get, label_visibility="collapsed", key="home.example"
    )
    if st.button(t(words.OPEN_EXAMPLE), key="home.open_example", on_click=_start_example):
        st.switch_page(_FIRST_PAGE)
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
            if st.button(t(words.OPEN), key="home.reopen", type="primary", on_click=state.create, args=(protocol,)):
                st.switch_page(_FIRST_PAGE)


def _when(moment: datetime) -> str:
    return f"{moment:%d/%m/%Y %H:%M} UTC"


def _opened_line(draft: DraftSummary) -> None:
    st.session_state["home.more"] = None if st.session_state.get("home.more") == draft.id else draft.id
    st.session_state.pop("home.refused", None)


def _renamed(draft: DraftSummary) -> None:
    try:
        state.store().rename(who, draft.id, st.session_state[f"home.name.{draft.id}"])
    except Refusal as refusal:
        st.session_state["home.refused"] = refusal.phrase
        return
    _opened_line(draft)


def _duplicated(draft: DraftSummary) -> None:
    name = t(words.COPY_OF, title=draft.title or t(words.UNTITLED))
    try:
        state.store().duplicate(who, draft.id, name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…")
    except Refusal as refusal:
        st.session_state["home.refused"] = refusal.phrase
        return
    _opened_line(draft)


def _deleted(draft: DraftSummary) -> None:
    state.store().delete(who, draft.id)
    st.session_state[keys.DELETED] = (draft.id, draft.title or t(words.UNTITLED))
    if st.session_state.get(keys.DRAFT) == draft.id:
        state.close()


def _restored(id: str) -> None:
    state.store().restore(who, id)
    if (st.session_state.get(keys.DELETED) or ("",))[0] == id:
        del st.session_state[keys.DELETED]


def _line(draft: DraftSummary) -> None:
    """One draft: its name, when it was saved, and what can be done with it."""
    name, when, open_, more, delete = st.columns([6, 3, 2, 3, 2], vertical_alignment="center")
    name.markdown(plain((draft.title or t(words.UNTITLED))[:120]))
    when.caption(_when(draft.updated))
    if open_.button(t(words.OPEN), key=f"home.open.{draft.id}", on_click=_opened, args=(draft,)):
        st.switch_page(_FIRST_PAGE)
    more.button(t(words.MORE), key=f"home.more.{draft.id}", on_click=_opened_line, args=(draft,))
    delete.button(t(words.DELETE), key=f"home.delete.{draft.id}", on_click=_deleted, args=(draft,))
    if st.session_state.get("home.more") == draft.id:
        with st.container(border=True):
            _details(draft)


def _details(draft: DraftSummary) -> None:
    key = f"home.name.{draft.id}"
    if key not in st.session_state:
        st.session_state[key] = draft.title
    name, rename, duplicate = st.columns([6, 2, 2], vertical_alignment="bottom")
    name.text_input(t(words.DRAFT_NAME), key=key, help=t(words.DRAFT_NAME_HELP))
    rename.button(t(words.RENAME), key=f"home.rename.{draft.id}", on_click=_renamed, args=(draft,), width="stretch")
    duplicate.button(
        t(words.DUPLICATE), key=f"home.duplicate.{draft.id}", help=t(words.DUPLICATE_HELP), on_click=_duplicated,
        args=(draft,), width="stretch",
    )  # fmt: skip
    if "home.refused" in st.session_state:
        st.error(plain(spoken(st.session_state["home.refused"])), icon=":material/edit:")


st.subheader(t(words.MY_DRAFTS))
who = identity.who()
deleted = st.session_state.get(keys.DELETED)
if deleted:
    told, undo = st.columns([5, 2], vertical_alignment="center")
    told.info(t(words.DELETED, title=plain(deleted[1][:120])))
    undo.button(t(words.UNDO), key="home.undo", on_click=_restored, args=(deleted[0],))
drafts = state.store().listed(who)
if not drafts:
    st.caption(t(words.NO_DRAFTS))
for draft in drafts if st.session_state.get("home.all") else drafts[:_LISTED]:
    _line(draft)
if len(drafts) > _LISTED:
    st.toggle(t(words.ALL_DRAFTS, count=str(len(drafts))), key="home.all")

put_aside = state.store().deleted(who)
if put_aside:
    with st.expander(t(words.DELETED_DRAFTS, count=str(len(put_aside))), icon=":material/delete:"):
        st.caption(t(words.DELETED_DRAFTS_HELP, days=str(KEPT_DAYS)))
        with st.container(height=320 if len(put_aside) > 5 else "content", border=False):
            for one in put_aside:
                name, when, restore = st.columns([6, 3, 2], vertical_alignment="center")
                name.markdown(plain((one.title or t(words.UNTITLED))[:120]))
                if one.deleted:
                    when.caption(t(words.KEPT_UNTIL, date=f"{one.deleted + timedelta(days=KEPT_DAYS):%d/%m/%Y}"))
                restore.button(t(words.RESTORE), key=f"home.restore.{one.id}", on_click=_restored, args=(one.id,))
