"""Rules on sentences that a reviewer would underline: each quotes the words at fault."""

from collections.abc import Mapping

from protocols.facts import Facts
from protocols.rules.engine import Predicate, rule
from stats.quantities import Value
from stats.text import Text, verbatim

_LONGEST = 220
QUOTED = {
    "stats:AI-03": "threshold_on_study",
    "preuve:AI-09": "learned_on_patients",
    "preuve:AI-10": "learned_in_centres",
    "stats:PRED-07": "validated_on_development",
    "stats:PRED-08": "recalibrated_first",
    "stats:PRED-09": "fragile_development",
    "stats:DIAG-04": "partial_verification",
    "stats:DIAG-09": "judged_on_estimate",
    "preuve:DIAG-13": "reference_with_device",
    "stats:MRMC-09": "reference_by_readers",
    "stats:MRMC-10": "readings_pooled",
    "stats:MRMC-11": "readings_in_order",
    "preuve:PILOT-01": "pilot_counted",
    "stats:FEAS-05": "five_users",
    "stats:FEAS-06": "none_means_safe",
    "stats:FEAS-07": "pilot_effect_to_size",
    "stats:BAY-03": "prior_from_study",
    "preuve:INT-21": "stop_at_five_percent",
    "preuve:INT-22": "futility_unsized",
    "preuve:ECO-13": "costs_not_as_means",
}


def _quoting(fact: str) -> Predicate:
    """The rule that fires on a sentence and quotes it."""

    def quoted(facts: Facts) -> Mapping[str, Value | Text] | None:
        said = getattr(facts, fact)
        return {"said": verbatim(said, _LONGEST)} if said else None

    return quoted


for _id, _fact in QUOTED.items():
    rule(_id)(_quoting(_fact))
