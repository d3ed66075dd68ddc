"""Validating a model: the size for which the interval of its standardised net benefit is narrow enough (Riley 2021).

At a risk threshold t, net benefit is sensitivity φ - (1 - specificity)(1 - φ) t / (1 - t); divided by φ, a perfect model has 1.
Its variance (Marsh 2020) follows from the counts of true and false positives, the frequency being estimated too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

import numpy as np

from stats.card import Against, Attained, Card, Endpoint, Family, Measure, Reference
from stats.design import Size, Step, Truth
from stats.formulas.prediction.model_validation import PREVALENCE, RILEY_2021, STANDARD_ERROR, ModelValidation
from stats.formulas.prediction.widths import NET_BENEFIT, Precise, measures_of
from stats.quantities import Quantity, Unit, Value
from stats.text import Text
from stats.trials import FloatArray, Trials


def _share(fr: str, en: str, symbol: str, fr_help: str, en_help: str) -> Quantity:
    return Quantity(
        label=Text(fr=fr, en=en),
        unit=Unit.PROPORTION,
        help=Text(fr=fr_help, en=en_help),
        symbol=symbol,
        gt=0,
        lt=1,
    )


class ValidationNetBenefit(ModelValidation):
    """Estimate the standardised net benefit of an existing model at a risk threshold."""

    kind: Literal["validation_net_benefit"] = "validation_net_benefit"
    prevalence: Annotated[float, PREVALENCE]
    sensitivity: Annotated[
        float,
        _share(
            "Sensibilité au seuil de décision",
            "Sensitivity at the decision threshold",
            "Se",
            "Part des patients avec événement dont le risque prédit dépasse le seuil.",
            "Share of patients with the event whose predicted risk exceeds the threshold.",
        ),
    ]
    specificity: Annotated[
        float,
        _share(
            "Spécificité au seuil de décision",
            "Specificity at the decision threshold",
            "Sp",
            "Part des patients sans événement dont le risque prédit reste sous le seuil.",
            "Share of patients without the event whose predicted risk stays below the threshold.",
        ),
    ]
    threshold: Annotated[
        float,
        _share(
            "Seuil de risque pour décider",
            "Risk threshold for the decision",
            "t",
            "Risque à partir duquel on traiterait : 0,08 revient à accepter 11 ou 12 faux positifs pour un vrai.",
            "Risk above which one would treat: 0.08 accepts 11 or 12 false positives for a true one.",
        ),
    ]

    own: ClassVar[Text] = NET_BENEFIT
    card: ClassVar[Card] = Card(
        title=Text(fr="Validation externe : bénéfice net", en="External validation: net benefit"),
        question=Text(
            fr="Avec quelle précision connaîtra-t-on l'utilité du modèle au seuil de décision ?",
            en="How precisely will the usefulness of the model at the decision threshold be known?",
        ),
        family=Family.PREDICTION,
        method=Text(
            fr="largeur totale de l'intervalle de Wald du bénéfice net standardisé",
            en="full width of the Wald interval of the standardised net benefit",
        ),
        limits=Text(
            fr="Un seul seuil, fixé à l'avance ; patients consécutifs et indépendants. Le bénéfice net standardisé vaut au plus 1 et n'a "
            "pas de plancher : avec un seuil élevé pour un événement rare, sa variance est énorme. Sous 40 événements l'intervalle couvre trop peu (88 % pour 90 % avec 18). pmvalsampsize arrondit "
            "l'erreur standard à trois décimales (129 920 patients au lieu de 129 810 à 1,8 % d'événements).",
            en="One threshold, set in advance; consecutive independent patients. Standardised net benefit is at most 1 and has no floor: "
            "with a high threshold for a rare event its variance is huge. Below 40 events the interval covers too little (88% for 90% with 18). pmvalsampsize rounds the standard error to three decimals "
            "(129,920 patients instead of 129,810 at 1.8% of events).",
        ),
        references=(
            RILEY_2021,
            Reference(
                "Vickers AJ, Elkin EB. Decision curve analysis: a novel method for evaluating prediction models. Med Decis Making "
                "2006;26:565-74",
                "10.1177/0272989X06295361",
            ),
        ),
        measures=(Measure.STANDARDISED_NET_BENEFIT,),
        endpoint=Endpoint.DIAGNOSTIC_SCORE,
        against=Against.NOTHING,
        attained=Attained.WIDTH,
    )

    def _variance(self, prevalence: FloatArray, sensitivity: FloatArray, specificity: FloatArray) -> FloatArray:
        """Variance of one patient's part in the standardised net benefit."""
        weight = (1 - prevalence) / prevalence * self.threshold / (1 - self.threshold)
        false = 1 - specificity
        return np.asarray(
            sensitivity * (1 - sensitivity) / prevalence
            + weight**2 * specificity * false / (1 - prevalence)
            + weight**2 * false**2 / (prevalence * (1 - prevalence))
        )

    def _error(self, n: FloatArray) -> FloatArray:
        given = (np.asarray(one) for one in (self.prevalence, self.sensitivity, self.specificity))
        return np.asarray(np.sqrt(self._variance(*given) / n))

    @property
    def benefit(self) -> float:
        """The standardised net benefit expected."""
        odds = (1 - self.prevalence) / self.prevalence * self.threshold / (1 - self.threshold)
        return self.sensitivity - (1 - self.specificity) * odds

    def measures(self) -> tuple[Precise, ...]:
        return measures_of(self.prevalence, None, self.critical)

    def attained(self, size: Size) -> FloatArray:
        return 2 * self.critical * self._error(np.asarray(size["participants"], dtype=np.float64))

    def simulate(self, size: Size, trials: int, rng: np.random.Generator, at: Truth = "alternative") -> Trials:
        """Counts of true and false positives; `claimed` says that the interval contains the true net benefit."""
        n = int(np.asarray(size["participants"]))
        cases = rng.binomial(n, self.prevalence, trials)
        failed = (cases == 0) | (cases == n)
        with_event = np.where(failed, 1, cases)
        true = rng.binomial(with_event, self.sensitivity) / with_event
        kept = rng.binomial(n - with_event, self.specificity) / (n - with_event)
        share = with_event / n
        weight = (1 - share) / share * self.threshold / (1 - self.threshold)
        error = np.sqrt(self._variance(share, true, kept) / n)
        return self.covering(true - (1 - kept) * weight, error, self.benefit, failed)

    def events(self, size: Mapping[str, float]) -> float | None:
        return size["participants"] * self.prevalence

    def steps(self, size: Mapping[str, float]) -> tuple[Step, ...]:
        n = np.asarray(size["participants"], dtype=np.float64)
        return (
            Step(_NET, Value(self.benefit * self.prevalence)),
            Step(_STANDARDISED, Value(self.benefit), _DIVIDED),
            Step(STANDARD_ERROR, Value(float(self._error(n)))),
        )

    def sentence(self) -> Text:
        return _SENTENCE

    def r_call(self) -> str | None:
        return (
            f"with(list(p = {self.prevalence:.12g}, se = {self.sensitivity:.12g}, sp = {self.specificity:.12g}, t = {self.threshold:.12g}, "
            f"z = qnorm({(1 + self.goal.confidence) / 2:.12g})), local({{{{w <- (1 - p) / p * t / (1 - t); (2 * z / {{target}})^2 * "
            "(se * (1 - se) / p + w^2 * sp * (1 - sp) / (1 - p) + w^2 * (1 - sp)^2 / (p * (1 - p)))}}))"
        )


_NET = Text(fr="Bénéfice net attendu", en="Expected net benefit")
_STANDARDISED = Text(fr="Bénéfice net standardisé attendu", en="Expected standardised net benefit")
_DIVIDED = Text(
    fr="bénéfice net divisé par la fréquence de l'événement", en="net benefit divided by the frequency of the event"
)
_SENTENCE = Text(
    fr="Pour estimer le bénéfice net standardisé du modèle au seuil de risque de {threshold} (sensibilité {sensitivity}, spécificité "
    "{specificity}), pour un événement de fréquence {prevalence}, par un intervalle de confiance à {confidence} de largeur totale {target} "
    "au plus, {n_total} patients analysables sont nécessaires.",
    en="To estimate the standardised net benefit of the model at the risk threshold of {threshold} (sensitivity {sensitivity}, specificity "
    "{specificity}), for an event of frequency {prevalence}, by a {confidence} confidence interval of full width {target} at most, "
    "{n_total} analysable patients are needed.",
)
