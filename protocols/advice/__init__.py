"""From the situation to designs side by side: the ideal trial, what each can show, how many, how long, for how much."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from protocols.advice.catalogue import Entry, reasons, roles
from protocols.advice.matching import matched, sought, two_claims
from protocols.advice.sizing import Calculation, calculation
from protocols.claims_order import medical_first
from protocols.model.design import CLUSTERED
from protocols.model.situation import QUESTIONS
from protocols.protocol import Protocol
from protocols.solving import size_of
from stats.designs.combined.joint import Joint
from stats.quantities import Unit, Value
from stats.result import SampleSize
from stats.text import Phrase, Text

_CENTRES_SHORT = Text(
    fr="Il faut {needed} services ou centres ; {known} sont prévus.",
    en="{needed} wards or centres are needed; {known} are planned.",
)
_FEW_GROUPS = Text(
    fr="{needed} groupes seulement : le relecteur demandera comment l'effet est séparé de celui des équipes.",
    en="Only {needed} groups: the reviewer will ask how the effect is separated from that of the teams.",
)
_TOO_LONG = Text(
    fr="À ce rythme, {months} d'inclusions ; {planned} sont prévus.",
    en="At this rate, {months} of enrolment; {planned} are planned.",
)
_HALF = Text(
    fr="Calculé sur le seul critère médical : la revendication porte aussi sur les coûts, à tester dans la même étude.",
    en="Sized on the medical endpoint alone: the claim also rests on costs, to be tested in the same study.",
)
_FEW = 20  # clusters in all: ten in each arm


@dataclass(frozen=True, slots=True)
class Option:
    """One design for this situation.

    size: the sample size, None while something is needed or when it is refused; spread: analysed sizes at the two ends of the
    orders of magnitude; powers: of each claim at this size, when there are several; centres, months and euros: None while unknown;
    step: an earlier step, not an answer to the claim
    """

    entry: Entry
    calculation: Calculation
    size: SampleSize | None
    refusal: Phrase | None
    powers: tuple[float, ...]
    spread: tuple[int, int] | None
    centres: int | None
    months: tuple[float, float] | None
    euros: tuple[float, float] | None
    cautions: tuple[Phrase, ...]
    step: Text | None
    adopted: bool


@dataclass(frozen=True, slots=True)
class Rejected:
    """A design set aside, and why."""

    entry: Entry
    reason: Text


@dataclass(frozen=True, slots=True)
class Advice:
    """What the advisor says of a situation."""

    ideal: Text | None
    options: tuple[Option, ...]
    rejected: tuple[Rejected, ...]
    unanswered: tuple[Text, ...]


def advise(protocol: Protocol) -> Advice:
    """Two to five designs side by side, the ideal trial, and why other designs are set aside; nothing while the role is unknown."""
    protocol = medical_first(protocol)  # the cost may have been put first on the sizing page
    situation = protocol.situation
    asks = situation.asks()
    unanswered = tuple(asks[name].label for name in QUESTIONS if getattr(situation, name) is None)
    if situation.role is None:
        return Advice(None, (), (), unanswered)
    kept, aside = matched(protocol)
    options = tuple(_option(entry, protocol) for entry in kept)
    rejected = tuple(Rejected(entry, reasons()[reason]) for entry, reason in aside)
    return Advice(roles()[situation.role].ideal, options, rejected, unanswered)


def _option(entry: Entry, protocol: Protocol) -> Option:
    found = calculation(entry, protocol)
    size, refusal = _size(found)
    centres = _centres(entry, size, protocol)
    months, cautions = _calendar(entry, size, centres, protocol)
    return Option(
        entry=entry,
        calculation=found,
        size=size,
        refusal=refusal,
        powers=_powers(size),
        spread=_spread(entry, protocol, size, found),
        centres=centres,
        months=months,
        euros=_euros(entry, size, centres),
        cautions=(*cautions, *_half(entry, protocol)),
        step=reasons()["step"] if entry.performance and sought(protocol) else None,
        adopted=protocol.situation.adopted == entry.id,
    )


def _size(found: Calculation) -> tuple[SampleSize | None, Phrase | None]:
    if found.needs:
        return None, None
    result = size_of(found.sizing, found.better)
    return (result, None) if isinstance(result, SampleSize) else (None, result[0].phrase)


def _half(entry: Entry, protocol: Protocol) -> tuple[Phrase, ...]:
    """A comparison sized on one claim where two are made."""
    compares = not (entry.beside or entry.performance or entry.early)
    return (Phrase(_HALF),) if compares and two_claims(protocol) else ()


def _powers(size: SampleSize | None) -> tuple[float, ...]:
    if size is None or not isinstance(size.design, Joint):
        return ()
    return tuple(float(one) for one in size.design.outcomes({size.axis: float(size.analysed)}).each)


def _spread(entry: Entry, protocol: Protocol, size: SampleSize | None, found: Calculation) -> tuple[int, int] | None:
    """The sizes at the two ends of the orders of magnitude; None without them, or when an end has no size."""
    if size is None or not found.usual:
        return None
    ends = [calculation(entry, protocol, end) for end in ("low", "high")]
    sizes = [size_of(one.sizing, one.better) for one in ends]
    known = [one.enrolled for one in sizes if isinstance(one, SampleSize)]
    return (min(known), max(known)) if len(known) == 2 and min(known) < max(known) else None


def _centres(entry: Entry, size: SampleSize | None, protocol: Protocol) -> int | None:
    if size is not None and size.clusters:
        return sum(arm.size for arm in size.clusters)
    return protocol.plan.sites


def _calendar(
    entry: Entry, size: SampleSize | None, centres: int | None, protocol: Protocol
) -> tuple[tuple[float, float] | None, tuple[Phrase, ...]]:
    """Months from the decision to the last patient, low and high, and what is wrong with them."""
    plan, (low, high) = protocol.plan, entry.preparing
    if entry.retrospective or entry.early or protocol.route.data_source == "existing_only":
        return (low, high), ()
    cautions: list[Phrase] = []
    after = plan.follow_up_months or 0.0
    if size is None or not plan.rate_per_site:
        return None, ()
    if size.clusters:
        if plan.recruitment_months is None:
            return None, ()
        months, needed = plan.recruitment_months, centres or 0
        if plan.sites is not None and needed > plan.sites:
            values = {"needed": Value(needed, Unit.COUNT), "known": Value(plan.sites, Unit.COUNT)}
            cautions.append(Phrase(_CENTRES_SHORT, values))
        elif entry.plan in CLUSTERED and needed < _FEW:
            cautions.append(Phrase(_FEW_GROUPS, {"needed": Value(needed, Unit.COUNT)}))
    elif plan.sites:
        months = ceil(size.enrolled / (plan.sites * plan.rate_per_site))
        if plan.recruitment_months is not None and months > plan.recruitment_months:
            said = {"months": Value(months, Unit.MONTHS), "planned": Value(plan.recruitment_months, Unit.MONTHS)}
            cautions.append(Phrase(_TOO_LONG, said))
    else:
        return None, ()
    return (low + months + after, high + months + after), tuple(cautions)


def _euros(entry: Entry, size: SampleSize | None, centres: int | None) -> tuple[float, float] | None:
    """The order of magnitude of the budget, low and high; None while the size or the centres are unknown."""
    if size is None or centres is None:
        return None
    costs = entry.costs
    return (
        costs.fixed[0] + costs.centre[0] * centres + costs.participant[0] * size.enrolled,
        costs.fixed[1] + costs.centre[1] * centres + costs.participant[1] * size.enrolled,
    )
