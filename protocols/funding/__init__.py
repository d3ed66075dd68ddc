"""Funding: the editions of the call as dated, cited data, and what they say of a project."""

from protocols.funding.editions import Attached, Criterion, Edition, Scheme, editions, route_documents, schemes
from protocols.funding.eligibility import Eligibility, Judged, Outcome, eligibility

__all__ = [
    "Attached", "Criterion", "Edition", "Eligibility", "Judged", "Outcome", "Scheme", "editions", "eligibility",
    "route_documents", "schemes",
]  # fmt: skip
