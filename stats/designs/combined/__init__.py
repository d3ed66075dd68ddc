"""Designs built on other designs: an uncertain assumption, several endpoints."""
