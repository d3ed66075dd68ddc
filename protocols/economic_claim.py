"""The economic claim of a study: whether one rests on costs, and the claim that an evaluation calls for."""

from __future__ import annotations

from protocols.model.sizing import Calculation, OtherClaim
from protocols.protocol import Protocol
from stats.card import Family
from stats.text import Text

_BY_QALYS = ("cost_utility", "cost_utility_and_effectiveness")
_NAMES = {
    "cost_difference": Text(fr="Coût total par participant", en="Total cost per participant"),
    "net_benefit": Text(fr="Bénéfice monétaire net par participant", en="Net monetary benefit per participant"),
}


def economic(asked: Calculation) -> bool:
    """Whether a claim rests on costs."""
    model = asked.chosen_design()
    return model is not None and model.card.family is Family.ECONOMICS


def economic_claim(protocol: Protocol, kind: str = "") -> OtherClaim:
    """An economic claim, lower costs or a higher net benefit, with its numbers left to type.

    kind: its design; without one, a net benefit when the evaluation planned counts QALYs, a cost difference otherwise
    """
    kind = kind or ("net_benefit" if protocol.economics.method in _BY_QALYS else "cost_difference")
    return OtherClaim.model_validate(
        {
            "name": _NAMES[kind][protocol.language],
            "kind": kind,
            "better": "higher" if kind == "net_benefit" else "lower",
            "unit": "€",
            "type": "continuous",
            "goal": {"kind": "superiority"},
        }
    )
