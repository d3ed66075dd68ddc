"""The page of who owes what, and when."""

from ui.step import footer, opened

draft = opened("tasks")
footer("tasks")
