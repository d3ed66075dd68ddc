"""The facts of the application for funding."""

from protocols.funding.known import known

__all__ = ["known"]
