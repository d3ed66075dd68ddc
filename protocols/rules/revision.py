"""Rules on the revision of the size during the study: blind kept, cap, plausible range, and what the text announces."""

from protocols.facts import Facts
from protocols.rules.engine import rule
from protocols.rules.risk import share
from stats.quantities import Value

_SHORT = 0.05  # below it the cap is said to cost the study its power


@rule("stats:INT-04")
def revised_on_effect(facts: Facts) -> dict[str, Value] | None:
    """The size is set again from the difference between arms, and no test that keeps its level is named."""
    return {} if facts.reestimation_on_effect and facts.reestimation_test_named is False else None


@rule("preuve:INT-07")
def revision_not_sized(facts: Facts) -> dict[str, Value] | None:
    """The analysis announces a revision of the size that the calculation does not have."""
    forgotten = facts.reestimation_planned and facts.reestimation_in_design is False
    return {} if forgotten and not facts.reestimation_on_effect else None


@rule("preuve:INT-08")
def no_cap(facts: Facts) -> dict[str, Value] | None:
    """Nobody decided how large the study may become."""
    return {} if facts.reestimation_capped is False else None


@rule("preuve:INT-09")
def no_range(facts: Facts) -> dict[str, Value] | None:
    """What is re-estimated has no plausible range."""
    return {} if facts.reestimation_ranged is False else None


@rule("preuve:INT-10")
def open_trial(facts: Facts) -> dict[str, Value] | None:
    """An open trial whose protocol does not say that who estimates sees pooled data only."""
    open_label = facts.reestimation_in_design and facts.participants_blinded is False
    return {} if open_label and not facts.reestimation_pooled else None


@rule("preuve:INT-11")
def cap_too_low(facts: Facts) -> dict[str, Value] | None:
    """With its cap, the study loses its power within the plausible range."""
    worst, target = facts.reestimation_worst_power or 0.0, facts.power or 0.0
    return {"worst": share(worst), "target": share(target)} if worst < target - _SHORT else None
