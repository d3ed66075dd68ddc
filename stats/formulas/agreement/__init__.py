"""Formulas of the agreement designs: kappa, intraclass correlation, differences between two measurements."""
