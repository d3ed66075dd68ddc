"""The small line under a legal, guideline or funding value: source, date of the check, confidence, with whom to confirm."""

from __future__ import annotations

import streamlit as st

from protocols.provenance import Provenance
from stats.text import Text
from templates.formatting import date
from templates.provenance import CONFIDENCE, say_provenance
from templates.source_words import said_source
from ui import economics_words, state
from ui.speech import plain, t

_ICONS = {"H": ":material/verified:", "M": ":material/help:", "L": ":material/warning:"}


def show_provenance(*sources: Provenance) -> None:
    """Each source once, a caption that a reader can check."""
    for one in dict.fromkeys(sources):
        st.caption(f"{_ICONS[one.confidence]} {plain(say_provenance(one, state.language()))}")


def provenance_line(said: Text, found: Provenance) -> str:
    """A reference value and its provenance, in the language of the screen."""
    return plain(
        t(
            economics_words.PROPOSAL,
            said=t(said),
            source=said_source(found.source, state.language()),
            date=date(found.checked_on, state.language()),
            confidence=t(CONFIDENCE[found.confidence]),
        )
    )
