"""The page of the sample size: the form, and beside it the answer, live."""

import streamlit as st

from ui.sizing_form import sizing_form
from ui.sizing_panel import sizing_panel
from ui.step import footer, opened

draft = opened("sizing")
form, panel = st.columns([6, 5], gap="large")
found = draft.protocol.sample_size()
with form:
    sizing_form(draft, found if isinstance(found, tuple) else ())
with panel:
    sizing_panel(draft, found)
footer("sizing")
