"""The centres, the forecast and the budget as the document and the page print them."""

from __future__ import annotations

from dataclasses import dataclass

from protocols.model.recruitment import COUNTRIES, Centre
from protocols.protocol import Protocol
from protocols.recruitment import listed, share_french
from protocols.recruitment.calendar import Calendar, calendar_of
from protocols.recruitment.money import Budget, budget_of
from protocols.recruitment.outlook import Outlook, outlook_of
from stats.quantities import Unit, Value
from stats.text import Text
from templates.blocks import Language
from templates.charts.enrolment import enrolment_figure
from templates.citations import Size
from templates.formatting import date, integer, number, percent
from templates.markup import Tokens
from templates.saying import filled, say_value, words

_ONE = Text(fr="{name}", en="{name}")
_SEVERAL = Text(fr="{name} ({count} centres)", en="{name} ({count} centres)")
_OPEN_AT = Text(fr="mois {first}", en="month {first}")
_OPEN_IN = Text(fr="mois {first} à {last}", en="months {first} to {last}")
_RANGE = Text(fr="{rate} ({low} à {high})", en="{rate} ({low} to {high})")
_NONE = Text(fr="non renseigné", en="not given")
_BEYOND = Text(fr="plus de cent ans", en="more than a century")
_MONTH = Text(fr="mois {month}", en="month {month}")
_DATED = Text(fr="{month} (vers le {day})", en="{month} (about {day})")
_PARTICIPANTS = Text(fr="Inclusions", en="Enrolments")
_ADDED = Text(fr="Actes ajoutés par la recherche", en="Procedures added by the research")
_CENTRES = Text(fr="Centres", en="Centres")
_OVERHEAD = Text(fr="Frais généraux", en="Overheads")
_TOTAL = Text(fr="Total", en="Total")
_EACH = Text(fr="Soit par inclusion", en="That is, per enrolment")
_DECLARED = Text(fr="Dépenses déclarées dans la demande", en="Spending declared in the application")
_AID = Text(fr="Aide demandée", en="Aid requested")
_TIMES = Text(fr="{count} × {each}", en="{count} × {each}")
_OF = Text(fr="{share} des coûts", en="{share} of the costs")


@dataclass(frozen=True, slots=True)
class CentreRow:
    """One row of the table of centres."""

    name: str
    country: str
    opens: str
    rate: str


@dataclass(frozen=True, slots=True)
class CostRow:
    """One line of the budget."""

    item: str
    basis: str
    amount: str


@dataclass(frozen=True, slots=True)
class Foreseen:
    """The forecast in words; empty strings where it cannot be said."""

    n: str
    months: str
    chance: str
    funded_months: str
    funded_chance: str
    median: str
    early: str
    late: str
    expected: str
    centres: str
    needed_80: str
    needed_90: str
    slower_75: str
    slower_50: str


@dataclass(frozen=True, slots=True)
class EnrolmentWords:
    """What the templates print."""

    centres: tuple[CentreRow, ...]
    foreseen: Foreseen | None
    figure: str
    french: str
    ramp: str
    costs: tuple[CostRow, ...]
    project_months: str
    funded_months: str


def enrolment_words(protocol: Protocol, size: Size, language: Language, tokens: Tokens, brief: bool) -> EnrolmentWords:
    """Everything as opaque tokens; nothing for a synopsis."""
    outlook, budget, timing = outlook_of(protocol, size), budget_of(protocol, size), calendar_of(protocol)
    told = None if outlook is None else foreseen(outlook, timing, language)
    french, ramp = share_french(protocol), protocol.recruitment.ramp_up_months
    if brief:
        return EnrolmentWords((), None, "", "", "", (), "", "")
    return EnrolmentWords(
        centres=tuple(CentreRow(*map(tokens.short, cells)) for cells in centre_cells(protocol, language)),
        foreseen=None if told is None else Foreseen(*(tokens.short(one) if one else "" for one in _values(told))),
        figure="" if outlook is None else tokens.block(enrolment_figure(outlook, language)),
        french="" if french is None else tokens.short(percent(french, language, 0)),
        ramp=tokens.short(number(ramp, language)) if isinstance(ramp, int | float) and ramp else "",
        costs=tuple(
            CostRow(*(tokens.short(one) if one else "" for one in cells)) for cells in cost_cells(budget, language)
        ),
        project_months="" if timing.total is None else tokens.short(number(round(timing.total, 1), language)),
        funded_months="" if timing.funded is None else tokens.short(integer(timing.funded, language)),
    )


def foreseen(outlook: Outlook, timing: Calendar, language: Language) -> Foreseen:
    """The numbers of a forecast in words."""
    slower = dict(outlook.slower)
    chances = {factor: say_chance(chance, language) for factor, chance in slower.items()}
    left = outlook.funded_months
    return Foreseen(
        n=integer(outlook.n, language),
        months=number(outlook.months, language),
        chance=say_chance(outlook.chance, language),
        funded_months="" if left is None else number(round(left, 1), language),
        funded_chance="" if outlook.funded_chance is None else say_chance(outlook.funded_chance, language),
        median=say_month(outlook.median, timing, language),
        early=say_month(outlook.early, timing, language, dated=False),
        late=say_month(outlook.late, timing, language, dated=False),
        expected=integer(round(outlook.expected), language),
        centres=integer(outlook.centres, language),
        needed_80="" if outlook.needed_80 is None else integer(outlook.needed_80, language),
        needed_90="" if outlook.needed_90 is None else integer(outlook.needed_90, language),
        slower_75=chances[0.75],
        slower_50=chances[0.5],
    )


def say_chance(chance: float, language: Language) -> str:
    """A probability in whole per cent, never 0 or 100: nothing that is forecast is certain."""
    if chance < 0.01:
        return ("moins de " if language == "fr" else "less than ") + percent(0.01, language)
    if chance > 0.99:
        return ("plus de " if language == "fr" else "more than ") + percent(0.99, language)
    return percent(chance, language, 0)


def say_month(month: float | None, timing: Calendar, language: Language, dated: bool = True) -> str:
    """A month of enrolment, with its day when the start of the project is known."""
    if month is None:
        return words(_BEYOND, language)
    said = filled(_MONTH, {"month": number(round(month, 1), language)}, language)
    day = timing.day(timing.opened + month) if dated else None
    return said if day is None else filled(_DATED, {"month": said, "day": date(day, language)}, language)


def centre_cells(protocol: Protocol, language: Language) -> tuple[tuple[str, str, str, str], ...]:
    """The table of centres."""
    return tuple(
        (_name(one, language), words(COUNTRIES[one.country], language), _opening(one, language), _rate(one, language))
        for one in listed(protocol)
    )


def cost_cells(budget: Budget | None, language: Language) -> tuple[tuple[str, str, str], ...]:
    """The budget, line by line: item, basis, amount."""
    if budget is None:
        return ()

    def euros(amount: float) -> str:
        return say_value(Value(round(amount), Unit.EUROS), language)

    def times(count: int, each: float) -> str:
        return filled(_TIMES, {"count": integer(count, language), "each": euros(each)}, language)

    rows: list[tuple[str, str, str]] = []
    for label, count, each in (
        (_PARTICIPANTS, budget.participants, budget.per_participant),
        (_ADDED, budget.participants, budget.added_procedures),
        (_CENTRES, budget.centres, budget.per_centre),
    ):
        if count and each is not None:
            rows.append((words(label, language), times(count, each), euros(count * each)))
    rows += [(name, "", euros(amount)) for name, amount in budget.others]
    if budget.overhead:
        share = filled(_OF, {"share": percent(budget.overhead, language)}, language)
        rows.append((words(_OVERHEAD, language), share, euros(budget.direct * budget.overhead)))
    rows.append((words(_TOTAL, language), "", euros(budget.total)))
    for label, amount in ((_EACH, budget.each), (_DECLARED, budget.declared), (_AID, budget.aid)):
        if amount is not None:
            rows.append((words(label, language), "", euros(amount)))
    return tuple(rows)


def _values(told: Foreseen) -> tuple[str, ...]:
    return tuple(getattr(told, name) for name in told.__dataclass_fields__)


def _name(one: Centre, language: Language) -> str:
    values = {"name": one.name.strip(), "count": integer(one.count, language)}
    return filled(_SEVERAL if one.count > 1 else _ONE, values, language)


def _opening(one: Centre, language: Language) -> str:
    if one.opens is None:
        return filled(_OPEN_AT, {"first": "0"}, language) if one.opens_late is None else _window(0.0, one, language)
    return _window(one.opens, one, language)


def _window(first: float, one: Centre, language: Language) -> str:
    if one.opens_late is None or one.opens_late <= first:
        return filled(_OPEN_AT, {"first": number(first, language)}, language)
    values = {"first": number(first, language), "last": number(one.opens_late, language)}
    return filled(_OPEN_IN, values, language)


def _rate(one: Centre, language: Language) -> str:
    if one.rate is None:
        return words(_NONE, language)
    rate = number(one.rate, language)
    if one.low is None or one.high is None:
        return rate
    values = {"rate": rate, "low": number(one.low, language), "high": number(one.high, language)}
    return filled(_RANGE, values, language)
