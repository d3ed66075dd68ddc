"""Where a statement comes from, under it on the screen."""

from __future__ import annotations

import streamlit as st

from protocols.provenance import Provenance
from templates.provenance import said_provenance
from ui import state
from ui.speech import plain


def show_provenance(*sources: Provenance) -> None:
    """Each source once, on one line: source, date of the check, confidence, with whom to confirm."""
    for one in dict.fromkeys(sources):
        st.caption(":material/menu_book: " + plain(said_provenance(one, state.language())))
