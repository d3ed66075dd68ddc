"""The page of the section "data"."""

from ui.step import section_page

section_page("data")
