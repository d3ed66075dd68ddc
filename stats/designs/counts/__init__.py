"""Event counts and rates."""
