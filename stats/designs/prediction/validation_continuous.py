"""Validating a model of a continuous outcome: the four criteria of Archer and colleagues (2021).

On n new patients, the calibration slope of observed on predicted values has variance λ² (1 - R²) / ((n - 1) R²), R² has variance
4 R² (1 - R²)² / n, the mean error (calibration in the large) has variance σ² (1 - R²) / n, and the residual SD is known within a
factor that a chi-square on n - 2 degrees of freedom gives. The size is searched for the slope; the others are least sizes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar, Literal

import numpy as np

from stats.card import Against, Attained, Card, Endpoint, Family, Measure, Reference
from stats.design import Size, Step, Truth
from stats.exhibit import Exhibit
from stats.formulas.prediction.model_validation import STANDARD_ERROR, ModelValidation
from stats.formulas.prediction.residual_sd import MARGIN_RATIO, residual_sd_ratio, size_for_residual_sd
from stats.formulas.prediction.widths import SLOPE, Precise, rooted, together
from stats.quantities import Quantity, Unit, Value
from stats.result import SampleSize
from stats.text import Text
from stats.trials import FloatArray, Trials


class ValidationContinuous(ModelValidation):
    """Estimate the calibration slope of a model of a continuous outcome, and beside it its R², its mean error and its residual SD."""

    kind: Literal["validation_continuous"] = "validation_continuous"
    r2: Annotated[
        float,
        Quantity(
            label=Text(fr="R² attendu chez les nouveaux patients", en="Expected R² in new patients"),
            unit=Unit.NUMBER,
            help=Text(
                fr="Part de variance expliquée, corrigée de l'optimisme du développement.",
                en="Share of variance explained, corrected for the optimism of the development.",
            ),
            symbol="R²",
            ge=0.01,
            le=0.999,
        ),
    ]
    sd: Annotated[
        float,
        Quantity(
            label=Text(fr="Écart-type attendu du critère", en="Expected standard deviation of the outcome"),
            unit=Unit.ENDPOINT,
            help=Text(
                fr="Chez les nouveaux patients ; racine de la variance des valeurs observées.",
                en="In the new patients; square root of the variance of observed values.",
            ),
            symbol="σ",
            gt=0,
        ),
    ]
    mean_width: Annotated[
        float,
        Quantity(
            label=Text(
                fr="Largeur visée de l'intervalle de l'écart moyen",
                en="Width aimed at for the interval of the mean error",
            ),
            unit=Unit.ENDPOINT,
            help=Text(
                fr="Largeur totale de l'intervalle de la calibration globale (observé moins prédit en moyenne), dans l'unité du critère.",
                en="Full width of the interval of the calibration in the large (observed minus predicted on average), in the unit of the "
                "outcome.",
            ),
            gt=0,
        ),
    ]
    r2_width: Annotated[
        float,
        Quantity(
            label=Text(fr="Largeur visée de l'intervalle du R²", en="Width aimed at for the interval of the R²"),
            unit=Unit.NUMBER,
            help=Text(fr="Largeur totale. Usage : 0,1.", en="Full width. Usual: 0.1."),
            gt=0,
            lt=1,
        ),
    ] = 0.1
    slope: Annotated[
        float,
        Quantity(
            label=Text(fr="Pente de calibration attendue", en="Expected calibration slope"),
            unit=Unit.NUMBER,
            help=Text(
                fr="1 si le modèle est bien calibré ; 0,9 si ses prédictions sont trop extrêmes de 10 %.",
                en="1 when the model is well calibrated; 0.9 when its predictions are too extreme by 10%.",
            ),
            symbol="λ",
            ge=0.1,
            le=5,
        ),
    ] = 1.0
    margin_ratio: Annotated[float, MARGIN_RATIO] = 1.1

    own: ClassVar[Text] = SLOPE
    card: ClassVar[Card] = Card(
        title=Text(
            fr="Validation externe d'un modèle (critère continu)",
            en="External validation of a model (continuous outcome)",
        ),
        question=Text(
            fr="Combien de patients pour savoir si un modèle qui prédit une mesure reste juste chez de nouveaux patients ?",
            en="How many patients to know whether a model that predicts a measurement remains right in new patients?",
        ),
        family=Family.PREDICTION,
        method=Text(
            fr="critères d'Archer : largeur de l'intervalle de la pente de calibration, du R², de l'écart moyen, précision de l'écart-type "
            "résiduel",
            en="criteria of Archer: width of the interval of the calibration slope, of the R², of the mean error, precision of the residual SD",
        ),
        limits=Text(
            fr="Valeurs prédites et erreurs à peu près normales, de variance constante, patients indépendants. pmvalsampsize (Stata) arrondit "
            "l'erreur standard visée à quatre décimales (1 317 patients au lieu de 1 368 pour un écart moyen connu sur une largeur de "
            "0,01, variance de 0,089, R² = 0,9) et n'admet jamais moins de 235 patients.",
            en="Predicted values and errors roughly normal, of constant variance, independent patients. pmvalsampsize (Stata) rounds the "
            "standard error aimed at to four decimals (1,317 patients instead of 1,368 for a mean error known over a width of 0.01, variance "
            "of 0.089, R² = 0.9) and never admits fewer than 235 patients.",
        ),
        references=(
            Reference(
                "Archer L, Snell KIE, Ensor J, et al. Minimum sample size for external validation of a clinical prediction model with a "
                "continuous outcome. Stat Med 2021;40:133-46",
                "10.1002/sim.8766",
            ),
        ),
        measures=(Measure.CALIBRATION_SLOPE,),
        endpoint=Endpoint.CONTINUOUS,
        against=Against.NOTHING,
        attained=Attained.WIDTH,
    )

    @classmethod
    def decided(cls) -> frozenset[str]:
        return super().decided() | {"mean_width", "r2_width", "margin_ratio"}

    def _error(self, n: FloatArray) -> FloatArray:
        return np.asarray(self.slope * np.sqrt((1 - self.r2) / (self.r2 * np.maximum(n - 1, 1e-9))))

    def attained(self, size: Size) -> FloatArray:
        return 2 * self.critical * self._error(np.asarray(size["participants"], dtype=np.float64))

    def requirements(self) -> Iterator[tuple[Text, float]]:
        """The least sizes that the other criteria ask for, with their names."""
        for label, one in zip((_BY_R2, _BY_MEAN, _BY_SD), self.measures(), strict=True):
            yield label, one.needed(one.wanted)

    def measures(self) -> tuple[Precise, ...]:
        r2_error = 4 * self.r2 * (1 - self.r2) ** 2
        return (
            rooted(_R2, self.r2_width, r2_error, self.critical),
            rooted(_MEAN, self.mean_width, self.sd**2 * (1 - self.r2), self.critical),
            Precise(
                _SD,
                self.margin_ratio,
                lambda n: residual_sd_ratio(n - 2, self.goal.confidence),
                lambda ratio: size_for_residual_sd(1, ratio, self.goal.confidence),
            ),
        )

    def exhibits(self, found: SampleSize) -> tuple[Exhibit, ...]:
        needed = 1 + (2 * self.critical * self.slope / found.target) ** 2 * (1 - self.r2) / self.r2
        return (together(found, self.own, found.target, needed, self.measures()),)

    def least(self) -> float:
        return max(size for _, size in self.requirements())

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """Predictions, outcomes around them and the regression of one on the other; `claimed` says that the interval contains λ."""
        n = int(np.asarray(size["participants"]))
        predicted = rng.standard_normal((trials, n)) * np.sqrt(self.r2) / self.slope
        outcome = self.slope * predicted + rng.standard_normal((trials, n)) * np.sqrt(1 - self.r2)
        x, y = predicted - predicted.mean(axis=1, keepdims=True), outcome - outcome.mean(axis=1, keepdims=True)
        squares = (x**2).sum(axis=1)
        slope = (x * y).sum(axis=1) / squares
        residual = ((y - slope[:, None] * x) ** 2).sum(axis=1) / (n - 2)
        return self.covering(slope, np.sqrt(residual / squares), self.slope, np.zeros(trials, dtype=bool))

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        asked = tuple(Step(label, Value(needed)) for label, needed in self.requirements())
        residual = self.sd * float(np.sqrt(1 - self.r2))
        reached = float(self._error(np.asarray(size["participants"], dtype=np.float64)))
        return (
            Step(_RESIDUAL, Value(residual, Unit.ENDPOINT)),
            *asked,
            Step(STANDARD_ERROR, Value(reached), _OF_SLOPE),
        )

    def sentence(self) -> Text:
        return _SENTENCE

    def r_call(self) -> str | None:
        tail = (1 + self.goal.confidence) / 2
        return (
            f"with(list(r = {self.r2:.12g}, s = {self.sd:.12g}, l = {self.slope:.12g}, w = {self.r2_width:.12g}, m = {self.mean_width:.12g}, "
            f"k = {self.margin_ratio:.12g}, q = {tail:.12g}), local({{{{z <- 2 * qnorm(q); max(1 + (z * l / {{target}})^2 * (1 - r) / r, "
            "(z / w)^2 * 4 * r * (1 - r)^2, (z * s / m)^2 * (1 - r), 2 + uniroot(function(v) "
            "max(sqrt(v / qchisq(1 - q, v)), sqrt(qchisq(q, v) / v)) - k, c(0.5, 1e9), tol = 1e-9)$root)}}))"
        )


_R2 = Text(fr="R²", en="R²")
_MEAN = Text(fr="écart moyen (calibration globale)", en="mean error (calibration in the large)")
_SD = Text(fr="écart-type résiduel (facteur)", en="residual SD (factor)")
_BY_R2 = Text(fr="Effectif pour la précision du R²", en="Size for the precision of the R²")
_BY_MEAN = Text(
    fr="Effectif pour la précision de l'écart moyen (calibration globale)",
    en="Size for the precision of the mean error (calibration in the large)",
)
_BY_SD = Text(fr="Effectif pour la précision de l'écart-type résiduel", en="Size for the precision of the residual SD")
_RESIDUAL = Text(fr="Écart-type résiduel attendu", en="Expected residual standard deviation")
_OF_SLOPE = Text(fr="de la pente de calibration", en="of the calibration slope")
_SENTENCE = Text(
    fr="Pour valider un modèle de R² attendu {r2} sur une mesure d'écart-type {sd}, avec des intervalles de confiance à {confidence} de largeur "
    "totale {target} au plus pour la pente de calibration (valeur attendue {slope}), {r2_width} pour le R² et {mean_width} pour l'écart moyen, "
    "et un écart-type résiduel connu à un facteur {margin_ratio} près, {n_total} patients analysables sont nécessaires.",
    en="To validate a model of expected R² {r2} on a measurement of standard deviation {sd}, with {confidence} confidence intervals of full width "
    "{target} at most for the calibration slope (expected value {slope}), {r2_width} for the R² and {mean_width} for the mean error, and a "
    "residual standard deviation known within a factor of {margin_ratio}, {n_total} analysable patients are needed.",
)
