"""Expected widths of confidence intervals."""
