"""The page of the section "safety"."""

from ui.step import section_page

section_page("safety")
