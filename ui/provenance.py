"""The small line under a legal, guideline or funding value: source, date of the check, confidence, with whom to confirm."""

from __future__ import annotations

import streamlit as st

from protocols.provenance import Provenance
from templates.provenance import say_provenance
from ui import state
from ui.speech import plain

_ICONS = {"H": ":material/verified:", "M": ":material/help:", "L": ":material/warning:"}


def show_provenance(one: Provenance) -> None:
    """A caption that a reader can check."""
    st.caption(f"{_ICONS[one.confidence]} {plain(say_provenance(one, state.language()))}")
