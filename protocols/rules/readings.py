"""Rules on reader studies: what the text describes and what the calculation supposes."""

from protocols.facts import Facts
from protocols.rules.engine import rule
from stats.quantities import Unit, Value

_WASHOUT = 28  # days
_NEAR = 0.02  # as the caution of the design: published estimates of r1 and r2 are often that close


@rule("stats:MRMC-05")
def unusual_correlations(facts: Facts) -> dict[str, Value] | None:
    """Correlations in an order that reader studies seldom show."""
    r1, r2, r3 = facts.reader_correlations or (0.0, 0.0, 0.0)
    return {"r1": Value(r1), "r2": Value(r2), "r3": Value(r3)} if r3 > r2 or r2 > r1 + _NEAR else None


@rule("stats:MRMC-06")
def not_crossed(facts: Facts) -> dict[str, Value] | None:
    """The text divides the cases or the readers, the calculation has every reader read every case."""
    return {} if facts.readings_split else None


@rule("stats:MRMC-07")
def fixed_and_generalised(facts: Facts) -> dict[str, Value] | None:
    """Fixed readers, and a conclusion for others."""
    return {} if facts.readers_fixed and facts.readers_for_others else None


@rule("stats:MRMC-08")
def short_washout(facts: Facts) -> dict[str, Value] | None:
    """Less than four weeks between two readings of a case by the same reader."""
    gap = facts.reading_gap or 0.0
    return {"days": Value(round(gap), Unit.COUNT)} if gap < _WASHOUT else None
