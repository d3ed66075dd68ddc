"""Developing a prediction model of a continuous outcome: the four criteria of Riley and colleagues (part I).

Expected shrinkage (Copas), optimism of the R², precision of the residual SD and of the mean outcome. The last one is solved
here, where pmsampsize 1.1.3 stops at one patient more whatever the margin.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator
from scipy.special import chdtri, stdtrit

from stats.card import Against, Attained, Card, Endpoint, Family, Measure, Reference
from stats.design import Size, Step
from stats.formulas.prediction.model_development import RILEY_2020, SHRINKAGE, ModelDevelopment, slope_of
from stats.formulas.prediction.refitting import linear, with_intercept
from stats.quantities import Quantity, Unit, Value
from stats.refusal import Refusal
from stats.text import Text
from stats.trials import BoolArray, FloatArray

_NO_MEAN = Text(
    fr="Une marge relative n'a pas de sens autour d'une moyenne nulle : donner la moyenne sur une échelle où elle ne l'est pas.",
    en="A relative margin has no meaning around a mean of zero: give the mean on a scale where it is not zero.",
)
_LARGEST = 1e9


def _copas(n: FloatArray, parameters: float, r2: float) -> FloatArray:
    """1 + (P - 2) / (n ln(1 - apparent R²)), the shrinkage factor of part I."""
    apparent = (r2 * (n - parameters - 1) + parameters) / (n - 1)
    return np.asarray(1 + (parameters - 2) / (n * np.log1p(-apparent)))


@lru_cache(maxsize=256)
def _turn(parameters: float, r2: float) -> float:
    """The size where the formula is lowest: below it, it rises again towards a fit without error, which means nothing."""
    sizes = np.geomspace(parameters + 2, 1000 * (parameters + 2) / min(r2, 1 - r2), 20_000)
    return float(sizes[np.argmin(_copas(sizes, parameters, r2))]) if parameters > 2 else parameters + 2


class PredictionDevelopmentContinuous(ModelDevelopment):
    """Develop a model that predicts a continuous outcome from several variables."""

    kind: Literal["prediction_development_continuous"] = "prediction_development_continuous"
    r2: Annotated[
        float,
        Quantity(
            label=Text(fr="R² ajusté attendu", en="Expected adjusted R²"),
            unit=Unit.NUMBER,
            help=Text(
                fr="Part de variance expliquée par un modèle existant, corrigée de son optimisme.",
                en="Share of variance explained by an existing model, corrected for its optimism.",
            ),
            symbol="R²",
            gt=0,
            lt=1,
        ),
    ]
    mean: Annotated[
        float,
        Quantity(
            label=Text(fr="Moyenne attendue du critère", en="Expected mean of the outcome"),
            unit=Unit.ENDPOINT,
            help=Text(fr="Dans la population visée.", en="In the target population."),
            symbol="μ",
        ),
    ]
    sd: Annotated[
        float,
        Quantity(
            label=Text(fr="Écart-type attendu du critère", en="Expected standard deviation of the outcome"),
            unit=Unit.ENDPOINT,
            help=Text(fr="Dans la population visée.", en="In the target population."),
            symbol="σ",
            gt=0,
        ),
    ]
    margin_ratio: Annotated[
        float,
        Quantity(
            label=Text(
                fr="Marge multiplicative sur la moyenne et l'écart-type",
                en="Multiplicative margin on the mean and the SD",
            ),
            unit=Unit.EFFECT_RATIO,
            help=Text(
                fr="1,1 : moyenne et écart-type résiduel connus à 10 % près.",
                en="1.1: mean and residual SD known within 10%.",
            ),
            gt=1.001,
            le=2,
        ),
    ] = 1.1

    card: ClassVar[Card] = Card(
        title=Text(
            fr="Développement d'un modèle prédictif (critère continu)",
            en="Development of a prediction model (continuous outcome)",
        ),
        question=Text(
            fr="Combien de patients pour développer un modèle qui prédit une mesure sans surajustement ?",
            en="How many patients to develop a model that predicts a measurement without overfitting?",
        ),
        family=Family.PREDICTION,
        method=Text(
            fr="critères de Riley : facteur de rétrécissement, optimisme du R², précision de l'écart-type résiduel et de la moyenne",
            en="Riley's criteria: shrinkage factor, optimism of the R², precision of the residual SD and of the mean",
        ),
        limits=Text(
            fr="Régression linéaire par moindres carrés, sans pénalisation, erreurs normales, patients indépendants. La pente de "
            "calibration simulée s'écarte de moins de 0,02 du facteur calculé au-delà de 0,85 ; à 0,80 avec un R² de 0,15 elle est de 0,75. pmsampsize 1.1.3 ne résout pas le critère sur la moyenne : "
            "il s'arrête à un patient de plus que les autres critères (245 au lieu de 344 pour R² = 0,5, moyenne 3, écart-type 4).",
            en="Linear regression by least squares, without penalty, normal errors, independent patients. The simulated calibration slope "
            "differs by less than 0.02 from the factor computed beyond 0.85; at 0.80 with an R² of 0.15 it is 0.75. pmsampsize 1.1.3 does not solve the criterion on the mean: it stops at one "
            "patient more than the other criteria (245 instead of 344 for R² = 0.5, mean 3, SD 4).",
        ),
        references=(
            Reference(
                "Riley RD, Snell KIE, Ensor J, et al. Minimum sample size for developing a multivariable prediction model: Part I - "
                "Continuous outcomes. Stat Med 2019;38:1262-75",
                "10.1002/sim.7993",
            ),
            RILEY_2020,
        ),
        measures=(Measure.SHRINKAGE,),
        endpoint=Endpoint.CONTINUOUS,
        against=Against.NOTHING,
        attained=Attained.SHARE,
        share=SHRINKAGE,
    )

    @model_validator(mode="after")
    def _mean_apart(self) -> Self:
        if self.mean == 0:
            raise Refusal(_NO_MEAN, "mean")
        return self

    def attained(self, size: Size) -> FloatArray:
        n, p = np.asarray(size["participants"], dtype=np.float64), self.parameters
        factor = _copas(np.maximum(n, _turn(p, self.r2)), p, self.r2)
        return np.asarray(np.where(n >= p + 2, np.clip(factor, 0.0, 1.0), 0.0))

    def _mean_error(self, n: float) -> float:
        """Half-width of the interval of the mean, relative to it, minus the margin."""
        half = (
            float(stdtrit(n - self.parameters - 1, (1 + self.goal.confidence) / 2))
            * self.sd
            * np.sqrt((1 - self.r2) / n)
        )
        return float(half / abs(self.mean) - (self.margin_ratio - 1))

    def _sd_error(self, freedom: float) -> float:
        """Largest ratio between the residual SD and a limit of its interval, minus the margin."""
        tail = (1 - self.goal.confidence) / 2
        low, high = chdtri(freedom, 1 - tail), chdtri(freedom, tail)
        return float(max(np.sqrt(freedom / low), np.sqrt(high / freedom)) - self.margin_ratio)

    def requirements(self) -> Iterator[tuple[Text, float]]:
        from scipy.optimize import brentq  # imported here: half a second that a help page must not pay

        p = self.parameters
        yield _BY_OPTIMISM, 1 + p * (1 - self.r2) / self.optimism
        yield _BY_SD, p + 1 + float(brentq(self._sd_error, 0.5, _LARGEST, xtol=1e-9))
        start = p + 2.0
        if self._mean_error(start) <= 0:
            yield _BY_MEAN, start
        else:
            end = start + 10 * (4 * self.sd / (abs(self.mean) * (self.margin_ratio - 1))) ** 2 + 1000
            yield _BY_MEAN, float(brentq(self._mean_error, start, end, xtol=1e-9))

    def slopes(self, rng: np.random.Generator, trials: int, n: int) -> tuple[FloatArray, BoolArray]:
        signal = float(np.sqrt(self.r2 / (1 - self.r2)))
        predictors = rng.standard_normal((trials, n, int(self.parameters)))
        outcome = signal * predictors[:, :, 0] + rng.standard_normal((trials, n))
        coefficients = linear(with_intercept(predictors), outcome)
        return slope_of(coefficients[:, 1:], signal), np.zeros(trials, dtype=bool)

    def inputs(self) -> tuple[Step, ...]:
        return (Step(_RESIDUAL, Value(self.sd * float(np.sqrt(1 - self.r2)), Unit.ENDPOINT)),)

    def sentence(self) -> Text:
        return _SENTENCE

    def r_call(self) -> str | None:
        tail = (1 + self.goal.confidence) / 2
        return (
            (
                f"with(list(r = {self.r2:.12g}, P = {self.parameters:g}, m = abs({self.mean:.12g}), s = {self.sd:.12g}, k = {self.margin_ratio:.12g}, "
                f"d = {self.optimism:g}, q = {tail:.12g}), local({{{{f <- function(g, a) if (g(a) <= 0) a else uniroot(g, c(a, 1e8), tol = 1e-8)$root; "
                "max(f(function(n) {target} - 1 - (P - 2) / (n * log(1 - (r * (n - P - 1) + P) / (n - 1))), P + 2), 1 + P * (1 - r) / d, "
                "f(function(n) {v <- n - P - 1; max(sqrt(v / qchisq(1 - q, v)), sqrt(qchisq(q, v) / v)) - k}, P + 2), "
                "f(function(n) qt(q, n - P - 1) * s * sqrt((1 - r) / n) / m - (k - 1), P + 2))}}))"
            )
            .replace("function(n) {v <-", "function(n) {{v <-")
            .replace("- k}, P + 2)", "- k}}, P + 2)")
        )


_BY_OPTIMISM = Text(fr="Effectif pour l'optimisme du R²", en="Size for the optimism of the R²")
_BY_SD = Text(fr="Effectif pour la précision de l'écart-type résiduel", en="Size for the precision of the residual SD")
_BY_MEAN = Text(fr="Effectif pour la précision de la moyenne", en="Size for the precision of the mean")
_RESIDUAL = Text(fr="Écart-type résiduel attendu", en="Expected residual standard deviation")
_SENTENCE = Text(
    fr="Pour développer un modèle de {parameters} paramètres qui prédit une mesure de moyenne {mean} et d'écart-type {sd}, avec un R² "
    "ajusté attendu de {r2}, un facteur de rétrécissement d'au moins {target}, un optimisme du R² d'au plus {optimism}, et une moyenne et "
    "un écart-type résiduel connus à un facteur {margin_ratio} près, {n_total} patients analysables sont nécessaires.",
    en="To develop a model of {parameters} parameters that predicts a measurement of mean {mean} and standard deviation {sd}, with an "
    "expected adjusted R² of {r2}, a shrinkage factor of at least {target}, an optimism of the R² of at most {optimism}, and a mean and "
    "a residual standard deviation known within a factor of {margin_ratio}, {n_total} analysable patients are needed.",
)
