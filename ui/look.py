"""The one style sheet of ours: two columns stand one under the other when the window is narrow (a tablet)."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

_NARROW = """<style>
@media (max-width: 1000px) {
  .st-key-side-by-side > * > [data-testid="stHorizontalBlock"] { flex-wrap: wrap; }
  .st-key-side-by-side > * > [data-testid="stHorizontalBlock"] > [data-testid="stColumn"] { min-width: 100%; }
}
</style>"""


def side_by_side(first: float, second: float) -> tuple[DeltaGenerator, DeltaGenerator]:
    """Two columns of these shares on a wide window, stacked on a narrow one."""
    st.html(_NARROW)
    with st.container(key="side-by-side"):
        left, right = st.columns([first, second], gap="medium")
    return left, right
