"""How far the protocol answers the checklists: one line each, the points still open folded under it."""

from __future__ import annotations

import streamlit as st

from protocols.coverage import Answered, Coverage, coverage, label_of
from protocols.facts import Size
from protocols.protocol import Protocol
from ui import words
from ui.speech import plain, t


def show_coverage(protocol: Protocol, found: Size) -> None:
    """The coverage of each checklist that concerns the study."""
    st.markdown(f"**{t(words.COVERAGE)}**")
    for one in coverage(protocol, found):
        counts = {"covered": str(one.covered), "total": str(len(one.items))}
        line = t(words.COVERED, title=t(one.checklist.title), **counts)
        if not one.uncovered:
            st.caption(f":material/check: {plain(line)}")
            continue
        with st.expander(plain(line), icon=":material/checklist:"):
            st.markdown(_open_points(one))


def _open_points(found: Coverage) -> str:
    """The points still open, as a list: number, what is asked, the questions to answer and their page."""
    return "\n".join(_point(one) for one in found.uncovered)


def _point(one: Answered) -> str:
    missing = " · ".join(plain(_place(path)) for path in one.missing)
    said = f"- **{plain(one.item.number)}** {plain(t(one.item.what))}"
    return f"{said}  \n  *{missing}*" if missing else said


def _place(path: str) -> str:
    """The label of a question after that of its page."""
    page, label = words.PAGES.get(path.split(".")[0]), t(label_of(path))
    return f"{t(page)} › {label}" if page and t(page) != label else label
