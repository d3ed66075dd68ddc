"""The page of the section "analysis"."""

from ui.step import section_page

section_page("analysis")
