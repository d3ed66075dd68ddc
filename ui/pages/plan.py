"""The page of the section "plan"."""

from ui.step import section_page

section_page("plan")
