"""Numbers, phrases and the justification of a sample size, said in a language."""

from __future__ import annotations

from math import ceil, isfinite

from stats.design import Arm, Design
from stats.designs.combined.group_sequential import GroupSequential
from stats.exhibit import Cell, Column, Words
from stats.quantities import Unit, Value
from stats.result import SampleSize
from stats.text import Phrase, Text
from templates.blocks import Language
from templates.formatting import NO_BREAK, french_spacing, integer, listing, number

_UNDEFINED = Text(fr="non défini", en="not defined")
_SIDES = {1: Text(fr="unilatéral", en="one-sided"), 2: Text(fr="bilatéral", en="two-sided")}
# A second value of the same assumption, for the control arm: both are said when it is given.
_COMPANION = {
    "sd": "sd_control",
    "sd_effect": "sd_effect_control",
    "sd_cost": "sd_cost_control",
    "cv": "cv_control",
}


_FOUND = frozenset({"diseased", "healthy"})  # groups that the reference standard makes: no one is allocated to them


def words(text: Text, language: Language) -> str:
    """Our own text, with French spacing; a hyphen between spaces is a minus, for no sentence uses it otherwise."""
    return (french_spacing(text.fr) if language == "fr" else text.en).replace(" - ", " \N{MINUS SIGN} ")


def lowered(said: str) -> str:
    """The same words inside a sentence: lower case at first, unless they start with an acronym or a symbol (AUC, R²)."""
    return said if said[1:2].isupper() or said[1:2].isdigit() else said[:1].lower() + said[1:]


def say(phrase: Phrase, language: Language, endpoint_unit: str = "") -> str:
    """A phrase with its values printed; ``endpoint_unit`` is what the author typed as unit of the endpoint."""
    values = {
        name: words(value, language) if isinstance(value, Text) else say_value(value, language, endpoint_unit)
        for name, value in phrase.values.items()
    }
    return filled(phrase.text, values, language)


def say_words(said: Words, language: Language, endpoint_unit: str = "") -> str:
    """Words of an exhibit: a text as it is, or a phrase with its values."""
    return say(said, language, endpoint_unit) if isinstance(said, Phrase) else words(said, language)


def say_cell(
    cell: Cell, column: Column, language: Language, endpoint_unit: str = "", nothing: str = "\N{EN DASH}"
) -> str:
    """A cell of an exhibit: a number in the unit of its column, words, or the sign of nothing."""
    if cell is None:
        return nothing
    if isinstance(cell, (int, float)):
        return say_value(Value(float(cell), column.unit), language, endpoint_unit)
    return say_words(cell, language, endpoint_unit)


def filled(text: Text, values: dict[str, str], language: Language) -> str:
    """A text with its placeholders replaced by words already printed; a missing one is a KeyError."""
    template = words(text, language).replace(" -{", " \N{MINUS SIGN}{")
    return template.format(**values)


def say_value(value: Value, language: Language, endpoint_unit: str = "") -> str:
    """A number with its unit: "86,9 %", "10 points de pourcentage", "3,5 mmHg", "12 mois", "2:1"."""
    written, suffix = _parts(value, language, endpoint_unit)
    return written + suffix


def say_range(low: float, high: float, unit: Unit, language: Language, endpoint_unit: str = "") -> str:
    """Two bounds in words, the unit said once: "80 à 90 %", "3 to 5 points"."""
    first, _ = _parts(Value(low, unit), language, endpoint_unit)
    last, suffix = _parts(Value(high, unit), language, endpoint_unit)
    between = "à" if language == "fr" else "to"
    return f"{first} {between} {last}{suffix}"


def _parts(value: Value, language: Language, endpoint_unit: str) -> tuple[str, str]:
    amount = float(value.value)
    if not isfinite(100 * amount):  # a draft may hold a number that no percentage can be made of
        return _UNDEFINED[language], ""
    if value.unit is Unit.PROPORTION:
        return number(_share(amount), language, _share_digits(amount)), f"{NO_BREAK}%" if language == "fr" else "%"
    if value.unit is Unit.COUNT:
        return integer(ceil(amount - 1e-9 * max(1.0, abs(amount))), language), ""
    if value.unit is Unit.POINTS:
        return _plain(100 * amount, language, 2), NO_BREAK + _points(100 * amount, language)
    if value.unit in (Unit.YEARS, Unit.RATE):
        return _plain(amount, language, 3), NO_BREAK + _per(value.unit, amount, language)
    if value.unit is Unit.MONTHS:
        return _plain(amount, language, 2), NO_BREAK + _months(amount, language)
    if value.unit is Unit.EUROS:
        return _amount(amount, language), NO_BREAK + _euros(amount, language)
    if value.unit is Unit.RATIO:
        return f"{_plain(amount, language, 3)}:1", ""
    if value.unit is Unit.ENDPOINT and endpoint_unit.strip():
        return _plain(amount, language, 2), NO_BREAK + endpoint_unit.strip()
    return _plain(amount, language, 3 if value.unit in (Unit.EFFECT_RATIO, Unit.STATISTIC) else 2), ""


def _share(proportion: float) -> float:
    return round(100 * proportion, 10)


def _share_digits(proportion: float) -> int:
    """Decimals of a percentage: as few as a typed value needs, one for a computed one, more below 10 % and near 100 %."""
    share = _share(proportion)
    for digits in range(4):
        if abs(round(share, digits) - share) < 1e-9:
            return digits
    edge = min(abs(share), abs(100 - share))
    fewest = 2 if abs(share) < 10 else 1  # a risk of 2.48 % is not one of 2.5 %
    return next((digits for digits in range(fewest, 6) if edge >= 10.0 ** (1 - digits)), 6)


def _plain(amount: float, language: Language, digits: int) -> str:
    """A number with at most ``digits`` decimals, or three significant digits when it is small; none superfluous."""
    amount = round(amount, 10)
    if amount and abs(amount) < 1:
        amount = float(f"{amount:.3g}")
        return number(amount, language)
    return number(round(amount, max(digits, 2)), language)


def _amount(euros: float, language: Language) -> str:
    """An amount of money: whole, or with both digits of its cents."""
    cents = round(euros, 2)
    if abs(cents) < 1 or cents == round(cents):
        return _plain(euros, language, 2)
    return number(cents, language, 2)


def _points(points: float, language: Language) -> str:
    if language == "fr":
        return "point de pourcentage" if abs(points) < 2 else "points de pourcentage"
    return "percentage point" if points == 1 else "percentage points"


def _months(months: float, language: Language) -> str:
    if language == "fr":
        return "mois"
    return "month" if months == 1 else "months"


def _euros(amount: float, language: Language) -> str:
    if language == "fr":
        return "euro" if abs(amount) < 2 else "euros"
    return "euro" if amount == 1 else "euros"


def _per(unit: Unit, amount: float, language: Language) -> str:
    if unit is Unit.RATE:
        return "par personne-année" if language == "fr" else "per person-year"
    if language == "fr":
        return "an" if abs(amount) < 2 else "ans"
    return "year" if amount == 1 else "years"


def inner_of(design: Design) -> Design:
    """The design that holds the clinical assumptions: the innermost one of a combinator."""
    inner = getattr(design, "inner", None)
    return design if inner is None else inner_of(inner)


def looks_of(design: Design) -> GroupSequential | None:
    """The plan of interim looks of a design, alone or inside an assurance; None without looks."""
    return design if isinstance(design, GroupSequential) else getattr(design, "looks", None)


def margin_unit(design: Design) -> Unit:
    """The unit of the margins of a design."""
    return inner_of(design).card.margin_unit


def target_unit(design: Design) -> Unit:
    """The unit of the target: a power is a percentage, a width of interval has the unit of what is estimated."""
    return design.card.target_unit


def goal_words(design: Design, language: Language, endpoint_unit: str = "") -> dict[str, str]:
    """The risk, its sides and the margins of the goal, printed."""
    goal, printed = inner_of(design).goal, {}
    for name in ("alpha", "confidence", "assurance"):
        if getattr(goal, name, None) is not None:
            printed[name] = say_value(Value(getattr(goal, name), Unit.PROPORTION), language)
    for name in ("margin", "margin_lower", "margin_upper"):
        if hasattr(goal, name):
            printed[name] = say_value(Value(getattr(goal, name), margin_unit(design)), language, endpoint_unit)
    if goal.kind not in ("precision", "reach"):
        printed["sides"] = _SIDES[getattr(goal, "sides", 1)][language]
    return printed


def say_arms(arms: tuple[Arm, ...], language: Language) -> str:
    """The sizes of the arms: "64 par bras", "96 dans le bras expérimental et 48 dans le bras contrôle"."""
    found = {arm.name for arm in arms} <= _FOUND
    if not found and len({arm.size for arm in arms}) == 1:
        return f"{integer(arms[0].size, language)} " + _per_arm(arms[0], language)
    if found and "group" not in arms[0].label.en:
        return listing([f"{integer(arm.size, language)} {arm.label[language]}" for arm in arms], language)
    place = "{} dans le {}" if language == "fr" else "{} in the {}"
    return listing([place.format(integer(arm.size, language), arm.label[language]) for arm in arms], language)


def _per_arm(arm: Arm, language: Language) -> str:
    if "group" in arm.label.en:
        return "par groupe" if language == "fr" else "per group"
    return "par bras" if language == "fr" else "per arm"


def say_clusters(found: SampleSize, language: Language) -> str:
    """The number of clusters: "24 (12 par bras)"."""
    total = integer(sum(arm.size for arm in found.clusters), language)
    return f"{total} ({say_arms(found.clusters, language)})" if len(found.clusters) > 1 else total


def design_sentence(found: SampleSize, language: Language, endpoint_unit: str = "") -> str:
    """The sentence of the design, every placeholder filled from the result."""
    design, base = found.design, inner_of(found.design)
    values = goal_words(design, language, endpoint_unit)
    for one in filter(None, (base, looks_of(design), None if base is design else design)):
        for name, quantity in one.quantities().items():
            if (amount := getattr(one, name)) is not None:
                values[name] = say_value(Value(amount, quantity.unit), language, endpoint_unit)
    for name, other in _COMPANION.items():
        if name in values and other in values:
            both = "{} dans le bras expérimental et {} dans le bras contrôle"
            values[name] = (
                both if language == "fr" else "{} in the experimental arm and {} in the control arm"
            ).format(values[name], values[other])
    for name, series in base.series().items():
        if (listed := getattr(base, name)) is not None:
            values[name] = listing(
                [say_value(Value(one, series.unit), language, endpoint_unit) for one in listed], language
            )
    values["target"] = say_value(Value(found.target, target_unit(design)), language, endpoint_unit)
    values["n_total"] = integer(found.analysed, language)
    values["n_arms"] = say_arms(found.arms, language)
    if found.clusters:
        values["n_clusters"] = integer(sum(arm.size for arm in found.clusters), language)
        values["n_cluster_arms"] = say_arms(found.clusters, language)
    if found.events is not None:
        values["n_events"] = say_value(Value(found.events, Unit.COUNT), language)
    return filled(design.sentence(), values, language)
