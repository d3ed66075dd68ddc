"""The page on environment, participation and access; two of its questions belong to the conduct of the study."""

import streamlit as st

from protocols.model.conduct import Conduct
from ui import economics_words, words
from ui.fields import question
from ui.speech import t
from ui.step import footer, opened

SECTION = "society"

draft = opened(SECTION)
done, total = draft.protocol.completeness(SECTION)
st.progress(done / total if total else 1.0, text=t(words.PROGRESS, done=str(done), total=str(total)))
for field, ask in draft.protocol.society.asks().items():
    question(draft, SECTION, field, ask)
st.divider()
st.caption(t(economics_words.INVOLVEMENT))
for field in ("patient_involvement", "inclusion_digital"):
    question(draft, "conduct", field, Conduct.asks()[field])
footer(SECTION)
