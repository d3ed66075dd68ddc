"""The assumption register as one list: every line that the calculation asks for, whose claim it is, what a reviewer would say of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from protocols.combining import correlations_of, shared
from protocols.model.sizing import Assumption, Calculation
from protocols.protocol import Protocol
from stats.flow import Flow
from stats.formulas.combined.joint_words import headed
from stats.quantities import Quantity, Series
from stats.registry import design_class
from stats.text import Text

Weakness = Literal["unsourced", "uncited", "no_range", "outside"]
PRIOR = ("prior_a", "prior_b")  # a prior distribution is its own plausible range
MEASURED = ("literature", "pilot", "registry")  # sources that are nothing without their citation


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the register.

    place: "assumptions", "flow", "others.0.assumptions" for another claim, "" for the sizing itself
    claim: 0 for the first claim, 1 for the next; None for what all of them share
    decided: the team decides on it, it cannot turn out wrong
    """

    place: str
    name: str
    asked: Quantity | Series
    line: Assumption
    claim: int | None = None
    called: str = ""  # of a claim after the first
    unit: str = ""  # of the endpoint of its claim
    decided: bool = False
    required: bool = True  # the calculation cannot be made without it

    @property
    def path(self) -> str:
        """Where the line stands under the sizing."""
        return f"{self.place}.{self.name}" if self.place else self.name

    @property
    def quantity(self) -> Quantity:
        """What is asked, for a line that is no list."""
        assert isinstance(self.asked, Quantity)
        return self.asked

    @property
    def label(self) -> Text:
        """The assumption, under its claim when it is not the first."""
        return headed(self.claim + 1, self.asked.label, self.called) if self.claim else self.asked.label

    @property
    def in_use(self) -> bool:
        """Whether something was given; a loss of zero is none."""
        return self.line.given and not (self.place == "flow" and not self.line.value)

    @property
    def weaknesses(self) -> tuple[Weakness, ...]:
        """Why a reviewer would stop at this line, its age aside."""
        line, found = self.line, list[Weakness]()
        if not self.in_use:
            return ()
        if not self.decided and line.source is None:
            found.append("unsourced")
        if not self.decided and line.source in MEASURED and not line.citation.strip():
            found.append("uncited")
        ranged = not self.decided and self.name not in PRIOR and line.source != "decision"
        if ranged and line.value is not None and line.plausible is None:
            found.append("no_range")
        if line.plausible and line.value is not None and not line.plausible[0] <= line.value <= line.plausible[1]:
            found.append("outside")
        return tuple(found)


def register_of(protocol: Protocol) -> tuple[Entry, ...]:
    """Every line that the calculation asks for: claim by claim, then what they share (their correlation, the losses)."""
    sizing, unit = protocol.sizing, (protocol.endpoints.unit or "").strip()
    found = list(_asked(sizing, "assumptions", 0, unit))
    if sizing.has_claims:
        for place, claim in enumerate(sizing.others):
            asked = _asked(claim, f"others.{place}.assumptions", place + 1, claim.unit.strip(), claim.name)
            found += [one for one in asked if one.name not in shared(sizing, claim)]
        if sizing.others:
            correlation = design_class("joint").quantities()["correlation"]
            alone = not correlations_of(sizing)  # given by pair, the common one is not asked
            found.append(Entry("", "correlation", correlation, sizing.correlation, required=alone))
    losses = Flow.quantities().items()
    for name, one in losses:
        found.append(Entry("flow", name, one, sizing.flow.get(name, Assumption()), required=False))
    return tuple(found)


def _asked(claim: Calculation, place: str, rank: int, unit: str, called: str = "") -> Iterator[Entry]:
    model, decided = claim.chosen_design(), claim.decided()
    if model is None:
        return
    asked: dict[str, Quantity | Series] = {**model.quantities(), **model.series()}
    for name, one in asked.items():
        line, required = claim.assumptions.get(name, Assumption()), model.model_fields[name].is_required()
        yield Entry(place, name, one, line, rank, called, unit, name in decided, required)
