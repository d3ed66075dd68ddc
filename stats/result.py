"""A sample size: never a bare number, but every number with what it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from stats.card import Attained
from stats.design import Arm, Design, Step
from stats.flow import Enrolment, Flow
from stats.text import Phrase


@dataclass(frozen=True, slots=True)
class SampleSize:
    """The answer of `solve`.

    exact: solution before rounding, total over the arms (for exact tests, the whole size itself)
    analysed: whole total from which the target holds, with its arms
    first: for exact tests, the first whole total that touches the target
    attained: power or width at `analysed`
    at_80, at_90: analysed totals for powers of 80 and 90 % (None when the design has no power)
    clusters: clusters by arm, for designs that randomise or sample groups of participants
    events: expected events at `analysed`, for designs driven by events
    """

    design: Design
    flow: Flow
    axis: str
    target: float
    exact: float
    analysed: int
    arms: tuple[Arm, ...]
    first: int | None
    attained: float
    at_80: int | None
    at_90: int | None
    events: float | None
    enrolment: Enrolment
    enrolled_arms: tuple[Arm, ...]
    clusters: tuple[Arm, ...]
    least_success: Phrase | None
    steps: tuple[Step, ...]

    def __hash__(self) -> int:
        return hash((self.design, self.target, self.flow))  # the rest follows from the question

    @property
    def measures_power(self) -> bool:
        """Whether `attained` is a power rather than a width."""
        return self.design.card.attained is Attained.POWER

    @property
    def r_call(self) -> str | None:
        """An R expression that gives the same number, ready to run."""
        call = self.design.r_call()
        return None if call is None else call.format(target=f"{self.target:g}", beta=f"{1 - self.target:g}")

    @property
    def enrolled(self) -> int:
        """Participants to enrol, total over the arms."""
        return self.enrolment.enrolled
