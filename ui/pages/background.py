"""The page of the section "background"."""

from ui.step import section_page

section_page("background")
