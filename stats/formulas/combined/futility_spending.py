"""What the futility bounds of a plan spend, look by look, and how it is said: beta, or a probability of stopping under the null."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from stats.formulas.combined.sequential import giving_up, spending
from stats.quantities import Unit, Value
from stats.text import Phrase, Text

if TYPE_CHECKING:
    from stats.designs.combined.group_sequential import GroupSequential

_BETA = Text(
    fr="{rule}, qui dépensent un risque bêta de {beta}, {shape}",
    en="{rule}, which spend a beta of {beta}, {shape}",
)
_NULL = Text(
    fr="{rule}, qui dépensent sous l'hypothèse nulle une probabilité d'arrêt de {null_stop}, {shape}",
    en="{rule}, which spend a probability of stopping of {null_stop} under the null hypothesis, {shape}",
)


def futility_words(plan: GroupSequential) -> Phrase:
    """Whether the bounds bind and what they spend, of which total and by which function."""
    rule = plan.option("futility_rule")
    if plan.futility_spending == "none":
        return Phrase(rule)
    amount, text = (plan.beta or 0.0, _BETA) if plan.null_stop is None else (plan.null_stop, _NULL)
    shape = plan.option("futility_spending")
    return Phrase(text, {"rule": rule, "shape": shape, plan.futility_spends: Value(amount, Unit.PROPORTION)})


def futility_spent(plan: GroupSequential) -> tuple[float, ...]:
    """What the bounds have spent after each look before the last; nothing when they are given."""
    if plan.futility_spending == "none":
        return ()
    if plan.null_stop is not None:
        return tuple(float(one) for one in np.cumsum(giving_up(plan.boundaries, 0.0)))
    total, shape = plan.beta or 0.0, plan.futility_shape
    return tuple(spending(plan.futility_spending, t, total, shape) for t in plan.information[:-1])
