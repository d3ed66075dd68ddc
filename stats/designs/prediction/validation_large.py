"""Validating a model: the size for which the interval of its calibration in the large is narrow enough (Pavlou 2021).

Calibration in the large is the intercept of a logistic regression with the linear predictor as an offset; its variance is
1 / (n E[p (1 - p)]), an integral over the distribution of predicted risks.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

import numpy as np
from scipy.special import expit

from stats.card import Against, Attained, Card, Endpoint, Family, Measure
from stats.design import Size, Step, Truth
from stats.formulas.prediction.model_validation import PAVLOU_2021, RILEY_2021, STANDARD_ERROR
from stats.formulas.prediction.spread_risks import SpreadRisks
from stats.formulas.prediction.widths import IN_THE_LARGE
from stats.quantities import Value
from stats.text import Text
from stats.trials import FloatArray, Trials


class ValidationLarge(SpreadRisks):
    """Estimate the calibration in the large of an existing model with an interval of a given full width."""

    kind: Literal["validation_large"] = "validation_large"

    own: ClassVar[Text] = IN_THE_LARGE
    card: ClassVar[Card] = Card(
        title=Text(fr="Validation externe : calibration globale", en="External validation: calibration in the large"),
        question=Text(
            fr="Avec quelle précision saura-t-on si le modèle surestime ou sous-estime le risque dans l'ensemble ?",
            en="How precisely will it be known whether the model over- or underestimates risk overall?",
        ),
        family=Family.PREDICTION,
        method=Text(
            fr="largeur totale de l'intervalle de Wald de l'intercept de calibration, variance par intégration",
            en="full width of the Wald interval of the calibration intercept, variance by integration",
        ),
        limits=Text(
            fr="Largeur en log des cotes (0,4 : un rapport de cotes connu à 20 % près environ). Modèle bien calibré chez les nouveaux "
            "patients, un événement oui ou non par patient, patients indépendants.",
            en="Width in log odds (0.4: an odds ratio known within about 20%). Model well calibrated in new patients, one yes-or-no "
            "event per patient, independent patients.",
        ),
        references=(PAVLOU_2021, RILEY_2021),
        measures=(Measure.CALIBRATION_INTERCEPT,),
        endpoint=Endpoint.DIAGNOSTIC_SCORE,
        against=Against.NOTHING,
        attained=Attained.WIDTH,
    )

    def _error(self, n: FloatArray) -> FloatArray:
        return np.asarray(1 / np.sqrt(n * self.risks.information()[0]))

    def attained(self, size: Size) -> FloatArray:
        return 2 * self.critical * self._error(np.asarray(size["participants"], dtype=np.float64))

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """Predictors, events and the intercept with an offset; `claimed` says that the interval contains 0."""
        n = int(np.asarray(size["participants"]))
        predictor = self.risks.draw(rng, (trials, n))
        seen = (rng.random((trials, n)) < expit(predictor)).sum(axis=1)
        failed = (seen == 0) | (seen == n)
        intercept = np.zeros(trials)
        for _ in range(30):
            risk = expit(predictor + intercept[:, None])
            step = (seen - risk.sum(axis=1)) / np.maximum((risk * (1 - risk)).sum(axis=1), 1e-300)
            intercept = intercept + np.where(failed, 0.0, np.clip(step, -1, 1))
            if np.abs(np.where(failed, 0.0, step)).max() < 1e-9:
                break
        risk = expit(predictor + intercept[:, None])
        error = 1 / np.sqrt(np.maximum((risk * (1 - risk)).sum(axis=1), 1e-300))
        return self.covering(intercept, error, 0.0, failed)

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        return (self.inputs()[0], Step(STANDARD_ERROR, Value(float(self._error(np.asarray(size["participants"]))))))

    def sentence(self) -> Text:
        said = self.described()
        return Text(
            fr=f"Pour estimer la calibration globale du modèle (en log des cotes), avec {said.fr}, par un intervalle de confiance à "
            "{confidence} de largeur totale {target} au plus, {n_total} patients analysables sont nécessaires.",
            en=f"To estimate the calibration in the large of the model (in log odds), with {said.en}, by a {{confidence}} confidence "
            "interval of full width {target} at most, {n_total} analysable patients are needed.",
        )

    def r_call(self) -> str | None:
        if self.distribution != "normal":
            return None
        return (
            f"with(list(m = {self.predictor_mean:.12g}, s = {self.predictor_sd:.12g}, z = qnorm({(1 + self.goal.confidence) / 2:.12g})), "
            "(2 * z / {target})^2 / integrate(function(x) plogis(x) * plogis(-x) * dnorm(x, m, s), m - 10 * s, m + 10 * s, "
            "rel.tol = 1e-9, subdivisions = 1000L)$value)"
        )
