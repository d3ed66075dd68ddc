"""Precision of an estimate: the width of its confidence interval."""
