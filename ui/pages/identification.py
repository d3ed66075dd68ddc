"""The page of the section "identification"."""

from ui.step import section_page

section_page("identification")
