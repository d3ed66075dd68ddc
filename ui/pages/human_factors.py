"""The page of the section "human_factors"."""

from ui.step import section_page

section_page("human_factors")
