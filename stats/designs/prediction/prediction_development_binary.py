"""Developing a prediction model of an event: the criteria of Riley and colleagues.

The expected shrinkage follows from the number of parameters and the Cox-Snell R². Beside it, the apparent R² of Nagelkerke
must not be optimistic by more than 0.05 and the overall risk must be known within 0.05. A C statistic is turned into R² by
an integral over a normal linear predictor, where pmsampsize draws a million people.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from stats.card import Against, Attained, Card, Endpoint, Family, Measure, Reference
from stats.design import Size, Step, Variant
from stats.formulas.prediction.model_development import (
    RILEY_2019,
    RILEY_2020,
    SHRINKAGE,
    ModelDevelopment,
    shrinkage,
    size_for_shrinkage,
    slope_of,
)
from stats.formulas.prediction.performance_words import (
    BY_OPTIMISM,
    C_TOO_LOW,
    COX_SNELL,
    LARGEST,
    NAMES,
    NOT_REACHABLE,
    PERFORMANCE,
)
from stats.formulas.prediction.predicted_risks import cox_snell_of, largest_cox_snell, slope_lost, spread_for, spread_of
from stats.formulas.prediction.refitting import logistic, with_intercept
from stats.quantities import Choice, Quantity, Unit, Value
from stats.refusal import Refusal
from stats.text import Text
from stats.trials import BoolArray, FloatArray


class PredictionDevelopmentBinary(ModelDevelopment):
    """Develop a model that predicts an event (yes or no) from several variables."""

    kind: Literal["prediction_development_binary"] = "prediction_development_binary"
    prevalence: Annotated[
        float,
        Quantity(
            label=Text(fr="Fréquence de l'événement prédit", en="Frequency of the event predicted"),
            unit=Unit.PROPORTION,
            help=Text(
                fr="Part des patients de la population visée qui ont l'événement.",
                en="Share of patients of the target population who have the event.",
            ),
            symbol="φ",
            gt=0,
            lt=1,
        ),
    ]
    performance: Annotated[float, PERFORMANCE]
    risk_margin: Annotated[
        float,
        Quantity(
            label=Text(fr="Marge d'erreur sur le risque global", en="Margin of error on the overall risk"),
            unit=Unit.POINTS,
            help=Text(
                fr="Demi-largeur de l'intervalle de confiance du risque global. Usage : 0,05 ; moins si l'événement est rare.",
                en="Half-width of the confidence interval of the overall risk. Usual: 0.05; less when the event is rare.",
            ),
            gt=0,
            lt=0.5,
        ),
    ] = 0.05
    index: Annotated[
        Literal["c_statistic", "cox_snell", "nagelkerke"],
        Choice(
            label=Text(fr="Indice de performance", en="Index of performance"),
            options={
                "c_statistic": Text(fr="statistique C (AUC)", en="C statistic (AUC)"),
                "cox_snell": Text(fr="R² de Cox-Snell", en="Cox-Snell R²"),
                "nagelkerke": Text(fr="R² de Nagelkerke (part du maximum)", en="Nagelkerke R² (share of the largest)"),
            },
        ),
    ] = "c_statistic"
    convention: Annotated[
        Literal["riley", "pmsampsize", "expected_slope"],
        Choice(
            label=Text(fr="Calcul du facteur de rétrécissement", en="Calculation of the shrinkage factor"),
            options={
                "riley": Text(
                    fr="formule de Riley (heuristique de van Houwelingen)",
                    en="Riley's formula (van Houwelingen's heuristic)",
                ),
                "pmsampsize": Text(
                    fr="pmsampsize : R² arrondi à 3 ou 4 décimales, 1,96",
                    en="pmsampsize: R² rounded to 3 or 4 decimals, 1.96",
                ),
                "expected_slope": Text(
                    fr="pente de calibration attendue au premier ordre (modèle performant)",
                    en="expected calibration slope to first order (strong model)",
                ),
            },
        ),
    ] = "riley"

    card: ClassVar[Card] = Card(
        title=Text(
            fr="Développement d'un modèle prédictif (événement)",
            en="Development of a prediction model (binary outcome)",
        ),
        question=Text(
            fr="Combien de patients pour développer un modèle qui prédit un événement sans surajustement ?",
            en="How many patients to develop a model that predicts an event without overfitting?",
        ),
        family=Family.PREDICTION,
        method=Text(
            fr="critères de Riley : facteur de rétrécissement attendu, optimisme du R² apparent, précision du risque global",
            en="Riley's criteria: expected shrinkage factor, optimism of the apparent R², precision of the overall risk",
        ),
        limits=Text(
            fr="Régression logistique par maximum de vraisemblance, sans pénalisation, patients indépendants. Réseaux de neurones "
            "et forêts demandent souvent bien plus de patients : ces critères sont alors un minimum. La formule de Riley "
            "surestime le facteur quand la statistique C dépasse 0,8 (pente simulée de 0,82 au lieu de 0,91 à 662 patients, 24 paramètres, "
            "R² de 0,288) ; elle le sous-estime avec moins de 5 paramètres ; le calcul au premier ordre reste à moins de 0,025 de la pente simulée. La statistique C suppose un prédicteur linéaire normal "
            "chez les patients avec et sans événement. pmsampsize tire un million de patients pour convertir la statistique C "
            "(950 patients au lieu de 947 pour C = 0,85, 10 paramètres, 5 % d'événements) et arrondit le R² issu de Nagelkerke à trois "
            "décimales (19 900 au lieu de 19 567 à 0,5 % d'événements).",
            en="Logistic regression by maximum likelihood, without penalty, independent patients. Neural networks and forests often "
            "need many more patients: these criteria are then a minimum. Riley's formula overstates the factor when "
            "the C statistic exceeds 0.8 (simulated slope 0.82 instead of 0.91 at 662 patients, 24 parameters, R² of 0.288); it understates it with fewer than 5 parameters; the first-order "
            "calculation stays within 0.025 of the simulated slope. The C statistic assumes a normal linear predictor among patients with and "
            "without the event. pmsampsize draws a million patients to convert the C statistic (950 patients instead of 947 for "
            "C = 0.85, 10 parameters, 5% of events) and rounds an R² that comes from Nagelkerke's to three decimals (19,900 instead "
            "of 19,567 at 0.5% of events).",
        ),
        references=(
            RILEY_2019,
            RILEY_2020,
            Reference(
                "Riley RD, Van Calster B, Collins GS. A note on estimating the Cox-Snell R2 from a reported C statistic (AUROC) to "
                "inform sample size calculations for developing a prediction model with a binary outcome. Stat Med 2021;40:859-64",
                "10.1002/sim.8806",
            ),
            Reference(
                "Pavlou M, Ambler G, Qu C, et al. An evaluation of sample size requirements for developing risk prediction models "
                "with binary outcomes. BMC Med Res Methodol 2024;24:146",
                "10.1186/s12874-024-02268-5",
            ),
        ),
        measures=(Measure.SHRINKAGE,),
        endpoint=Endpoint.BINARY,
        against=Against.NOTHING,
        attained=Attained.SHARE,
        share=SHRINKAGE,
    )

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.index == "c_statistic" and self.performance <= 0.5 + 1e-6:
            raise Refusal(C_TOO_LOW, "performance")
        largest = largest_cox_snell(self.prevalence)
        if self.index == "cox_snell" and self.performance >= largest * (1 - 1e-9):
            raise Refusal(NOT_REACHABLE, "performance", largest=Value(largest))
        return self

    @property
    def cox_snell(self) -> float:
        """The Cox-Snell R² of the performance expected."""
        rounded = self.convention == "pmsampsize"
        if self.index == "cox_snell":
            return self.performance
        if self.index == "nagelkerke":
            value = self.performance * largest_cox_snell(self.prevalence)
            return max(round(value, 3), 0.001) if rounded else value
        value = cox_snell_of(spread_of(self.performance), self.prevalence)
        return max(round(value, 4), 0.0001) if rounded else value

    @property
    def spread(self) -> float:
        """Distance between the linear predictors of those with and without the event, in SDs."""
        return spread_for(self.cox_snell, self.prevalence)

    def attained(self, size: Size) -> FloatArray:
        n = np.asarray(size["participants"], dtype=np.float64)
        if self.convention != "expected_slope":
            return shrinkage(self.cox_snell, self.parameters, n)
        return np.asarray(1 / (1 + max(slope_lost(self.spread, self.prevalence, self.parameters), 0.0) / n))

    def size_at(self, factor: float) -> float:
        if self.convention != "expected_slope":
            return size_for_shrinkage(self.cox_snell, self.parameters, factor)
        lost = max(slope_lost(self.spread, self.prevalence, self.parameters), 0.0)
        return lost * factor / (1 - factor)

    def requirements(self) -> Iterator[tuple[Text, float]]:
        cox_snell, largest = self.cox_snell, largest_cox_snell(self.prevalence)
        factor = cox_snell / (cox_snell + self.optimism * largest)
        yield BY_OPTIMISM, size_for_shrinkage(cox_snell, self.parameters, factor)
        quantile = 1.96 if self.convention == "pmsampsize" and self.goal.confidence == 0.95 else self.critical
        yield _BY_RISK, (quantile / self.risk_margin) ** 2 * self.prevalence * (1 - self.prevalence)

    def slopes(self, rng: np.random.Generator, trials: int, n: int) -> tuple[FloatArray, BoolArray]:
        spread = self.spread
        event = (rng.random((trials, n)) < self.prevalence).astype(np.float64)
        predictors = rng.standard_normal((trials, n, int(self.parameters)))
        predictors[:, :, 0] += spread * event
        coefficients, failed = logistic(with_intercept(predictors), event)
        return slope_of(coefficients[:, 1:], spread), failed

    def events(self, size: Mapping[str, float]) -> float | None:
        return size["participants"] * self.prevalence

    def variants(self) -> tuple[Variant, ...]:
        return self.other_options("convention")

    def method_text(self) -> Text:
        if self.convention == "riley":
            return self.card.method
        name = self.option("convention")
        return Text(fr=f"critères de Riley ; {name.fr}", en=f"Riley's criteria; {name.en}")

    def caution(self) -> Text | None:
        strong = self.spread > spread_of(0.75)
        return _STRONG if strong and self.convention != "expected_slope" else None

    def inputs(self) -> tuple[Step, ...]:
        return (
            Step(COX_SNELL, Value(self.cox_snell)),
            Step(LARGEST, Value(largest_cox_snell(self.prevalence))),
        )

    def sentence(self) -> Text:
        return _SENTENCES[self.index]

    def r_call(self) -> str | None:
        if self.convention == "expected_slope":
            return None
        return (
            f"with(list(r2 = {self.cox_snell:.12g}, P = {self.parameters:g}, phi = {self.prevalence:.12g}, d = {self.optimism:g}, "
            f"m = {self.risk_margin:g}, z = qnorm({(1 + self.goal.confidence) / 2:.12g})), max("
            "P / (({target} - 1) * log(1 - r2 / {target})), "
            "local({{s <- r2 / (r2 + d * (1 - (phi^phi * (1 - phi)^(1 - phi))^2)); P / ((s - 1) * log(1 - r2 / s))}}), "
            "(z / m)^2 * phi * (1 - phi)))"
        )


_BY_RISK = Text(fr="Effectif pour la précision du risque global", en="Size for the precision of the overall risk")
_STRONG = Text(
    fr="Modèle performant (statistique C au-delà de 0,75) : la formule de Riley promet un facteur de rétrécissement trop élevé, jusqu'à "
    "la moitié de patients en moins que nécessaire à C = 0,9. Préférer le calcul de la pente attendue au premier ordre.",
    en="Strong model (C statistic beyond 0.75): Riley's formula promises too high a shrinkage factor, with up to half fewer "
    "patients than needed at C = 0.9. Prefer the expected slope to first order.",
)
_SENTENCES = {
    key: Text(
        fr="Pour développer un modèle de {parameters} paramètres qui prédit un événement de fréquence {prevalence}, avec "
        f"{fr} de {{performance}}, un facteur de rétrécissement d'au moins {{target}}, un optimisme du R² apparent d'au plus "
        "{optimism} et un risque global connu à {risk_margin} près, {n_total} patients analysables sont nécessaires.",
        en="To develop a model of {parameters} parameters that predicts an event of frequency {prevalence}, with "
        f"{en} of {{performance}} expected, a shrinkage factor of at least {{target}}, an optimism of the apparent R² of at most "
        "{optimism} and an overall risk known within {risk_margin}, {n_total} analysable patients are needed.",
    )
    for key, (fr, en) in NAMES.items()
}
