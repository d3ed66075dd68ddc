"""What a plan with looks cannot say: a parameter that its shape lacks or does not use, levels or futility bounds that do not fit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from stats.formulas.combined import interim_words as said
from stats.formulas.combined.futility_scales import NEEDS_BETA
from stats.refusal import Refusal

if TYPE_CHECKING:
    from stats.designs.combined.group_sequential import GroupSequential

PARAMETERS = {"hwang_shih_decani": "gamma", "kim_demets": "rho", "wang_tsiatis": "delta"}
FUTILITY_PARAMETERS = {"hwang_shih_decani": "futility_gamma", "kim_demets": "futility_rho"}
GIVEN = ("given_alpha", "given_p")


def in_use(chosen: Mapping[str, str], bounded: bool) -> frozenset[str]:
    """The fields that play a role under some choices: no other is asked, or taken.

    chosen: every choice by field; bounded: whether futility bounds are given
    """
    fields = {"spending", "futility_spending", PARAMETERS.get(chosen["spending"], "")}
    if chosen["spending"] in GIVEN:
        fields.add("levels")
    if chosen["futility_spending"] != "none":
        own = FUTILITY_PARAMETERS.get(chosen["futility_spending"], "")
        fields |= {"futility_spends", chosen["futility_spends"], own, "futility_rule"}
    else:
        fields |= {"futility"} | ({"futility_scale", "futility_rule"} if bounded else set())
        fields |= {"beta"} if bounded and chosen["futility_scale"] == NEEDS_BETA else set()
    return frozenset(fields - {""})


def refuse_parameters(plan: GroupSequential) -> None:
    """Refuse a parameter that is missing, or that nothing uses."""
    wanted = in_use({name: getattr(plan, name) for name in plan.choices()}, bool(plan.futility))
    for name in ("null_stop", *PARAMETERS.values(), *FUTILITY_PARAMETERS.values(), "beta"):
        given = getattr(plan, name) is not None
        if name in wanted and not given:
            raise Refusal(said.PARAMETER_NEEDED, name, label=plan.quantities()[name].label)
        if given and name not in wanted:
            raise Refusal(said.PARAMETER_NOT_USED, name)


def refuse_levels(plan: GroupSequential) -> None:
    """Refuse given levels that are not one for each interim look, or a cumulative alpha that falls or exceeds the total."""
    given = plan.spending in GIVEN
    if plan.levels and not given:
        raise Refusal(said.PARAMETER_NOT_USED, "levels")
    if given and len(plan.levels) != len(plan.information) - 1:
        raise Refusal(said.LEVELS_COUNT, "levels")
    if plan.spending == "given_alpha":
        spent = (0.0, *plan.levels)
        if any(b < a for a, b in zip(spent, spent[1:], strict=False)) or spent[-1] >= plan.alpha:
            raise Refusal(said.LEVELS_ORDER, "levels")


def refuse_futility(plan: GroupSequential) -> None:
    """Refuse futility bounds given twice, not one for each interim look, or that are no probability on a scale of probabilities."""
    if plan.futility and plan.futility_spending != "none":
        raise Refusal(said.FUTILITY_TWICE, "futility")
    if plan.null_stop is not None and plan.null_stop > 1 - plan.alpha + 1e-12:
        raise Refusal(said.NULL_STOP_LARGE, "null_stop")
    if plan.futility and len(plan.futility) != len(plan.information) - 1:
        raise Refusal(said.FUTILITY_COUNT, "futility")
    if plan.futility_scale != "z" and not all(0 < one < 1 for one in plan.futility):
        raise Refusal(said.FUTILITY_PROBABILITY, "futility")
