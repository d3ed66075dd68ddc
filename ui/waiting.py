"""A word to the person who waits, where a page computes; Streamlit shows it only after half a second."""

from __future__ import annotations

from contextlib import AbstractContextManager

import streamlit as st

from ui import words
from ui.speech import t


def computing() -> AbstractContextManager[None]:
    """Says that the page computes, for as long as what it holds takes."""
    return st.spinner(t(words.COMPUTING))
