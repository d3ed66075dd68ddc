"""The economic claim of the call added to a calculation in one gesture: a cost difference, lower is better, superiority."""

from __future__ import annotations

from protocols.claim import TWO_TESTS, benefit_of
from protocols.model.sizing import Calculation, GoalChoice, OtherClaim
from protocols.protocol import Protocol
from stats.card import Family
from stats.registry import design_class, kinds

_NON_INFERIORITY = "economic_superiority_medical_non_inferiority"


def economic_claim_missing(protocol: Protocol) -> bool:
    """Whether an economic benefit is claimed and no claim of the calculation rests on costs."""
    sizing = protocol.sizing
    others = sizing.others if sizing.extension == "others" else ()
    return benefit_of(protocol) in TWO_TESTS and not any(_economic(one) for one in (sizing, *others))


def margin_goal_missing(protocol: Protocol) -> bool:
    """Whether medical non-inferiority is claimed and the primary endpoint, a medical one, is not tested for it."""
    sizing = protocol.sizing
    claimed = benefit_of(protocol) == _NON_INFERIORITY
    return claimed and not _economic(sizing) and sizing.goal.kind != "non_inferiority"


def with_economic_claim(protocol: Protocol, name: str) -> Protocol:
    """The draft with a cost among its primary claims; one already typed is used again, nothing is lost.

    name: of the new claim, in the language of the author
    """
    sizing = protocol.sizing
    added = OtherClaim(name=name, kind="cost_difference", better="lower", goal=GoalChoice(kind="superiority"))
    room = any(_economic(one) for one in sizing.others)
    others = sizing.others if room else (*sizing.others, added)
    changed = protocol.changed("sizing", "others", [one.model_dump() for one in others])
    return changed.changed("sizing", "extension", "others")


def _economic(asked: Calculation) -> bool:
    return bool(asked.kind) and asked.kind in kinds() and design_class(asked.kind).card.family is Family.ECONOMICS
