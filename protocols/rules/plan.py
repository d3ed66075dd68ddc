"""Rules on the plan of the study: arms, randomisation, masking, selection, duration."""

from protocols.facts import Facts
from protocols.rules.engine import rule
from stats.quantities import Unit, Value

_GROUPS = {"randomised_parallel": 2, "cluster_parallel": 2, "accuracy": 1, "single_arm": 1}
LONGEST_MONTHS = 48  # limit of the calls for projects seen so far


@rule("preuve:PLAN-01")
def other_number_of_arms(facts: Facts) -> dict[str, Value] | None:
    """The plan has one group and the calculation two, or the reverse."""
    groups = _GROUPS.get(facts.plan_type or "")
    if groups is None or groups == facts.design_arms:
        return None
    return {"groups": Value(groups, Unit.COUNT), "arms": Value(facts.design_arms or 0, Unit.COUNT)}


@rule("preuve:PLAN-02")
def no_randomisation(facts: Facts) -> dict[str, Value] | None:
    """A randomised trial whose allocation is declared not applicable."""
    return {} if facts.randomised and facts.allocation_given is False else None


@rule("preuve:PLAN-03")
def too_long(facts: Facts) -> dict[str, Value] | None:
    """Recruitment and follow-up last longer than the calls allow."""
    months = (facts.recruit_months or 0) + (facts.followup_months or 0)
    limit = Value(LONGEST_MONTHS, Unit.MONTHS)
    return {"months": Value(months, Unit.MONTHS), "limit": limit} if months > LONGEST_MONTHS else None


@rule("preuve:REG-01")
def not_registered(facts: Facts) -> dict[str, Value] | None:
    """A confirmatory study that would not be registered."""
    return {} if facts.phase == "confirmatory" and facts.registration_planned is False else None


@rule("stats:SS-15")
def other_ratio(facts: Facts) -> dict[str, Value] | None:
    """The randomisation is described with another ratio than the calculation."""
    stated, sized = facts.allocation_stated or 1.0, facts.allocation_ratio or 1.0
    if not facts.randomised or min(abs(stated - sized), abs(1 / stated - sized)) < 0.01:
        return None
    return {"stated": Value(stated, Unit.RATIO), "sized": Value(sized, Unit.RATIO)}


@rule("stats:CLUS-06")
def contamination(facts: Facts) -> dict[str, Value] | None:
    """The same professionals care for both arms and nothing says how contamination is limited."""
    return {} if facts.clinicians_shared and facts.contamination_plan is False else None


@rule("stats:OUT-02")
def open_self_report(facts: Facts) -> dict[str, Value] | None:
    """A self-reported primary endpoint in an open study, without a blinded assessor."""
    seen = facts.participants_blinded is False and facts.assessor_blinded is False
    return {} if facts.primary_source == "self_report" and seen else None


@rule("stats:DIAG-05")
def two_gate(facts: Facts) -> dict[str, Value] | None:
    """Cases and healthy controls selected apart in a confirmatory accuracy study."""
    alone = facts.plan_type in ("accuracy", "paired_accuracy", "single_arm")
    return {} if facts.sampling == "case_control" and facts.phase == "confirmatory" and alone else None


@rule("stats:DIAG-07")
def unblinded_reference(facts: Facts) -> dict[str, Value] | None:
    """An accuracy study whose readers of the reference are not blinded to the device."""
    return {} if facts.reference_readers_blinded is False else None


@rule("stats:DIAG-08")
def pairing(facts: Facts) -> dict[str, Value] | None:
    """The plan compares on the same patients and the calculation does not, or the reverse."""
    return {} if facts.data_paired != facts.ss_paired else None


@rule("stats:INT-01")
def interim_unaccounted(facts: Facts) -> dict[str, Value] | None:
    """Interim analyses are planned but the calculation spends the whole risk at the end."""
    return {} if _compared_early(facts) and facts.interim_in_design is False else None


@rule("preuve:INT-06")
def interim_forgotten(facts: Facts) -> dict[str, Value] | None:
    """The calculation has interim analyses that the analysis plan says do not take place."""
    return {} if facts.interim_in_design and facts.interim_planned is False else None


@rule("stats:INT-05")
def no_committee(facts: Facts) -> dict[str, Value] | None:
    """Interim results that compare arms without an independent committee."""
    compared = _compared_early(facts) and facts.plan_type != "single_arm"
    return {} if compared and facts.idmc is False else None


def _compared_early(facts: Facts) -> bool:
    """Whether an interim analysis may compare the arms: one that only revises the size on pooled data does not."""
    return bool(facts.interim_planned and not (facts.reestimation_planned and facts.reestimation_in_design))
