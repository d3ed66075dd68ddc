"""Formulas and tests shared by several designs, each from its paper."""
