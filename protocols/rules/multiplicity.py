"""Rules on several primary claims, and on several arms sized without adjustment."""

from protocols.facts import Facts
from protocols.rules.engine import rule
from protocols.rules.risk import share
from protocols.rules.size import count
from stats.quantities import Value

_SLACK = 0.005


@rule("stats:MULT-01")
def any_without_control(facts: Facts) -> dict[str, Value] | None:
    """Several primary claims, one is enough, and each is tested at the full risk."""
    several = (facts.n_primary or 0) > 1 and facts.success_rule == "at_least_one"
    return {"claims": count(facts.n_primary)} if several and facts.multiplicity_method == "full" else None


@rule("stats:MULT-02")
def joint_power_short(facts: Facts) -> dict[str, Value] | None:
    """All claims are required, and the power for all of them is below the target."""
    required = facts.success_rule == "all" or facts.both_claims_required is True
    joint, target = facts.joint_power or 0.0, facts.power or 0.0
    short = required and (facts.n_primary or 0) > 1 and joint < target - _SLACK
    return {"joint": share(joint), "target": share(target)} if short else None


@rule("preuve:MULT-08")
def comparisons_without_adjustment(facts: Facts) -> dict[str, Value] | None:
    """Several arms against a control, sized without adjustment while one comparison is enough."""
    several = (facts.n_comparisons or 0) > 1 and not facts.comparisons_all_required
    return {"comparisons": count(facts.n_comparisons)} if several and facts.comparisons_method == "none" else None
