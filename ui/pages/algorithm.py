"""The page of the section "algorithm"."""

from ui.step import section_page

section_page("algorithm")
