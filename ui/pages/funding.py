"""The page of the section "funding"."""

from ui.step import section_page

section_page("funding")
