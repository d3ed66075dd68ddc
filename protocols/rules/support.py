"""Rules on what supports the number: reasons, pilots, ranges, cases, rounding."""

from math import isclose

from protocols.facts import Facts
from protocols.rules.assumptions import listing
from protocols.rules.engine import rule
from protocols.rules.risk import share
from protocols.rules.size import count
from stats.formulas.binomial import upper_tail
from stats.quantities import Value
from stats.text import Text


@rule("stats:SS-01")
def more_than_needed(facts: Facts) -> dict[str, Value] | None:
    """Over 10 % more participants than the calculation asks for, without a reason."""
    planned, needed = facts.n_enrolled or 0, facts.n_enrolled_needed or 1
    if planned / needed <= 1.10 or facts.planned_reason_given:
        return None
    return {"planned": count(planned), "needed": count(needed)}


@rule("stats:SS-06")
def indivisible(facts: Facts) -> dict[str, Value] | None:
    """The number planned cannot be shared between the arms in the announced ratio."""
    planned, ratio = facts.n_enrolled or 0, facts.allocation_ratio or 1.0
    short = planned < (facts.n_enrolled_needed or 0)  # SS-02 or SS-03 says it
    if (facts.n_arms or 1) != 2 or short:
        return None
    control = planned / (1 + ratio)
    whole = isclose(control, round(control), abs_tol=1e-6)
    return None if whole else {"planned": count(planned)}


@rule("stats:SS-10")
def unjustified_effect(facts: Facts) -> dict[str, Value] | None:
    """The expected effect is a decision or an opinion, and nothing explains it."""
    return {} if facts.effect_basis in ("decision", "expert") and not facts.effect_documented else None


@rule("stats:SS-12")
def pilot_taken_as_truth(facts: Facts) -> dict[str, Text | Value] | None:
    """Values of a pilot used without their uncertainty."""
    return {"listed": listing(facts.pilot_without_range)} if facts.pilot_without_range else None


@rule("preuve:RANGE-01")
def outside_its_range(facts: Facts) -> dict[str, Text | Value] | None:
    """A value that lies outside its own plausible range."""
    return {"listed": listing(facts.outside_range)} if facts.outside_range else None


@rule("stats:DIAG-01")
def too_few_cases(facts: Facts) -> dict[str, Value] | None:
    """The number planned gives fewer cases on average than the calculation needs."""
    needed, prevalence = facts.n_cases_required or 0, facts.prevalence or 0.0
    expected = _expected(facts)
    if expected >= needed - 1e-9:
        return None
    return {"planned": count(facts.n_enrolled), "prevalence": share(prevalence), "needed": count(needed)}


@rule("stats:DIAG-02")
def cases_by_chance(facts: Facts) -> dict[str, Value] | None:
    """The cases are expected on average only: the chance of having them is below 80 %."""
    needed, planned = facts.n_cases_required or 0, facts.n_enrolled or 0
    chance = float(upper_tail(needed, planned, (facts.prevalence or 0.0) * (facts.kept or 0.0)))
    if _expected(facts) < needed - 1e-9 or chance >= 0.8:
        return None
    return {"chance": share(round(chance, 3)), "needed": count(needed)}


def _expected(facts: Facts) -> float:
    return (facts.n_enrolled or 0) * (facts.prevalence or 0.0) * (facts.kept or 0.0)


@rule("stats:DIAG-10")
def unexplained_goal(facts: Facts) -> dict[str, Value] | None:
    """A performance goal that nothing explains."""
    return {} if facts.pg_justified is False else None


@rule("stats:EXT-02")
def benchmark_without_error(facts: Facts) -> dict[str, Value] | None:
    """A measured benchmark used as a known constant."""
    return {} if facts.benchmark_uncertain else None
