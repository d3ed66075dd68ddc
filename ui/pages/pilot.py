"""The page of pilot data: a file, a question, its estimates, and the way to the assumption register."""

import streamlit as st

from ui import pilot_words as said
from ui.pilot_file import pilot, receive, summary
from ui.pilot_found import show
from ui.pilot_question import answer, ask
from ui.pilot_register import carry
from ui.speech import t
from ui.step import footer, opened

draft = opened("pilot")
st.write(t(said.INTRO))
st.caption(":material/lock: " + t(said.PRIVATE))
data = pilot()
if data is None:
    receive()
else:
    summary(data)
    asked = ask(data)
    found = answer(data, asked) if asked is not None else None
    if asked is not None and found is not None:
        show(found)
        carry(draft, data, found, asked)
footer("pilot")
