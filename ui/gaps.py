"""What is still to be filled in, page by page, with a way to each page."""

from __future__ import annotations

from itertools import groupby

import streamlit as st

from protocols.checking import gaps_of
from protocols.facts import Size
from protocols.protocol import Protocol
from ui import words
from ui.speech import plain, spoken, t
from ui.step import page_path


def show_gaps(protocol: Protocol, found: Size) -> None:
    """The needed questions without an answer, and what stands in the way of the sample size."""
    st.markdown(f"**{t(words.GAPS)}**")
    gaps = gaps_of(protocol, found)
    if not gaps:
        st.caption(t(words.NO_GAPS))
    for name, missing in groupby(gaps, key=lambda gap: gap.path.split(".")[0]):
        st.page_link(page_path(name), label=t(words.PAGES[name]), icon=":material/edit_note:")
        st.caption(" · ".join(plain(spoken(gap.phrase)) for gap in missing))
