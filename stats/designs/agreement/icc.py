"""Intraclass correlation against a goal: one-way random effects, k readings per case.

The F ratio of the analysis of variance divided by (1 + (k - 1) ICC) / (1 - ICC) follows an F distribution, so the power
of the F test is exact. Walter, Eliasziw and Donner approximate its logarithm by a normal distribution.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator
from scipy.special import fdtrc, fdtri

from stats.card import Against, Axis, Card, Endpoint, Family, Measure, Reference, Traits
from stats.design import Design, Size, Step, Truth, Variant
from stats.formulas.agreement.icc import WHOLE, f_scale, icc_of, one_way, random_effects
from stats.goals import NoEquivalence, refuse_wrong_side
from stats.normal import Phi, z
from stats.quantities import Choice, Quantity, Unit, Value
from stats.refusal import Refusal
from stats.text import Phrase, Text
from stats.trials import FloatArray, Trials

_LARGE = 1e7  # degrees of freedom beyond which the F distribution is that of a constant, to six digits
_LOWER = Text(
    fr="La fiabilité est d'autant meilleure que l'ICC est élevé : choisir « plus élevé » comme sens favorable.",
    en="The higher the ICC, the better the reliability: choose “higher” as the favourable direction.",
)
_NEGATIVE = Text(
    fr="La valeur de référence moins la marge est négative : réduire la marge.",
    en="The goal minus the margin is negative: reduce the margin.",
)


class Icc(Design):
    """Show that the reliability of a measurement exceeds a goal, by the one-way intraclass correlation coefficient."""

    kind: Literal["icc"] = "icc"
    goal: NoEquivalence
    icc_expected: Annotated[
        float,
        Quantity(
            label=Text(fr="ICC attendu", en="Expected ICC"),
            unit=Unit.NUMBER,
            help=Text(
                fr="Part de la variance due aux différences entre cas, pour une mesure, d'après un pilote ou la littérature.",
                en="Share of the variance due to differences between cases, for one reading, from a pilot or the literature.",
            ),
            symbol="ρ₁",
            gt=0,
            lt=1,
        ),
    ]
    icc_reference: Annotated[
        float,
        Quantity(
            label=Text(fr="ICC de référence à dépasser", en="ICC goal to exceed"),
            unit=Unit.NUMBER,
            help=Text(
                fr="Plus petite fiabilité acceptable, fixée d'avance, par exemple 0,75.",
                en="Smallest acceptable reliability, set in advance, for example 0.75.",
            ),
            symbol="ρ₀",
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
        Literal["exact", "walter"],
        Choice(
            label=Text(fr="Méthode", en="Method"),
            options={
                "exact": Text(fr="puissance exacte du test F", en="exact power of the F test"),
                "walter": Text(
                    fr="approximation de Walter, Eliasziw et Donner", en="approximation of Walter, Eliasziw and Donner"
                ),
            },
        ),
    ] = "exact"

    axes: ClassVar[tuple[Axis, ...]] = (Axis("participants", Text(fr="Cas mesurés", en="Cases measured"), minimum=2),)
    card: ClassVar[Card] = Card(
        title=Text(fr="Fiabilité d'une mesure (ICC)", en="Reliability of a measurement (ICC)"),
        question=Text(
            fr="La mesure du dispositif est-elle assez reproductible entre lecteurs ou entre répétitions ?",
            en="Is the device's measurement reproducible enough across raters or replicates?",
        ),
        family=Family.AGREEMENT,
        method=Text(
            fr="test F sur le coefficient de corrélation intraclasse, analyse de variance à un facteur aléatoire, puissance exacte",
            en="F test on the intraclass correlation coefficient, one-way random analysis of variance, exact power",
        ),
        limits=Text(
            fr="Mesures normales, cas tirés de la population visée : l'ICC dépend de l'étendue des cas. Le modèle à un facteur "
            "compte tout écart systématique entre lecteurs comme une erreur. L'approximation de Walter annonce 0,80 à 27 cas là où "
            "le test F atteint 0,82.",
            en="Normal readings, cases drawn from the target population: the ICC depends on the spread of the cases. The one-way "
            "model counts any systematic difference between raters as error. Walter's approximation announces 0.80 at 27 cases "
            "where the F test reaches 0.82.",
        ),
        references=(
            Reference(
                "Walter SD, Eliasziw M, Donner A. Sample size and optimal designs for reliability studies. Stat Med "
                "1998;17:101-10",
                "10.1002/(SICI)1097-0258(19980115)17:1<101::AID-SIM727>3.0.CO;2-E",
            ),
            Reference(
                "Donner A, Eliasziw M. Sample size requirements for reliability studies. Stat Med 1987;6:441-8",
                "10.1002/sim.4780060404",
            ),
            Reference(
                "Shrout PE, Fleiss JL. Intraclass correlations: uses in assessing rater reliability. Psychol Bull "
                "1979;86:420-8",
                "10.1037/0033-2909.86.2.420",
            ),
        ),
        measures=(Measure.ICC,),
        endpoint=Endpoint.AGREEMENT,
        against=Against.GOAL,
        direction="higher",
    )

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.readings != round(self.readings):
            raise Refusal(WHOLE, "readings")
        if self.goal.better != "higher":
            raise Refusal(_LOWER, "goal.better")
        if self._null < 0:
            raise Refusal(_NEGATIVE, "goal.margin")
        refuse_wrong_side(self.goal, self.icc_expected - self.icc_reference, "icc_expected")
        return self

    @property
    def traits(self) -> Traits:
        return Traits()

    @property
    def _null(self) -> float:
        return self.icc_reference + self.goal.tests()[0].null

    @property
    def _log_ratio(self) -> float:
        return float(np.log(f_scale(self.icc_expected, self.readings) / f_scale(self._null, self.readings)))

    def _df(self, n: FloatArray) -> tuple[FloatArray, FloatArray]:
        return n - 1, n * (self.readings - 1)

    def _critical(self, n: FloatArray) -> FloatArray:
        """The F ratio above which the goal is exceeded, for readings whose ICC is zero."""
        return np.asarray(fdtri(*self._df(n), 1 - self.goal.tests()[0].alpha))

    def attained(self, size: Size) -> FloatArray:
        n, k = np.asarray(size["participants"], dtype=np.float64), self.readings
        shift = self._log_ratio * np.sqrt((k - 1) * (n - 1) / (2 * k))
        approximate = np.asarray(Phi(shift - z(self.goal.tests()[0].alpha)))
        if self.method == "walter":
            return approximate
        near = np.minimum(n, _LARGE)
        exact = fdtrc(*self._df(near), self._critical(near) * np.exp(-self._log_ratio))
        return np.asarray(np.where(n > _LARGE, approximate, exact))

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        n, k = int(np.asarray(size["participants"])), int(self.readings)
        truth = self.icc_expected if at == "alternative" else self._null
        ratio, alpha = one_way(random_effects(truth, n, k, trials, rng)), self.goal.tests()[0].alpha
        df = self._df(np.asarray(float(n)))
        p = np.asarray(fdtrc(*df, ratio / f_scale(self._null, k)))
        lower, upper = (icc_of(ratio / fdtri(*df, level), k) for level in (1 - alpha, alpha))
        return Trials(icc_of(ratio, k), lower, upper, p, p <= alpha, np.zeros(trials, dtype=bool))

    def null_value(self) -> Value:
        return Value(self.icc_reference)

    def variants(self) -> tuple[Variant, ...]:
        found = self.other_options("method")
        if self.goal.kind != "superiority":
            return found
        sides = 1 if self.goal.sides == 2 else 2
        goal = self.goal.model_copy(update={"sides": sides})
        return (*found, Variant(_SIDES[sides], self.model_copy(update={"goal": goal})))

    def method_text(self) -> Text:
        return self.card.method if self.method == "exact" else self.choices()["method"].options["walter"]

    def least_success(self, size: Size) -> Phrase | None:
        n = np.asarray(float(np.asarray(size["participants"])))
        edge = icc_of(self._critical(n) * f_scale(self._null, self.readings), self.readings)
        return Phrase(_LEAST, {"edge": Value(float(edge))})

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        n = np.asarray(size["participants"])
        first, second = self._df(n)
        return (
            Step(_RATIO, Value(float(np.exp(self._log_ratio))), _RATIO_HOW),
            Step(_FIRST, Value(float(first))),
            Step(_SECOND, Value(float(second))),
            Step(_EDGE, Value(float(self._critical(n))), _EDGE_HOW),
            Step(_MEASURES, Value(float(n * self.readings), Unit.COUNT)),
        )

    def sentence(self) -> Text:
        return _SENTENCES[self.goal.kind]

    def r_call(self) -> str | None:
        alpha, k, ratio = self.goal.tests()[0].alpha, self.readings, float(np.exp(self._log_ratio))
        if self.method == "walter":
            return (
                f"with(list(k = {k:g}, ratio = {ratio:.12g}), 1 + 2 * k * (qnorm({1 - alpha:.12g}) + qnorm(1 - {{beta}}))^2 "
                "/ ((k - 1) * log(ratio)^2))"
            )
        return (
            f"with(list(k = {k:g}, ratio = {ratio:.12g}, alpha = {alpha:.12g}), uniroot(function(n) pf(qf(alpha, n - 1, "
            "n * (k - 1), lower.tail = FALSE) / ratio, n - 1, n * (k - 1), lower.tail = FALSE) - (1 - {beta}), "
            "c(2, 1e5), tol = 1e-9)$root)"
        )


_SIDES = {
    1: Text(fr="test unilatéral au même risque", en="one-sided test at the same level"),
    2: Text(fr="test bilatéral au même risque", en="two-sided test at the same level"),
}
_LEAST = Text(fr="succès si l'ICC observé atteint {edge}", en="success if the observed ICC reaches {edge}")
_RATIO = Text(fr="Rapport des F attendus", en="Ratio of the expected F")
_RATIO_HOW = Text(
    fr="(1 + (k - 1) ICC) / (1 - ICC), attendu sur référence", en="(1 + (k - 1) ICC) / (1 - ICC), expected over goal"
)
_FIRST = Text(fr="Degrés de liberté entre cas", en="Degrees of freedom between cases")
_SECOND = Text(fr="Degrés de liberté dans les cas", en="Degrees of freedom within cases")
_EDGE = Text(fr="Valeur critique de F", en="Critical value of F")
_EDGE_HOW = Text(
    fr="à multiplier par (1 + (k - 1) ICC) / (1 - ICC) de la référence",
    en="times (1 + (k - 1) ICC) / (1 - ICC) of the goal",
)
_MEASURES = Text(fr="Nombre total de mesures", en="Total number of readings")
_SENTENCES = {
    "superiority": Text(
        fr="Pour montrer que l'ICC dépasse {icc_reference}, sous un ICC attendu de {icc_expected} et avec {readings} mesures par cas, "
        "au risque de première espèce {sides} de {alpha} avec une puissance de {target}, {n_total} cas analysables sont nécessaires.",
        en="To show that the ICC exceeds {icc_reference}, under an expected ICC of {icc_expected} and with {readings} readings per "
        "case, at a {sides} type I error of {alpha} with a power of {target}, {n_total} analysable cases are needed.",
    ),
    "non_inferiority": Text(
        fr="Pour montrer que l'ICC n'est pas inférieur à {icc_reference} de plus de {margin}, sous un ICC attendu de {icc_expected} "
        "et avec {readings} mesures par cas, au risque de première espèce unilatéral de {alpha} avec une puissance de {target}, "
        "{n_total} cas analysables sont nécessaires.",
        en="To show that the ICC is not below {icc_reference} by more than {margin}, under an expected ICC of {icc_expected} and with "
        "{readings} readings per case, at a one-sided type I error of {alpha} with a power of {target}, {n_total} analysable cases "
        "are needed.",
    ),
}
