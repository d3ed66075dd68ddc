"""The page of the section "device"."""

from ui.step import section_page

section_page("device")
