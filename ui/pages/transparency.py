"""The page of the section "transparency"."""

from ui.step import section_page

section_page("transparency")
