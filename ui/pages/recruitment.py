"""The page of the section "recruitment"."""

from ui.step import section_page

section_page("recruitment")
