"""From an entry to the draft: validated by the model, saved at once; what is refused is kept beside its field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st
from pydantic import ValidationError

from protocols.drafts import Draft
from protocols.protocol import Protocol
from stats.refusal import Refusal, problems
from templates.formatting import capitalised
from ui import state, words
from ui.speech import plain, spoken, t

Change = Callable[[Protocol], Protocol]


def submit(path: str, raw: str, change: Change) -> None:
    """Apply a change to the draft and save it; when refused, keep the raw entry as pending under `path`.

    A change that does not alter anything is not written.
    """
    draft = state.open_draft()
    if draft is None:
        return
    pending = dict(draft.pending)
    try:
        protocol = change(draft.protocol)
    except (ValidationError, Refusal):
        if pending.get(path) != raw:
            state.commit(draft.protocol, pending | {path: raw})
        return
    known = pending.pop(path, None)
    if protocol != draft.protocol or known is not None:
        state.commit(protocol, pending)


def error_of(draft: Draft, path: str, change: Callable[[str], Change]) -> str | None:
    """Why the entry kept for a field is refused; None when nothing is kept, "" when it would be accepted by now."""
    if path not in draft.pending:
        return None
    try:
        change(draft.pending[path])(draft.protocol)
    except (ValidationError, Refusal) as error:
        return spoken(problems(error)[0].phrase)
    return ""


def typed(name: str) -> Any:
    """What a widget of this page holds now."""
    return st.session_state.get(state.key(name))


def show_error(error: str | None) -> None:
    """The sentence beside a refused entry."""
    if error is not None:
        st.error(f"{plain(as_sentence(error))} {t(words.KEPT)}".strip(), icon=":material/edit:")


def as_sentence(error: str) -> str:
    """A refusal as a sentence: a capital and a full stop."""
    return capitalised(error) + ("" if error.endswith((".", "?", "!")) else ".")
