"""The protocol as a tree of frozen sections, one per file."""
