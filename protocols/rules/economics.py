"""Rules on the economic evaluation, the organisation of care and access."""

from protocols.economic_values import proposed_rate, references
from protocols.facts import Facts
from protocols.model.economic_choices import PERSPECTIVES
from protocols.rules.assumptions import listing
from protocols.rules.engine import rule
from protocols.rules.risk import row
from protocols.rules.size import count
from stats.quantities import Unit, Value
from stats.text import Text, verbatim

_QALYS = ("cost_utility", "cost_utility_and_effectiveness")
_EURO = ("€", "euro", "euros", "eur")
_NEAR = 0.02
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


@rule("preuve:ECO-06")
def other_value_of_a_qaly(facts: Facts) -> dict[str, Text | Value] | None:
    """The value of a QALY of the calculation is none of those at which the economic section reads its results."""
    sized, stated = facts.qaly_value_sized or 0.0, facts.qaly_values_stated or ()
    if _among(sized, stated):
        return None
    return {"sized": Value(sized, Unit.EUROS), "stated": _amounts(stated)}


@rule("preuve:ECO-07")
def other_spread_of_costs(facts: Facts) -> dict[str, Text | Value] | None:
    """The standard deviation written in the economic section is none of those of the calculation."""
    stated, sized = facts.cost_spread_stated or (), facts.cost_spreads_sized or ()
    apart = [one for one in stated if not _among(one, sized)]
    return {"stated": Value(apart[0], Unit.EUROS), "sized": _amounts(sized)} if apart else None


@rule("preuve:ECO-08")
def other_correlation_of_costs(facts: Facts) -> dict[str, Value] | None:
    """Costs and outcomes are correlated otherwise in the economic section."""
    stated, sized = facts.cost_correlation_stated or 0.0, facts.cost_correlation_sized or 0.0
    return {"stated": Value(stated), "sized": Value(sized)} if abs(stated - sized) > 0.005 else None


@rule("preuve:ECO-09")
def other_horizon(facts: Facts) -> dict[str, Value] | None:
    """The economic endpoint is sized over another horizon than that of the evaluation, which no model extends."""
    sized, horizon = facts.economic_months or 0.0, facts.econ_horizon_months or 0.0
    apart = abs(sized - horizon) > 0.5 and not (facts.econ_modelled and sized < horizon)
    return {"sized": Value(sized, Unit.MONTHS), "horizon": Value(horizon, Unit.MONTHS)} if apart else None


@rule("preuve:ECO-10")
def other_perspective(facts: Facts) -> dict[str, Text] | None:
    """The costs sized are not those of the perspective of the evaluation."""
    sized, stated = facts.economic_perspective or "", facts.econ_perspective or ""
    return None if sized == stated else {"sized": PERSPECTIVES[sized], "stated": PERSPECTIVES[stated]}


@rule("preuve:ECO-11")
def other_unit(facts: Facts) -> dict[str, Text] | None:
    """A calculation in euros, on an endpoint whose unit is another."""
    unit = (facts.economic_unit or "").strip()
    return None if unit.lower().removesuffix(".") in _EURO else {"unit": verbatim(unit, 30)}


@rule("preuve:ECO-12")
def more_for_the_costs(facts: Facts) -> dict[str, Value] | None:
    """The economic section asks for more participants than the study will enrol."""
    asked, enrolled = int(facts.econ_sample_size or 0), facts.n_enrolled or facts.n_enrolled_needed or 0
    return {"asked": count(asked), "enrolled": count(enrolled)} if asked > enrolled else None


def _among(value: float, others: tuple[float, ...]) -> bool:
    return any(abs(value - one) <= _NEAR * max(abs(one), 1.0) for one in others)


def _amounts(values: tuple[float, ...]) -> Text:
    """Amounts in euros in a row."""
    said = list(dict.fromkeys(f"{round(one):,}" for one in values))
    amounts = row([one.replace(",", "\u202f") for one in said], [f"€{one}" for one in said])
    return Text(fr=f"{amounts.fr} euros", en=amounts.en)


@rule("preuve:ORG-01")
def organiser_without_impacts(facts: Facts) -> dict[str, Value] | None:
    """A device that organises care, and no organisational impact is described."""
    return {} if facts.device_role == "organises" and facts.organisation_given is False else None


@rule("preuve:SOC-01")
def nothing_for_the_unconnected(facts: Facts) -> dict[str, Value] | None:
    """A device used by patients, and nothing for those whom the digital tool leaves out."""
    return {} if facts.used_by_patient and facts.digital_alternative_given is False else None
