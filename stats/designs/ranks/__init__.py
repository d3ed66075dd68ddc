"""Ordered categories and ranks."""
