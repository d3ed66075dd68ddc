"""Designs that randomise, or treat in, clusters: wards, centres, practitioners, groups."""
