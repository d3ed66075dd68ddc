"""Designs in which clusters (wards, centres, practitioners) are randomised."""
