"""What is still to be filled in, page by page, with a way to each page."""

from __future__ import annotations

from itertools import groupby

import streamlit as st

from protocols.checking import Gap, gaps_of
from protocols.facts import Size
from protocols.protocol import Protocol
from ui import words
from ui.focus import lead_to
from ui.speech import plain, spoken, t
from ui.step import page_path


def show_gaps(protocol: Protocol, found: Size) -> None:
    """The needed questions without an answer, and what stands in the way of the sample size."""
    st.markdown(f"**{t(words.GAPS)}**")
    gaps = gaps_of(protocol, found)
    if not gaps:
        st.caption(t(words.NO_GAPS))
    for name, missing in groupby(gaps, key=lambda gap: gap.path.split(".")[0]):
        listed = list(missing)
        with st.expander(f"{t(words.PAGES[name])} ({len(listed)})", icon=":material/edit_note:"):
            for gap in listed:
                _way(name, gap)


def _way(page: str, gap: Gap) -> None:
    """A link that opens the page at the field."""
    if st.button(plain(spoken(gap.phrase)), key=f"gap.{gap.path}", type="tertiary", icon=":material/arrow_forward:"):
        lead_to(gap.path)
        st.switch_page(page_path(page))
