"""Rules on what is claimed, what is measured, and what the margin protects."""

from protocols.facts import Facts
from protocols.rules.engine import rule
from protocols.rules.risk import share
from stats.quantities import Unit, Value
from stats.text import Text

CLAIMS = {
    "superiority": Text(fr="une supériorité", en="superiority"),
    "non_inferiority": Text(fr="une non-infériorité", en="non-inferiority"),
    "equivalence": Text(fr="une équivalence", en="equivalence"),
}
_TYPES = {
    "continuous": Text(fr="critère continu", en="continuous endpoint"),
    "binary": Text(fr="critère binaire", en="binary endpoint"),
    "ordinal": Text(fr="critère ordinal", en="ordinal endpoint"),
    "count": Text(fr="nombre d'événements", en="number of events"),
    "time_to_event": Text(fr="délai jusqu'à un événement", en="time to an event"),
}


@rule("stats:NI-07")
def claim_not_tested(facts: Facts) -> dict[str, Text | Value] | None:
    """The objective announces another claim than the test can support."""
    claim, tested = facts.claim or "", facts.framework or ""
    if claim == tested or claim not in CLAIMS or tested not in CLAIMS:
        return None
    return {"claim": CLAIMS[claim], "tested": CLAIMS[tested]}


@rule("stats:NI-04")
def treatment_policy_only(facts: Facts) -> dict[str, Value] | None:
    """Non-inferiority analysed only as randomised, whatever the use of the device."""
    policies = set(facts.ice_strategies or ())
    alone = facts.framework == "non_inferiority" and policies == {"treatment_policy"}
    return {} if alone and facts.has_pp_analysis is False else None


@rule("stats:NI-05")
def favourable_effect_assumed(facts: Facts) -> dict[str, Value] | None:
    """A true advantage is assumed under a margin, without anything to support it."""
    gain = facts.expected_diff_favours_new or 0.0
    return {} if facts.framework == "non_inferiority" and gain > 1e-9 and not facts.expected_diff_justified else None


@rule("preuve:NI-09")
def losses_under_a_margin(facts: Facts) -> dict[str, Value] | None:
    """More than 20 % lost in a non-inferiority trial: losses bring the arms together."""
    lost = facts.attrition or 0.0
    return {"attrition": share(lost)} if facts.framework == "non_inferiority" and lost > 0.2 else None


@rule("preuve:TYPE-01")
def other_type(facts: Facts) -> dict[str, Text | Value] | None:
    """The endpoint is of another type than the calculation sizes."""
    declared, sized = facts.primary_type or "", facts.type_sized or ""
    if declared == sized or declared not in _TYPES or sized not in _TYPES:
        return None
    return {"declared": _TYPES[declared], "sized": _TYPES[sized]}


@rule("stats:MULT-04")
def no_hierarchy(facts: Facts) -> dict[str, Value] | None:
    """Several secondary endpoints in a confirmatory study, and multiplicity declared not applicable."""
    count = facts.n_secondary_claims or 0
    loose = facts.phase == "confirmatory" and count > 1 and facts.secondary_hierarchy is False
    return {"count": Value(count, Unit.COUNT)} if loose else None


@rule("stats:OUT-01")
def usage_endpoint(facts: Facts) -> dict[str, Value] | None:
    """Usage or satisfaction as the primary endpoint of a confirmatory study."""
    return {} if facts.primary_level == "usage" and facts.phase == "confirmatory" else None


@rule("stats:AI-05")
def performance_for_benefit(facts: Facts) -> dict[str, Value] | None:
    """A clinical benefit is announced and only the performance of the algorithm is measured."""
    alone = facts.primary_level == "standalone_performance"
    return {} if alone and facts.claim_level == "clinical_benefit" else None


@rule("stats:EST-02")
def device_events_forgotten(facts: Facts) -> dict[str, Value] | None:
    """No strategy for what happens to the use of the device: non-use, failure, update, contamination."""
    return {} if facts.ice_device_covered is False else None


@rule("stats:ECO-03")
def economic_frame(facts: Facts) -> dict[str, Value] | None:
    """An economic evaluation without its perspective or its horizon."""
    return {} if facts.economic_endpoint and facts.economic_frame is False else None


@rule("stats:POWER-03")
def observed_power(facts: Facts) -> dict[str, Value] | None:
    """A calculation of observed power after the study."""
    return {} if facts.posthoc_power_planned else None


@rule("stats:SURV-03")
def proportional_hazards(facts: Facts) -> dict[str, Value] | None:
    """Proportional hazards taken for granted although the effect may be delayed."""
    survival = facts.primary_type == "time_to_event" and facts.delayed_effect_plausible
    return {} if survival and facts.nph_sensitivity is False else None
