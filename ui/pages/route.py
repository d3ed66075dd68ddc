"""The page of the section "route"."""

from ui.step import section_page

section_page("route")
