"""Formulas and words of the accuracy designs: AUC differences, discordant pairs, correlated findings."""
