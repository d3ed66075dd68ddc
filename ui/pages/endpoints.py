"""The page of the section "endpoints"."""

from ui.step import section_page

section_page("endpoints")
