"""The page of the section "conduct"."""

from ui.step import section_page

section_page("conduct")
