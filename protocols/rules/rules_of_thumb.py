"""Rules on what replaces a calculation: events per variable, tests in a pilot study, rule of three, a belief without the effect."""

from protocols.facts import Facts
from protocols.rules.engine import rule
from protocols.rules.risk import share
from protocols.rules.size import count
from stats.quantities import Value

_SMALL = 30  # below it 3/n departs from the exact bound by half a point or more
_LEVEL = 0.95


@rule("stats:PRED-05")
def events_per_variable(facts: Facts) -> dict[str, Value] | None:
    """A number of events per variable as the reason of the size."""
    return {} if facts.events_per_variable else None


@rule("stats:PRED-06")
def more_candidates(facts: Facts) -> dict[str, Value] | None:
    """The text tries more candidates than the calculation counts parameters."""
    stated, sized = facts.parameters_stated or 0, int(facts.parameters_sized or 0)
    return {"stated": count(stated), "sized": count(sized)} if stated > sized else None


@rule("stats:FEAS-01")
def tested_in_a_pilot(facts: Facts) -> dict[str, Value] | None:
    """A feasibility study that tests a hypothesis."""
    return {} if facts.pilot_tested else None


@rule("stats:FEAS-02")
def confirmatory_pilot(facts: Facts) -> dict[str, Value] | None:
    """A feasibility study declared confirmatory."""
    return {} if facts.pilot_confirmatory else None


@rule("stats:FEAS-03")
def three_out_of_place(facts: Facts) -> dict[str, Value] | None:
    """The rule of three for another question than no event, 95 % and thirty people or more."""
    cases, level, analysed = facts.rare_cases or 1.0, facts.rare_confidence or _LEVEL, facts.n_evaluable or 0
    other = cases > 1 or abs(level - _LEVEL) > 1e-6 or analysed < _SMALL
    said = {"cases": count(int(cases)), "level": share(level), "analysed": count(analysed)}
    return said if facts.rule_of_three and other else None


@rule("stats:FEAS-04")
def too_few_to_exclude(facts: Facts) -> dict[str, Value] | None:
    """The rule of three excludes less than the text says."""
    excluded, analysed = facts.excluded_by_three or 0.0, facts.n_evaluable or 0
    bound = 3 / analysed if analysed else 1.0
    said = {"excluded": share(excluded), "analysed": count(analysed), "bound": share(bound)}
    return said if bound > 1.05 * excluded else None


@rule("stats:BAY-02")
def effect_taken_for_certain(facts: Facts) -> dict[str, Value] | None:
    """An assurance that does not average over the expected effect."""
    return {} if facts.assurance_on_effect is False else None
