"""Rules on reader studies, prediction models, futility, priors and subgroups: what the chosen design takes for granted."""

from math import floor

from protocols.facts import Facts
from protocols.rules.engine import rule
from protocols.rules.risk import share
from protocols.rules.size import count
from stats.quantities import Unit, Value

_FEW_READERS = 5
_FEW_EVENTS = 100
_SHRINKAGE = 0.9
_WIDTH = 0.2  # twice ten points


@rule("stats:MRMC-01")
def readers_fixed(facts: Facts) -> dict[str, Value] | None:
    """Several readers, and the calculation says nothing of other readers."""
    readers = facts.n_readers or 0
    return {"readers": count(int(readers))} if readers > 1 and facts.readers_fixed else None


@rule("stats:MRMC-02")
def few_readers(facts: Facts) -> dict[str, Value] | None:
    """Fewer than five readers taken as a sample of readers."""
    readers = facts.n_readers or 0
    return {"readers": count(int(readers))} if readers < _FEW_READERS and not facts.readers_fixed else None


@rule("stats:MRMC-03")
def readings_together(facts: Facts) -> dict[str, Value] | None:
    """Every case read twice by the same reader, and nothing said of the time between."""
    return {} if facts.readings_separated is False else None


@rule("stats:MRMC-04")
def other_number_of_readers(facts: Facts) -> dict[str, Value] | None:
    """The text announces another number of readers than the calculation."""
    sized, stated = int(facts.n_readers or 0), facts.readers_stated or 0
    return {"stated": count(stated), "sized": count(sized)} if sized != stated else None


@rule("stats:DIAG-14")
def area_only(facts: Facts) -> dict[str, Value] | None:
    """An area under the curve, and no endpoint at the threshold in use."""
    return {} if facts.auc_sized and facts.operating_point_named is False else None


@rule("stats:PRED-01")
def few_events(facts: Facts) -> dict[str, Value] | None:
    """An external validation with fewer than 100 people with, or without, the event."""
    analysed = facts.n_analysed_planned if facts.n_analysed_planned is not None else facts.n_evaluable or 0
    events = floor(analysed * (facts.validation_prevalence or 0.0) + 1e-9)
    if facts.prediction_stage != "validation" or min(events, analysed - events) >= _FEW_EVENTS:
        return None
    return {"events": count(events), "others": count(analysed - events)}


@rule("stats:PRED-02")
def overfitted(facts: Facts) -> dict[str, Value] | None:
    """A model developed with an expected shrinkage factor below Riley's 0.9."""
    target = facts.shrinkage_target or 0.0
    return {"factor": Value(target, Unit.NUMBER)} if target < _SHRINKAGE - 1e-9 else None


@rule("stats:PRED-03")
def calibration_forgotten(facts: Facts) -> dict[str, Value] | None:
    """A prediction model whose calibration nobody looks at."""
    return {} if facts.prediction_stage and facts.calibration_planned is False else None


@rule("stats:PRED-04")
def checked_on_itself(facts: Facts) -> dict[str, Value] | None:
    """A model developed without internal validation: its performance is that of the data that built it."""
    return {} if facts.internal_validation is False else None


@rule("stats:INT-03")
def binding_futility(facts: Facts) -> dict[str, Value] | None:
    """The efficacy bound is lower because the study is supposed to stop for futility."""
    return {} if facts.futility_binding else None


@rule("stats:BAY-01")
def heavy_prior(facts: Facts) -> dict[str, Value] | None:
    """The prior is worth more participants than the study has."""
    weight, analysed = facts.prior_weight or 0.0, facts.n_evaluable or 0
    return {"weight": Value(weight, Unit.NUMBER), "analysed": count(analysed)} if weight > analysed else None


@rule("stats:FAIR-01")
def wide_subgroup(facts: Facts) -> dict[str, Value] | None:
    """The interval of the smallest subgroup may be wider than plus or minus ten points."""
    width = facts.subgroup_width or 0.0
    return {"half": share(width / 2)} if width > _WIDTH + 1e-9 else None
