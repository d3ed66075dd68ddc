"""Feasibility: what a first study must be able to see or to estimate."""
