"""Rules on the endpoints: order and risk of the secondary tests, surrogates, subgroups, several comparisons."""

from protocols.facts import Facts
from protocols.rules.assumptions import listing
from protocols.rules.engine import rule
from stats.quantities import Value
from stats.text import Text


@rule("stats:MULT-03")
def comparisons_unadjusted(facts: Facts) -> dict[str, Value | Text] | None:
    """Several arms are compared and multiplicity is declared not applicable."""
    return {} if facts.several_comparisons and facts.secondary_hierarchy is False else None


@rule("stats:MULT-05")
def subgroup_claimed(facts: Facts) -> dict[str, Value | Text] | None:
    """A benefit in a subgroup would be claimed without an interaction test or a controlled risk."""
    return {} if facts.subgroup_claim and facts.subgroup_controlled is False else None


@rule("preuve:MULT-06")
def key_risk_above(facts: Facts) -> dict[str, Value | Text] | None:
    """A key secondary endpoint is tested at a larger risk than the primary one."""
    return {"listed": listing(facts.alpha_above)} if facts.alpha_above else None


@rule("preuve:MULT-07")
def key_incomplete(facts: Facts) -> dict[str, Value | Text] | None:
    """A key secondary endpoint that cannot be tested as described."""
    return {"listed": listing(facts.key_incomplete)} if facts.key_incomplete else None


@rule("stats:OUT-03")
def surrogate_unsupported(facts: Facts) -> dict[str, Value | Text] | None:
    """A surrogate as primary endpoint, and nothing on its validity."""
    return {} if facts.primary_surrogate and facts.surrogate_validated is False else None


@rule("preuve:OUT-04")
def no_safety_endpoint(facts: Facts) -> dict[str, Value | Text] | None:
    """Endpoints are listed and none of them is about safety."""
    return {} if facts.safety_listed is False else None
