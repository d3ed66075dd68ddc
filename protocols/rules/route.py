"""Rules on the legal route (French law) and on answers that contradict each other."""

from protocols.facts import Facts
from protocols.rules.assumptions import listing
from protocols.rules.engine import rule
from protocols.rules.size import count
from stats.quantities import Unit, Value
from stats.text import Text

_ASSESSED = ("IC_2", "IC_4.3", "IC_4.4")
_NOTICE_DAYS = 30


@rule("fr:REG-01")
def route_open(facts: Facts) -> dict[str, Value] | None:
    """The route was begun and questions still decide it."""
    return {"open": count(facts.route_open)} if facts.route_open else None


@rule("preuve:ROUTE-01")
def route_to_confirm(facts: Facts) -> dict[str, Value] | None:
    """The outcome is one that the texts do not settle."""
    return {} if facts.route_confirmed is False else None


@rule("fr:REG-02")
def cover_too_low(facts: Facts) -> dict[str, Text | Value] | None:
    """The insurance of a device investigation is below the minimum."""
    return {"listed": listing(facts.cover_short)} if facts.route_investigation and facts.cover_short else None


@rule("fr:REG-03")
def not_enough_days(facts: Facts) -> dict[str, Value] | None:
    """The first enrolment comes before the authority and the committee can have answered."""
    needed, planned = facts.route_days or 0, facts.filing_to_inclusion or 0
    late = facts.route_id != "IC_3" or planned >= _NOTICE_DAYS  # else REG-04 says it
    return {"planned": Value(planned, Unit.COUNT), "needed": count(needed)} if planned < needed and late else None


@rule("fr:REG-04")
def notified_too_late(facts: Facts) -> dict[str, Value] | None:
    """A notified investigation that starts before thirty days."""
    days = facts.filing_to_inclusion or 0
    return {"planned": Value(days, Unit.COUNT)} if facts.route_id == "IC_3" and days < _NOTICE_DAYS else None


@rule("fr:REG-05")
def no_national_number(facts: Facts) -> dict[str, Value] | None:
    """The committee must be asked and the national number is not there."""
    return {} if facts.route_cpp and facts.id_rcb_known is False else None


@rule("fr:REG-06")
def clusters_without_consent(facts: Facts) -> dict[str, Value] | None:
    """A cluster trial of a device without individual consent."""
    alone = facts.consent_form in ("none", "non_opposition")
    return {} if facts.clusters_randomised and facts.route_investigation and alone else None


@rule("fr:REG-07")
def claims_data_outside(facts: Facts) -> dict[str, Value] | None:
    """Claims data linked to a consent-based study under a methodology that does not cover it."""
    return {} if facts.uses_claims_data and facts.methodology_named in ("MR-001", "MR-003") else None


@rule("fr:REG-08")
def purpose_unknown(facts: Facts) -> dict[str, Value] | None:
    """Use within the intended purpose is declared and the purpose is not written."""
    return {} if facts.used_in_purpose and facts.purpose_given is False else None


@rule("fr:REG-09")
def vulnerable_unexplained(facts: Facts) -> dict[str, Value] | None:
    """Vulnerable people are included and nothing justifies it."""
    return {} if facts.vulnerable_included and facts.vulnerable_explained is False else None


@rule("fr:REG-10")
def sponsor_outside(facts: Facts) -> dict[str, Value] | None:
    """The sponsor is not established in the Union and has no representative there, or is not named."""
    return {} if facts.sponsor_place == "outside" or facts.sponsor_named is False else None


@rule("preuve:ROUTE-03")
def existing_data_with_procedures(facts: Facts) -> dict[str, Value] | None:
    """Only existing data, and procedures added for participants."""
    return {"added": count(facts.procedures_added)} if facts.existing_only and facts.procedures_added else None


@rule("preuve:ROUTE-04")
def device_evaluated_under_other_law(facts: Facts) -> dict[str, Value] | None:
    """The study is to show a benefit of the device and is routed as if the device were not evaluated."""
    return {} if facts.benefit_sought and (facts.route_id or "").startswith("RIPH") else None
