"""Survival curves, hazards and their tests."""
