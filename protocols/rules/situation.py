"""Rules on the situation of the device: answers that contradict each other, and a design that does not fit them."""

from protocols.facts import Facts
from protocols.rules.engine import rule
from stats.quantities import Value

HIGHEST_RATE = 300.0  # enrolments per site and month beyond which the unit is doubted
_INDIVIDUAL = frozenset({"randomised_parallel", "randomised_crossover", "randomised_several_arms"})


@rule("preuve:SIT-01")
def randomised_past(facts: Facts) -> dict[str, Value] | None:
    """A randomisation of data already collected."""
    drawn = facts.randomised or facts.situation_randomisable not in (None, "nothing")
    return {} if facts.situation_existing_data and drawn else None


@rule("preuve:SIT-02")
def nobody_learns(facts: Facts) -> dict[str, Value] | None:
    """A device without a user, and contamination of its users."""
    return {} if facts.situation_autonomous and facts.situation_contamination else None


@rule("preuve:SIT-03")
def diluted(facts: Facts) -> dict[str, Value] | None:
    """Patients randomised one by one although professionals would carry what they learn to the other group."""
    individual = facts.plan_type in _INDIVIDUAL
    return {} if individual and facts.situation_contamination and facts.situation_taught else None


@rule("preuve:SIT-04")
def another_plan(facts: Facts) -> dict[str, Value] | None:
    """The type of study is not that of the design adopted."""
    return {} if facts.plan_type != facts.situation_adopted_plan else None


@rule("preuve:SIT-05")
def absurd_rate(facts: Facts) -> dict[str, Value] | None:
    """More enrolments per site and month than any site makes."""
    rate = facts.situation_rate or 0.0
    said = {"rate": Value(rate), "limit": Value(HIGHEST_RATE)}
    return said if rate > HIGHEST_RATE else None
