"""The page of the section "economics"."""

from ui.step import section_page

section_page("economics")
