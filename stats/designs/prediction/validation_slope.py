"""Validating a model: the size for which the interval of its calibration slope is narrow enough (Riley 2021, Pavlou 2021).

The slope is that of a logistic regression of the event on the linear predictor. Its variance is I00 / (I00 I11 - I01²) / n,
where the I are integrals over the distribution of predicted risks.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

import numpy as np
from scipy.special import expit

from stats.card import Against, Attained, Card, Endpoint, Family, Measure
from stats.design import Size, Step, Truth
from stats.formulas.prediction.model_validation import PAVLOU_2021, RILEY_2021, STANDARD_ERROR
from stats.formulas.prediction.refitting import logistic, with_intercept
from stats.formulas.prediction.spread_risks import SpreadRisks
from stats.formulas.prediction.widths import SLOPE
from stats.quantities import Value
from stats.text import Text
from stats.trials import FloatArray, Trials


class ValidationSlope(SpreadRisks):
    """Estimate the calibration slope of an existing model with an interval of a given full width."""

    kind: Literal["validation_slope"] = "validation_slope"

    own: ClassVar[Text] = SLOPE
    card: ClassVar[Card] = Card(
        title=Text(fr="Validation externe : pente de calibration", en="External validation: calibration slope"),
        question=Text(
            fr="Avec quelle précision saura-t-on si les risques prédits sont trop extrêmes ou trop prudents ?",
            en="How precisely will it be known whether predicted risks are too extreme or too cautious?",
        ),
        family=Family.PREDICTION,
        method=Text(
            fr="largeur totale de l'intervalle de Wald de la pente de calibration, variance par intégration",
            en="full width of the Wald interval of the calibration slope, variance by integration",
        ),
        limits=Text(
            fr="Modèle bien calibré chez les nouveaux patients (pente 1, intercept 0), un événement oui ou non par patient, patients "
            "indépendants. La largeur dépend de la dispersion des risques prédits : la lire sur un histogramme publié quand il existe. "
            "pmvalsampsize tire un million de patients (4 563 ou 4 544 au lieu de 4 554 pour une moyenne de -5 et un écart-type de 2,5). Avec "
            "moins de 50 événements, l'intervalle observé est plus large que calculé.",
            en="Model well calibrated in new patients (slope 1, intercept 0), one yes-or-no event per patient, independent patients. The "
            "width depends on the spread of predicted risks: read it on a published histogram when there is one. pmvalsampsize draws a "
            "million patients (4,563 or 4,544 instead of 4,554 for a mean of -5 and an SD of 2.5). With fewer than 50 events the observed "
            "interval is wider than computed.",
        ),
        references=(RILEY_2021, PAVLOU_2021),
        measures=(Measure.CALIBRATION_SLOPE,),
        endpoint=Endpoint.DIAGNOSTIC_SCORE,
        against=Against.NOTHING,
        attained=Attained.WIDTH,
    )

    def _error(self, n: FloatArray) -> FloatArray:
        first, cross, second = self.risks.information()
        return np.asarray(np.sqrt(first / (first * second - cross**2) / n))

    def attained(self, size: Size) -> FloatArray:
        return 2 * self.critical * self._error(np.asarray(size["participants"], dtype=np.float64))

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """Predictors, events and the logistic recalibration; `claimed` says that the interval contains a slope of 1."""
        n = int(np.asarray(size["participants"]))
        predictor = self.risks.draw(rng, (trials, n))
        event = (rng.random((trials, n)) < expit(predictor)).astype(np.float64)
        design = with_intercept(predictor[:, :, None])
        fitted, failed = logistic(design, event)
        risk = expit(fitted[:, :1] + fitted[:, 1:] * predictor)
        each = risk * (1 - risk)
        total, cross, second = each.sum(axis=1), (each * predictor).sum(axis=1), (each * predictor**2).sum(axis=1)
        error = np.sqrt(total / np.maximum(total * second - cross**2, 1e-300))
        return self.covering(fitted[:, 1], np.where(failed, 1.0, error), 1.0, failed)

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        return (*self.inputs(), Step(STANDARD_ERROR, Value(float(self._error(np.asarray(size["participants"]))))))

    def sentence(self) -> Text:
        said = self.described()
        return Text(
            fr=f"Pour estimer la pente de calibration du modèle, avec {said.fr}, par un intervalle de confiance à {{confidence}} de "
            "largeur totale {target} au plus, {n_total} patients analysables sont nécessaires.",
            en=f"To estimate the calibration slope of the model, with {said.en}, by a {{confidence}} confidence interval of full "
            "width {target} at most, {n_total} analysable patients are needed.",
        )

    def r_call(self) -> str | None:
        if self.distribution != "normal":
            return None
        return (
            f"with(list(m = {self.predictor_mean:.12g}, s = {self.predictor_sd:.12g}, z = qnorm({(1 + self.goal.confidence) / 2:.12g})), "
            "local({{i <- sapply(0:2, function(k) integrate(function(x) x^k * plogis(x) * plogis(-x) * dnorm(x, m, s), m - 10 * s, "
            "m + 10 * s, rel.tol = 1e-9, subdivisions = 1000L)$value); "
            "(2 * z / {target})^2 * i[1] / (i[1] * i[3] - i[2]^2)}}))"
        )
