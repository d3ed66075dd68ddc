"""Drafts in a database: every call takes `who`, and nobody sees another's draft. No other file of protocols imports it."""

from protocols.drafts.draft import Draft, DraftSummary, StaleDraft
from protocols.drafts.store import DraftStore
from protocols.drafts.versions import Version, VersionSummary

__all__ = ["Draft", "DraftStore", "DraftSummary", "StaleDraft", "Version", "VersionSummary"]
