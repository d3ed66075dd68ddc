"""Facts of the table of visits and procedures."""

from __future__ import annotations

from protocols.facts.topics import Known
from protocols.model.conduct import ADDED
from protocols.protocol import Protocol
from protocols.visits import named_visits, procedures_of, unplaced
from stats.text import verbatim


def known(protocol: Protocol) -> Known:
    """What the research adds, what is not weighed, what takes place nowhere."""
    held = procedures_of(protocol)
    if not held:
        return {}
    unweighed = tuple(verbatim(one.name) for one in held if one.nature == "added")
    nowhere = tuple(verbatim(name) for name in unplaced(protocol)) if named_visits(protocol) else None
    return {
        "procedures_added": (sum(one.nature in ADDED for one in held), "conduct.procedures"),
        "procedures_unweighed": (unweighed, "conduct.procedures"),
        "procedures_unplaced": (nowhere, "conduct.procedures"),
    }
