"""Tests and intervals of proportions: Farrington-Manning, Fisher, Nam, ratios, two stages."""
