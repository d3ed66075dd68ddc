"""Rules on the estimand: what is no intercurrent event, what the calculation makes of those that are."""

from protocols.facts import Facts
from protocols.rules.assumptions import listing
from protocols.rules.engine import rule
from stats.quantities import Value
from stats.text import Text


@rule("preuve:EST-04")
def not_intercurrent(facts: Facts) -> dict[str, Value | Text] | None:
    """A row of intercurrent events names missing data, loss to follow-up or unblinding."""
    return {"listed": listing(facts.ice_not_events)} if facts.ice_not_events else None


@rule("preuve:EST-05")
def strategy_ignored(facts: Facts) -> dict[str, Value | Text] | None:
    """The expected effect is that of full use although the strategy keeps those who do not use the device."""
    return {"listed": listing(facts.ice_ignored)} if facts.ice_ignored else None


@rule("preuve:EST-06")
def strategy_unsaid(facts: Facts) -> dict[str, Value | Text] | None:
    """Nobody says whether the assumptions allow for an event that changes the calculation."""
    return {"listed": listing(facts.ice_unsaid)} if facts.ice_unsaid else None


@rule("preuve:EST-07")
def failure_counted_twice(facts: Facts) -> dict[str, Value | Text] | None:
    """Failures lower the expected rate and inflate the number of participants too."""
    said_elsewhere = facts.missing_data_method == "failure"  # stats:AI-07 says it
    return {} if facts.ice_counted_twice and not said_elsewhere else None


@rule("stats:CLUS-04")
def units_taken_as_independent(facts: Facts) -> dict[str, Value | Text] | None:
    """Several lesions, images or eyes per patient, and a calculation that counts them as independent."""
    within = facts.analysis_unit not in (None, "patient")
    return {} if within and facts.allows_within_patient is False else None


@rule("preuve:DIAG-12")
def uninterpretable_set_aside(facts: Facts) -> dict[str, Value | Text] | None:
    """Uninterpretable results are left out of the main analysis."""
    return {} if facts.uninterpretable == "excluded" else None
