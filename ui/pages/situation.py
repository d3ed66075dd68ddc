"""The page of the section "situation"."""

from ui.step import section_page

section_page("situation")
