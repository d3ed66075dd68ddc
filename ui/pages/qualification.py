"""The page of the section "qualification"."""

from ui.step import section_page

section_page("qualification")
