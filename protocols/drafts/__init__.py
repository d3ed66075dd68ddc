"""Drafts in a database: every call takes `who`, and nobody sees another's draft. No other file of protocols imports it."""

from protocols.drafts.draft import LONGEST_NAME, Draft, DraftSummary, StaleDraft
from protocols.drafts.store import KEPT_DAYS, DraftStore
from protocols.drafts.versions import Version, VersionSummary

__all__ = [
    "KEPT_DAYS",
    "LONGEST_NAME",
    "Draft",
    "DraftStore",
    "DraftSummary",
    "StaleDraft",
    "Version",
    "VersionSummary",
]
