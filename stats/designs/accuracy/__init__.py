"""Diagnostic accuracy and performance against a goal or a former version."""
