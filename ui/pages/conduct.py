"""The page of the section "conduct": the visits and procedures first, then the course of the study."""

import streamlit as st

from ui import visit_words, words
from ui.fields import question
from ui.speech import t
from ui.step import footer, opened
from ui.visit_grid import draw_visits

draft = opened("conduct")
done, total = draft.protocol.completeness("conduct")
st.progress(done / total if total else 1.0, text=t(words.PROGRESS, done=str(done), total=str(total)))
draw_visits(draft)
st.divider()
st.subheader(t(visit_words.REST))
for field, ask in draft.protocol.conduct.asks().items():
    if field not in ("visits", "procedures"):
        question(draft, "conduct", field, ask)
footer("conduct")
