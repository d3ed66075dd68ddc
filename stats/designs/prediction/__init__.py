"""Development and validation of prediction models."""
