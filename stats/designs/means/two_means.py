"""Two independent means: superiority, non-inferiority or equivalence by the t test.

Power is that of the non-central t distribution. With a common standard deviation the test is Student's; when the
standard deviations differ it is Welch's, with Satterthwaite's degrees of freedom at the expected variances.
For equivalence the two one-sided tests share one estimate of the variance, so the power is the integral over it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from stats.card import Against, Axis, Card, Endpoint, Family, Measure, Reference, Traits
from stats.design import Size, Step
from stats.formulas.t_tests import (
    BOTH_ARMS,
    JULIOUS,
    METHOD,
    PHILLIPS,
    Analysed,
    Samples,
    TTest,
    noncentral_t_power,
    rpact_means,
    sentences,
    two_sample_t,
)
from stats.goals import ComparisonWithMargin, Equivalence, refuse_wrong_side
from stats.quantities import Quantity, Unit, Value
from stats.text import Text
from stats.trials import FloatArray
from stats.two_arms import TwoArms

__all__ = ["TwoMeans", "noncentral_t_power"]


class TwoMeans(TTest, TwoArms):
    """Compare the means of a continuous endpoint between two independent arms."""

    kind: Literal["two_means"] = "two_means"
    goal: ComparisonWithMargin
    difference: Annotated[
        float,
        Quantity(
            label=Text(
                fr="Différence attendue (expérimental - contrôle)", en="Expected difference (experimental - control)"
            ),
            unit=Unit.ENDPOINT,
            help=Text(
                fr="Différence des moyennes, avec son signe : négative si le dispositif fait baisser le score. "
                "Prendre la plus petite différence cliniquement pertinente et réaliste.",
                en="Difference in means, with its sign: negative when the device lowers the score. "
                "Use the smallest difference that is clinically relevant and realistic.",
            ),
            symbol="δ",
        ),
    ]
    sd: Annotated[
        float,
        Quantity(
            label=Text(
                fr="Écart-type (commun, ou du bras expérimental)", en="Standard deviation (common, or experimental arm)"
            ),
            unit=Unit.ENDPOINT,
            help=Text(
                fr="Variabilité entre participants du critère au temps de mesure, pas l'erreur standard.",
                en="Between-participant variability of the endpoint at the time of measurement, not the standard error.",
            ),
            symbol="σ",
            gt=0,
        ),
    ]
    sd_control: Annotated[
        float | None,
        Quantity(
            label=Text(
                fr="Écart-type du bras contrôle, s'il diffère", en="Standard deviation of the control arm, if different"
            ),
            unit=Unit.ENDPOINT,
            help=Text(
                fr="Laisser vide pour un écart-type commun ; sinon le test est celui de Welch.",
                en="Leave empty for a common standard deviation; otherwise the test is Welch's.",
            ),
            symbol="σ_C",
            gt=0,
        ),
    ] = None
    method: Annotated[Literal["t", "z"], METHOD] = "t"

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis(
            "participants",
            Text(fr="Participants analysés, deux bras", en="Participants analysed, both arms"),
            minimum=4,
        ),
    )
    card: ClassVar[Card] = Card(
        title=Text(fr="Comparaison de deux moyennes", en="Comparison of two means"),
        question=Text(
            fr="Le dispositif améliore-t-il en moyenne un score ou une mesure, par rapport au comparateur ?",
            en="Does the device improve a score or a measurement on average, against the comparator?",
        ),
        family=Family.MEANS,
        method=Text(
            fr="test t de Student (de Welch si les écarts-types diffèrent), puissance par la loi t non centrée",
            en="Student's t test (Welch's when the standard deviations differ), power from the non-central t distribution",
        ),
        limits=Text(
            fr="Critère approximativement normal ou effectifs suffisants ; un participant, une mesure. "
            "Pour un critère très asymétrique ou ordinal, préférer un test de rangs.",
            en="Endpoint roughly normal, or samples large enough; one measurement per participant. "
            "For a very skewed or ordinal endpoint prefer a rank test.",
        ),
        references=(
            JULIOUS,
            PHILLIPS,
            Reference(
                "Satterthwaite FE. An approximate distribution of estimates of variance components. Biometrics Bull 1946;2:110-4",
                "10.2307/3002019",
            ),
        ),
        measures=(Measure.MEAN_DIFFERENCE,),
        endpoint=Endpoint.CONTINUOUS,
        against=Against.OTHER_ARM,
    )

    @model_validator(mode="after")
    def _right_side(self) -> Self:
        refuse_wrong_side(self.goal, self.difference, "difference")
        return self

    @property
    def traits(self) -> Traits:
        return Traits(arm_symmetric=True, normal=not isinstance(self.goal, Equivalence))

    @property
    def effect(self) -> float:
        return self.difference

    @property
    def _sds(self) -> tuple[float, float]:
        return self.sd, self.sd_control or self.sd

    def error_and_df(self, size: Size) -> tuple[FloatArray, FloatArray]:
        experimental, control = self.sizes(size)
        if self.sd_control is None:
            return self.sd * np.sqrt(1 / experimental + 1 / control), experimental + control - 2
        first, second = self.sd**2 / experimental, self.sd_control**2 / control
        df = (first + second) ** 2 / (
            first**2 / np.maximum(experimental - 1, 0.1) + second**2 / np.maximum(control - 1, 0.1)
        )
        return np.sqrt(first + second), df

    def sample(self, size: Size, trials: int, rng: np.random.Generator, effect: float) -> Samples:
        experimental, control = (arm.size for arm in self.arms(int(np.asarray(size["participants"]))))
        first = rng.standard_normal((trials, experimental)) * self._sds[0] + effect
        return first, rng.standard_normal((trials, control)) * self._sds[1]

    def analyse(self, data: Samples) -> Analysed:
        first, second = data
        return two_sample_t(first, second, self.sd_control is None)

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        return (
            Step(
                Text(fr="Différence standardisée (d)", en="Standardised difference (d)"),
                Value(abs(self.difference) / float(np.sqrt((self._sds[0] ** 2 + self._sds[1] ** 2) / 2))),
                Text(fr="différence / écart-type", en="difference / standard deviation"),
            ),
            *super().steps(size),
        )

    def sentence(self) -> Text:
        return _SENTENCES[self.goal.kind]

    def r_call(self) -> str | None:
        if self.sd_control is not None:
            return None
        return rpact_means(self.goal, self.difference, self.sd, normal=self.method == "z", allocation=self.allocation)


_SENTENCES = sentences(
    Text(
        fr="une différence de moyennes de {difference} (écart-type {sd})",
        en="a difference in means of {difference} (standard deviation {sd})",
    ),
    Text(
        fr="une différence vraie de {difference} (écart-type {sd})",
        en="a true difference of {difference} (standard deviation {sd})",
    ),
    BOTH_ARMS,
)
