"""Agreement between readers, methods or segmentations."""
