"""The glossary: the terms of the interview in plain words."""

import streamlit as st

from protocols.glossary import glossary
from templates.source_words import said_source
from ui import state, words
from ui.speech import plain, t

st.title(t(words.PAGES["glossary"]))
wanted = st.text_input(t(words.SEARCH), key="glossary.search", live=True).strip().lower()
for term in glossary(state.language()):
    if wanted in f"{t(term.name)} {t(term.meaning)}".lower():
        st.markdown(f"**{plain(t(term.name))}**  \n{plain(t(term.meaning))}")
        if term.source:
            st.caption(plain(said_source(term.source, state.language())))
