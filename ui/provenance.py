"""Where a statement comes from, under it on the screen."""

from __future__ import annotations

import streamlit as st

from protocols.provenance import Provenance
from stats.text import Text
from templates.economic_rows import CONFIDENCE
from templates.formatting import date
from templates.provenance import said_provenance
from ui import economics_words, state
from ui.speech import plain, t


def show_provenance(*sources: Provenance) -> None:
    """Each source once, on one line: source, date of the check, confidence, with whom to confirm."""
    for one in dict.fromkeys(sources):
        st.caption(":material/menu_book: " + plain(said_provenance(one, state.language())))


def provenance_line(said: Text, found: Provenance) -> str:
    """A reference value and its provenance, in the language of the screen."""
    return plain(
        t(
            economics_words.PROPOSAL,
            said=t(said),
            source=found.source,
            date=date(found.checked_on, state.language()),
            confidence=t(CONFIDENCE[found.confidence]),
        )
    )
