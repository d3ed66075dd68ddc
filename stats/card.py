"""The card of a design: what it answers, by which method, within which limits, from which papers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from stats.quantities import Unit
from stats.text import Text


class Attained(StrEnum):
    """What `Design.attained` returns: a power to reach, or a width not to exceed."""

    POWER = "power"
    WIDTH = "width"


class Family(StrEnum):
    """Families of designs, as the picker groups them."""

    ACCURACY = "accuracy"
    PRECISION = "precision"
    MEANS = "means"
    BINARY = "binary"
    SURVIVAL = "survival"
    COMBINED = "combined"


class Measure(StrEnum):
    """Population-level summary measures of an estimand (ICH E9(R1)) that a design can serve."""

    PROPORTION = "proportion"
    RISK_DIFFERENCE = "risk difference"
    MEAN_DIFFERENCE = "difference in means"
    HAZARD_RATIO = "hazard ratio"
    PAIRED_RISK_DIFFERENCE = "difference in paired proportions"
    INNER = "that of the inner design"


_PROPORTIONS = (Measure.PROPORTION, Measure.RISK_DIFFERENCE, Measure.PAIRED_RISK_DIFFERENCE)


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
    """What a clinical lead and her biostatistician need to know before choosing a design."""

    title: Text
    question: Text
    family: Family
    method: Text
    limits: Text
    references: tuple[Reference, ...]
    measures: tuple[Measure, ...]
    attained: Attained = Attained.POWER

    @property
    def margin_unit(self) -> Unit:
        """The unit of a margin on the scale of the summary measure."""
        measure = self.measures[0]
        if measure in _PROPORTIONS:
            return Unit.POINTS
        return Unit.HAZARD_RATIO if measure is Measure.HAZARD_RATIO else Unit.ENDPOINT


@dataclass(frozen=True, slots=True)
class Traits:
    """Properties that the contract test checks; only what is declared is tested.

    monotone: attained never falls (power) or rises (width) along the main axis
    arm_symmetric: exchanging the arms and the direction leaves the size unchanged
    exact: discrete test, saw-tooth: the size from which the target holds is the answer
    normal: `drift` and `paths` exist, so interim combinators can build on the design
    losses_inside: the design already counts losses (a hazard); Flow must not count them again
    """

    monotone: bool = True
    arm_symmetric: bool = False
    exact: bool = False
    normal: bool = False
    losses_inside: bool = False
