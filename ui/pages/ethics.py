"""The page of the section "ethics"."""

from ui.step import section_page

section_page("ethics")
