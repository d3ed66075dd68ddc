"""The page of the sample size: the form, and beside it the answer, live."""

from ui.look import side_by_side
from ui.sizing_form import sizing_form
from ui.sizing_panel import sizing_panel
from ui.step import footer, opened
from ui.waiting import computing

draft = opened("sizing")
form, panel = side_by_side(1, 1)
with panel, computing():
    found = draft.protocol.sample_size()
with form:
    sizing_form(draft, found if isinstance(found, tuple) else ())
with panel, computing():
    sizing_panel(draft, found)
footer("sizing")
