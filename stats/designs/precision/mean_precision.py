"""Precision of a mean: the size for which its t interval is narrow enough.

The width is 2 t S / sqrt(n). At the expected standard deviation it is that of R's presize; with an assurance S is replaced by
its quantile, the estimated variance being a multiple of a chi-square (Kupper and Hafner 1989).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator
from scipy.special import stdtrit

from stats.card import Against, Attained, Axis, Card, Endpoint, Family, Measure, Reference, Traits
from stats.design import Design, Size, Step, Truth, Variant
from stats.formulas.precision.mean_width import one_mean, one_mean_assured, one_mean_average
from stats.formulas.t_tests import one_sample_t
from stats.goals import Precision
from stats.normal import z
from stats.quantities import Choice, Quantity, Unit, Value
from stats.refusal import Refusal
from stats.text import Text
from stats.trials import FloatArray, Trials

KUPPER_HAFNER = Reference(
    "Kupper LL, Hafner KB. How appropriate are popular sample size formulas? Am Stat 1989;43:101-5",
    "10.1080/00031305.1989.10475628",
)
_NO_ASSURANCE = Text(
    fr="Une assurance sur la largeur suppose un écart-type estimé : choisir l'intervalle t à l'écart-type attendu.",
    en="An assurance on the width supposes an estimated standard deviation: choose the t interval at the expected one.",
)


class MeanPrecision(Design):
    """Estimate a mean (score, duration, measurement) with a confidence interval of a given full width."""

    kind: Literal["mean_precision"] = "mean_precision"
    goal: Precision
    sd: Annotated[
        float,
        Quantity(
            label=Text(fr="Écart-type attendu", en="Expected standard deviation"),
            unit=Unit.ENDPOINT,
            help=Text(
                fr="Variabilité du critère entre participants, pas l'erreur standard. Parmi les valeurs plausibles, la plus grande "
                "demande le plus de participants. Pour un changement avant-après, écart-type du changement.",
                en="Variability of the endpoint between participants, not the standard error. Among plausible values, the largest "
                "asks for most participants. For a change from baseline, the standard deviation of the change.",
            ),
            symbol="σ",
            gt=0,
        ),
    ]
    method: Annotated[
        Literal["t", "t_average", "z"],
        Choice(
            label=Text(fr="Largeur de l'intervalle", en="Width of the interval"),
            options={
                "t": Text(
                    fr="intervalle t, à l'écart-type attendu", en="t interval, at the expected standard deviation"
                ),
                "t_average": Text(
                    fr="intervalle t, largeur moyenne sur l'écart-type estimé",
                    en="t interval, width averaged over the estimated standard deviation",
                ),
                "z": Text(fr="écart-type connu (loi normale)", en="known standard deviation (normal)"),
            },
        ),
    ] = "t"

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis("participants", Text(fr="Participants analysés", en="Participants analysed"), minimum=2),
    )
    card: ClassVar[Card] = Card(
        title=Text(fr="Précision d'une moyenne", en="Precision of a mean"),
        question=Text(
            fr="Avec quelle précision la moyenne d'un score ou d'une mesure sera-t-elle connue ?",
            en="How precisely will the mean of a score or of a measurement be known?",
        ),
        family=Family.PRECISION,
        method=Text(
            fr="largeur totale de l'intervalle t de la moyenne, à l'écart-type attendu",
            en="full width of the t interval of the mean, at the expected standard deviation",
        ),
        limits=Text(
            fr="Mesures à peu près normales ou effectif suffisant, une mesure par participant. Sans assurance, la largeur observée "
            "dépasse la largeur annoncée une fois sur deux environ.",
            en="Roughly normal measurements or a large enough sample, one measurement per participant. Without assurance, the "
            "observed width exceeds the width announced about half of the time.",
        ),
        references=(KUPPER_HAFNER,),
        measures=(Measure.MEAN,),
        endpoint=Endpoint.CONTINUOUS,
        against=Against.NOTHING,
        attained=Attained.WIDTH,
    )

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.goal.assurance is not None and self.method != "t":
            raise Refusal(_NO_ASSURANCE, "goal.assurance")
        return self

    @property
    def traits(self) -> Traits:
        return Traits()

    def attained(self, size: Size) -> FloatArray:
        """Full width of the interval, in the unit of the endpoint."""
        n, goal = np.asarray(size["participants"], dtype=np.float64), self.goal
        if goal.assurance is not None:
            return one_mean_assured(n, self.sd, goal.confidence, goal.assurance)
        if self.method == "z":
            return np.asarray(2 * z((1 - goal.confidence) / 2) * self.sd / np.sqrt(n))
        return (one_mean if self.method == "t" else one_mean_average)(n, self.sd, goal.confidence)

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """Normal measurements and their interval; `claimed` says that it contains the true mean, 0 here."""
        n = int(np.asarray(size["participants"]))
        mean, error, df = one_sample_t(self.sd * rng.standard_normal((trials, n)))
        high = (1 + self.goal.confidence) / 2
        half = z(1 - high) * self.sd / np.sqrt(n) if self.method == "z" else stdtrit(df, high) * error
        covered = np.abs(mean) <= half
        return Trials(mean, mean - half, mean + half, np.full(trials, np.nan), covered, np.zeros(trials, dtype=bool))

    def variants(self) -> tuple[Variant, ...]:
        if self.goal.assurance is not None:
            return ()
        return self.other_options("method")

    def method_text(self) -> Text:
        if self.goal.assurance is not None:
            return _METHOD_ASSURED
        return self.card.method if self.method == "t" else self.option("method")

    def caution(self) -> Text | None:
        return _KNOWN if self.method == "z" else None

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        n, confidence = size["participants"], self.goal.confidence
        return (
            Step(_QUANTILE, Value(float(stdtrit(n - 1, (1 + confidence) / 2)))),
            Step(_ERROR, Value(self.sd / float(np.sqrt(n)), Unit.ENDPOINT)),
            Step(_AT_EXPECTED, Value(float(one_mean(n, self.sd, confidence)), Unit.ENDPOINT)),
            Step(_AVERAGE, Value(float(one_mean_average(n, self.sd, confidence)), Unit.ENDPOINT)),
            Step(_ASSURED_90, Value(float(one_mean_assured(n, self.sd, confidence, 0.9)), Unit.ENDPOINT)),
        )

    def sentence(self) -> Text:
        return _SENTENCE if self.goal.assurance is None else _ASSURED

    def r_call(self) -> str | None:
        level, q = (1 + self.goal.confidence) / 2, self.goal.assurance
        if self.method == "z":
            return f"with(list(s = {self.sd:.12g}), (2 * qnorm({level:.12g}) * s / {{target}})^2)"
        ratio = "1"
        if self.method == "t_average":
            ratio = "sqrt(2 / (n - 1)) * exp(lgamma(n / 2) - lgamma((n - 1) / 2))"
        elif q is not None:
            ratio = f"sqrt(qchisq({q:.12g}, n - 1) / (n - 1))"
        return (
            f"with(list(s = {self.sd:.12g}), uniroot(function(n) 2 * qt({level:.12g}, n - 1) * s / sqrt(n) * {ratio} - {{target}}, "
            "c(2, 1e6), extendInt = 'downX', tol = 1e-9)$root)"
        )


_METHOD_ASSURED = Text(
    fr="largeur totale de l'intervalle t de la moyenne, quantile de l'écart-type estimé (loi du chi-deux)",
    en="full width of the t interval of the mean, quantile of the estimated standard deviation (chi-square)",
)
_KNOWN = Text(
    fr="L'écart-type est rarement connu : avec un écart-type estimé, l'intervalle t est plus large, de 15 % pour 10 participants et de "
    "4 % pour 30.",
    en="The standard deviation is rarely known: with an estimated one, the t interval is wider, by 15% for 10 participants and by "
    "4% for 30.",
)
_QUANTILE = Text(fr="Quantile de la loi t", en="Quantile of the t distribution")
_ERROR = Text(fr="Erreur standard de la moyenne", en="Standard error of the mean")
_AT_EXPECTED = Text(fr="Largeur à l'écart-type attendu", en="Width at the expected standard deviation")
_AVERAGE = Text(fr="Largeur moyenne", en="Average width")
_ASSURED_90 = Text(
    fr="Largeur non dépassée avec une probabilité de 90 %", en="Width not exceeded with a probability of 90%"
)
_SENTENCE = Text(
    fr="Pour estimer une moyenne (écart-type attendu {sd}) avec un intervalle de confiance à {confidence} de largeur totale {target} au "
    "plus, {n_total} participants analysables sont nécessaires.",
    en="To estimate a mean (expected standard deviation {sd}) with a {confidence} confidence interval of full width {target} at most, "
    "{n_total} analysable participants are needed.",
)
_ASSURED = Text(
    fr="Pour estimer une moyenne (écart-type attendu {sd}) avec un intervalle de confiance à {confidence} dont la largeur totale ne "
    "dépasse pas {target} avec une probabilité de {assurance}, {n_total} participants analysables sont nécessaires.",
    en="To estimate a mean (expected standard deviation {sd}) with a {confidence} confidence interval whose full width does not exceed "
    "{target} with probability {assurance}, {n_total} analysable participants are needed.",
)
