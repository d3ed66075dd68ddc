"""Rules on designs of their own kind: what the text must say of two stages, of a revision, of a prior, of usability, of a pilot."""

from protocols.facts import Facts
from protocols.rules.engine import rule
from protocols.rules.risk import row, share
from protocols.rules.size import count
from stats.quantities import Unit, Value
from stats.text import Text

_NEAR = 0.02
_CLOSE = 0.001


@rule("preuve:INT-23")
def other_number_of_looks(facts: Facts) -> dict[str, Value] | None:
    """The text counts other interim analyses than the calculation."""
    stated, sized = facts.looks_counted or 0, len(facts.looks_sized or ())
    return {"stated": count(stated), "sized": count(sized)} if stated != sized else None


@rule("preuve:INT-24")
def stages_forgotten(facts: Facts) -> dict[str, Value] | None:
    """Simon's plan in the calculation, and an analysis that has one stage."""
    return {} if facts.stages_named is False else None


@rule("preuve:INT-25")
def other_stages(facts: Facts) -> dict[str, Value | Text] | None:
    """Thresholds out of other numbers than those of the two stages."""
    stated, sized = facts.stages_stated or (), facts.stages_sized or (0, 0)
    if set(stated) <= {*sized, sized[1] - sized[0]}:
        return None
    said = [str(one) for one in stated]
    return {"stated": row(said, said), "first": count(sized[0]), "both": count(sized[1])}


@rule("preuve:INT-26")
def other_cap(facts: Facts) -> dict[str, Value] | None:
    """The cap of the revision in the text is not that of the calculation."""
    stated, sized = facts.revision_cap_stated or 0.0, facts.revision_cap_sized or 0.0
    apart = abs(stated - sized) > _NEAR
    return {"stated": Value(stated, Unit.NUMBER), "sized": Value(sized, Unit.NUMBER)} if apart else None


@rule("preuve:INT-27")
def other_moment(facts: Facts) -> dict[str, Value] | None:
    """The revision takes place at another moment in the text than in the calculation."""
    stated, sized = facts.revision_share_stated or 0.0, facts.revision_share_sized or 0.0
    return {"stated": share(stated), "sized": share(sized)} if abs(stated - sized) > _NEAR else None


@rule("stats:BAY-04")
def prior_untested(facts: Facts) -> dict[str, Value] | None:
    """An informative prior, and no analysis with another."""
    weight = facts.prior_weight or 0.0
    return {"weight": Value(weight, Unit.NUMBER)} if facts.prior_tested is False and weight > 2 else None


@rule("stats:BAY-05")
def other_posterior(facts: Facts) -> dict[str, Value] | None:
    """Success at another posterior probability than in the calculation."""
    stated, sized = facts.posterior_stated or 0.0, facts.posterior_sized or 0.0
    return {"stated": share(stated), "sized": share(sized)} if abs(stated - sized) > _CLOSE else None


@rule("stats:FEAS-08")
def severity_forgotten(facts: Facts) -> dict[str, Value] | None:
    """Usability problems are counted, and nothing is said of the harm they may do."""
    return {} if facts.severity_planned is False else None


@rule("stats:FEAS-09")
def no_progression(facts: Facts) -> dict[str, Value] | None:
    """A pilot study without the criteria that lead to the trial."""
    return {} if facts.progression_planned is False else None


@rule("stats:PRED-10")
def calibration_by_a_test(facts: Facts) -> dict[str, Value] | None:
    """Calibration judged by a goodness-of-fit test alone."""
    return {} if facts.calibration_tested_only else None


@rule("preuve:ECO-14")
def sized_without_evaluation(facts: Facts) -> dict[str, Value] | None:
    """The size rests on costs, and no economic evaluation is planned."""
    return {} if facts.economics_sized and facts.econ_planned is False else None


@rule("preuve:ECO-15")
def values_without_reason(facts: Facts) -> dict[str, Text] | None:
    """Values of a QALY without a reason."""
    values = list(facts.values_without_reason or ())
    return {"listed": row(values, values)} if values else None


@rule("stats:SS-08")
def other_test(facts: Facts) -> dict[str, Value] | None:
    """The primary analysis is of another kind than the test of the calculation."""
    return {} if facts.other_test else None


@rule("stats:CLUS-05")
def no_time(facts: Facts) -> dict[str, Value] | None:
    """A stepped wedge whose analysis has no effect of time."""
    return {} if facts.time_modelled is False else None
