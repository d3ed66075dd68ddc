"""Drafts in a database: every call takes `who`, and nobody sees another's draft. No other file of protocols imports it."""

from protocols.drafts.store import Draft, DraftStore, DraftSummary, StaleDraft

__all__ = ["Draft", "DraftStore", "DraftSummary", "StaleDraft"]
