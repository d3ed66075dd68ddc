"""The page of the section "endpoints": the library, the primary endpoint, the others in test order."""

import streamlit as st

from ui import endpoints_words as words
from ui.endpoint_library import show_library
from ui.endpoint_table import other_endpoints
from ui.fields import question
from ui.speech import t
from ui.step import footer, opened, progress

NAME = "endpoints"

draft = opened(NAME)
progress(draft, NAME)
show_library(draft)
st.subheader(t(words.PRIMARY))
for field, ask in draft.protocol.endpoints.asks().items():
    question(draft, NAME, field, ask, other_endpoints if field == "secondary" else None)
footer(NAME)
