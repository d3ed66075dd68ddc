"""Formulas and tests shared by several designs, each from its paper: here those of several families, below those of one."""
