"""The page of the section "population"."""

from ui.step import section_page

section_page("population")
