"""Rules on the claim: what it needs, what contradicts it, what it leaves of the power."""

from protocols.claim import TWO_TESTS, joint_power, proposed_power
from protocols.facts import Facts
from protocols.model.design import RANDOMISED
from protocols.rules.assumptions import listing
from protocols.rules.claims import CLAIMS
from protocols.rules.engine import rule
from protocols.rules.risk import share
from protocols.rules.size import count
from stats.quantities import Unit, Value
from stats.text import Text

_NON_INFERIORITY = "economic_superiority_medical_non_inferiority"
_PROFESSIONAL = frozenset({"diagnostic_ai", "decision_support"})


@rule("fr:BPI-10")
def benefit_not_declared(facts: Facts) -> dict[str, Value] | None:
    """A benefit is the aim and its nature is not said."""
    return {} if facts.aim == "benefit" and facts.benefit_declared is False else None


@rule("fr:BPI-11")
def no_margin(facts: Facts) -> dict[str, Text | Value] | None:
    """Medical non-inferiority without its margin or the justification of the margin."""
    missing = facts.margin_parts_missing or ()
    return {"missing": listing(missing)} if facts.benefit == _NON_INFERIORITY and missing else None


@rule("fr:BPI-12")
def economic_claim_bare(facts: Facts) -> dict[str, Text | Value] | None:
    """An economic claim without economist, methodologist, perspective or economic size."""
    missing = facts.economic_parts_missing or ()
    return {"missing": listing(missing)} if facts.benefit in TWO_TESTS and missing else None


@rule("preuve:CLAIM-01")
def sized_on_the_clinic_alone(facts: Facts) -> dict[str, Value] | None:
    """An economic claim, and a size that only rests on the clinical endpoint."""
    return {} if facts.benefit in TWO_TESTS and facts.economic_sized is False else None


@rule("preuve:CLAIM-02")
def joint_power_falls(facts: Facts) -> dict[str, Value] | None:
    """Two tests that must both succeed, each below 90 % power; a joint design already counts both."""
    each = facts.power or 0.0
    if facts.benefit not in TWO_TESTS or facts.joint_sized or not 0 < each < proposed_power():
        return None
    return {
        "each": share(each),
        "joint": share(joint_power((each, each))),
        "proposed": share(proposed_power()),
        "kept": share(joint_power((proposed_power(), proposed_power()))),
    }


@rule("preuve:CLAIM-03")
def objective_says_otherwise(facts: Facts) -> dict[str, Text | Value] | None:
    """The primary objective announces another clinical claim than the one declared."""
    said = facts.objective_claim or ""
    declared = "non_inferiority" if facts.benefit == _NON_INFERIORITY else "superiority"
    allowed = {declared} | ({"superiority"} if facts.benefit == _NON_INFERIORITY and facts.economic_sized else set())
    return None if said in allowed else {"said": CLAIMS[said], "declared": CLAIMS[declared]}


@rule("fr:HAS-01")
def not_randomised_without_reason(facts: Facts) -> dict[str, Value] | None:
    """A benefit claim without randomisation, and nothing says why a randomised trial is impossible."""
    unexplained = facts.aim == "benefit" and facts.randomised is False and facts.rct_reason_given is False
    return {} if unexplained else None


@rule("preuve:CLAIM-05")
def benefit_from_accuracy(facts: Facts) -> dict[str, Value] | None:
    """A medical or economic benefit claimed from a study of performance or agreement."""
    return {} if facts.aim == "benefit" and facts.plan_type in ("accuracy", "agreement") else None


@rule("preuve:CLAIM-06")
def past_data_randomised(facts: Facts) -> dict[str, Value] | None:
    """Data already collected, and a randomised design."""
    drawn = facts.aim == "secondary_use" and facts.plan_type in RANDOMISED
    return {} if drawn and not facts.situation_existing_data else None  # preuve:SIT-01 says it


@rule("fr:PEC-01")
def results_after_the_file(facts: Facts) -> dict[str, Value] | None:
    """The results come after the file for permanent listing is due."""
    results, deadline = facts.results_after_cover_months or 0.0, facts.cover_deadline_months or 0
    if results <= deadline:
        return None
    return {"results": Value(results, Unit.MONTHS), "deadline": count(deadline)}


@rule("preuve:CLAIM-07")
def asa_against_another(facts: Facts) -> dict[str, Value] | None:
    """The improvement is claimed against a comparator that the study does not have."""
    return {} if facts.asa_comparator == "other" else None


@rule("preuve:CLAIM-08")
def listed_monitoring_forgotten(facts: Facts) -> dict[str, Value] | None:
    """Telemonitoring of heart failure compared without a word on the telemonitoring already reimbursed."""
    return {} if facts.heart_failure_monitored and facts.comparator_names_monitoring is False else None


@rule("preuve:CLAIM-09")
def route_of_another_device(facts: Facts) -> dict[str, Value] | None:
    """A market-access route that does not take this type of device."""
    target, kind = facts.market_target or "", facts.intervention_type
    telemonitoring = target.startswith("latm") and kind != "telemonitoring"
    professional = target in ("lppr", "pecan") and kind in _PROFESSIONAL
    return {} if telemonitoring or professional else None
