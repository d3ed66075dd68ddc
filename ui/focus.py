"""From a gap to its field: the page opens with the field marked and in view."""

from __future__ import annotations

import streamlit as st

from ui import keys, words
from ui.speech import t

# One fixed script of ours: nothing of the user's enters it.
_INTO_VIEW = """<script>
setTimeout(() => {
  const mark = document.querySelector(".st-key-preuve-focus");
  if (mark) mark.scrollIntoView({block: "center"});
}, 150);
</script>"""


def lead_to(path: str) -> None:
    """Remember the field that the next page should show."""
    st.session_state[keys.FOCUS] = path


def show_focus(path: str) -> None:
    """Mark the field, once, when a link of the gaps led to it."""
    if st.session_state.get(keys.FOCUS) != path:
        return
    del st.session_state[keys.FOCUS]
    with st.container(key="preuve-focus"):
        st.info(t(words.HERE), icon=":material/south:")
    st.html(_INTO_VIEW, unsafe_allow_javascript=True)
