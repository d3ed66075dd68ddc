"""Limits of agreement (Bland-Altman) within clinical limits: both confidence bounds of the limits lie inside.

The claim is mean + k S below the upper clinical limit and mean - k S above the lower one. k is that of Bland and Altman's
approximate interval of a limit, or the exact factor of a normal percentile (non-central t). The mean and S are
independent, so the power is an integral over S, exact for either k. Lu (2016) adds the two errors of approximate
non-central t tests.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator
from scipy.special import ndtri, stdtrit

from stats.card import Against, Axis, Card, Endpoint, Family, Measure, Reference, Traits
from stats.design import Design, Size, Step, Truth, Variant
from stats.formulas.sd_average import approximate_factor, limit_error, percentile_factor, power_between
from stats.goals import Equivalence
from stats.quantities import Choice, Quantity, Unit, Value
from stats.refusal import Refusal
from stats.text import Text
from stats.trials import FloatArray, Trials

_OUTSIDE = Text(
    fr="Les limites d'agrément attendues ({lower} et {upper}) sortent des limites cliniques : aucun effectif ne permettra de "
    "conclure. Élargir les limites si elles se justifient cliniquement, ou améliorer la mesure.",
    en="The expected limits of agreement ({lower} and {upper}) leave the clinical limits: no size will support the claim. Widen "
    "the limits if that is clinically justified, or improve the measurement.",
)


class BlandAltman(Design):
    """Show that the limits of agreement between two methods of measurement lie within clinical limits set in advance."""

    kind: Literal["bland_altman"] = "bland_altman"
    goal: Equivalence
    mean_difference: Annotated[
        float,
        Quantity(
            label=Text(fr="Biais attendu (dispositif - référence)", en="Expected bias (device - reference)"),
            unit=Unit.ENDPOINT,
            help=Text(
                fr="Moyenne attendue des différences entre les deux mesures d'un même cas, avec son signe.",
                en="Expected mean of the differences between both measurements of a case, with its sign.",
            ),
            symbol="δ",
        ),
    ]
    sd: Annotated[
        float,
        Quantity(
            label=Text(fr="Écart-type des différences", en="Standard deviation of the differences"),
            unit=Unit.ENDPOINT,
            help=Text(
                fr="Écart-type des différences entre les deux mesures d'un même cas, d'après un pilote ou la littérature.",
                en="Standard deviation of the differences between both measurements of a case, from a pilot or the literature.",
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
        Literal["exact", "approximate", "lu"],
        Choice(
            label=Text(fr="Intervalle des limites et puissance", en="Interval of the limits and power"),
            options={
                "exact": Text(
                    fr="intervalle exact d'un centile (t non centré), puissance exacte",
                    en="exact interval of a percentile (non-central t), exact power",
                ),
                "approximate": Text(
                    fr="intervalle de Bland et Altman, puissance exacte", en="Bland and Altman's interval, exact power"
                ),
                "lu": Text(
                    fr="intervalle de Bland et Altman, puissance approchée de Lu (2016)",
                    en="Bland and Altman's interval, approximate power of Lu (2016)",
                ),
            },
        ),
    ] = "exact"

    axes: ClassVar[tuple[Axis, ...]] = (
        Axis(
            "participants", Text(fr="Cas mesurés par les deux méthodes", en="Cases measured by both methods"), minimum=3
        ),
    )
    card: ClassVar[Card] = Card(
        title=Text(fr="Limites d'agrément (Bland-Altman)", en="Limits of agreement (Bland-Altman)"),
        question=Text(
            fr="Le dispositif mesure-t-il comme la référence, à des écarts près que la clinique accepte ?",
            en="Does the device measure as the reference does, within differences that are clinically acceptable?",
        ),
        family=Family.AGREEMENT,
        method=Text(
            fr="bornes de confiance exactes des deux limites d'agrément à l'intérieur des limites cliniques, puissance exacte",
            en="exact confidence bounds of both limits of agreement inside the clinical limits, exact power",
        ),
        limits=Text(
            fr="Une paire de mesures par cas, différences normales de variance constante : les vérifier sur le graphique, sinon "
            "travailler sur le logarithme. Chaque borne est unilatérale au risque alpha (0,025 pour des intervalles à 95 %). "
            "L'intervalle approché de Bland et Altman conclut trop souvent (0,041 au lieu de 0,025 à 79 cas) ; la formule de Lu annonce "
            "0,802 à 79 cas là où 0,788 est simulé.",
            en="One pair of measurements per case, normal differences with a constant variance: check them on the plot, or work on "
            "the logarithm. Each bound is one-sided at level alpha (0.025 for 95% intervals). Bland and Altman's approximate "
            "interval claims too often (0.041 instead of 0.025 at 79 cases); Lu's formula announces 0.802 at 79 cases where 0.788 is simulated.",
        ),
        references=(
            Reference(
                "Bland JM, Altman DG. Statistical methods for assessing agreement between two methods of clinical measurement. "
                "Lancet 1986;327:307-10",
                "10.1016/S0140-6736(86)90837-8",
            ),
            Reference(
                "Lu MJ, Zhong WH, Liu YX, et al. Sample size for assessing agreement between two methods of measurement by "
                "Bland-Altman method. Int J Biostat 2016;12(2)",
                "10.1515/ijb-2015-0039",
            ),
            Reference(
                "Jan SL, Shieh G. The Bland-Altman range of agreement: exact interval procedure and sample size determination. "
                "Comput Biol Med 2018;100:247-52",
                "10.1016/j.compbiomed.2018.06.020",
            ),
        ),
        measures=(Measure.LIMITS_OF_AGREEMENT,),
        endpoint=Endpoint.AGREEMENT,
        against=Against.GOAL,
    )

    @model_validator(mode="after")
    def _inside(self) -> Self:
        lower, upper = self._limits
        if upper >= self.goal.margin_upper or lower <= -self.goal.margin_lower:
            raise Refusal(_OUTSIDE, "sd", lower=Value(lower, Unit.ENDPOINT), upper=Value(upper, Unit.ENDPOINT))
        return self

    @property
    def traits(self) -> Traits:
        return Traits(arm_symmetric=True)

    @property
    def _quantile(self) -> float:
        return float(ndtri((1 + self.coverage) / 2))

    @property
    def _limits(self) -> tuple[float, float]:
        """The expected limits of agreement."""
        half = self._quantile * self.sd
        return self.mean_difference - half, self.mean_difference + half

    def _factor(self, n: FloatArray) -> FloatArray:
        """The k of the claim: mean plus or minus k standard deviations inside the clinical limits."""
        find = percentile_factor if self.method == "exact" else approximate_factor
        return find(n, self._quantile, 1 - self.goal.alpha)

    def attained(self, size: Size) -> FloatArray:
        n = np.asarray(size["participants"], dtype=np.float64)
        goal, root = self.goal, np.sqrt(n)
        if self.method == "lu":
            return self._lu(n)
        lower, upper = ((limit - self.mean_difference) / self.sd for limit in (-goal.margin_lower, goal.margin_upper))
        return power_between(n - 1, lower * root, upper * root, self._factor(n) * root)

    def _lu(self, n: FloatArray) -> FloatArray:
        """One less the type II errors of two tests taken as non-central t."""
        critical, error = stdtrit(n - 1, 1 - self.goal.alpha), self.sd * limit_error(n, self._quantile)
        lower, upper = self._limits
        errors = [
            1 - power_between(n - 1, -np.inf, gap / error, critical)
            for gap in (self.goal.margin_upper - upper, lower + self.goal.margin_lower)
        ]
        return np.asarray(np.maximum(1 - errors[0] - errors[1], 0.0))

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """Normal differences; at the null, the bias is such that the upper limit of agreement is the clinical limit."""
        n = int(np.asarray(size["participants"]))
        shift = 0.0 if at == "alternative" else self.goal.margin_upper - self._limits[1]
        data = rng.standard_normal((trials, n)) * self.sd + (self.mean_difference + shift)
        mean, sd = data.mean(axis=1), data.std(axis=1, ddof=1)
        half = self._factor(np.asarray(float(n))) * sd
        claimed = (mean + half < self.goal.margin_upper) & (mean - half > -self.goal.margin_lower)
        none = np.full(trials, np.nan)  # the claim is read on the bounds: no p value is computed
        return Trials(mean, mean - half, mean + half, none, claimed, np.zeros(trials, dtype=bool))

    def variants(self) -> tuple[Variant, ...]:
        return self.other_options("method")

    def method_text(self) -> Text:
        return self.card.method if self.method == "exact" else self.option("method")

    def caution(self) -> Text | None:
        return {"exact": None, "approximate": _APPROXIMATE, "lu": _LU}[self.method]

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        n = np.asarray(size["participants"])
        lower, upper = self._limits
        return (
            Step(_LOWER, Value(lower, Unit.ENDPOINT), _LIMIT_HOW),
            Step(_UPPER, Value(upper, Unit.ENDPOINT), _LIMIT_HOW),
            Step(_FACTOR, Value(float(self._factor(n)))),
            Step(_BOUND, Value(float(self.mean_difference + self._factor(n) * self.sd), Unit.ENDPOINT), _BOUND_HOW),
        )

    def sentence(self) -> Text:
        return _SENTENCE

    def r_call(self) -> str | None:
        if self.method == "lu":
            return None
        goal, z = self.goal, self._quantile
        factor = (
            f"qt({1 - goal.alpha:.12g}, n - 1, {z:.12g} * sqrt(n)) / sqrt(n)"
            if self.method == "exact"
            else f"({z:.12g} + qt({1 - goal.alpha:.12g}, n - 1) * sqrt(1 / n + {z**2:.12g} / (2 * (n - 1))))"
        )
        low, high = (
            (-goal.margin_lower - self.mean_difference) / self.sd,
            (goal.margin_upper - self.mean_difference) / self.sd,
        )
        return (
            f"with(list(power = function(n, k = {factor}) integrate(function(s) 2 * (n - 1) * s * dchisq((n - 1) * s^2, n - 1) * "
            f"pmax(0, pnorm(sqrt(n) * ({high:.12g} - k * s)) - pnorm(sqrt(n) * ({low:.12g} + k * s))), "
            "max(0, 1 - 7 / sqrt(2 * n)), 1 + 7 / sqrt(2 * n), rel.tol = 1e-8)$value), "
            'uniroot(function(n) power(n) - {target}, c(4, 400), extendInt = "upX", tol = 1e-7)$root)'
        )


_APPROXIMATE = Text(
    fr="L'intervalle de Bland et Altman est trop étroit vers l'extérieur : le risque réel de chaque borne est de 0,045 à 50 cas, "
    "0,041 à 79 cas et 0,033 à 300 cas au lieu de 0,025. Préférer l'intervalle exact.",
    en="Bland and Altman's interval is too narrow outwards: the actual risk of each bound is 0.045 at 50 cases, 0.041 at 79 cases "
    "and 0.033 at 300 cases instead of 0.025. Prefer the exact interval.",
)
_LU = Text(
    fr="Cette formule traite les deux conclusions comme des lois t non centrées : elle annonce 0,802 à 79 cas là où 0,788 est "
    "simulé, et l'intervalle qu'elle suppose a un risque réel de 0,041 au lieu de 0,025. Elle est montrée pour comparaison.",
    en="This formula treats both claims as non-central t distributions: it announces 0.802 at 79 cases where 0.788 is simulated. "
    "The interval it assumes has an actual risk of 0.041 instead of 0.025. It is shown for comparison.",
)
_LOWER = Text(fr="Limite d'agrément inférieure attendue", en="Expected lower limit of agreement")
_UPPER = Text(fr="Limite d'agrément supérieure attendue", en="Expected upper limit of agreement")
_LIMIT_HOW = Text(
    fr="biais ± quantile normal × écart-type des différences", en="bias ± normal quantile × standard deviation"
)
_FACTOR = Text(fr="Facteur des bornes de confiance", en="Factor of the confidence bounds")
_BOUND = Text(fr="Borne de confiance supérieure attendue", en="Expected upper confidence bound")
_BOUND_HOW = Text(fr="biais + facteur × écart-type", en="bias + factor × standard deviation")
_SENTENCE = Text(
    fr="Pour montrer que les limites d'agrément contenant {coverage} des différences restent entre -{margin_lower} et "
    "+{margin_upper}, sous un biais de {mean_difference} et un écart-type des différences de {sd}, avec des bornes de confiance "
    "unilatérales au risque {alpha} et une puissance de {target}, {n_total} cas mesurés par les deux méthodes sont nécessaires.",
    en="To show that the limits of agreement holding {coverage} of the differences stay between -{margin_lower} and "
    "+{margin_upper}, under a bias of {mean_difference} and a standard deviation of the differences of {sd}, with one-sided "
    "confidence bounds at level {alpha} and a power of {target}, {n_total} cases measured by both methods are needed.",
)
