"""What every reader study shares: its readers, what is random, the power, the simulated test, the printed lines."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import replace
from math import floor
from typing import Annotated, ClassVar, Self

import numpy as np
from pydantic import model_validator

from stats.card import Reference, Traits
from stats.costs import Costs
from stats.design import Design, Size, Step, Truth, Variant
from stats.exhibit import Exhibit
from stats.formulas.readers.obuchowski_rockette import (
    Degrees,
    Inference,
    Spread,
    analyse,
    critical,
    differences,
    power,
)
from stats.formulas.readers.reader_frontier import cheapest, fewest_readers, frontier_exhibit
from stats.formulas.readers.reader_words import (
    BETWEEN,
    CAUTIONS,
    CEILING,
    CEILING_HOW,
    COMMON,
    DF,
    EDGE,
    ERROR,
    FEW,
    FEW_READERS,
    LOWER_IS_NOT_BETTER,
    PRIVATE,
    WHOLE_READERS,
    add_readers,
)
from stats.goals import NoEquivalence, OneSided
from stats.quantities import Choice, Quantity, Unit, Value
from stats.refusal import Refusal
from stats.result import SampleSize
from stats.text import Phrase, Text
from stats.trials import FloatArray, Trials

_FEW = 5
_UNLIMITED = 1e8  # cases
_PERFORMANCE = ("auc_", "p_")
_WORTH_SHOWING = 0.9  # ceiling below which a variant has no size to show

READERS = Quantity(
    label=Text(fr="Nombre de lecteurs", en="Number of readers"),
    unit=Unit.COUNT,
    help=Text(
        fr="Tous lisent tous les cas. Au moins 5 lecteurs, et 10 ou plus s'ils diffèrent beaucoup : leur nombre limite la "
        "puissance, quel que soit le nombre de cas.",
        en="All of them read all cases. At least 5 readers, and 10 or more when they differ much: their number limits power, "
        "whatever the number of cases.",
    ),
    symbol="J",
    ge=2,
    le=1000,
)
INFERENCE = Choice(
    label=Text(fr="À qui la conclusion s'étend", en="To whom the conclusion extends"),
    options={
        "random": Text(
            fr="lecteurs et cas aléatoires : conclusion pour d'autres lecteurs et d'autres patients",
            en="random readers and cases: conclusion for other readers and other patients",
        ),
        "fixed_readers": Text(
            fr="lecteurs fixes : conclusion pour ces seuls lecteurs, sur d'autres patients",
            en="fixed readers: conclusion for these readers only, on other patients",
        ),
        "fixed_cases": Text(
            fr="cas fixes : conclusion pour d'autres lecteurs, sur ces seuls cas",
            en="fixed cases: conclusion for other readers, on these cases only",
        ),
    },
)
METHOD = Choice(
    label=Text(fr="Degrés de liberté", en="Degrees of freedom"),
    options={
        "hillis": Text(fr="Hillis", en="Hillis"),
        "obuchowski_rockette": Text(
            fr="Obuchowski et Rockette d'origine : nombre de lecteurs moins un (MRMCsamplesize)",
            en="original Obuchowski and Rockette: number of readers minus one (MRMCsamplesize)",
        ),
        "normal": Text(
            fr="degrés de liberté infinis (approximation normale)",
            en="infinite degrees of freedom (normal approximation)",
        ),
    },
    seldom=True,
)
RANGE_RULE = Choice(
    label=Text(fr="De l'étendue à l'écart-type", en="From a range to a standard deviation"),
    options={
        "quarter": Text(fr="étendue / 4 (Obuchowski)", en="range / 4 (Obuchowski)"),
        "normal": Text(
            fr="étendue / étendue attendue de lecteurs normaux (MRMCsamplesize)",
            en="range / expected range of normal readers (MRMCsamplesize)",
        ),
    },
    seldom=True,
)


def correlation(fr: str, en: str, fr_help: str, en_help: str, symbol: str) -> Quantity:
    """A correlation between two errors of measurement."""
    return Quantity(
        label=Text(fr=fr, en=en),
        unit=Unit.NUMBER,
        help=Text(fr=fr_help, en=en_help),
        symbol=symbol,
        ge=0,
        le=0.99,
    )


def spread_of_readers(fr: str, en: str, fr_help: str, en_help: str, symbol: str, *, seldom: bool = False) -> Quantity:
    """A standard deviation or a range between readers, on the scale of the endpoint."""
    return Quantity(
        label=Text(fr=fr, en=en),
        unit=Unit.NUMBER,
        help=Text(fr=fr_help, en=en_help),
        symbol=symbol,
        ge=0,
        le=0.5,
        seldom=seldom,
    )


def in_points(quantity: Quantity) -> Quantity:
    """The same spread between readers where the endpoint is a proportion."""
    return replace(quantity, unit=Unit.POINTS)


class ReaderStudy(Design):
    """Readers who all read the same cases; one difference per reader."""

    goal: NoEquivalence
    readers: Annotated[float, READERS]
    inference: Annotated[Inference, INFERENCE] = "random"
    method: Annotated[Degrees, METHOD] = "hillis"

    trade: ClassVar[str | None] = "readers"
    readings_per_case: ClassVar[int] = 1  # by each reader

    @property
    @abstractmethod
    def effect(self) -> float:
        """The expected mean difference, experimental minus control."""

    @abstractmethod
    def spread(self, size: Size) -> Spread:
        """The parts of the variance of one reader's difference at a number of cases."""

    def case_df(self, total: int) -> float:
        """Degrees of freedom of the covariances that the analysis estimates from the cases."""
        return max(total - 2.0, 1.0)

    @model_validator(mode="after")
    def _has_readers(self) -> Self:
        if self.readers != round(self.readers):
            raise Refusal(WHOLE_READERS, "readers")
        if self.goal.better == "lower":
            raise Refusal(LOWER_IS_NOT_BETTER, "goal.better")
        return self

    @classmethod
    def quantities(cls) -> dict[str, Quantity]:
        """The performances expected first: they are what the study is about."""
        asked = super().quantities()
        return {name: asked[name] for name in sorted(asked, key=lambda one: not one.startswith(_PERFORMANCE))}

    @property
    def traits(self) -> Traits:
        return Traits(monotone=self.inference != "random")

    @property
    def _count(self) -> int:
        return round(self.readers)

    @property
    def _test(self) -> OneSided:
        return self.goal.tests()[0]

    def attained(self, size: Size) -> FloatArray:
        spread = self.spread(size)
        return power(self.effect, spread, self._count, self.inference, self.method, self.goal.tests())

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """Readers' differences by the model, error covariances estimated from the cases, the test of the protocol."""
        effect = self.effect if at == "alternative" else self._test.null
        spread = self.spread(size).kept(self.inference)
        df = self.case_df(int(np.asarray(size["participants"])))
        drawn = differences(rng, trials, self._count, effect, spread, df)
        return analyse(*drawn, self.inference, self.method, self._test)

    def variants(self) -> tuple[Variant, ...]:
        options = METHOD.options | INFERENCE.options
        others = [("inference", name) for name in INFERENCE.options if name != self.inference]
        if self.inference == "random":
            others += [("method", name) for name in METHOD.options if name != self.method]
        changed = [(options[name], self.model_copy(update={field: name})) for field, name in others]
        return tuple(Variant(label, design) for label, design in changed if design._ceiling > _WORTH_SHOWING)

    @property
    def _ceiling(self) -> float:
        """Power with an unlimited number of cases."""
        return float(self.attained({"participants": _UNLIMITED}))

    @property
    def best_power(self) -> float:
        """The highest power at any number of cases: with 2 or 3 readers it can fall as cases are added."""
        return float(self.attained({"participants": np.geomspace(4, _UNLIMITED, 64)}).max())

    def exhibits(self, found: SampleSize) -> tuple[Exhibit, ...]:
        return self._frontier(found)

    def priced(self, found: SampleSize, costs: Costs) -> tuple[Exhibit, ...]:
        return self._frontier(found, costs)

    def _frontier(self, found: SampleSize, costs: Costs | None = None) -> tuple[Exhibit, ...]:
        """Readers against cases, unless another design decides the size (several claims, assurance): it trades otherwise."""
        return (frontier_exhibit(found, costs, self.warning(found)),) if found.design == self else ()

    def warning(self, found: SampleSize) -> Text | None:
        """Why the size found must not be used as it is."""
        return None

    def cheapest(self, found: SampleSize, costs: Costs) -> tuple[int, float] | None:
        best = cheapest(found, costs) if costs.given else None
        if best is None or best.readers == self._count:
            return None
        return best.readers, best.cost(costs) or 0.0

    def method_text(self) -> Text:
        changed = self.inference == "random" and self.method != "hillis"
        return INFERENCE_METHODS[self.method if changed else self.inference]

    def caution(self) -> Text | None:
        few = CAUTIONS["few_readers"] if self.readers < FEW_READERS else None
        return CAUTIONS.get(self.inference) or CAUTIONS.get(self.method) or few

    def no_size(self) -> Text | None:
        if self.inference == "fixed_readers":
            return None
        least = {power: fewest_readers(self, power) for power in (0.8, 0.9)}
        return add_readers(least[0.8], least[0.9])

    def least_success(self, size: Size) -> Phrase | None:
        error, df = self.spread(size).error_and_df(self._count, self.inference, self.method)
        edge = self._test.null + critical(self._test.alpha, float(df)) * float(error)
        return Phrase(EDGE, {"edge": Value(edge, self.card.meaning.unit)})

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        spread, unit = self.spread(size), self.card.meaning.unit
        error, df = spread.error_and_df(self._count, self.inference, self.method)
        lines = [
            Step(BETWEEN, Value(spread.between**0.5, unit), FEW if self._count < _FEW else None),
            Step(PRIVATE, Value(float(spread.private) ** 0.5, unit)),
            Step(COMMON, Value(float(spread.common) ** 0.5, unit)),
            Step(ERROR, Value(float(error), unit), self.method_text()),
        ]
        if self.inference == "fixed_readers":
            return tuple(lines)
        most = Value(floor(1000 * self._ceiling) / 1000, Unit.PROPORTION)
        return (*lines, Step(DF, Value(float(df))), Step(CEILING, most, CEILING_HOW))

    def r_power(self, spread: str) -> str:
        """R that searches the total; `spread` is R for list(b, p, c) of n: between, private and common variances."""
        j, test = self._count, self._test
        shift = self.effect - test.null
        total, mean_square = f"(s$b + s$p + {j} * s$c)", "(s$b + s$p)"
        df = {
            "hillis": f"({total} / {mean_square})^2 * {j - 1}",
            "obuchowski_rockette": f"{j - 1}",
            "normal": "Inf",
        }[self.method]
        if self.inference == "fixed_readers":
            total, df = f"(s$p + {j} * s$c)", "Inf"
        elif self.inference == "fixed_cases":
            total, df = mean_square, "Inf" if self.method == "normal" else f"{j - 1}"
        student = "pt(qt(a, df, lower.tail = FALSE), df, shift / error, lower.tail = FALSE)"
        formula = "pnorm(shift / error - qnorm(a, lower.tail = FALSE))" if df == "Inf" else student
        return (
            f"with(list(a = {test.alpha:.12g}, shift = {shift:.12g}, spread = function(n) {spread}), "
            f"uniroot(function(n) {{{{ s <- spread(n); df <- {df}; error <- sqrt({total} / {j}); {formula} - {{target}} }}}}, "
            f'c(4, 2000), extendInt = "upX", tol = 1e-9)$root)'
        )


INFERENCE_METHODS = {
    "random": Text(
        fr="analyse d'Obuchowski-Rockette, lecteurs et cas aléatoires, degrés de liberté de Hillis",
        en="Obuchowski-Rockette analysis, random readers and cases, Hillis degrees of freedom",
    ),
    "obuchowski_rockette": Text(
        fr="analyse d'Obuchowski-Rockette, lecteurs moins un degrés de liberté",
        en="Obuchowski-Rockette analysis, readers minus one degrees of freedom",
    ),
    "normal": Text(
        fr="analyse d'Obuchowski-Rockette, approximation normale",
        en="Obuchowski-Rockette analysis, normal approximation",
    ),
    "fixed_readers": Text(
        fr="analyse d'Obuchowski-Rockette, lecteurs fixes et cas aléatoires, test normal",
        en="Obuchowski-Rockette analysis, fixed readers and random cases, normal test",
    ),
    "fixed_cases": Text(
        fr="analyse d'Obuchowski-Rockette, lecteurs aléatoires et cas fixes, test t à lecteurs moins un degrés de liberté",
        en="Obuchowski-Rockette analysis, random readers and fixed cases, t test on readers minus one degrees of freedom",
    ),
}
HILLIS_2007 = Reference(
    "Hillis SL. A comparison of denominator degrees of freedom methods for multiple observer ROC analysis. Stat Med "
    "2007;26:596-619",
    "10.1002/sim.2532",
)
HILLIS_2011 = Reference(
    "Hillis SL, Obuchowski NA, Berbaum KS. Power estimation for multireader ROC methods: an updated and unified approach. "
    "Acad Radiol 2011;18:129-42",
    "10.1016/j.acra.2010.09.007",
)
OBUCHOWSKI_ROCKETTE = Reference(
    "Obuchowski NA, Rockette HE. Hypothesis testing of diagnostic accuracy for multiple readers and multiple tests: an ANOVA "
    "approach with dependent observations. Commun Stat Simul Comput 1995;24:285-308",
    "10.1080/03610919508813243",
)
