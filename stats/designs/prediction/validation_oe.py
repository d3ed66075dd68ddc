"""Validating a model: the size for which the interval of observed over expected events is narrow enough (Riley 2021).

The interval is built on the log scale, with SE(ln O/E) = sqrt((1 - φ) / (n φ)), the number expected being known.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from stats.card import Against, Attained, Card, Endpoint, Family, Measure, Reference
from stats.design import Size, Step, Truth
from stats.formulas.prediction.model_validation import (
    EXPECTED_EVENTS,
    PREVALENCE,
    RILEY_2021,
    STANDARD_ERROR,
    ModelValidation,
)
from stats.formulas.prediction.widths import OBSERVED_EXPECTED
from stats.quantities import Quantity, Unit, Value
from stats.refusal import Refusal
from stats.text import Text
from stats.trials import FloatArray, Trials

_TOO_LOW = Text(
    fr="À cette fréquence et ce rapport observé sur attendu, le modèle attendrait plus d'événements que de patients.",
    en="At this frequency and this ratio of observed to expected, the model would expect more events than patients.",
)


class ValidationOe(ModelValidation):
    """Estimate the ratio of observed to expected events with an interval of a given full width."""

    kind: Literal["validation_oe"] = "validation_oe"
    prevalence: Annotated[float, PREVALENCE]
    ratio: Annotated[
        float,
        Quantity(
            label=Text(fr="Rapport observé sur attendu", en="Ratio of observed to expected"),
            unit=Unit.EFFECT_RATIO,
            help=Text(
                fr="1 si le modèle est bien calibré dans l'ensemble ; 0,8 s'il prédit un quart d'événements de trop.",
                en="1 when the model is well calibrated overall; 0.8 when it predicts a quarter more events than observed.",
            ),
            symbol="O/E",
            ge=0.05,
            le=20,
        ),
    ] = 1.0

    own: ClassVar[Text] = OBSERVED_EXPECTED
    card: ClassVar[Card] = Card(
        title=Text(
            fr="Validation externe : rapport observé / attendu", en="External validation: observed / expected ratio"
        ),
        question=Text(
            fr="Avec quelle précision saura-t-on si le modèle prédit le bon nombre d'événements ?",
            en="How precisely will it be known whether the model predicts the right number of events?",
        ),
        family=Family.PREDICTION,
        method=Text(
            fr="largeur totale de l'intervalle du rapport observé sur attendu, construit sur l'échelle logarithmique",
            en="full width of the interval of the ratio of observed to expected, built on the log scale",
        ),
        limits=Text(
            fr="Un événement oui ou non par patient, patients indépendants, au moins une dizaine d'événements. La formule compte le nombre "
            "attendu comme connu et les patients comme de même risque : l'intervalle est un peu trop large quand les risques prédits sont "
            "dispersés. pmvalsampsize cherche l'erreur standard par pas de 0,0001, ce qui change peu l'effectif (20 975 patients au lieu de "
            "21 028 pour une largeur de 0,2 à 1,8 % d'événements).",
            en="One yes-or-no event per patient, independent patients, at least about ten events. The formula takes the number expected as "
            "known and patients as sharing one risk: the interval is a little too wide when predicted risks are spread. pmvalsampsize "
            "searches the standard error by steps of 0.0001, which hardly changes the size (20,975 patients instead of 21,028 for a width "
            "of 0.2 at 1.8% of events).",
        ),
        references=(
            RILEY_2021,
            Reference(
                "Debray TPA, Damen JAAG, Snell KIE, et al. A guide to systematic review and meta-analysis of prediction model "
                "performance. BMJ 2017;356:i6460",
                "10.1136/bmj.i6460",
            ),
        ),
        measures=(Measure.STANDARDISED_MORTALITY_RATIO,),
        endpoint=Endpoint.DIAGNOSTIC_SCORE,
        against=Against.NOTHING,
        attained=Attained.WIDTH,
    )

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.prevalence / self.ratio >= 1:
            raise Refusal(_TOO_LOW, "ratio")
        return self

    def _error(self, n: FloatArray) -> FloatArray:
        return np.asarray(np.sqrt((1 - self.prevalence) / (n * self.prevalence)))

    def attained(self, size: Size) -> FloatArray:
        error = self._error(np.asarray(size["participants"], dtype=np.float64))
        return np.asarray(2 * self.ratio * np.sinh(np.minimum(self.critical * error, 700.0)))

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """Events among n patients, the number expected being known; `claimed` says that the interval contains the truth."""
        n = int(np.asarray(size["participants"]))
        seen = rng.binomial(n, self.prevalence, trials).astype(np.float64)
        failed = seen == 0
        found = np.where(failed, 1.0, seen)
        error = np.sqrt((1 - found / n) / found)
        log = np.log(found / (n * self.prevalence / self.ratio))
        done = self.covering(log, error, float(np.log(self.ratio)), failed)
        lower, upper = np.exp(done.lower), np.exp(done.upper)
        return Trials(np.exp(log), lower, upper, done.p, done.claimed, done.failed)

    def events(self, size: Mapping[str, float]) -> float | None:
        return size["participants"] * self.prevalence

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        n = size["participants"]
        return (
            Step(EXPECTED_EVENTS, Value(n * self.prevalence / self.ratio), _PREDICTED),
            Step(STANDARD_ERROR, Value(float(self._error(np.asarray(n)))), _LOG),
        )

    def sentence(self) -> Text:
        return _SENTENCE

    def r_call(self) -> str | None:
        return (
            f"with(list(phi = {self.prevalence:.12g}, oe = {self.ratio:.12g}, z = qnorm({(1 + self.goal.confidence) / 2:.12g})), "
            "(1 - phi) / phi * (z / asinh({target} / (2 * oe)))^2)"
        )


_PREDICTED = Text(fr="somme des risques prédits par le modèle", en="sum of the risks predicted by the model")
_LOG = Text(fr="du logarithme du rapport", en="of the logarithm of the ratio")
_SENTENCE = Text(
    fr="Pour estimer le rapport des événements observés aux attendus, de valeur attendue {ratio}, pour un événement de fréquence "
    "{prevalence}, par un intervalle de confiance à {confidence} de largeur totale {target} au plus, {n_total} patients analysables sont "
    "nécessaires.",
    en="To estimate the ratio of observed to expected events, of expected value {ratio}, for an event of frequency {prevalence}, by a "
    "{confidence} confidence interval of full width {target} at most, {n_total} analysable patients are needed.",
)
