"""Two means on the same participants (before/after, or both conditions): the paired t test.

The analysis is the one-sample t test of the within-participant differences. Their standard deviation is given, or
follows from the standard deviations s_E, s_C of the two measurements and their correlation r:
sd_difference^2 = s_E^2 + s_C^2 - 2 r s_E s_C.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from stats.card import Against, Axis, Card, Endpoint, Family, Measure
from stats.design import Size, Step
from stats.formulas.t_tests import (
    JULIOUS,
    METHOD,
    ONE_GROUP,
    PHILLIPS,
    Analysed,
    Samples,
    TTest,
    one_sample_t,
    rpact_means,
    sentences,
)
from stats.goals import ComparisonWithMargin, refuse_wrong_side
from stats.quantities import Quantity, Unit, Value
from stats.refusal import Refusal
from stats.text import Text
from stats.trials import FloatArray


class PairedMeans(TTest):
    """Compare two means measured on the same participants."""

    kind: Literal["paired_means"] = "paired_means"
    goal: ComparisonWithMargin
    difference: Annotated[
        float,
        Quantity(
            label=Text(fr="Différence moyenne attendue", en="Expected mean difference"),
            unit=Unit.ENDPOINT,
            help=Text(
                fr="Expérimental moins contrôle, ou après moins avant, avec son signe.",
                en="Experimental minus control, or after minus before, with its sign.",
            ),
            symbol="δ",
        ),
    ]
    sd_difference: Annotated[
        float | None,
        Quantity(
            label=Text(
                fr="Écart-type des différences individuelles", en="Standard deviation of the individual differences"
            ),
            unit=Unit.ENDPOINT,
            help=Text(
                fr="Écart-type, entre participants, de la différence des deux mesures. Vide si l'on donne l'écart-type "
                "des mesures et leur corrélation.",
                en="Between-participant standard deviation of the difference of the two measurements. Empty when the "
                "standard deviation of the measurements and their correlation are given.",
            ),
            symbol="σ_d",
            gt=0,
        ),
    ] = None
    sd: Annotated[
        float | None,
        Quantity(
            label=Text(
                fr="Écart-type d'une mesure (commun, ou expérimental)",
                en="Standard deviation of one measurement (common, or experimental)",
            ),
            unit=Unit.ENDPOINT,
            help=Text(
                fr="Variabilité entre participants d'une des deux mesures ; à donner avec la corrélation.",
                en="Between-participant variability of one measurement; give it with the correlation.",
            ),
            symbol="σ",
            gt=0,
        ),
    ] = None
    correlation: Annotated[
        float | None,
        Quantity(
            label=Text(
                fr="Corrélation des deux mesures d'un participant",
                en="Correlation of the two measurements of a participant",
            ),
            unit=Unit.NUMBER,
            help=Text(
                fr="Plus elle est forte, moins il faut de participants ; 0,5 est un ordre de grandeur prudent.",
                en="The stronger it is, the fewer participants are needed; 0.5 is a cautious order of magnitude.",
            ),
            symbol="ρ",
            gt=-1,
            lt=1,
        ),
    ] = None
    sd_control: Annotated[
        float | None,
        Quantity(
            label=Text(
                fr="Écart-type de l'autre mesure, s'il diffère",
                en="Standard deviation of the other measurement, if different",
            ),
            unit=Unit.ENDPOINT,
            help=Text(
                fr="Mesure contrôle ou initiale. Vide pour un écart-type commun.",
                en="Control or initial measurement. Empty for a common standard deviation.",
            ),
            symbol="σ_C",
            gt=0,
        ),
    ] = None
    method: Annotated[Literal["t", "z"], METHOD] = "t"

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis("participants", Text(fr="Participants analysés (paires)", en="Participants analysed (pairs)"), minimum=2),
    )
    card: ClassVar[Card] = Card(
        title=Text(fr="Comparaison de deux moyennes appariées", en="Comparison of two paired means"),
        question=Text(
            fr="Chez les mêmes patients, la mesure est-elle meilleure avec le dispositif (ou après) qu'avec le "
            "comparateur (ou avant), ou équivalente ?",
            en="In the same patients, is the measurement better with the device (or after) than with the comparator "
            "(or before), or equivalent?",
        ),
        family=Family.MEANS,
        method=Text(
            fr="test t apparié, puissance par la loi t non centrée",
            en="paired t test, power from the non-central t distribution",
        ),
        limits=Text(
            fr="Un participant sans ses deux mesures ne compte pas. Une comparaison avant/après sans contrôle ne sépare "
            "pas l'effet du dispositif de l'évolution spontanée ni de la régression vers la moyenne. Si l'ordre des "
            "conditions est tiré au sort, préférer le plan croisé, qui retire l'effet de période.",
            en="A participant without both measurements does not count. A before and after comparison without a control "
            "does not separate the effect of the device from spontaneous change or regression to the mean. When the "
            "order of the conditions is randomised prefer the crossover design, which removes the period effect.",
        ),
        references=(JULIOUS, PHILLIPS),
        measures=(Measure.MEAN_DIFFERENCE,),
        endpoint=Endpoint.CONTINUOUS,
        against=Against.SAME_PARTICIPANTS,
    )

    @model_validator(mode="after")
    def _answerable(self) -> Self:
        if self.sd_difference is not None:
            for name in ("sd", "correlation", "sd_control"):
                if getattr(self, name) is not None:
                    raise Refusal(_TWO_WAYS, name)
        elif self.sd is None:
            raise Refusal(_NO_WAY, "sd_difference")
        elif self.correlation is None:
            raise Refusal(_NO_CORRELATION, "correlation")
        refuse_wrong_side(self.goal, self.difference, "difference")
        return self

    @property
    def effect(self) -> float:
        return self.difference

    @property
    def sd_of_differences(self) -> float:
        """Standard deviation of the within-participant differences, by either way of giving it."""
        if self.sd is None or self.correlation is None:
            assert self.sd_difference is not None
            return self.sd_difference
        other = self.sd_control or self.sd
        return float(np.sqrt(self.sd**2 + other**2 - 2 * self.correlation * self.sd * other))

    def error_and_df(self, size: Size) -> tuple[FloatArray, FloatArray]:
        n = np.asarray(size["participants"], dtype=np.float64)
        return self.sd_of_differences / np.sqrt(n), n - 1

    def sample(self, size: Size, trials: int, rng: np.random.Generator, effect: float) -> Samples:
        n = int(np.asarray(size["participants"]))
        first, second = rng.standard_normal((trials, n)), rng.standard_normal((trials, n))
        if self.sd is None or self.correlation is None:  # two measurements whose differences vary as given
            scale = self.sd_of_differences / np.sqrt(2)
            return effect + scale * first, scale * second
        r = self.correlation
        return effect + self.sd * (r * second + np.sqrt(1 - r**2) * first), (self.sd_control or self.sd) * second

    def analyse(self, data: Samples) -> Analysed:
        return one_sample_t(data[0] - data[1])

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        how = None if self.sd is None else _FROM_CORRELATION
        return (Step(_SD_DIFFERENCES, Value(self.sd_of_differences, Unit.ENDPOINT), how), *super().steps(size))

    def sentence(self) -> Text:
        if self.sd is None:
            return _WITH_SD_DIFFERENCE[self.goal.kind]
        return (_WITH_CORRELATION if self.sd_control is None else _WITH_BOTH_SDS)[self.goal.kind]

    def r_call(self) -> str | None:
        return rpact_means(self.goal, self.difference, self.sd_of_differences, normal=self.method == "z", groups=1)


_TWO_WAYS = Text(
    fr="La variabilité est donnée de deux façons : garder l'écart-type des différences seul, ou l'écart-type des mesures "
    "avec leur corrélation.",
    en="The variability is given in two ways: keep the standard deviation of the differences alone, or the standard "
    "deviation of the measurements with their correlation.",
)
_NO_WAY = Text(
    fr="La variabilité manque : donner l'écart-type des différences, ou l'écart-type des mesures avec leur corrélation.",
    en="The variability is missing: give the standard deviation of the differences, or the standard deviation of the "
    "measurements with their correlation.",
)
_NO_CORRELATION = Text(
    fr="La corrélation des deux mesures manque : sans elle, l'écart-type des différences est inconnu.",
    en="The correlation of the two measurements is missing: without it the standard deviation of the differences is "
    "unknown.",
)
_SD_DIFFERENCES = Text(
    fr="Écart-type des différences individuelles", en="Standard deviation of the individual differences"
)
_FROM_CORRELATION = Text(fr="racine de (σ_E² + σ_C² - 2 ρ σ_E σ_C)", en="square root of (σ_E² + σ_C² - 2 ρ σ_E σ_C)")


def _spread(fr: str, en: str) -> dict[str, Text]:
    return sentences(
        Text(fr=f"une différence moyenne de {{difference}} ({fr})", en=f"a mean difference of {{difference}} ({en})"),
        Text(fr=f"une différence vraie de {{difference}} ({fr})", en=f"a true difference of {{difference}} ({en})"),
        ONE_GROUP,
    )


_WITH_SD_DIFFERENCE = _spread(
    "écart-type des différences {sd_difference}", "standard deviation of the differences {sd_difference}"
)
_WITH_CORRELATION = _spread(
    "écart-type {sd}, corrélation {correlation} entre les deux mesures",
    "standard deviation {sd}, correlation {correlation} between the two measurements",
)
_WITH_BOTH_SDS = _spread(
    "écarts-types {sd} et {sd_control}, corrélation {correlation} entre les deux mesures",
    "standard deviations {sd} and {sd_control}, correlation {correlation} between the two measurements",
)
