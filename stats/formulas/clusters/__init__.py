"""Formulas of cluster designs, in parallel groups and over periods."""
