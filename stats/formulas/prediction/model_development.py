"""What every size for developing a prediction model shares: expected shrinkage, and requirements beside it.

A model fitted by maximum likelihood on n people predicts too extreme values; its calibration slope in new people is expected
to be S, the uniform shrinkage factor. Riley and colleagues ask for S of at least 0.9, and beside it for a small optimism of
the apparent R² and a precise overall risk. S is what the size is searched for; the others are least sizes.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar, Self

import numpy as np
from pydantic import model_validator

from stats.card import Axis, Endpoint, Reference
from stats.design import Design, Size, Step, Truth
from stats.exhibit import Exhibit
from stats.formulas.prediction.criteria import by_parameters, criteria
from stats.goals import Reach
from stats.normal import z
from stats.quantities import Quantity, Unit, Value
from stats.refusal import Refusal
from stats.result import SampleSize
from stats.text import Text
from stats.trials import BoolArray, FloatArray, Trials

PARAMETERS = Quantity(
    label=Text(fr="Nombre de paramètres candidats", en="Number of candidate parameters"),
    unit=Unit.COUNT,
    help=Text(
        fr="Coefficients examinés, sans l'ordonnée à l'origine : un par variable continue ou binaire, k - 1 pour une variable à "
        "k classes, tous les termes d'une courbe ou d'une interaction. Compter aussi ceux que la sélection écartera.",
        en="Coefficients examined, without the intercept: one per continuous or binary variable, k - 1 for a variable with k "
        "classes, every term of a curve or an interaction. Count those that selection will drop too.",
    ),
    symbol="P",
    ge=1,
    le=10_000,
)
OPTIMISM = Quantity(
    label=Text(fr="Optimisme toléré du R² apparent", en="Optimism tolerated in the apparent R²"),
    unit=Unit.PROPORTION,
    help=Text(
        fr="Écart admis entre le R² apparent et le R² ajusté (R² de Nagelkerke pour un événement). Usage : 0,05.",
        en="Difference admitted between apparent and adjusted R² (Nagelkerke's R² for an event). Usual: 0.05.",
    ),
    symbol="δ",
    gt=0,
    le=0.5,
)
SHRINKAGE = Text(
    fr="Facteur de rétrécissement attendu (pente de calibration)", en="Expected shrinkage factor (calibration slope)"
)
WHOLE_PARAMETERS = Text(
    fr="Le nombre de paramètres est un nombre entier.", en="The number of parameters is a whole number."
)
RILEY_2019 = Reference(
    "Riley RD, Snell KIE, Ensor J, et al. Minimum sample size for developing a multivariable prediction model: PART II - binary "
    "and time-to-event outcomes. Stat Med 2019;38:1276-96",
    "10.1002/sim.7992",
)
RILEY_2020 = Reference(
    "Riley RD, Ensor J, Snell KIE, et al. Calculating the sample size required for developing a clinical prediction model. BMJ "
    "2020;368:m441",
    "10.1136/bmj.m441",
)
_CELLS = 4_000_000  # predictor values held at once
_LARGEST_SIZE = 1e10
_FOR_SHRINKAGE = Text(fr="Effectif pour le facteur de rétrécissement", en="Size for the shrinkage factor")
_BY_SHRINKAGE = Text(fr="Facteur de rétrécissement à cet effectif", en="Shrinkage factor at this size")
_LARGEST_OF = Text(
    fr="le plus grand des effectifs demandés par les critères est retenu",
    en="the largest size any criterion asks for is kept",
)


def shrinkage(cox_snell: float, parameters: float, n: FloatArray) -> FloatArray:
    """The factor S that solves n = P / ((S - 1) ln(1 - R² / S)), by bisection; it rises from R² to 1."""
    low, high = np.zeros(np.shape(n)), np.full(np.shape(n), 1 - cox_snell)
    wanted = parameters / n
    for _ in range(64):
        lost = (low + high) / 2  # 1 - S
        enough = -lost * np.log1p(-cox_snell / (1 - lost)) >= wanted
        low, high = np.where(enough, low, lost), np.where(enough, lost, high)
    return np.asarray(1 - (low + high) / 2)


def size_for_shrinkage(cox_snell: float, parameters: float, factor: float) -> float:
    """The size at which the shrinkage factor is the one given."""
    if factor <= cox_snell:
        return 0.0  # the size falls to none as the factor falls to the R²
    return parameters / float((factor - 1) * np.log1p(-cox_snell / factor))


class ModelDevelopment(Design):
    """Develop a prediction model without overfitting it."""

    goal: Reach
    parameters: Annotated[float, PARAMETERS]
    optimism: Annotated[float, OPTIMISM] = 0.05

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis("participants", Text(fr="Patients du développement", en="Patients of the development"), minimum=2),
    )

    @model_validator(mode="after")
    def _whole_parameters(self) -> Self:
        if self.parameters != round(self.parameters):
            raise Refusal(WHOLE_PARAMETERS, "parameters")
        return self

    @abstractmethod
    def requirements(self) -> Iterator[tuple[Text, float]]:
        """The least sizes that the other criteria ask for, with their names."""

    @abstractmethod
    def slopes(self, rng: np.random.Generator, trials: int, n: int) -> tuple[FloatArray, BoolArray]:
        """Calibration slopes in the population of models refitted on n people, and which could not be fitted."""

    @property
    def critical(self) -> float:
        """The two-sided normal quantile of the confidence level."""
        return z((1 - self.goal.confidence) / 2)

    def least(self) -> float:
        return max(size for _, size in self.requirements())

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """Normal predictors, the model refitted, its true calibration slope; `claimed` says that it could be fitted.

        Nothing is tested: `at` changes nothing, there is neither interval nor p value.
        """
        n = int(np.asarray(size["participants"]))
        each = max(1, _CELLS // int(n * self.parameters))
        parts = [self.slopes(rng, min(each, trials - done), n) for done in range(0, trials, each)]
        slope = np.concatenate([one for one, _ in parts])
        failed = np.concatenate([lost for _, lost in parts])
        nothing = np.full(trials, np.nan)
        return Trials(np.where(failed, 0.0, slope), nothing, nothing, nothing, ~failed, failed)

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        asked = tuple(Step(label, Value(needed), _LARGEST_OF) for label, needed in self.requirements())
        reached = float(np.asarray(self.attained(size)))
        return (*self.inputs(), *asked, Step(_BY_SHRINKAGE, Value(reached)))

    def size_at(self, factor: float) -> float:
        """The size from which the shrinkage factor is the one given, whatever the other criteria."""
        low, high = np.log(self.axes[0].minimum), np.log(_LARGEST_SIZE)
        for _ in range(60):
            middle = (low + high) / 2
            enough = float(self.attained({"participants": np.exp(middle)})) >= factor
            low, high = (low, middle) if enough else (middle, high)
        return float(np.exp(high))

    def exhibits(self, found: SampleSize) -> tuple[Exhibit, ...]:
        def size_of(parameters: float, factor: float) -> float:
            other = self.model_copy(update={"parameters": parameters})
            return max(other.size_at(factor), other.least())

        needed = ((_FOR_SHRINKAGE, self.size_at(found.target)), *self.requirements())
        share = self.events({"participants": 1.0})
        return (
            criteria(needed, self.parameters, share, self._rarest(share)),
            by_parameters(size_of, self.parameters, found.target, found),
        )

    def _rarest(self, share: float | None) -> float | None:
        """The share that the rule of ten events counts: the rarer outcome when it is yes or no."""
        return min(share, 1 - share) if share is not None and self.card.endpoint is Endpoint.BINARY else share

    def inputs(self) -> tuple[Step, ...]:
        """What the formulas start from."""
        return ()


def slope_of(coefficients: FloatArray, truth: float) -> FloatArray:
    """Calibration slope in the population of fitted coefficients (trials, P), when only the first is not zero."""
    return np.asarray(truth * coefficients[:, 0] / np.maximum((coefficients**2).sum(axis=1), 1e-300))
