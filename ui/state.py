"""The session: which draft is open, in which language the screen speaks. The names of its keys are in `ui.keys`.

The session holds plain strings; the protocol itself is read from the draft at each run, so that a reload, a second
window or a restarted server all see the same truth.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import streamlit as st

from protocols.drafts import Draft, DraftStore, StaleDraft
from protocols.protocol import Protocol
from stats.refusal import Refusal
from stats.text import LANGUAGES, Language
from ui import identity
from ui.keys import BASE, DRAFT, GENERATION, LANGUAGE, SAVED_AT, STALE

_URL_KEY = "draft"


@st.cache_resource
def store() -> DraftStore:
    """The database of drafts (PREUVE_DATABASE_URL, or a file beside the project)."""
    default = f"sqlite:///{Path(__file__).parents[1] / 'data' / 'drafts.db'}"
    return DraftStore(os.environ.get("PREUVE_DATABASE_URL", default))


def language() -> Language:
    """The language of the screen: the visitor's choice, else the browser's, else French."""
    chosen = st.session_state.get(LANGUAGE)
    if chosen in LANGUAGES:
        return "fr" if chosen == "fr" else "en"
    browser = (st.context.locale or "fr").lower()
    return "en" if browser.startswith("en") else "fr"


def open_draft() -> Draft | None:
    """The open draft as it is in the database now; a reload finds it again through the address."""
    id = st.session_state.get(DRAFT) or st.query_params.get(_URL_KEY)
    if not id:
        return None
    try:
        draft = store().read(identity.who(), id)
    except Refusal:
        close()
        return None
    if st.session_state.get(DRAFT) != id or BASE not in st.session_state:
        remember(draft)
    st.query_params[_URL_KEY] = id
    return draft


def remember(draft: Draft) -> None:
    """Make a draft the open one and redraw every field from it."""
    st.session_state[DRAFT] = draft.id
    st.session_state[BASE] = draft.revision
    st.session_state[GENERATION] = st.session_state.get(GENERATION, 0) + 1
    st.session_state.pop(STALE, None)
    st.query_params[_URL_KEY] = draft.id


def close() -> None:
    """Forget the open draft."""
    for key in (DRAFT, BASE, STALE):
        st.session_state.pop(key, None)
    st.query_params.clear()


def create(protocol: Protocol) -> Draft:
    """A new draft, opened."""
    draft = store().create(identity.who(), protocol)
    remember(draft)
    return draft


def commit(protocol: Protocol, pending: Mapping[str, str]) -> None:
    """Save at once. When another window saved since, nothing is overwritten and the page says so."""
    owner = identity.who()
    try:
        current = store().read(owner, st.session_state[DRAFT])
        based = Draft(current.id, current.protocol, current.pending, st.session_state[BASE])
        saved = store().save(owner, based, protocol, pending)
    except StaleDraft:
        st.session_state[STALE] = True
        return
    st.session_state[BASE] = saved.revision
    st.session_state[SAVED_AT] = datetime.now().strftime("%H:%M:%S")


def key(name: str) -> str:
    """The key of a widget: the same name is another widget in another draft, or after a restore."""
    return f"{st.session_state.get(DRAFT, '')}.{st.session_state.get(GENERATION, 0)}.{name}"


def seeded(name: str, value: Any) -> str:
    """The key of a widget, with the draft's value put in it the first time the widget is drawn."""
    full = key(name)
    if full not in st.session_state:
        st.session_state[full] = value
    return full


def forget(name: str) -> None:
    """Redraw the widgets of a name, and those under it, from the draft."""
    full = key(name)
    for widget in [one for one in st.session_state if one == full or str(one).startswith(f"{full}.")]:
        del st.session_state[widget]


def forget_all() -> None:
    """Redraw every field from the draft."""
    for widget in [one for one in st.session_state if str(one).startswith(key(""))]:
        del st.session_state[widget]


def safe_name(protocol: Protocol) -> str:
    """A file name made of the short title: letters, digits and dashes only."""
    unnamed = "protocole" if protocol.language == "fr" else "protocol"
    title = protocol.identification.short_title or protocol.identification.code or unnamed
    kept = "".join(char if char.isascii() and char.isalnum() else "-" for char in title.lower())
    return "-".join(part for part in kept.split("-") if part)[:60] or unnamed
