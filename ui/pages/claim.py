"""The page of the section "claim"."""

from ui.step import section_page

section_page("claim")
