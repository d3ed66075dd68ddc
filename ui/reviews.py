"""What a reviewer opened: kept in the memory of the session, forgotten with the file, with a button, or on closing."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import streamlit as st

from stats.text import Language
from templates.reading.reviewing import Reviewed, reviewed

_OPENED, _ROUND = "preuve.reviews", "preuve.reviews.round"


def uploader_key() -> str:
    """The key of the widget that receives files; another one after a purge, so that Streamlit drops its files."""
    return f"review.files.{st.session_state.get(_ROUND, 0)}"


def outcome(id: str, data: bytes, name: str, language: Language) -> Reviewed:
    """The review of a file, made once for each language of the screen. Raises Refusal."""
    opened: dict[Any, Reviewed] = st.session_state.setdefault(_OPENED, {})
    if (id, language) not in opened:
        opened[id, language] = reviewed(data, language, name)
    return opened[id, language]


def keep_only(ids: Collection[str]) -> None:
    """Forget the files that are no longer there."""
    opened: dict[Any, Reviewed] = st.session_state.get(_OPENED, {})
    for key in [key for key in opened if key[0] not in ids]:
        del opened[key]


def purge() -> None:
    """Forget everything at once."""
    st.session_state.pop(_OPENED, None)
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
