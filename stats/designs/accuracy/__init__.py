"""Designs for diagnostic accuracy: ROC areas, predictive values, sensitivity and specificity."""
