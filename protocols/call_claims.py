"""The three claims of the French call as calculations: which tests each asks for, what a draft lacks of them, and all set up at once."""

from __future__ import annotations

from typing import Any

from protocols.advice.catalogue import entries
from protocols.claim import TWO_TESTS, benefit_of
from protocols.claims_order import claims_of, claims_sized
from protocols.economic_claim import economic, economic_claim
from protocols.model.sizing import Calculation, GoalChoice, GoalKind, OtherClaim, Sizing
from protocols.protocol import Protocol
from stats.registry import design_class
from stats.text import Text

_MEDICAL: dict[str, GoalKind] = {
    "medical_superiority": "superiority",
    "economic_superiority_medical_non_inferiority": "non_inferiority",
    "economic_and_medical_superiority": "superiority",
}
_SUPERIOR = ("superiority", "superiority_by_margin")
_MEDICAL_GAPS = {
    "superiority": Text(
        fr="un critère médical testé en supériorité",
        en="a medical endpoint tested for superiority",
    ),
    "non_inferiority": Text(
        fr="un critère médical testé en non-infériorité, avec sa marge",
        en="a medical endpoint tested for non-inferiority, with its margin",
    ),
}
_ECONOMIC_GAP = Text(
    fr="un critère économique testé en supériorité sur les mêmes participants",
    en="an economic endpoint tested for superiority on the same participants",
)
_RULE_GAP = Text(fr="le succès exigé sur tous les critères", en="success required on every endpoint")


def lacking(protocol: Protocol) -> tuple[Text, ...]:
    """What the benefit claimed asks of the calculation and is not there; nothing when no benefit is claimed."""
    benefit, sizing = benefit_of(protocol), protocol.sizing
    if benefit is None:
        return ()
    asked = claims_sized(protocol)
    goal = _MEDICAL[benefit]
    gaps = [] if any(_shows(one, goal) for one in asked if not economic(one)) else [_MEDICAL_GAPS[goal]]
    if benefit in TWO_TESTS:
        gaps += [] if any(_shows(one, "superiority") for one in asked if economic(one)) else [_ECONOMIC_GAP]
        gaps += [_RULE_GAP] if len(asked) > 1 and sizing.rule != "all" else []
    return tuple(gaps)


def set_up(protocol: Protocol, benefit: str) -> Protocol:
    """The draft with the claim of the call and its calculation: designs, goals, directions, rule; the numbers are left to type.

    What was typed stays: a claim already there is used again, with its numbers.
    """
    protocol = protocol.changed("claim", "aim", "benefit").changed("claim", "benefit", benefit)
    sizing, (first, *others) = protocol.sizing, claims_of(protocol)
    if benefit not in TWO_TESTS:
        alone = sizing.has_claims and all(economic(one) for one in others)
        made = [_aimed(one, "superiority") if place == 0 else one for place, one in enumerate((first, *others))]
        return _with(protocol, made, {"extension": "none"} if alone else {})
    claims, medical = [first, *others], _MEDICAL[benefit]
    for wanted, is_one, new in ((medical, _medical, OtherClaim()), ("superiority", economic, economic_claim(protocol))):
        place = next((place for place, one in enumerate(claims) if is_one(one)), len(claims))
        claims[place : place + 1] = [_aimed((*claims, new)[place], wanted)]
    return _with(protocol, claims, {"extension": "others", "rule": "all", "procedure": ""})


def _medical(asked: Calculation) -> bool:
    return not economic(asked)


def _shows(asked: Calculation, goal: GoalKind) -> bool:
    return asked.goal.kind in _SUPERIOR if goal == "superiority" else asked.goal.kind == goal


def _aimed(claim: OtherClaim, kind: GoalKind) -> OtherClaim:
    """The claim with this goal, at the one-sided risk it had."""
    goal = claim.goal
    if _shows(claim, kind):
        return claim
    alpha = goal.alpha
    if alpha is not None and goal.kind is not None:
        one_sided = alpha / (goal.sides or 2) if goal.kind == "superiority" else alpha
        alpha = 2 * one_sided if kind == "superiority" else one_sided
    changed = GoalChoice.model_validate(goal.model_dump() | {"kind": kind, "alpha": alpha, "sides": None})
    return claim.model_copy(update={"goal": changed})


def _with(protocol: Protocol, claims: list[OtherClaim], changed: dict[str, Any]) -> Protocol:
    """The draft with these claims, in the same order: only the goal of the first may have changed, and its design if it had none."""
    first, sizing = claims[0], protocol.sizing
    asked = {
        "kind": first.kind or _usual_kind(protocol, first.goal.kind),
        "goal": first.goal,
        "others": tuple(claims[1:]),
    }
    return protocol.model_copy(
        update={"sizing": Sizing.model_validate(sizing.model_copy(update=asked | changed).model_dump())}
    )


def _usual_kind(protocol: Protocol, goal: str | None) -> str | None:
    """The design of a randomised trial in two parallel groups for the type of endpoint; None when another may be meant."""
    sized = entries()["parallel_rct"].sized.get(protocol.endpoints.type or "")
    parallel = protocol.plan.type in (None, "randomised_parallel")
    return sized.kind if sized and parallel and goal in design_class(sized.kind).goal_kinds() else None
