"""The page of the section "society"."""

from ui.step import section_page

section_page("society")
