"""The documents to attach: those of the chosen edition of the call, then those of the legal route."""

from __future__ import annotations

from protocols.funding.editions import Attached, editions, route_documents
from protocols.funding.known import answered, known, shown_only
from protocols.protocol import Protocol


def documents_of(protocol: Protocol) -> tuple[Attached, ...]:
    """Every document that concerns the project; one whose condition is not known yet stays in the list."""
    chosen = answered(protocol.funding.edition)
    facts = known(protocol) | shown_only(protocol)

    def concerns(one: Attached) -> bool:
        said = ((facts.get(name, (None, ""))[0], values) for name, values in one.when.items())
        return all(value is None or value in values for value, values in said)

    listed = (*(editions()[chosen].documents if chosen else ()), *route_documents())
    return tuple(one for one in listed if concerns(one))
