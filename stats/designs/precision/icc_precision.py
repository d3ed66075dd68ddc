"""Precision of an intraclass correlation: width of its confidence interval, one-way random effects.

The exact interval comes from the F ratio, whose distribution is known up to the ICC: the expected width is an integral, and
the width not exceeded with a given assurance is exact. Bonett's closed form is an approximation of the expected width.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from stats.card import Against, Attained, Axis, Card, Endpoint, Family, Measure, Reference, Traits
from stats.design import Design, Size, Step, Truth, Variant
from stats.formulas.agreement.icc import WHOLE, Interval, f_scale, icc_of, one_way, random_effects
from stats.goals import Precision
from stats.normal import z
from stats.quantities import Choice, Quantity, Unit, Value
from stats.refusal import Refusal
from stats.text import Text
from stats.trials import FloatArray, Trials

_LARGE = 1e6  # cases beyond which the width falls as 1 / sqrt(n), to six digits
_NO_ASSURANCE = Text(
    fr="La formule de Bonett donne une largeur attendue, sans assurance : choisir l'intervalle exact.",
    en="Bonett's formula gives an expected width, without assurance: choose the exact interval.",
)


class IccPrecision(Design):
    """Estimate an intraclass correlation coefficient with a confidence interval of a given full width."""

    kind: Literal["icc_precision"] = "icc_precision"
    goal: Precision
    icc_expected: Annotated[
        float,
        Quantity(
            label=Text(fr="ICC attendu", en="Expected ICC"),
            unit=Unit.NUMBER,
            help=Text(
                fr="Part de la variance due aux différences entre cas, pour une mesure. Une valeur plus faible demande en général "
                "plus de cas.",
                en="Share of the variance due to differences between cases, for one reading. A lower value usually asks for more "
                "cases.",
            ),
            symbol="ρ",
            ge=0,
            lt=1,
        ),
    ]
    readings: Annotated[
        float,
        Quantity(
            label=Text(fr="Mesures ou lecteurs par cas", en="Readings or raters per case"),
            unit=Unit.COUNT,
            help=Text(
                fr="Nombre de mesures de chaque cas (lecteurs, répétitions), le même pour tous.",
                en="Number of readings of each case (raters, replicates), the same for all.",
            ),
            symbol="k",
            ge=2,
            le=100,
        ),
    ]
    method: Annotated[
        Literal["exact", "bonett", "bonett_corrected"],
        Choice(
            label=Text(fr="Largeur de l'intervalle", en="Width of the interval"),
            options={
                "exact": Text(fr="intervalle exact (loi F)", en="exact interval (F distribution)"),
                "bonett": Text(fr="approximation de Bonett", en="Bonett's approximation"),
                "bonett_corrected": Text(
                    fr="Bonett, 5 × ICC cas de plus à deux mesures si l'ICC atteint 0,7",
                    en="Bonett, 5 × ICC more cases with two readings when the ICC reaches 0.7",
                ),
            },
        ),
    ] = "exact"

    axes: ClassVar[tuple[Axis, ...]] = (Axis("participants", Text(fr="Cas mesurés", en="Cases measured"), minimum=3),)
    card: ClassVar[Card] = Card(
        title=Text(fr="Précision d'un ICC", en="Precision of an ICC"),
        question=Text(
            fr="Avec quelle précision la reproductibilité de la mesure sera-t-elle connue ?",
            en="How precisely will the reproducibility of the measurement be known?",
        ),
        family=Family.PRECISION,
        method=Text(
            fr="largeur attendue de l'intervalle exact (loi F) du coefficient de corrélation intraclasse, un facteur aléatoire",
            en="expected width of the exact interval (F distribution) of the one-way intraclass correlation coefficient",
        ),
        limits=Text(
            fr="Mesures normales, cas tirés de la population visée. Sans assurance, la largeur observée dépasse la largeur annoncée "
            "une fois sur deux environ. La formule de Bonett sous-estime un peu l'effectif quand l'ICC est élevé et que les mesures sont "
            "au nombre de deux.",
            en="Normal readings, cases drawn from the target population. Without assurance, the observed width exceeds the width "
            "announced about half of the time. Bonett's formula slightly understates the size when the ICC is high and there are two "
            "readings.",
        ),
        references=(
            Reference(
                "Bonett DG. Sample size requirements for estimating intraclass correlations with desired precision. Stat Med "
                "2002;21:1331-5",
                "10.1002/sim.1108",
            ),
            Reference(
                "Zou GY. Sample size formulas for estimating intraclass correlation coefficients with precision and assurance. "
                "Stat Med 2012;31:3972-81",
                "10.1002/sim.5466",
            ),
            Reference(
                "Shrout PE, Fleiss JL. Intraclass correlations: uses in assessing rater reliability. Psychol Bull "
                "1979;86:420-8",
                "10.1037/0033-2909.86.2.420",
            ),
        ),
        measures=(Measure.ICC,),
        endpoint=Endpoint.AGREEMENT,
        against=Against.NOTHING,
        attained=Attained.WIDTH,
    )

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.readings != round(self.readings):
            raise Refusal(WHOLE, "readings")
        if self.goal.assurance is not None and self.method != "exact":
            raise Refusal(_NO_ASSURANCE, "goal.assurance")
        return self

    @property
    def traits(self) -> Traits:
        return Traits()

    @property
    def _added(self) -> float:
        """Cases that Bonett adds to the solution of his formula."""
        corrected = self.method == "bonett_corrected" and self.readings == 2 and self.icc_expected >= 0.7
        return 5 * self.icc_expected if corrected else 0.0

    def attained(self, size: Size) -> FloatArray:
        n = np.asarray(size["participants"], dtype=np.float64)
        if self.method != "exact":
            rho, k = self.icc_expected, self.readings
            left = np.maximum(n - 1 - self._added, 1e-3 * (n - 1))
            spread = (1 - rho) * (1 + (k - 1) * rho) * np.sqrt(2 / (k * (k - 1) * left))
            return np.asarray(2 * z((1 - self.goal.confidence) / 2) * spread)
        near = np.minimum(n, _LARGE)
        interval = Interval(near, self.readings, self.goal.confidence)
        if self.goal.assurance is None:
            width = interval.expected_width(self.icc_expected)
        else:
            width = interval.assured_width(self.icc_expected, self.goal.assurance)
        return np.asarray(width * np.sqrt(near / n))

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """Random effects and the exact interval, which is the analysis named whatever the formula of the size."""
        n, k = int(np.asarray(size["participants"])), int(self.readings)
        ratio = one_way(random_effects(self.icc_expected, n, k, trials, rng))
        lower, upper = Interval(n, k, self.goal.confidence).bounds(ratio)
        covered = (lower <= self.icc_expected) & (self.icc_expected <= upper)
        return Trials(icc_of(ratio, k), lower, upper, np.full(trials, np.nan), covered, np.zeros(trials, dtype=bool))

    def variants(self) -> tuple[Variant, ...]:
        if self.goal.assurance is not None:
            return ()
        return self.other_options("method")

    def method_text(self) -> Text:
        return self.card.method if self.method == "exact" else self.option("method")

    def caution(self) -> Text | None:
        return None if self.method == "exact" else _APPROXIMATE

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        interval = Interval(size["participants"], self.readings, self.goal.confidence)
        lower, upper = interval.bounds(f_scale(self.icc_expected, self.readings))
        return (
            Step(_LOWER, Value(float(lower))),
            Step(_UPPER, Value(float(upper))),
            Step(_MEASURES, Value(float(size["participants"] * self.readings), Unit.COUNT)),
        )

    def sentence(self) -> Text:
        return _SENTENCE if self.goal.assurance is None else _ASSURED

    def r_call(self) -> str | None:
        if self.method == "exact":
            return None
        rho, k = self.icc_expected, self.readings
        return (
            f"with(list(rho = {rho:.12g}, k = {k:g}, z = qnorm({(1 + self.goal.confidence) / 2:.12g})), "
            f"8 * z^2 * (1 - rho)^2 * (1 + (k - 1) * rho)^2 / (k * (k - 1) * {{target}}^2) + 1 + {self._added:.12g})"
        )


_APPROXIMATE = Text(
    fr="La formule de Bonett est une approximation de la largeur attendue : pour un ICC de 0,8, deux mesures et une largeur de 0,2, "
    "elle donne 50,8 cas (54,8 corrigée) quand l'intervalle exact en demande 55,1.",
    en="Bonett's formula approximates the expected width: for an ICC of 0.8, two readings and a width of 0.2, it gives 50.8 cases "
    "(54.8 when corrected) where the exact interval asks for 55.1.",
)
_LOWER = Text(fr="Borne inférieure à l'ICC attendu", en="Lower bound at the expected ICC")
_UPPER = Text(fr="Borne supérieure à l'ICC attendu", en="Upper bound at the expected ICC")
_MEASURES = Text(fr="Nombre total de mesures", en="Total number of readings")
_SENTENCE = Text(
    fr="Pour estimer un ICC attendu de {icc_expected} avec {readings} mesures par cas et un intervalle de confiance à {confidence} de "
    "largeur totale attendue {target} au plus, {n_total} cas analysables sont nécessaires.",
    en="To estimate an expected ICC of {icc_expected} with {readings} readings per case and a {confidence} confidence interval of "
    "expected full width {target} at most, {n_total} analysable cases are needed.",
)
_ASSURED = Text(
    fr="Pour estimer un ICC attendu de {icc_expected} avec {readings} mesures par cas et un intervalle de confiance à {confidence} dont "
    "la largeur totale ne dépasse pas {target} avec une probabilité de {assurance}, {n_total} cas analysables sont nécessaires.",
    en="To estimate an expected ICC of {icc_expected} with {readings} readings per case and a {confidence} confidence interval whose "
    "full width does not exceed {target} with probability {assurance}, {n_total} analysable cases are needed.",
)
