"""The page of the centres: the table, the forecast that follows, the calendar, the budget."""

import streamlit as st

from ui import recruitment_words
from ui.fields import question
from ui.recruitment_panels import show_budget, show_calendar, show_forecast, show_oddities
from ui.speech import t
from ui.step import footer, opened

draft = opened("recruitment")
protocol = draft.protocol
asks = protocol.recruitment.asks()
size = protocol.sample_size()
question(draft, "recruitment", "centres", asks["centres"])
show_oddities(protocol)
question(draft, "recruitment", "ramp_up_months", asks["ramp_up_months"])
show_forecast(protocol, size)
question(draft, "recruitment", "closeout_months", asks["closeout_months"])
show_calendar(protocol)
st.subheader(t(recruitment_words.MONEY))
left, right = st.columns(2)
with left:
    question(draft, "recruitment", "cost_per_participant", asks["cost_per_participant"])
    question(draft, "recruitment", "overhead_percent", asks["overhead_percent"])
with right:
    question(draft, "recruitment", "cost_per_centre", asks["cost_per_centre"])
question(draft, "recruitment", "other_costs", asks["other_costs"])
show_budget(protocol, size)
footer("recruitment")
