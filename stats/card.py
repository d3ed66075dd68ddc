"""The card of a design: what it answers, by which method, within which limits, from which papers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from stats.goals import Better
from stats.measures import MEANINGS, Meaning, Measure
from stats.quantities import Unit
from stats.text import Text

__all__ = [
    "Against",
    "Attained",
    "Axis",
    "Card",
    "Endpoint",
    "Family",
    "Measure",
    "Reference",
    "Traits",
]


class Attained(StrEnum):
    """What `Design.attained` returns: a power to reach, a width not to exceed, or a share to reach without any test."""

    POWER = "power"
    WIDTH = "width"
    SHARE = "share"


class Family(StrEnum):
    """Families of designs, as the picker groups them."""

    ACCURACY = "accuracy"
    AGREEMENT = "agreement"
    PRECISION = "precision"
    MEANS = "means"
    BINARY = "binary"
    RANKS = "ranks"
    COUNTS = "counts"
    SURVIVAL = "survival"
    CLUSTERS = "clusters"
    READERS = "readers"
    PREDICTION = "prediction"
    FEASIBILITY = "feasibility"
    ECONOMICS = "economics"
    COMBINED = "combined"


class Endpoint(StrEnum):
    """What is observed on each participant: how the picker starts."""

    BINARY = "binary"  # yes or no: success, event, correct answer
    DETECTION = "detection"  # a finding against a reference standard: sensitivity, specificity, predictive values
    DIAGNOSTIC_SCORE = "diagnostic score"  # a probability or score against a reference standard: ROC curve
    CONTINUOUS = "continuous"  # a score, a measurement, a duration
    ORDINAL = "ordinal"  # ordered categories, ranks
    COUNT = "count"  # number of events over a time
    TIME_TO_EVENT = "time to event"
    AGREEMENT = "agreement"  # the same thing measured twice: readers, methods


class Against(StrEnum):
    """What the result is set against."""

    NOTHING = "nothing"  # an estimate with its interval
    GOAL = "goal"  # a fixed value
    SAME_PARTICIPANTS = "same participants"  # both conditions on each participant or case: paired, crossover
    OTHER_ARM = "other arm"  # individually randomised or independent groups
    SEVERAL_ARMS = "several arms"
    CLUSTERS = "clusters"  # wards, centres, practitioners are randomised


@dataclass(frozen=True, slots=True)
class Reference:
    """A publication: where the formula comes from."""

    citation: str
    doi: str | None = None


@dataclass(frozen=True, slots=True)
class Axis:
    """A whole-number size that a design needs, with its bounds."""

    name: str
    label: Text
    minimum: int
    maximum: int = 100_000_000


@dataclass(frozen=True, slots=True)
class Card:
    """What a clinical lead and her biostatistician need to know before choosing a design.

    share: what a design without a test must reach (a probability, a shrinkage factor), named when `attained` is a share
    direction: the only favourable direction that the measure admits: nobody needs to give it
    """

    title: Text
    question: Text
    family: Family
    method: Text
    limits: Text
    references: tuple[Reference, ...]
    measures: tuple[Measure, ...]
    endpoint: Endpoint
    against: Against
    attained: Attained = Attained.POWER
    share: Text | None = None
    direction: Better | None = None

    @property
    def meaning(self) -> Meaning:
        """What the summary measure is called, its scale and its unit."""
        return MEANINGS[self.measures[0]]

    @property
    def margin_unit(self) -> Unit:
        """The unit of a margin, on the scale of the summary measure."""
        return self.meaning.unit

    @property
    def rising(self) -> bool:
        """Whether the target is a floor to reach (power, share) rather than a width not to exceed."""
        return self.attained is not Attained.WIDTH

    @property
    def target_unit(self) -> Unit:
        """The unit of the target: a power or a share is a proportion, a width or a factor has that of the summary measure."""
        own = self.attained is Attained.WIDTH or (self.attained is Attained.SHARE and self.meaning.unit is Unit.NUMBER)
        return self.meaning.unit if own else Unit.PROPORTION


@dataclass(frozen=True, slots=True)
class Traits:
    """Properties that the contract test checks; only what is declared is tested.

    monotone: attained never falls (power) or rises (width) along the main axis
    arm_symmetric: exchanging the arms and the direction leaves the size unchanged
    exact: discrete test, saw-tooth: the size from which the target holds is the answer
    normal: `drift` and `paths` exist, so interim combinators can build on the design
    losses_inside: the design already counts losses (a hazard); Flow must not count them again
    chosen: the plan is chosen for the expected effect: under another truth its power is not that of the design there
    everywhere: `attained` holds at any truth, where the claim is false too: it is then a risk of concluding wrongly
    """

    monotone: bool = True
    arm_symmetric: bool = False
    exact: bool = False
    normal: bool = False
    losses_inside: bool = False
    chosen: bool = False
    everywhere: bool = False
