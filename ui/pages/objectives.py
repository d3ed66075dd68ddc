"""The page of the section "objectives"."""

from ui.step import section_page

section_page("objectives")
