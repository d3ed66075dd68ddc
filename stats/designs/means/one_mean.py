"""One mean against a reference value: superiority, non-inferiority or equivalence by the one-sample t test.

With n participants the statistic is (mean - bound) / (sd / sqrt(n)), Student with n - 1 degrees of freedom; power is
that of the non-central t. Limit: the reference value is taken as known, its own uncertainty is ignored.
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
from stats.text import Text
from stats.trials import FloatArray


class OneMean(TTest):
    """Compare the mean of a continuous endpoint in one group with a reference value."""

    kind: Literal["one_mean"] = "one_mean"
    goal: ComparisonWithMargin
    mean_expected: Annotated[
        float,
        Quantity(
            label=Text(fr="Moyenne attendue", en="Expected mean"),
            unit=Unit.ENDPOINT,
            help=Text(
                fr="Moyenne réaliste avec le dispositif, d'après la littérature ou un pilote.",
                en="Realistic mean with the device, from the literature or a pilot.",
            ),
            symbol="μ",
        ),
    ]
    mean_reference: Annotated[
        float,
        Quantity(
            label=Text(fr="Valeur de référence", en="Reference value"),
            unit=Unit.ENDPOINT,
            help=Text(
                fr="Objectif de performance fixé d'avance et justifié. Pour une variation avant/après, la valeur est 0.",
                en="Performance goal set in advance and justified. For a change from baseline the value is 0.",
            ),
            symbol="μ_0",
        ),
    ]
    sd: Annotated[
        float,
        Quantity(
            label=Text(fr="Écart-type", en="Standard deviation"),
            unit=Unit.ENDPOINT,
            help=Text(
                fr="Variabilité de la mesure entre participants, pas l'erreur standard de la moyenne.",
                en="Between-participant variability of the measurement, not the standard error of the mean.",
            ),
            symbol="σ",
            gt=0,
        ),
    ]
    method: Annotated[Literal["t", "z"], METHOD] = "t"

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis("participants", Text(fr="Participants analysés", en="Participants analysed"), minimum=2),
    )
    card: ClassVar[Card] = Card(
        title=Text(fr="Une moyenne comparée à une référence", en="One mean against a reference"),
        question=Text(
            fr="La moyenne obtenue avec le dispositif est-elle meilleure que l'objectif fixé, ou en reste-t-elle assez "
            "proche ?",
            en="Is the mean obtained with the device better than the goal set, or close enough to it?",
        ),
        family=Family.MEANS,
        method=Text(
            fr="test t à un échantillon, puissance par la loi t non centrée",
            en="one-sample t test, power from the non-central t distribution",
        ),
        limits=Text(
            fr="Pas de groupe contrôle : la valeur de référence est supposée connue sans erreur et issue de la même "
            "population. Une variation avant/après sans contrôle contient la régression vers la moyenne. Critère "
            "approximativement normal ou effectif suffisant.",
            en="No control group: the reference value is taken as known without error and from the same population. A "
            "change from baseline without a control contains regression to the mean. Endpoint roughly normal, or a "
            "sample large enough.",
        ),
        references=(JULIOUS, PHILLIPS),
        measures=(Measure.MEAN,),
        endpoint=Endpoint.CONTINUOUS,
        against=Against.GOAL,
    )

    @model_validator(mode="after")
    def _right_side(self) -> Self:
        refuse_wrong_side(self.goal, self.effect, "mean_expected")
        return self

    @property
    def effect(self) -> float:
        return self.mean_expected - self.mean_reference

    @property
    def origin(self) -> float:
        return self.mean_reference

    def null_value(self) -> Value:
        return Value(self.mean_reference, Unit.ENDPOINT)

    def error_and_df(self, size: Size) -> tuple[FloatArray, FloatArray]:
        n = np.asarray(size["participants"], dtype=np.float64)
        return self.sd / np.sqrt(n), n - 1

    def sample(self, size: Size, trials: int, rng: np.random.Generator, effect: float) -> Samples:
        n = int(np.asarray(size["participants"]))
        return (rng.standard_normal((trials, n)) * self.sd + effect,)

    def analyse(self, data: Samples) -> Analysed:
        return one_sample_t(data[0])

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        return (Step(_DISTANCE, Value(self.effect, Unit.ENDPOINT), _DISTANCE_HOW), *super().steps(size))

    def sentence(self) -> Text:
        return _SENTENCES[self.goal.kind]

    def r_call(self) -> str | None:
        return rpact_means(self.goal, self.effect, self.sd, normal=self.method == "z", groups=1)


_DISTANCE = Text(fr="Écart attendu à la référence", en="Expected distance to the reference")
_DISTANCE_HOW = Text(fr="moyenne attendue - référence", en="expected mean - reference")
_SENTENCES = sentences(
    Text(
        fr="une moyenne meilleure que la référence de {mean_reference}, sous une moyenne attendue de {mean_expected} "
        "(écart-type {sd}),",
        en="a mean better than the reference of {mean_reference}, under an expected mean of {mean_expected} (standard "
        "deviation {sd}),",
    ),
    Text(
        fr="une moyenne attendue de {mean_expected} pour une référence de {mean_reference} (écart-type {sd})",
        en="an expected mean of {mean_expected} for a reference of {mean_reference} (standard deviation {sd})",
    ),
    ONE_GROUP,
)
