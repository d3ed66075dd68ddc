"""Rules on numbers and announcements of the text that are not those of the calculation or of the plan."""

from collections.abc import Sequence

from protocols.facts import Facts
from protocols.rules.assumptions import listing
from protocols.rules.engine import rule
from protocols.rules.risk import row, share, shares
from protocols.rules.size import count
from stats.quantities import Unit, Value
from stats.text import Text, verbatim

_NEAR = 1e-4
_HALF = 0.5  # of the gain on chance that a margin may give up
_LATE = 1.1  # a visit window
_SIDES = {1: ("unilatéral", "one-sided"), 2: ("bilatéral", "two-sided")}


@rule("stats:ALPHA-04")
def other_risk(facts: Facts) -> dict[str, Value | Text] | None:
    """The risk of the analysis, on the side of the claim, is not that of the calculation."""
    alpha, sides = facts.alpha or 0.0, facts.sided or 1
    own, told, risks = alpha / sides, facts.sides_stated or 0, facts.risks_stated or ()
    if risks:
        same = {own} if told == 1 else {2 * own} if told == 2 else {own, 2 * own}
        apart = not any(abs(one - other) < _NEAR for one in risks for other in same)
    else:
        apart = told == 1 and own < alpha  # one-sided, without a level, beside a two-sided calculation
    return {"stated": _risk(risks, told), "sized": _risk((alpha,), sides)} if apart else None


def _risk(values: Sequence[float], sides: int) -> Text:
    """A risk as it reads after the word: two-sided, of 5 %."""
    level = shares(values[:1]) if values else None
    fr, en = _SIDES.get(sides, ("", ""))
    if level is None:
        return Text(fr=f"{fr} sans niveau écrit", en=f"{en}, without a level")
    return Text(fr=f"{fr} de {level.fr}".strip(), en=f"{en} {level.en}".strip())


@rule("preuve:ALPHA-05")
def other_interval(facts: Facts) -> dict[str, Value] | None:
    """The conclusion is read on an interval narrower than the risk of the calculation allows."""
    level, own = facts.interval_stated or 1.0, (facts.alpha or 0.0) / (facts.sided or 1)
    return {"stated": share(level), "sized": share(1 - 2 * own)} if level < 1 - 2 * own - _NEAR else None


@rule("preuve:NI-10")
def other_margin(facts: Facts) -> dict[str, Value] | None:
    """The text gives another margin than the calculation."""
    stated = facts.margin_stated or 0.0
    return {"stated": Value(stated), "sized": Value(facts.margin or 0.0)} if stated else None


@rule("preuve:NI-11")
def half_of_the_gain(facts: Facts) -> dict[str, Value] | None:
    """A margin of area under the curve that gives up half of what the comparator does better than chance."""
    kept = facts.auc_kept or 0.0
    return {"margin": Value(facts.margin or 0.0), "given": share(kept)} if kept >= _HALF else None


@rule("preuve:SS-21")
def other_people(facts: Facts) -> dict[str, Value] | None:
    """The title, the objective or the reason of the number announce other participants than the calculation."""
    stated = facts.people_stated or 0
    return {"stated": count(stated), "sized": count(facts.n_enrolled_needed)} if stated else None


@rule("preuve:SS-22")
def other_spread(facts: Facts) -> dict[str, Value] | None:
    """The text gives another standard deviation than the calculation."""
    return {"stated": Value(facts.spread_stated)} if facts.spread_stated else None


@rule("preuve:SS-23")
def other_effect(facts: Facts) -> dict[str, Value] | None:
    """The text gives another difference to detect than the calculation."""
    return {"stated": Value(facts.effect_stated)} if facts.effect_stated else None


@rule("preuve:SS-24")
def other_losses(facts: Facts) -> dict[str, Value] | None:
    """The text expects other losses than the calculation."""
    stated = facts.losses_stated or 0.0
    return {"stated": share(stated), "sized": share(facts.attrition)} if stated else None


@rule("preuve:RANGE-02")
def hopeful(facts: Facts) -> dict[str, Text] | None:
    """An assumption at the favourable end of its own plausible range."""
    return {"listed": listing(facts.hopeful)} if facts.hopeful else None


@rule("preuve:MULT-21")
def hopeful_correlation(facts: Facts) -> dict[str, Value] | None:
    """Claims that must all succeed, and a positive correlation without a plausible range."""
    value = facts.correlation_assumed or 0.0
    return {"correlation": Value(value)} if facts.success_rule == "all" and value > 0 else None


@rule("preuve:REC-04")
def other_centres(facts: Facts) -> dict[str, Value] | None:
    """The setting or the title count other centres than the plan."""
    stated = facts.sites_stated or 0
    return {"stated": count(stated), "planned": count(facts.n_sites)} if stated else None


@rule("preuve:TIME-01")
def after_the_end(facts: Facts) -> dict[str, Value] | None:
    """The primary endpoint is measured after the end of follow-up."""
    measured, followed = facts.endpoint_days or 0.0, 30 * (facts.followup_months or 0.0)
    late = followed > 0 and measured > _LATE * followed + 3
    return {"days": Value(measured, Unit.COUNT), "months": Value(followed / 30, Unit.MONTHS)} if late else None


@rule("preuve:TIME-02")
def other_time(facts: Facts) -> dict[str, Value] | None:
    """The objective names another time than the primary endpoint."""
    said, measured = facts.objective_days or 0.0, facts.endpoint_days or 0.0
    return {"said": Value(said, Unit.COUNT), "measured": Value(measured, Unit.COUNT)} if said else None


@rule("preuve:TITLE-01")
def other_title(facts: Facts) -> dict[str, Text] | None:
    """The title announces what the plan denies."""
    apart = facts.title_against or ()
    return {"listed": row([one.fr for one in apart], [one.en for one in apart])} if apart else None


@rule("preuve:VERS-01")
def other_version(facts: Facts) -> dict[str, Text] | None:
    """The text names another version of the device than the one declared."""
    said = facts.version_stated
    return {"said": verbatim(said), "declared": verbatim(facts.algorithm_version or "", 60)} if said else None
