"""Validating a model: the size for which the interval of its C statistic is narrow enough.

Consecutive patients: the number of events is random around n φ. The variance is that of DeLong for normal predictors (Pavlou
2021, Owen's T), or Newcombe's formula that pmvalsampsize uses (Riley 2021).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

import numpy as np

from stats.card import Against, Attained, Card, Endpoint, Family, Measure, Reference
from stats.design import Size, Step, Truth, Variant
from stats.formulas.prediction.model_validation import (
    C_STATISTIC,
    PAVLOU_2021,
    PREVALENCE,
    RILEY_2021,
    STANDARD_ERROR,
    ModelValidation,
)
from stats.formulas.prediction.predicted_risks import conditional_risks
from stats.formulas.prediction.widths import DISCRIMINATION, Precise, measures_of
from stats.formulas.roc import binormal_scores, delong, shared_diseased
from stats.quantities import Choice, Value
from stats.text import Text
from stats.trials import FloatArray, Trials


class ValidationC(ModelValidation):
    """Estimate the C statistic of an existing model with an interval of a given full width."""

    kind: Literal["validation_c"] = "validation_c"
    c_statistic: Annotated[float, C_STATISTIC]
    prevalence: Annotated[float, PREVALENCE]
    method: Annotated[
        Literal["pavlou", "newcombe"],
        Choice(
            label=Text(fr="Erreur standard de la statistique C", en="Standard error of the C statistic"),
            options={
                "pavlou": Text(
                    fr="DeLong, prédicteur normal (Pavlou, sampsizeval)",
                    en="DeLong, normal predictor (Pavlou, sampsizeval)",
                ),
                "newcombe": Text(fr="Newcombe (Riley, pmvalsampsize)", en="Newcombe (Riley, pmvalsampsize)"),
            },
        ),
    ] = "pavlou"

    own: ClassVar[Text] = DISCRIMINATION
    card: ClassVar[Card] = Card(
        title=Text(fr="Validation externe : statistique C", en="External validation: C statistic"),
        question=Text(
            fr="Avec quelle précision saura-t-on si le modèle sépare les patients avec et sans événement ?",
            en="How precisely will it be known whether the model separates patients with and without the event?",
        ),
        family=Family.PREDICTION,
        method=Text(
            fr="largeur totale de l'intervalle de DeLong de la statistique C, prédicteur linéaire normal",
            en="full width of the DeLong interval of the C statistic, normal linear predictor",
        ),
        limits=Text(
            fr="Patients consécutifs et indépendants, un événement oui ou non par patient, prédicteur linéaire à peu près normal chez les "
            "patients avec et sans événement. Le calcul prend le nombre moyen d'événements. Au-delà de C = 0,95 ou sous 30 "
            "événements, l'intervalle de DeLong couvre trop peu.",
            en="Consecutive independent patients, one event yes or no per patient, linear predictor roughly normal among patients with and "
            "without the event. The calculation takes the mean number of events. Beyond C = 0.95 or below 30 events the DeLong interval "
            "covers too little.",
        ),
        references=(
            PAVLOU_2021,
            RILEY_2021,
            Reference(
                "Newcombe RG. Confidence intervals for an effect size measure based on the Mann-Whitney statistic. Part 2: asymptotic "
                "methods and evaluation. Stat Med 2006;25:559-73",
                "10.1002/sim.2324",
            ),
        ),
        measures=(Measure.AUC,),
        endpoint=Endpoint.DIAGNOSTIC_SCORE,
        against=Against.NOTHING,
        attained=Attained.WIDTH,
    )

    def _error(self, n: FloatArray) -> FloatArray:
        c, share = self.c_statistic, self.prevalence * (1 - self.prevalence)
        if self.method == "pavlou":
            return np.asarray(np.sqrt(float(shared_diseased(c, 1.0)) / (n * share)))
        half = n / 2 - 1
        variance = c * (1 - c) * (1 + half * (1 - c) / (2 - c) + half * c / (1 + c)) / (n**2 * share)
        return np.asarray(np.sqrt(variance))

    def measures(self) -> tuple[Precise, ...]:
        return measures_of(self.prevalence, conditional_risks(self.c_statistic, self.prevalence), self.critical)

    def attained(self, size: Size) -> FloatArray:
        return 2 * self.critical * self._error(np.asarray(size["participants"], dtype=np.float64))

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """Consecutive patients with a random number of events, and DeLong's interval; `claimed` says that it contains C."""
        n = int(np.asarray(size["participants"]))
        cases = rng.binomial(n, self.prevalence, trials)
        c, error = np.ones(trials), np.ones(trials)
        for count in np.unique(cases):
            if 2 <= count <= n - 2:
                here = np.flatnonzero(cases == count)
                scores = binormal_scores(rng, len(here), int(count), int(n - count), self.c_statistic, 1.0)
                c[here], error[here] = delong(*scores)
        failed = (cases < 2) | (cases > n - 2) | (c >= 1)
        return self.covering(c, np.sqrt(error), self.c_statistic, failed)

    def events(self, size: Mapping[str, float]) -> float | None:
        return size["participants"] * self.prevalence

    def variants(self) -> tuple[Variant, ...]:
        return self.other_options("method")

    def method_text(self) -> Text:
        if self.method == "pavlou":
            return self.card.method
        return Text(
            fr="largeur totale de l'intervalle de la statistique C, erreur standard de Newcombe",
            en="full width of the interval of the C statistic, Newcombe's standard error",
        )

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        return (Step(STANDARD_ERROR, Value(float(self._error(np.asarray(size["participants"], dtype=np.float64))))),)

    def sentence(self) -> Text:
        return _SENTENCE

    def r_call(self) -> str | None:
        variance = {
            "pavlou": "(integrate(function(x) pnorm(sqrt(2) * qnorm(C) + x)^2 * dnorm(x), -Inf, Inf, rel.tol = 1e-10)$value - C^2) "
            "/ (n * phi * (1 - phi))",
            "newcombe": "C * (1 - C) * (1 + (n / 2 - 1) * ((1 - C) / (2 - C) + C / (1 + C))) / (n^2 * phi * (1 - phi))",
        }[self.method]
        return (
            f"with(list(C = {self.c_statistic:.12g}, phi = {self.prevalence:.12g}, z = qnorm({(1 + self.goal.confidence) / 2:.12g})), "
            f"uniroot(function(n) log(2 * z * sqrt({variance}) / {{target}}), c(2, 1e8), tol = 1e-7)$root)"
        )


_SENTENCE = Text(
    fr="Pour estimer une statistique C attendue de {c_statistic}, pour un événement de fréquence {prevalence}, par un intervalle de "
    "confiance à {confidence} de largeur totale {target} au plus, {n_total} patients analysables sont nécessaires.",
    en="To estimate an expected C statistic of {c_statistic}, for an event of frequency {prevalence}, by a {confidence} confidence "
    "interval of full width {target} at most, {n_total} analysable patients are needed.",
)
