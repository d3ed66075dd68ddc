"""The page of who owes what, and when: countdown, progress of each owner, what is owed, the questionnaires."""

from protocols.tasks import items_of
from ui.owed import show_countdown, show_items, show_progress
from ui.step import footer, opened

draft = opened("tasks")
items = items_of(draft.protocol)
show_countdown(draft.protocol)
chosen = show_progress(draft.protocol, items)
show_items(draft, items, chosen)
footer("tasks")
