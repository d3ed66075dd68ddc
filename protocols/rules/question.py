"""Rules on the question, the device under evaluation and the analysis."""

from protocols.facts import Facts
from protocols.rules.engine import rule
from stats.quantities import Value
from stats.text import Text


@rule("preuve:EST-03")
def another_question(facts: Facts) -> dict[str, Text | Value] | None:
    """The sample-size design answers on another summary measure than the estimand."""
    served = facts.measures_served or ()
    if facts.summary_measure in served:
        return None
    return {"asked": _measure(facts.summary_measure or "?"), "answered": _measure(served[0])}


def _measure(name: str) -> Text:
    from protocols.model.objectives import MEASURES

    return MEASURES.get(name, Text(fr=name, en=name))


@rule("stats:EST-01")
def estimand_incomplete(facts: Facts) -> dict[str, Text | Value] | None:
    """Attributes of the estimand are missing."""
    missing = facts.estimand_attributes_missing or ()
    if not missing:
        return None
    return {
        "missing": Text(
            fr=", ".join(_ATTRIBUTES[one].fr for one in missing), en=", ".join(_ATTRIBUTES[one].en for one in missing)
        )
    }


_ATTRIBUTES = {
    "population": Text(fr="population", en="population"),
    "treatments": Text(fr="interventions comparées", en="treatment conditions"),
    "variable": Text(fr="critère", en="variable"),
    "intercurrent_events": Text(fr="événements intercurrents", en="intercurrent events"),
    "summary_measure": Text(fr="mesure de l'effet", en="summary measure"),
}


@rule("stats:AI-01")
def version_not_frozen(facts: Facts) -> dict[str, Value] | None:
    """No frozen version of the device is named."""
    return {} if facts.algorithm_locked is False or facts.algorithm_version in (None, "") else None


@rule("stats:DIAG-06")
def threshold_not_fixed(facts: Facts) -> dict[str, Value] | None:
    """The operating threshold is not fixed before the study."""
    return {} if facts.threshold_prespecified is False else None


@rule("stats:MISS-01")
def inflation_only(facts: Facts) -> dict[str, Value] | None:
    """Enrolling more is the only answer to missing data."""
    return {} if (facts.attrition or 0) > 0 and facts.missing_data_method == "none" else None


@rule("stats:MISS-02")
def naive_missing_data(facts: Facts) -> dict[str, Value] | None:
    """Complete cases or last observation carried forward as the primary method."""
    return {} if facts.missing_data_method in ("locf", "complete_case") else None


@rule("stats:MISS-03")
def per_protocol_superiority(facts: Facts) -> dict[str, Value] | None:
    """A superiority trial analysed per protocol."""
    return {} if facts.framework == "superiority" and facts.primary_population == "per_protocol" else None
