"""Rules on the economic evaluation, the organisation of care and access."""

from protocols.economic_values import proposed_rate, references
from protocols.facts import Facts
from protocols.rules.assumptions import listing
from protocols.rules.engine import rule
from stats.quantities import Value
from stats.text import Text

_QALYS = ("cost_utility", "cost_utility_and_effectiveness")
_EFFICIENCY = (*_QALYS, "cost_effectiveness")


@rule("fr:ECO-01")
def rate_of_has(facts: Facts) -> dict[str, Value] | None:
    """A horizon beyond one year, and another discount rate than that of HAS."""
    horizon, rate = facts.econ_horizon_months or 0.0, facts.econ_discount_rate or 0.0
    proposed = proposed_rate(horizon)
    departs = proposed > 0 and abs(rate - proposed) > 1e-9
    return {"rate": Value(rate), "proposed": Value(proposed), "horizon": Value(horizon)} if departs else None


@rule("preuve:ECO-02")
def discounted_within_a_year(facts: Facts) -> dict[str, Value] | None:
    """Costs of a single year are discounted."""
    horizon, rate = facts.econ_horizon_months or 0.0, facts.econ_discount_rate or 0.0
    needless = rate > 0 and proposed_rate(horizon) == 0
    return {"rate": Value(rate), "horizon": Value(horizon)} if needless else None


@rule("fr:ECO-02")
def utilities_of_another_kind(facts: Facts) -> dict[str, Value] | None:
    """QALYs that do not come from the EQ-5D-5L, without a reason."""
    other = facts.econ_method in _QALYS and facts.econ_instrument != "eq5d5l_france"
    return {} if other and not facts.econ_instrument_reason else None


@rule("fr:ECO-03")
def costs_without_source(facts: Facts) -> dict[str, Text | Value] | None:
    """Cost items without a source or a price year."""
    return {"listed": listing(facts.econ_costs_incomplete)} if facts.econ_costs_incomplete else None


@rule("fr:ECO-05")
def efficiency_opinion(facts: Facts) -> dict[str, Value] | None:
    """The claim and the turnover call for a CEESP opinion, and the evaluation is not one it accepts."""
    limit = references()["ceesp_turnover"].number / 1e6
    turnover = facts.turnover_millions or 0.0
    called = facts.asa_claimed in ("I", "II", "III") and turnover >= limit
    ready = facts.econ_planned and facts.econ_method in _EFFICIENCY
    return {"turnover": Value(turnover), "limit": Value(limit)} if called and not ready else None


@rule("preuve:ECO-01")
def impossible_utilities(facts: Facts) -> dict[str, Text | Value] | None:
    """Utilities outside the French value set."""
    low, high = (float(one) for one in references()["utility_range"].value)
    if not facts.econ_utilities_outside:
        return None
    return {"listed": listing(facts.econ_utilities_outside), "low": Value(low), "high": Value(high)}


@rule("preuve:ECO-03")
def claimed_and_not_measured(facts: Facts) -> dict[str, Value] | None:
    """An economic benefit is claimed and no economic evaluation is planned."""
    return {} if facts.econ_benefit_claimed and facts.econ_planned is False else None


@rule("preuve:ECO-04")
def horizon_beyond_follow_up(facts: Facts) -> dict[str, Value] | None:
    """The horizon exceeds the follow-up, and no model extrapolates."""
    horizon, followed = facts.econ_horizon_months or 0.0, facts.followup_months or 0.0
    beyond = horizon > followed + 1e-9 and not facts.econ_modelled
    return {"horizon": Value(horizon), "followed": Value(followed)} if beyond else None


@rule("preuve:ECO-05")
def costs_alone(facts: Facts) -> dict[str, Value] | None:
    """Cost-minimisation without showing that outcomes are alike."""
    alone = facts.econ_method == "cost_minimisation" and facts.framework not in ("equivalence", "non_inferiority")
    return {} if alone else None


@rule("preuve:ORG-01")
def organiser_without_impacts(facts: Facts) -> dict[str, Value] | None:
    """A device that organises care, and no organisational impact is described."""
    return {} if facts.device_role == "organises" and facts.organisation_given is False else None


@rule("preuve:SOC-01")
def nothing_for_the_unconnected(facts: Facts) -> dict[str, Value] | None:
    """A device used by patients, and nothing for those whom the digital tool leaves out."""
    return {} if facts.used_by_patient and facts.digital_alternative_given is False else None
