"""Rules on the number of participants."""

from math import ceil

from protocols.facts import Facts
from protocols.rules.engine import rule
from protocols.rules.risk import share
from stats.quantities import Unit, Value


def count(value: int | None) -> Value:
    """A whole number of participants."""
    return Value(value or 0, Unit.COUNT)


@rule("stats:SS-02")
def too_few_planned(facts: Facts) -> dict[str, Value] | None:
    """The number planned is below the number to enrol, for another reason than a multiplied attrition."""
    planned, needed = facts.n_enrolled or 0, facts.n_enrolled_needed or 0
    if planned >= needed or _multiplied(facts):
        return None
    return {"planned": count(planned), "needed": count(needed)}


@rule("stats:SS-03")
def attrition_multiplied(facts: Facts) -> dict[str, Value] | None:
    """Losses were added as n x (1 + d) instead of n / (1 - d)."""
    if not _multiplied(facts):
        return None
    return {
        "planned": count(facts.n_enrolled),
        "attrition": share(facts.attrition),
        "evaluable": count(facts.n_evaluable),
        "needed": count(facts.n_enrolled_needed),
    }


def _multiplied(facts: Facts) -> bool:
    if not facts.attrition or facts.n_evaluable is None or facts.n_enrolled is None or facts.n_enrolled_needed is None:
        return False
    wrong = facts.n_evaluable * (1 + facts.attrition)
    short = facts.n_enrolled < facts.n_enrolled_needed
    return short and abs(facts.n_enrolled - wrong) <= max(2, ceil(0.005 * wrong))


@rule("stats:SS-04")
def no_attrition(facts: Facts) -> dict[str, Value] | None:
    """Participants are followed up but no loss is expected."""
    months = facts.followup_months or 0.0
    return {"months": Value(months, Unit.MONTHS)} if months > 0 and not facts.attrition else None


@rule("stats:SS-05")
def optimistic_attrition(facts: Facts) -> dict[str, Value] | None:
    """Less than 15 % lost with a self-used app over three months or more."""
    lost, months = facts.attrition or 0.0, facts.followup_months or 0.0
    optimistic = facts.intervention_type == "patient_app" and months >= 3 and lost < 0.15
    return {"attrition": share(lost), "months": Value(months, Unit.MONTHS)} if optimistic else None


@rule("stats:SS-07")
def per_arm_as_total(facts: Facts) -> dict[str, Value] | None:
    """The total planned equals what a single arm needs."""
    planned, arm = facts.n_enrolled or 0, facts.n_per_arm_recomputed or 1
    same = (facts.n_arms or 1) >= 2 and abs(planned / arm - 1) < 0.05
    return {"planned": count(planned), "arm": count(arm)} if same else None


@rule("stats:SAW-01")
def saw_tooth(facts: Facts) -> dict[str, Value] | None:
    """The number planned lies between the first size that touches the target and the one that holds it."""
    planned, first, holds = facts.n_analysed_planned or 0, facts.n_first_touch or 0, facts.n_recomputed or 0
    if not first <= planned < holds:
        return None
    return {"planned": count(planned), "first": count(first), "holds": count(holds)}


@rule("stats:SS-18")
def recruitment(facts: Facts) -> dict[str, Value] | None:
    """Sites, rate and months cannot reach the number to enrol; once centres are listed their forecast says it."""
    if facts.centres_listed:
        return None
    reached = (facts.n_sites or 0) * (facts.rate_site_month or 0) * (facts.recruit_months or 0)
    needed = max(facts.n_enrolled or 0, facts.n_enrolled_needed or 0)
    return {"reached": Value(int(reached), Unit.COUNT), "needed": count(needed)} if reached < needed else None


@rule("stats:SURV-04")
def freedman_unequal(facts: Facts) -> dict[str, Value] | None:
    """Freedman's formula with unequal arms."""
    ratio = facts.allocation_ratio or 1.0
    return {"ratio": Value(ratio, Unit.RATIO)} if facts.event_formula == "freedman" and ratio != 1 else None
