"""From blocks to a Word file; one XML construct per module."""
