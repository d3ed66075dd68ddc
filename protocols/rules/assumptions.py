"""Rules on the assumptions: their direction, their margin, their source."""

from protocols.facts import Facts
from protocols.rules.engine import rule
from protocols.rules.risk import share
from stats.quantities import Value
from stats.text import LANGUAGES, Text


def listing(labels: tuple[Text, ...]) -> Text:
    """Labels in a row, as they read inside a sentence; apart by semicolons where one has a comma."""
    fr, en = ([_lower(one[language]) for one in labels] for language in LANGUAGES)
    return Text(fr=(" ; " if "," in "".join(fr) else ", ").join(fr), en=("; " if "," in "".join(en) else ", ").join(en))


def _lower(label: str) -> str:
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


@rule("preuve:DIR-01")
def wrong_direction(facts: Facts) -> dict[str, Value] | None:
    """The expected effect is nil or goes against the device."""
    return {} if facts.effect_side in ("adverse", "null") and facts.framework == "superiority" else None


@rule("preuve:DIR-02")
def beyond_margin(facts: Facts) -> dict[str, Value] | None:
    """The expected effect already lies beyond the margin."""
    return {} if facts.effect_side == "beyond margin" else None


@rule("stats:NI-02")
def margin_without_reason(facts: Facts) -> dict[str, Value] | None:
    """A margin without justification."""
    return {} if facts.framework in ("non_inferiority", "equivalence") and facts.margin_justified is False else None


@rule("stats:NI-03")
def margin_doubles_failures(facts: Facts) -> dict[str, Value] | None:
    """The margin allows the failure rate to double."""
    control, margin = facts.p_control or 0.0, facts.margin or 0.0
    failures = 1 - control if facts.outcome_good else control
    doubled = facts.framework == "non_inferiority" and margin >= failures
    return {"control": share(control), "margin": share(margin)} if doubled else None


@rule("stats:NI-06")
def wald_margin(facts: Facts) -> dict[str, Value] | None:
    """The unrestricted (Wald) formula with a margin and high proportions."""
    control = facts.p_control or 0.5
    return {"control": share(control)} if facts.ni_formula == "wald" and max(control, 1 - control) >= 0.85 else None


@rule("preuve:SOURCE-01")
def unsourced(facts: Facts) -> dict[str, Text | Value] | None:
    """Assumptions without a source or a citation."""
    if not facts.unsourced:
        return None
    return {"listed": listing(facts.unsourced)}


@rule("stats:SS-09")
def conventional_effect(facts: Facts) -> dict[str, Value] | None:
    """The effect rests on a statistical convention only."""
    return {} if facts.effect_basis == "convention" else None


@rule("stats:SS-13")
def no_range(facts: Facts) -> dict[str, Text | Value] | None:
    """No assumption has a plausible range: the sensitivity of the number cannot be shown honestly."""
    if facts.without_range is None or len(facts.without_range) < 2:
        return None
    return {"listed": listing(facts.without_range)}


@rule("stats:DIAG-11")
def wald_extreme(facts: Facts) -> dict[str, Value] | None:
    """A Wald interval for a proportion near 0 or 1."""
    p = facts.expected_p or 0.5
    return {"p": share(p)} if facts.interval == "wald" and (p >= 0.95 or p <= 0.05) else None
