"""Rules on the table of visits and procedures."""

from protocols.facts import Facts
from protocols.rules.assumptions import listing
from protocols.rules.engine import rule
from stats.quantities import Value
from stats.text import Text


@rule("preuve:VISIT-01")
def unweighed(facts: Facts) -> dict[str, Text | Value] | None:
    """Procedures that the research adds, without saying how heavy they are."""
    return {"listed": listing(facts.procedures_unweighed)} if facts.procedures_unweighed else None


@rule("preuve:VISIT-02")
def unplaced(facts: Facts) -> dict[str, Text | Value] | None:
    """Procedures that take place at none of the visits."""
    return {"listed": listing(facts.procedures_unplaced)} if facts.procedures_unplaced else None
