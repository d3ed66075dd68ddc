"""The file of pilot data: read once, kept in the memory of the session, forgotten with a button.

Nothing of it goes to the draft, the database, a log or the address: the table is one object of the session, and the bytes
that were uploaded are dropped as soon as they are read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from protocols.pilot import known
from stats.estimate.reading import read
from stats.estimate.result import Found
from stats.estimate.table import Table
from stats.refusal import Refusal
from stats.text import Text
from templates.formatting import integer
from ui import keys, state
from ui import pilot_words as said
from ui.speech import plain, sentence, t

_FEW_ROWS = 20_000  # under it everything takes a moment
_MOST_SHOWN = 60  # columns listed


@dataclass
class Pilot:
    """A table in memory, the day it came, and the last estimate made on it."""

    table: Table
    day: date
    asked: Any = None
    found: Found | Text | Refusal | None = None
    saved_for: set[str] = field(
        default_factory=set
    )  # drafts with a version made before the first estimate carried over
    told: str = ""
    refused: str = ""


def pilot() -> Pilot | None:
    """The pilot data of the session."""
    kept: Pilot | None = st.session_state.get(keys.PILOT)
    return kept


def place(name: str) -> str:
    """The key of a widget that belongs to the file read last."""
    return state.key(f"pilot.{st.session_state.get(keys.PILOT_ROUND, 0)}.{name}")


def forget() -> None:
    """Drop the table, its estimates, and what Streamlit still holds of the file."""
    st.session_state.pop(keys.PILOT, None)
    st.session_state[keys.PILOT_ROUND] = st.session_state.get(keys.PILOT_ROUND, 0) + 1


def receive() -> None:
    """The widget that takes a file; a file that cannot be read is refused with a sentence."""
    limit = known().largest // 1_000_000
    dropped = st.file_uploader(t(said.DROP), type=["csv", "txt", "tsv"], key=place("file"), max_upload_size=limit)
    if dropped is None:
        return
    try:
        table = _read(dropped)
    except Refusal as refusal:
        st.error(plain(sentence(refusal)), icon=":material/report:")
        return
    forget()
    st.session_state[keys.PILOT] = Pilot(table, date.today())
    st.rerun()


def _read(dropped: UploadedFile) -> Table:
    """The table of a file; one that was refused is refused again without being read again."""
    before = st.session_state.get(place("refused"))
    if before is not None and before[0] == dropped.file_id:
        raise before[1]
    try:
        with st.spinner(t(said.READING)):
            table = read(dropped.getvalue())
        _examine(table)
    except Refusal as refusal:
        st.session_state[place("refused")] = dropped.file_id, refusal
        raise
    return table


def _examine(table: Table) -> None:
    """What each column may be used for, worked out once; the progress is shown when the table is long."""
    if table.rows > _FEW_ROWS:
        bar, total = st.progress(0.0), len(table.names)
        for done, name in enumerate(table.names):
            bar.progress(done / total, text=t(said.EXAMINING, done=str(done), total=str(total)))
            table.examine(name)
        bar.empty()
    for name in table.names:
        table.examine(name)


def summary(known_: Pilot) -> None:
    """What was read: rows, columns, empty cells; the first rows only on demand."""
    table, language = known_.table, state.language()
    left, right = st.columns([3, 1], vertical_alignment="center")
    counts = (table.rows, len(table.names), sum(table.examine(name).empty for name in table.names))
    rows, columns, missing = (integer(one, language) for one in counts)
    left.markdown(t(said.READ, rows=rows, columns=columns, missing=missing))
    right.button(t(said.FORGET), key=place("forget"), on_click=forget, icon=":material/delete:", width="stretch")
    if table.headless:
        st.warning(t(said.HEADLESS), icon=":material/table_rows:")
    with st.expander(t(said.COLUMNS)):
        listed = [
            {
                t(said.COLUMN): plain(name),
                t(said.CONTENT): t(said.KINDS[_kind(table, name)]),
                t(said.EMPTY): integer(table.examine(name).empty, language),
            }
            for name in table.names[:_MOST_SHOWN]
        ]
        st.table(listed, border="horizontal")
        if len(table.names) > _MOST_SHOWN:
            st.caption(t(said.MORE_COLUMNS, count=str(_MOST_SHOWN)))
        if st.checkbox(t(said.SHOW_ROWS), key=place("rows")):
            st.table(
                [{plain(name): plain(row[name][:60]) for name in table.names[:_MOST_SHOWN]} for row in table.head(5)],
                border="horizontal",
            )


def _kind(table: Table, name: str) -> str:
    if table.examine(name).levels == 1:
        return "one"
    if name in table.binary:
        return "yes"
    if name in table.numeric:
        return "number"
    if table.examine(name).dated:
        return "date"
    return "arm" if name in table.arms else "group" if name in table.grouping else "other"
