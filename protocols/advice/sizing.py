"""How many for one design of the catalogue: the calculation that adopting it would set up, solved as it stands."""

from __future__ import annotations

from dataclasses import dataclass

from protocols.advice.catalogue import Entry, Sized, usual
from protocols.advice.matching import non_inferior, two_claims
from protocols.advice.numbers import MARGINS, Raw, drawn, raw_of
from protocols.economic_claim import economic, economic_claim
from protocols.model.sizing import Assumption, GoalChoice, OtherClaim, Sizing
from protocols.model.sizing import Calculation as Asked
from protocols.protocol import Protocol
from protocols.solving import size_of
from stats.card import Attained
from stats.goals import Better
from stats.refusal import Problem
from stats.registry import design_class
from stats.result import SampleSize
from stats.text import Text

_END = {"low": 1, "high": 2}
_SAME = {  # what is expected under a non-inferiority
    "reached": "control",
    "difference": "zero",
    "hazard_ratio": "one",
    "events_reached": "events",
}
_EXACT_BELOW = 10_000  # an exact test of so many gains nothing and is slow
Found = SampleSize | tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Calculation:
    """The calculation of a design, what it still needs, and what of it is only an order of magnitude."""

    sizing: Sizing
    better: Better | None
    needs: tuple[Text, ...]
    usual: tuple[str, ...]


def calculation(entry: Entry, protocol: Protocol, end: str = "") -> Calculation:
    """The calculation that adopting a design would set up.

    end: "low" or "high" for an end of the orders of magnitude instead of their central value
    """
    sized, raw = sized_by(entry, protocol), raw_of(protocol)
    margined = bool(_margin_of(sized, entry, protocol))
    lines, needs, guessed = _lines(sized, protocol.sizing, raw, end, margined)
    goal, asked = _goal(sized, entry, protocol, raw)
    better = _better(entry, protocol)
    target, wanted = _target(sized, entry, protocol, raw)
    sizing = Sizing(
        kind=sized.kind,
        goal=goal,
        target=target,
        choices=_choices(sized, entry, protocol),
        assumptions=lines,
        flow=protocol.sizing.flow,
    )
    if entry.beside:
        others, lacking, also = _beside(entry.beside, protocol, raw, end)
        same = len(others) == len(protocol.sizing.others)
        sizing = sizing.model_copy(
            update={
                "extension": "others",
                "others": others,
                "correlation": _correlation(protocol),
                "correlations": protocol.sizing.correlations if same else (),
            }
        )
        needs, guessed = (*needs, *lacking), (*guessed, *also)
    every = dict.fromkeys((*needs, *asked, *wanted))
    return Calculation(_exact_or_not(sizing, better), better, tuple(every), guessed)


def _beside(
    sized: Sized, protocol: Protocol, raw: Raw, end: str
) -> tuple[tuple[OtherClaim, ...], tuple[Text, ...], tuple[str, ...]]:
    """The other claims of the draft with the economic one among them, what it still needs, and its orders of magnitude."""
    others = list(protocol.sizing.others)
    place = next((place for place, one in enumerate(others) if economic(one)), len(others))
    claim = (*others, economic_claim(protocol, sized.kind))[place]
    if claim.kind != sized.kind:  # a net benefit that the author sizes herself
        return tuple(others), (), ()
    lines, needs, guessed = _lines(sized, claim, raw, end)
    others[place : place + 1] = [claim.model_copy(update={"assumptions": claim.assumptions | lines})]
    return tuple(others), needs, guessed


def _correlation(protocol: Protocol) -> Assumption:
    """That of the register, or zero, which is conservative when both claims must succeed."""
    known = protocol.sizing.correlation
    return known if known.given else Assumption(value=0.0)


def sized_by(entry: Entry, protocol: Protocol) -> Sized:
    """The way a design is sized for the endpoint of the draft (the first one while it is not known)."""
    options = entry.sized
    return options.get("any") or options.get(protocol.endpoints.type or "") or next(iter(options.values()))


def _lines(
    sized: Sized, present: Asked, raw: Raw, end: str, margined: bool = False
) -> tuple[dict[str, Assumption], tuple[Text, ...], tuple[str, ...]]:
    """The assumptions: those of the register when it holds this very calculation, the author's numbers, orders of magnitude.

    margined: what is expected is then no effect, since only a loss beyond the margin is excluded
    """
    known = present.assumptions if present.kind == sized.kind else {}
    lines: dict[str, Assumption] = {name: one for name, one in known.items() if one.given}
    needs: list[Text] = []
    for name, source in sized.drawn:
        if name in lines or name == "cluster_period_size" and "clusters_available" in lines:  # one or the other
            continue
        found = drawn(_SAME.get(source, source) if margined else source, raw)
        needs += found.needs
        if found.value is not None:
            lines[name] = Assumption(value=found.value)
    guessed = tuple(name for name in sized.usual if _field(name) not in lines)
    for name in guessed:
        middle, *ends = usual()[name]
        low, high = min(ends), max(ends)
        value = usual()[name][_END[end]] if end else middle
        spread = {"low": low, "high": high} if low < high else {}
        lines[_field(name)] = Assumption(value=value, **spread)
    return lines, tuple(needs), guessed


def _field(name: str) -> str:
    """The assumption that an order of magnitude is for: costs vary more than times, under the same name."""
    return "cv" if name == "cv_cost" else name


def _margin_of(sized: Sized, entry: Entry, protocol: Protocol) -> str:
    """The number that holds the margin of a non-inferiority; "" for another goal."""
    if sized.margin:
        return sized.margin
    shows = not entry.performance and not entry.goal and not entry.endpoint and non_inferior(protocol)
    return MARGINS.get(protocol.endpoints.type or "", "") if shows else ""


def _goal(sized: Sized, entry: Entry, protocol: Protocol, raw: Raw) -> tuple[GoalChoice, tuple[Text, ...]]:
    margin = _margin_of(sized, entry, protocol)
    kind = "non_inferiority" if margin else entry.goal or "superiority"
    present = protocol.sizing.goal
    same = present.kind == kind and protocol.sizing.kind == sized.kind
    goal = present.model_dump() if same else {"kind": kind, "margin_reason": present.margin_reason}
    if not margin or goal.get("margin"):
        return GoalChoice.model_validate(goal), ()
    found = drawn(margin, raw)
    return GoalChoice.model_validate(goal | {"margin": found.value}), found.needs


def _target(sized: Sized, entry: Entry, protocol: Protocol, raw: Raw) -> tuple[float | None, tuple[Text, ...]]:
    present = protocol.sizing
    if present.kind == sized.kind and present.target is not None:
        return present.target, ()
    if sized.width:
        found = drawn(sized.width, raw)
        return found.value, found.needs
    if sized.target is not None:
        return sized.target, ()
    powered = bool(present.kind) and present.target is not None and present.target < 1
    known = powered and present.quantities() and design_class(present.kind or "").card.attained is Attained.POWER
    half = two_claims(protocol) and not entry.beside  # the power of one test out of two, which must both succeed
    return (present.target if known else 0.9 if half or protocol.plan.confirmatory == "yes" else 0.8), ()


def _better(entry: Entry, protocol: Protocol) -> Better | None:
    if "better" in entry.endpoint:
        return "higher" if entry.endpoint["better"] == "higher" else "lower"
    return protocol.endpoints.better


def _choices(sized: Sized, entry: Entry, protocol: Protocol) -> dict[str, str]:
    """The conventions of the design; those chosen for this very calculation stay."""
    if protocol.sizing.kind == sized.kind:
        return dict(entry.choices) | dict(protocol.sizing.choices)
    return dict(entry.choices)


def _exact_or_not(sizing: Sizing, better: Better | None) -> Sizing:
    """The exact test where it counts, its normal approximation when the size is large."""
    if sizing.kind != "sensitivity_specificity" or "test" in sizing.choices:
        return sizing
    rough = sizing.model_copy(update={"choices": {**sizing.choices, "test": "normal"}})
    found = size_of(rough, better)
    return rough if isinstance(found, SampleSize) and found.analysed > _EXACT_BELOW else sizing
