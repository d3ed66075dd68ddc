"""Rules on what the product is, its class, and its maturity before a benefit study."""

from protocols.facts import Facts
from protocols.model.qualification import PRODUCTS
from protocols.qualification import DEVICE_AIMS
from protocols.rules.assumptions import listing
from protocols.rules.engine import rule
from stats.quantities import Value
from stats.text import Text


@rule("preuve:QUAL-01")
def steps_disagree(facts: Facts) -> dict[str, Text | Value] | None:
    """The declared qualification is not the one that the answers to the steps give."""
    declared, derived = facts.product_declared or "", facts.product_derived or ""
    if declared == derived:
        return None
    return {"declared": PRODUCTS[declared], "derived": PRODUCTS[derived]}


@rule("preuve:QUAL-02")
def no_device_for_this_aim(facts: Facts) -> dict[str, Value] | None:
    """The product is no device and the aim is reserved for devices."""
    return {} if facts.product_type == "not_a_device" and facts.aim in DEVICE_AIMS else None


@rule("preuve:QUAL-03")
def class_one_software(facts: Facts) -> dict[str, Value] | None:
    """Class I announced for a device that informs decisions or monitors."""
    low = facts.mdr_class == "I" and facts.product_type == "device"
    return {} if low and facts.informs_decisions else None


@rule("preuve:QUAL-04")
def class_of_the_other_regulation(facts: Facts) -> dict[str, Value] | None:
    """An in vitro diagnostic device with a class of the regulation on medical devices."""
    return {} if facts.product_type == "ivd" and facts.mdr_class else None


@rule("preuve:MAT-01")
def benefit_before_performance(facts: Facts) -> dict[str, Text | Value] | None:
    """A benefit is claimed while pillars 1 or 2 have no support."""
    missing = facts.pillars_missing or ()
    asked = facts.aim == "benefit" and facts.product_type != "not_a_device"  # preuve:QUAL-02 says the rest
    return {"missing": listing(missing)} if asked and missing else None


@rule("preuve:MAT-02")
def no_quality_system(facts: Facts) -> dict[str, Value] | None:
    """A benefit is claimed without a quality system that covers the indication."""
    asked = facts.aim == "benefit" and facts.product_type != "not_a_device"
    return {} if asked and facts.quality_ready is False else None
