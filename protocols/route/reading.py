"""The route of a protocol, or the questions that are still open."""

from __future__ import annotations

from protocols.protocol import Protocol
from protocols.route.outcomes import Route, outcome
from protocols.route.questions import answers_of
from protocols.route.tree import reachable


def route_of(protocol: Protocol) -> Route | tuple[str, ...]:
    """The category of the study, or the ids of the questions that still decide it."""
    found, questions = reachable(answers_of(protocol))
    return outcome(next(iter(found))) if len(found) == 1 else questions


def possible_routes(protocol: Protocol) -> tuple[Route, ...]:
    """The categories still possible, given the answers so far."""
    return tuple(outcome(id) for id in sorted(reachable(answers_of(protocol))[0]))
