"""The page of the section "funding": the application, and what the chosen edition of the call says of it."""

import streamlit as st

from ui import funding_words
from ui.eligibility import questions, show_eligibility, show_neighbours
from ui.fields import question
from ui.look import side_by_side
from ui.speech import t
from ui.step import footer, opened

draft = opened("funding")
asks = draft.protocol.funding.asks()
application, conditions = side_by_side(4, 3)
with application:
    st.subheader(t(funding_words.APPLICATION))
    for name in questions(draft.protocol):
        question(draft, "funding", name, asks[name])
with conditions:
    show_eligibility(draft.protocol)
    show_neighbours()
footer("funding")
