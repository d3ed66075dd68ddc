"""The page of the section "changes"."""

from ui.step import section_page

section_page("changes")
