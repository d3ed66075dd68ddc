"""Is the project eligible for an edition of the call? Each condition: met, not met, or not known yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from protocols.funding.editions import Criterion, Edition, editions
from protocols.funding.known import answered, known, shown_only
from protocols.model.device import Device
from protocols.model.funding import STAGES
from protocols.model.section import NotApplicable
from protocols.protocol import Protocol
from stats.quantities import Value
from stats.text import Text

_YES, _NO = Text(fr="oui", en="yes"), Text(fr="non", en="no")
_ASSUMED = Text(
    fr="Limite reprise d'une autre édition, non vue pour celle-ci.",
    en="Limit carried over from another edition, not seen for this one.",
)
CONFIRM = Text(
    fr="À confirmer auprès de Bpifrance dans le cahier des charges.",
    en="To be confirmed with Bpifrance in the official specifications.",
)


class Outcome(StrEnum):
    """What is said of a condition."""

    NOT_MET = "not met"
    UNKNOWN = "unknown"
    MET = "met"


@dataclass(frozen=True, slots=True)
class Judged:
    """A condition, whether it is met, what was declared, and the field where to act."""

    criterion: Criterion
    outcome: Outcome
    found: Value | Text | None = None
    where: str = ""

    @property
    def sentence(self) -> Text:
        """What the call asks, with its limits, and how far that is sure."""
        said, doubt = self.criterion.said(), self.doubt
        return said if doubt is None else Text(fr=f"{said.fr} {doubt.fr}", en=f"{said.en} {doubt.en}")

    @property
    def doubt(self) -> Text | None:
        """Why the condition itself is to be confirmed; None when its source was read and agrees with another."""
        parts = [_ASSUMED] * self.criterion.assumed + [CONFIRM] * (
            self.criterion.assumed or self.criterion.confidence == "L"
        )
        if not parts:
            return None
        return Text(fr=" ".join(one.fr for one in parts), en=" ".join(one.en for one in parts))


@dataclass(frozen=True, slots=True)
class Eligibility:
    """The conditions of the chosen edition, judged; no edition while none is chosen or the author set it aside."""

    edition: Edition | None
    judged: tuple[Judged, ...] = ()
    set_aside: str = ""  # the author's reason

    def of(self, outcome: Outcome) -> tuple[Judged, ...]:
        """The conditions with one outcome."""
        return tuple(one for one in self.judged if one.outcome is outcome)


def eligibility(protocol: Protocol) -> Eligibility:
    """Every condition of the chosen edition, judged on what the protocol says; those that do not concern it left out."""
    chosen = protocol.funding.edition
    if isinstance(chosen, NotApplicable):
        return Eligibility(None, set_aside=chosen.not_applicable)
    edition = answered(chosen)
    if edition is None:
        return Eligibility(None)
    return Eligibility(editions()[edition], judged(editions()[edition], known(protocol) | shown_only(protocol)))


def judged(edition: Edition, facts: Mapping[str, tuple[Any, str]]) -> tuple[Judged, ...]:
    """The conditions of an edition on known facts (each with the field it comes from)."""
    found = (judge(one, facts) for one in edition.criteria)
    return tuple(one for one in found if one is not None)


def judge(criterion: Criterion, facts: Mapping[str, tuple[Any, str]]) -> Judged | None:
    """One condition; None when it does not concern this project."""
    conditions = {name: facts.get(name, (None, "")) for name in criterion.when}
    if any(value is not None and value not in criterion.when[name] for name, (value, _) in conditions.items()):
        return None
    value, where = facts.get(criterion.fact, (None, ""))
    open_conditions = [place for said, place in conditions.values() if said is None]
    if value is None or open_conditions:
        return Judged(criterion, Outcome.UNKNOWN, None, (open_conditions or [where])[0])
    outcome = Outcome.MET if criterion.holds(value) else Outcome.NOT_MET
    return Judged(criterion, outcome, _said(criterion, value), where)


def _said(criterion: Criterion, value: Any) -> Value | Text:
    if isinstance(value, bool):
        return _YES if value else _NO
    if isinstance(value, int | float):
        return Value(float(value), criterion.unit)
    named = Device.asks()["ce_status"].options | STAGES
    return named.get(str(value), Text(fr=str(value), en=str(value)))
