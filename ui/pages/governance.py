"""The page of the section "governance"."""

from ui.step import section_page

section_page("governance")
