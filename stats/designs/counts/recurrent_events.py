"""Recurrent events by the robust Andersen-Gill model (Lin, Wei, Yang & Ying): ratio of the mean numbers of events.

Each participant has events at a constant rate multiplied by a gamma frailty of mean 1 and variance k, over a time T that
varies with accrual and dropout, alike in both arms. The model ignores the frailty, its robust (sandwich) variance does
not. As the shares at risk of both arms are the same at all times, the estimate is the log ratio of events per
person-time and an arm of n brings the variance

    (1 + k rate E[T^2] / E[T]) / (n rate E[T]),

that is 1 / events times an inflation: 1 + k times the mean count when T is the same for all (Cook 1995; Tang &
Fitzpatrick 2019). Participants followed for longer weigh more than in a negative binomial regression: E[T^2] / E[T]^2
inflates k, so that the size is a little larger with staggered entry, the same without.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import exp, sqrt
from typing import Annotated, ClassVar, Literal

import numpy as np

from stats.card import Against, Axis, Card, Endpoint, Family, Measure, Reference, Traits
from stats.design import Size, Step, Truth, Variant
from stats.designs.counts.negative_binomial_rates import NegativeBinomialRates
from stats.formulas.counts.event_rates import ACCRUAL, DROPOUT, EXPOSURE, FollowUp, RateArms, sentences
from stats.quantities import Quantity, Unit, Value
from stats.text import Text
from stats.trials import FloatArray, Trials


class RecurrentEvents(RateArms):
    """Compare the mean numbers of recurrent events over time, without a distribution for their counts."""

    kind: Literal["recurrent_events"] = "recurrent_events"
    dispersion: Annotated[
        float,
        Quantity(
            label=Text(fr="Variance de la fragilité (k)", en="Frailty variance (k)"),
            unit=Unit.NUMBER,
            help=Text(
                fr="Hétérogénéité des taux entre participants : variance des comptes = moyenne + k × moyenne². 0 si tous "
                "ont le même risque ; souvent 0,5 à 3 pour des hospitalisations répétées.",
                en="Heterogeneity of the rates between participants: variance of the counts = mean + k × mean². 0 when all "
                "have the same risk; often 0.5 to 3 for repeated admissions.",
            ),
            symbol="k",
            ge=0,
        ),
    ]
    exposure: Annotated[float, EXPOSURE]
    accrual: Annotated[float, ACCRUAL] = 0.0
    dropout: Annotated[float, DROPOUT] = 0.0

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis("participants", Text(fr="Participants analysés, deux bras", en="Participants analysed, both arms"), 4),
    )
    card: ClassVar[Card] = Card(
        title=Text(fr="Événements récurrents (Andersen-Gill robuste)", en="Recurrent events (robust Andersen-Gill)"),
        question=Text(
            fr="Le dispositif réduit-il l'ensemble des événements répétés au cours du suivi (hospitalisations, crises), et "
            "pas seulement le premier ?",
            en="Does the device reduce all the repeated events over follow-up (admissions, attacks), not only the first "
            "one?",
        ),
        family=Family.COUNTS,
        method=Text(
            fr="modèle d'Andersen-Gill avec variance robuste (Lin, Wei, Yang et Ying), test de Wald du rapport des taux",
            en="Andersen-Gill model with robust variance (Lin, Wei, Yang and Ying), Wald test of the rate ratio",
        ),
        limits=Text(
            fr="Taux constant, même fragilité et mêmes sorties dans les deux bras. Un décès qui interrompt les événements "
            "n'est pas modélisé. La variance robuste est trop petite quand il y a peu de participants : au-dessous d'une "
            "cinquantaine par bras, le risque de première espèce dépasse d'environ un point celui qui est annoncé.",
            en="Constant rate, same frailty and same dropout in both arms. A death that stops the events is not modelled. The "
            "robust variance is too small with few participants: below about fifty per arm the type I error exceeds the "
            "nominal one by about one point.",
        ),
        references=(
            Reference(
                "Tang Y, Fitzpatrick R. Sample size calculation for the Andersen-Gill model comparing rates of recurrent "
                "events. Stat Med 2019;38:4819-27",
                "10.1002/sim.8335",
            ),
            Reference(
                "Lin DY, Wei LJ, Yang I, Ying Z. Semiparametric regression for the mean and rate functions of recurrent "
                "events. J R Stat Soc B 2000;62:711-30",
                "10.1111/1467-9868.00259",
            ),
            Reference(
                "Cook RJ. The design and analysis of randomized trials with recurrent events. Stat Med 1995;14:2081-98",
            ),
        ),
        measures=(Measure.RATE_RATIO,),
        endpoint=Endpoint.COUNT,
        against=Against.OTHER_ARM,
    )

    @property
    def traits(self) -> Traits:
        return Traits(arm_symmetric=self.symmetric_goal, losses_inside=self.dropout > 0)

    @property
    def follow_up(self) -> FollowUp:
        return FollowUp(self.exposure, self.accrual, self.dropout)

    def _arms(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Mean count and inflation of the variance of each arm."""
        first, second = self.follow_up.moments()
        experimental, control = (
            (rate * first, 1 + self.dispersion * rate * second / first)
            for rate in (self.rate_experimental, self.rate_control)
        )
        return experimental, control

    def spread(self, null: float | None) -> float:
        (mean_e, inflation_e), (mean_c, inflation_c) = self._arms()
        return sqrt((1 + self.allocation) * (inflation_e / (mean_e * self.allocation) + inflation_c / mean_c))

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """Gamma-Poisson counts over the time of each; ratio of events per person-time with its sandwich variance, the
        sum over participants of (count - rate * time)^2 / events^2. With a common time it is the Andersen-Gill estimate.
        """
        rates = self.rate_control * exp(self.true_log_ratio(at)), self.rate_control
        found = [self._robust_rate(rate, n, trials, rng) for rate, n in zip(rates, self.whole_sizes(size), strict=True)]
        failed = np.asarray((found[0][0] <= 0) | (found[1][0] <= 0))
        ratio = np.where(failed, 1.0, found[0][0]) / np.where(failed, 1.0, found[1][0])
        return self.wald_trials(np.log(ratio), np.sqrt(found[0][1] + found[1][1]), failed)

    def _robust_rate(self, rate: float, n: int, trials: int, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
        """Events per person-time of one arm, and the sandwich variance of its logarithm."""
        time, k = self.follow_up.draw(trials, n, rng), self.dispersion
        own = rng.standard_gamma(1 / k, (trials, n)) * k if k > 0 else np.ones((trials, n))
        counts = rng.poisson(own * rate * time).astype(np.float64)
        events = counts.sum(axis=1)
        seen = events / np.broadcast_to(time, counts.shape).sum(axis=1)
        square = ((counts - seen[:, None] * time) ** 2).sum(axis=1)
        return seen, np.asarray(square / np.maximum(events, 1.0) ** 2)

    def events(self, size: Mapping[str, float]) -> float | None:
        experimental, control = self.split(size["participants"])
        (mean_e, _), (mean_c, _) = self._arms()
        return experimental * mean_e + control * mean_c

    def variants(self) -> tuple[Variant, ...]:
        shared = self.model_dump(exclude={"kind"})
        model = Variant(_MODEL, NegativeBinomialRates.model_validate(shared))
        return (
            (model, Variant(_NO_FRAILTY, self.model_copy(update={"dispersion": 0.0}))) if self.dispersion else (model,)
        )

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        first, second = self.follow_up.moments()
        return (
            Step(_TIME, Value(first, Unit.YEARS)),
            Step(_SQUARE, Value(second / first**2), _SQUARE_HOW),
            *(Step(label, Value(mean)) for label, (mean, _) in zip(_MEANS, self._arms(), strict=True)),
            *(Step(label, Value(more), _INFLATED) for label, (_, more) in zip(_MORE, self._arms(), strict=True)),
            *super().steps(size),
        )

    def sentence(self) -> Text:
        return _SENTENCES[self.goal.kind]

    def r_call(self) -> str | None:
        test = self.one_null()
        if test is None:
            return None
        first, second = self.follow_up.moments()
        values = (
            f"a = {self.allocation!r}, k = {self.dispersion!r}, e = {self.rate_experimental!r}, c = {self.rate_control!r}, "
            f"t = {first!r}, t2 = {second!r}"
        )
        return (
            f"with(list({values}), (1 + a) * ((qnorm(1 - {test.alpha!r}) + qnorm({{target}})) / (log(e / c) - {test.null!r}))^2"
            " * ((1 + k * e * t2 / t) / (a * e * t) + (1 + k * c * t2 / t) / (c * t)))"
        )


_MODEL = Text(fr="régression binomiale négative", en="negative binomial regression")
_NO_FRAILTY = Text(fr="sans hétérogénéité entre participants", en="without heterogeneity between participants")
_TIME = Text(fr="Temps moyen observé", en="Mean time observed")
_SQUARE = Text(fr="Effet de l'étalement des durées d'observation", en="Effect of the spread of the exposures")
_SQUARE_HOW = Text(
    fr="moyenne du carré du temps / carré de sa moyenne ; il multiplie k",
    en="mean of the squared time / square of its mean; it multiplies k",
)
_MEANS = (
    Text(
        fr="Événements attendus par participant, bras expérimental",
        en="Expected events per participant, experimental arm",
    ),
    Text(fr="Événements attendus par participant, bras contrôle", en="Expected events per participant, control arm"),
)
_MORE = (
    Text(fr="Inflation de la variance, bras expérimental", en="Variance inflation, experimental arm"),
    Text(fr="Inflation de la variance, bras contrôle", en="Variance inflation, control arm"),
)
_INFLATED = Text(
    fr="1 + k × taux × moyenne du carré du temps / temps moyen", en="1 + k × rate × mean squared time / mean time"
)
_SENTENCES = sentences(
    Text(fr="par un modèle d'Andersen-Gill à variance robuste", en="by an Andersen-Gill model with robust variance"),
    Text(
        fr="avec une variance de la fragilité de {dispersion} et une durée d'observation d'au moins {exposure}",
        en="with a frailty variance of {dispersion} and an exposure of at least {exposure}",
    ),
)
