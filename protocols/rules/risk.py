"""Rules on the type I error and the power."""

from collections.abc import Iterable, Sequence

from protocols.facts import Facts
from protocols.rules.engine import rule
from stats.quantities import Unit, Value
from stats.text import Text


def share(value: float | None) -> Value:
    """A proportion, to be said as a percentage."""
    return Value(value or 0.0, Unit.PROPORTION)


def shares(values: Iterable[float]) -> Text:
    """Proportions in a row, as percentages."""
    said = [f"{100 * one:.3g}" for one in values]
    return row([f"{one.replace('.', ',')}\u00a0%" for one in said], [f"{one}%" for one in said])


def row(french: Sequence[str], english: Sequence[str]) -> Text:
    """Items as they read in a sentence: one, two and three."""

    def joined(items: Sequence[str], last: str) -> str:
        return f"{', '.join(items[:-1])} {last} {items[-1]}" if len(items) > 1 else "".join(items)

    return Text(fr=joined(french, "et"), en=joined(english, "and"))


@rule("stats:ALPHA-01")
def one_sided_superiority(facts: Facts) -> dict[str, Value] | None:
    """A confirmatory superiority claim at a one-sided alpha above 0.025."""
    alpha = facts.alpha or 0.0
    risky = facts.framework == "superiority" and facts.phase == "confirmatory" and facts.sided == 1 and alpha > 0.025
    return {"alpha": share(alpha)} if risky else None


@rule("stats:ALPHA-02")
def lenient_non_inferiority(facts: Facts) -> dict[str, Value] | None:
    """Non-inferiority (or each test of equivalence) at a one-sided alpha above 0.025."""
    alpha = facts.alpha or 0.0
    risky = facts.framework in ("non_inferiority", "equivalence") and alpha > 0.025
    return {"alpha": share(alpha)} if risky else None


@rule("stats:ALPHA-03")
def lenient_two_sided(facts: Facts) -> dict[str, Value] | None:
    """A confirmatory two-sided alpha above 0.05."""
    alpha = facts.alpha or 0.0
    return {"alpha": share(alpha)} if facts.phase == "confirmatory" and facts.sided == 2 and alpha > 0.05 else None


@rule("stats:POWER-01")
def low_power(facts: Facts) -> dict[str, Value] | None:
    """A target power below 80 %."""
    return {"power": share(facts.power)} if (facts.power or 1) < 0.8 else None


@rule("stats:POWER-02")
def pivotal_power(facts: Facts) -> dict[str, Value] | None:
    """A confirmatory study planned with less than 90 % power."""
    power = facts.power or 1.0
    return {"power": share(power)} if facts.phase == "confirmatory" and 0.8 <= power < 0.9 else None
