"""The contract of a statistical design. Everything else (solver, forms, documents, checks) rests on it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self, get_args

import numpy as np
from numpy.typing import ArrayLike

from stats.card import Axis, Card, Traits
from stats.exhibit import Exhibit
from stats.frozen import Frozen, declared
from stats.quantities import Choice, Quantity, Series, Value
from stats.refusal import Refusal
from stats.text import Phrase, Text
from stats.trials import FloatArray, Trials

if TYPE_CHECKING:
    from stats.costs import Costs
    from stats.result import SampleSize

Size = Mapping[str, ArrayLike]
Truth = Literal["alternative", "null"]

PARTICIPANTS = Axis("participants", Text(fr="Participants analysés", en="Participants analysed"), minimum=1)

NO_DRIFT = Text(
    fr="« {title} » n'a pas de statistique normale à accroissements indépendants : elle ne peut pas être combinée "
    "à des analyses intermédiaires. Choisir une méthode normale, ou renoncer aux analyses intermédiaires.",
    en="“{title}” has no normal statistic with independent increments, so interim looks cannot be built on it. "
    "Choose a normal method, or give up the interim looks.",
)


@dataclass(frozen=True, slots=True)
class Variant:
    """The same question by another convention: why another tool gives another number."""

    label: Text
    design: Design


@dataclass(frozen=True, slots=True)
class Arm:
    """One group of participants and its whole size."""

    name: str
    label: Text
    size: int


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the journal of a calculation."""

    label: Text
    value: Value
    how: Text | None = None


ANALYSED = Text(fr="Participants analysés", en="Participants analysed")


class Design(Frozen, ABC):
    """A question with its method and its clinical assumptions; no assumption has a default."""

    kind: str
    goal: Any

    axes: ClassVar[tuple[Axis, ...]] = (PARTICIPANTS,)
    card: ClassVar[Card]
    trade: ClassVar[str | None] = None  # the assumption that can be traded for participants at the same power: readers

    @property
    def traits(self) -> Traits:
        """The properties that the contract test may rely on; they can depend on the method chosen."""
        return Traits()

    @abstractmethod
    def attained(self, size: Size) -> FloatArray:
        """Power reached (or width expected) at a size; arrays broadcast, sizes may be fractional unless exact."""

    def attained_if(self, truth: Design, size: Size) -> FloatArray:
        """What this plan attains when the same design with other assumptions is the truth; its rules seldom depend on the effect."""
        return truth.attained(size)

    @abstractmethod
    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """Generate data and run the analysis the protocol names, at the alternative or at the null boundary."""

    @abstractmethod
    def sentence(self) -> Text:
        """The justification as it will be printed; placeholders are fields, goal fields and results."""

    def aimed(self, target: float) -> Self:
        """The design that answers a target: itself, unless its rules are chosen for the target (two stages)."""
        return self

    def drift(self, size: Size) -> FloatArray:
        """Expected value of the final statistic, so that P(claim) = Φ(drift - critical value). Normal designs only."""
        raise Refusal(NO_DRIFT, "inner", title=self.card.title)

    def observed(self, size: Size, deviate: float) -> float | None:
        """The observed effect, on the scale of the summary measure, whose statistic is this normal deviate in the claimed direction.

        The rest being as planned (variability, rate of the control arm); None when it cannot be said or no effect reaches it.
        """
        return None

    def paths(
        self, size: Size, information: tuple[float, ...], trials: int, rng: np.random.Generator, at: Truth
    ) -> FloatArray:
        """Simulated statistics of the named analysis at fractions of the information: (trials, looks)."""
        raise Refusal(NO_DRIFT, "inner", title=self.card.title)

    def idle(self) -> frozenset[str]:
        """The assumptions that play no part in the calculation as it is set, and are not printed among those that do."""
        return frozenset()

    def variants(self) -> tuple[Variant, ...]:
        """The same question by other conventions."""
        return ()

    def option(self, choice: str) -> Text:
        """The words of the option kept in one of its choices."""
        return self.choices()[choice].options[getattr(self, choice)]

    def other_options(self, choice: str, without: Container[str] = ()) -> tuple[Variant, ...]:
        """The same calculation by every other option of one of its choices."""
        kept = getattr(self, choice)
        return tuple(
            Variant(text, self.model_copy(update={choice: name}))
            for name, text in self.choices()[choice].options.items()
            if name != kept and name not in without
        )

    def method_text(self) -> Text:
        """The method as this instance uses it."""
        return self.card.method

    def caution(self) -> Text | None:
        """Why the number of this method must not be relied on, when it is offered for comparison only."""
        return None

    def r_call(self) -> str | None:
        """An R expression that gives the same number, when there is one; {target} and {beta} are filled by SampleSize."""
        return None

    def least_success(self, size: Size) -> Phrase | None:
        """The smallest observed result that meets the success criterion at this size."""
        return None

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        """Intermediate values of the formula at a size, in order."""
        return ()

    def exhibits(self, found: SampleSize) -> tuple[Exhibit, ...]:
        """Tables and curves of what is particular to this design, at the size found; printed and shown as they are."""
        return ()

    def priced(self, found: SampleSize, costs: Costs) -> tuple[Exhibit, ...]:
        """The exhibits with what the study costs, for a design that trades one size for another."""
        return self.exhibits(found)

    def cheapest(self, found: SampleSize, costs: Costs) -> tuple[int, float] | None:
        """The cheapest value of what can be traded and its cost; None when the plan has it, or trades nothing."""
        return None

    def events(self, size: Mapping[str, float]) -> float | None:
        """Expected number of events at a size, for designs driven by events."""
        return None

    def null_value(self) -> Value:
        """The value of the summary measure without effect; a design with a goal of its own says it here."""
        meaning = self.card.meaning
        return Value(meaning.no_effect, meaning.unit)

    def least(self) -> float:
        """The smallest total that requirements other than the target impose; 0 when there are none."""
        return 0.0

    def no_size(self) -> Text | None:
        """What to say, with {target}, {largest} and {best}, when no size reaches the target; None: the general words."""
        return None

    def clusters(self, total: int) -> tuple[Arm, ...]:
        """The clusters that a whole total of participants makes up, by arm; empty when participants stand alone."""
        return ()

    def arms(self, total: int) -> tuple[Arm, ...]:
        """The groups that a whole total splits into."""
        return (Arm("all", ANALYSED, total),)

    def split(self, total: float) -> tuple[float, ...]:
        """The same split for a fractional total."""
        return (total,)

    def whole(self, total: float) -> int:
        """The exact total rounded up to participants that can be randomised."""
        from stats.rounding import ceil_

        return ceil_(total)

    def enrolled(self, total: int, kept: float) -> int:
        """The total to enrol so that `total` remain when a share `kept` of each arm is analysed."""
        return self.whole(total / kept)

    @classmethod
    def finds_cases(cls) -> bool:
        """Whether the people analysed may be cases found by chance among those enrolled, at some prevalence."""
        return cls.arms is Design.arms and not cls.counts_prevalence()

    @classmethod
    def counts_prevalence(cls) -> bool:
        """Whether the prevalence, or the share of cases, is already an assumption of the design."""
        return bool(cls.model_fields.keys() & {"prevalence", "share_diseased", "controls_per_case"})

    def enrolled_arms(self, enrolled: int, analysed: int) -> tuple[Arm, ...]:
        """How those enrolled split, for a whole total analysed."""
        return self.arms(enrolled)

    @property
    def step(self) -> int:
        """Smallest increase of the main axis that can be randomised."""
        return 1

    @classmethod
    def goal_kinds(cls) -> tuple[str, ...]:
        """The goals that the design can answer."""
        annotation = cls.model_fields["goal"].annotation
        goals = get_args(annotation) or (annotation,)
        return tuple(
            one.model_fields["kind"].default for one in goals if isinstance(one, type) and issubclass(one, Frozen)
        )

    @classmethod
    def decided(cls) -> frozenset[str]:
        """The quantities that the team decides: they cannot turn out wrong, so none has a plausible range."""
        return frozenset({"allocation"} | ({cls.trade} if cls.trade else set()))

    @classmethod
    def quantities(cls) -> dict[str, Quantity]:
        """The clinical assumptions of the design, by field, in order."""
        return declared(cls, Quantity)

    @classmethod
    def series(cls) -> dict[str, Series]:
        """The assumptions that are lists of values, by field."""
        return declared(cls, Series)

    @classmethod
    def choices(cls) -> dict[str, Choice]:
        """The conventions that can be chosen, by field."""
        return declared(cls, Choice)
