"""The legal route: nine questions, the outcome with its source, then data, identifiers, insurance and dates."""

import streamlit as st

from ui import route_words as words
from ui import words as common
from ui.fields import question
from ui.route_outcome import CLASSIFYING, DATA, details, elsewhere, outcome
from ui.speech import t
from ui.step import footer, opened

draft = opened("route")
asks = draft.protocol.route.asks()
done, total = draft.protocol.completeness("route")
st.progress(done / total if total else 1.0, text=t(common.PROGRESS, done=str(done), total=str(total)))
st.caption(t(words.LEAD))
questions, result = st.columns([5, 6], gap="large")
with questions:
    for name in CLASSIFYING:
        question(draft, "route", name, asks[name])
    elsewhere(draft.protocol)
with result:
    outcome(draft.protocol)
st.subheader(t(words.DATA_PART))
left, right = st.columns(2, gap="large")
for rank, name in enumerate(DATA):
    with (left, right)[rank % 2]:
        question(draft, "route", name, asks[name])
st.subheader(t(words.NUMBERS_PART))
left, right = st.columns(2, gap="large")
for rank, name in enumerate(name for name in asks if name not in (*CLASSIFYING, *DATA)):
    with (left, right)[rank % 2]:
        question(draft, "route", name, asks[name])
details(draft.protocol)
footer("route")
