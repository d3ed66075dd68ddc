"""Precision of a limit of agreement (Bland-Altman): width of its confidence interval.

Exact: the limit is a normal percentile, its interval is mean + k S with factors of the non-central t distribution; the width
is proportional to S, whose mean and quantiles are known. Bland and Altman: 2 z sigma sqrt(3 / n).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator
from scipy.special import ndtri, stdtrit

from stats.card import Against, Attained, Axis, Card, Endpoint, Family, Measure, Reference, Traits
from stats.design import Design, Size, Step, Truth, Variant
from stats.formulas.sd_average import limit_error, mean_ratio, percentile_factor, ratio_quantile
from stats.goals import Precision
from stats.quantities import Choice, Quantity, Unit, Value
from stats.refusal import Refusal
from stats.text import Text
from stats.trials import FloatArray, Trials

_ONLY_95 = Text(
    fr="La formule 3 / n de Bland et Altman ne vaut que pour les limites contenant 95 % des différences : choisir l'intervalle exact.",
    en="Bland and Altman's formula 3 / n only holds for the limits that hold 95% of the differences: choose the exact interval.",
)


class LimitsPrecision(Design):
    """Estimate the limits of agreement with a confidence interval of a given full width around each."""

    kind: Literal["limits_precision"] = "limits_precision"
    goal: Precision
    sd: Annotated[
        float,
        Quantity(
            label=Text(fr="Écart-type des différences", en="Standard deviation of the differences"),
            unit=Unit.ENDPOINT,
            help=Text(
                fr="Écart-type des différences entre les deux mesures d'un même cas. Saisir 1 pour raisonner en écarts-types.",
                en="Standard deviation of the differences between both measurements of a case. Enter 1 to reason in standard "
                "deviations.",
            ),
            symbol="σ",
            gt=0,
        ),
    ]
    coverage: Annotated[
        float,
        Quantity(
            label=Text(fr="Part des différences entre les limites", en="Share of the differences between the limits"),
            unit=Unit.PROPORTION,
            help=Text(
                fr="0,95 pour les limites d'agrément usuelles : biais ± 1,96 écart-type.",
                en="0.95 for the usual limits of agreement: bias ± 1.96 standard deviations.",
            ),
            ge=0.5,
            lt=1,
        ),
    ] = 0.95
    method: Annotated[
        Literal["exact", "t", "bland_altman"],
        Choice(
            label=Text(fr="Intervalle de confiance d'une limite", en="Confidence interval of a limit"),
            options={
                "exact": Text(fr="exact (t non centré)", en="exact (non-central t)"),
                "t": Text(
                    fr="approché, loi t et variance 1/n + z²/(2(n - 1))",
                    en="approximate, t and variance 1/n + z²/(2(n - 1))",
                ),
                "bland_altman": Text(
                    fr="approché, loi normale et variance 3/n (Bland-Altman 1986)",
                    en="approximate, normal and variance 3/n (Bland-Altman 1986)",
                ),
            },
        ),
    ] = "exact"

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis(
            "participants", Text(fr="Cas mesurés par les deux méthodes", en="Cases measured by both methods"), minimum=4
        ),
    )
    card: ClassVar[Card] = Card(
        title=Text(fr="Précision des limites d'agrément", en="Precision of the limits of agreement"),
        question=Text(
            fr="Avec quelle précision l'écart habituel entre le dispositif et la référence sera-t-il connu ?",
            en="How precisely will the usual difference between the device and the reference be known?",
        ),
        family=Family.AGREEMENT,
        method=Text(
            fr="largeur attendue de l'intervalle de confiance exact d'une limite d'agrément (t non centré)",
            en="expected width of the exact confidence interval of a limit of agreement (non-central t)",
        ),
        limits=Text(
            fr="Une paire de mesures par cas, différences normales de variance constante. L'intervalle exact est dissymétrique : il "
            "s'étend davantage vers l'extérieur. Sans assurance, la largeur observée dépasse la largeur annoncée une fois sur deux "
            "environ.",
            en="One pair of measurements per case, normal differences with a constant variance. The exact interval is not symmetric: "
            "it reaches further outwards. Without assurance, the observed width exceeds the width announced about half of the time.",
        ),
        references=(
            Reference(
                "Bland JM, Altman DG. Statistical methods for assessing agreement between two methods of clinical measurement. "
                "Lancet 1986;327:307-10",
                "10.1016/S0140-6736(86)90837-8",
            ),
            Reference(
                "Bland JM, Altman DG. Measuring agreement in method comparison studies. Stat Methods Med Res 1999;8:135-60",
                "10.1177/096228029900800204",
            ),
            Reference(
                "Jan SL, Shieh G. The Bland-Altman range of agreement: exact interval procedure and sample size determination. "
                "Comput Biol Med 2018;100:247-52",
                "10.1016/j.compbiomed.2018.06.020",
            ),
        ),
        measures=(Measure.LIMITS_OF_AGREEMENT,),
        endpoint=Endpoint.AGREEMENT,
        against=Against.NOTHING,
        attained=Attained.WIDTH,
    )

    @model_validator(mode="after")
    def _usual(self) -> Self:
        if self.method == "bland_altman" and abs(self.coverage - 0.95) > 1e-9:
            raise Refusal(_ONLY_95, "coverage")
        return self

    @property
    def traits(self) -> Traits:
        return Traits()

    @property
    def _quantile(self) -> float:
        return float(ndtri((1 + self.coverage) / 2))

    def _factors(self, n: FloatArray) -> tuple[FloatArray, FloatArray]:
        """The interval of the upper limit is mean + first S to mean + second S."""
        high, q = (1 + self.goal.confidence) / 2, self._quantile
        if self.method == "exact":
            return percentile_factor(n, q, 1 - high), percentile_factor(n, q, high)
        half = (
            ndtri(high) * np.sqrt(3 / n) if self.method == "bland_altman" else stdtrit(n - 1, high) * limit_error(n, q)
        )
        return q - half, q + half

    def attained(self, size: Size) -> FloatArray:
        """Expected width, or the width not exceeded with the assurance asked."""
        n = np.asarray(size["participants"], dtype=np.float64)
        lower, upper = self._factors(n)
        if self.goal.assurance is not None:
            spread = ratio_quantile(n - 1, self.goal.assurance)
        else:
            spread = np.ones_like(n) if self.method == "bland_altman" else mean_ratio(n - 1)
        return np.asarray((upper - lower) * self.sd * spread)

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """Normal differences and the interval of their upper limit; `claimed` says that it contains the true limit."""
        n = int(np.asarray(size["participants"]))
        data = rng.standard_normal((trials, n)) * self.sd
        mean, sd = data.mean(axis=1), data.std(axis=1, ddof=1)
        first, second = self._factors(np.asarray(float(n)))
        lower, upper, truth = mean + first * sd, mean + second * sd, self._quantile * self.sd
        covered = (lower <= truth) & (truth <= upper)
        none = np.full(trials, np.nan)
        return Trials(mean + self._quantile * sd, lower, upper, none, covered, np.zeros(trials, dtype=bool))

    def variants(self) -> tuple[Variant, ...]:
        return self.other_options("method", without=("bland_altman",) if self.coverage != 0.95 else ())

    def method_text(self) -> Text:
        return self.card.method if self.method == "exact" else self.option("method")

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        n = np.asarray(size["participants"])
        lower, upper = self._factors(n)
        return (
            Step(_INWARD, Value((self._quantile - float(lower)) * self.sd, Unit.ENDPOINT), _AT),
            Step(_OUTWARD, Value((float(upper) - self._quantile) * self.sd, Unit.ENDPOINT), _AT),
        )

    def sentence(self) -> Text:
        return _SENTENCE if self.goal.assurance is None else _ASSURED

    def r_call(self) -> str | None:
        if self.method == "exact":
            return None
        high, q = (1 + self.goal.confidence) / 2, self._quantile
        half = f"qnorm({high:.12g}) * sqrt(3 / n)"
        spread = "1"
        if self.method == "t":
            half = f"qt({high:.12g}, n - 1) * sqrt(1 / n + {q**2:.12g} / (2 * (n - 1)))"
            spread = "sqrt(2 / (n - 1)) * exp(lgamma(n / 2) - lgamma((n - 1) / 2))"
        if self.goal.assurance is not None:
            spread = f"sqrt(qchisq({self.goal.assurance:g}, n - 1) / (n - 1))"
        return (
            f"with(list(width = function(n) 2 * {self.sd:g} * {half} * {spread}), "
            "uniroot(function(n) width(n) - {target}, c(4, 1e6), tol = 1e-9)$root)"
        )


_INWARD = Text(fr="Étendue de l'intervalle vers l'intérieur", en="Reach of the interval inwards")
_OUTWARD = Text(fr="Étendue de l'intervalle vers l'extérieur", en="Reach of the interval outwards")
_AT = Text(fr="à l'écart-type attendu", en="at the expected standard deviation")
_SENTENCE = Text(
    fr="Pour estimer les limites d'agrément contenant {coverage} des différences, d'écart-type {sd}, avec un intervalle de confiance "
    "à {confidence} de largeur totale attendue {target} au plus autour de chaque limite, {n_total} cas mesurés par les deux "
    "méthodes sont nécessaires.",
    en="To estimate the limits of agreement holding {coverage} of the differences, whose standard deviation is {sd}, with a "
    "{confidence} confidence interval of expected full width {target} at most around each limit, {n_total} cases measured by both "
    "methods are needed.",
)
_ASSURED = Text(
    fr="Pour estimer les limites d'agrément contenant {coverage} des différences, d'écart-type {sd}, avec un intervalle de confiance "
    "à {confidence} dont la largeur totale autour de chaque limite ne dépasse pas {target} avec une probabilité de {assurance}, "
    "{n_total} cas mesurés par les deux méthodes sont nécessaires.",
    en="To estimate the limits of agreement holding {coverage} of the differences, whose standard deviation is {sd}, with a "
    "{confidence} confidence interval whose full width around each limit does not exceed {target} with probability {assurance}, "
    "{n_total} cases measured by both methods are needed.",
)
