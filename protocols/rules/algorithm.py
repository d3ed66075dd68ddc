"""Rules on the algorithm: independence, sites, updates, subgroups."""

from protocols.facts import Facts
from protocols.rules.engine import rule
from stats.quantities import Value


@rule("stats:AI-02")
def leak(facts: Facts) -> dict[str, Value] | None:
    """The same patients may be on both sides of the split."""
    return {} if facts.uses_ai and facts.split_level == "image" else None


@rule("preuve:AI-08")
def independence_dismissed(facts: Facts) -> dict[str, Value] | None:
    """The device learns from data but the independence of the study data is declared not applicable."""
    return {} if facts.uses_ai and facts.independence_given is False else None


@rule("stats:AI-04")
def one_site(facts: Facts) -> dict[str, Value] | None:
    """A confirmatory evaluation of an algorithm in a single site."""
    return {} if facts.uses_ai and facts.phase == "confirmatory" and facts.n_sites == 1 else None


@rule("stats:AI-06")
def updates_uncontrolled(facts: Facts) -> dict[str, Value] | None:
    """The device may change during the study and no control of changes is written."""
    return {} if facts.updates_planned and not facts.change_control_plan else None


@rule("stats:AI-07")
def failures_counted_twice(facts: Facts) -> dict[str, Value] | None:
    """Unusable inputs count as failures in the analysis and inflate the number as well."""
    twice = (facts.unevaluable or 0) > 0 and facts.missing_data_method == "failure"
    return {} if twice else None


@rule("stats:FAIR-02")
def no_subgroup(facts: Facts) -> dict[str, Value] | None:
    """No subgroup is planned for an algorithm."""
    return {} if facts.uses_ai and facts.subgroups_planned is False else None
