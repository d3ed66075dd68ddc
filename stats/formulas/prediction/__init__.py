"""Sizes of prediction models: development, validation, refitting."""
