"""Developing a prediction model of a time to event: the criteria of Riley and colleagues (part II).

The expected shrinkage follows from the number of parameters and the Cox-Snell R². Beside it, the apparent R² of Nagelkerke must not be
optimistic by more than 0.05 and the overall risk at the time of prediction must be known within 0.05, under a constant rate. pmsampsize
prints the interval of that risk without asking for a size; it is solved here. A C statistic is turned into R² by integrals.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import ceil, exp, expm1, log1p
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
from stats.formulas.prediction.predicted_times import (
    concordance_of,
    end_of,
    largest_cox_snell,
    partial_cox_snell,
    spread_of_concordance,
    spread_of_partial,
)
from stats.formulas.prediction.refitting import cox
from stats.quantities import Choice, Quantity, Unit, Value
from stats.refusal import Refusal
from stats.text import Text
from stats.trials import BoolArray, FloatArray

_C_TOO_HIGH = Text(
    fr="Aucun modèle à risques proportionnels n'atteint cette statistique C à cette fréquence d'événements (au plus {largest}).",
    en="No proportional hazards model reaches this C statistic at this frequency of events (at most {largest}).",
)
_MORE_EVENTS_THAN_PEOPLE = Text(
    fr="Taux multiplié par suivi moyen : {events} événement par patient attendu, alors que le suivi d'un patient s'arrête à son événement. "
    "Le produit est inférieur à 1 : vérifier que le taux est par année et le suivi en années, arrêté à l'événement.",
    en="Rate times mean follow-up: {events} event per patient expected, whereas the follow-up of a patient stops at the event. The product "
    "is below 1: check that the rate is per year and the follow-up in years, stopped at the event.",
)
_WIDEST = 15.0  # SD of a linear predictor beyond any model
_STRONG_SPREAD = 1.3  # a C statistic of 0.8 when events are few


class PredictionDevelopmentSurvival(ModelDevelopment):
    """Develop a model that predicts the time to an event from several variables."""

    kind: Literal["prediction_development_survival"] = "prediction_development_survival"
    rate: Annotated[
        float,
        Quantity(
            label=Text(fr="Taux global d'événements", en="Overall event rate"),
            unit=Unit.RATE,
            help=Text(
                fr="Événements par année de suivi cumulé, dans la population visée.",
                en="Events per year of total follow-up, in the target population.",
            ),
            symbol="λ",
            gt=0,
            le=100,
        ),
    ]
    follow_up: Annotated[
        float,
        Quantity(
            label=Text(fr="Suivi moyen par patient", en="Mean follow-up per patient"),
            unit=Unit.YEARS,
            help=Text(
                fr="Durée moyenne observée, arrêtée à l'événement ou à la censure.",
                en="Mean time observed, up to the event or to censoring.",
            ),
            symbol="F",
            gt=0,
            le=50,
        ),
    ]
    time_point: Annotated[
        float,
        Quantity(
            label=Text(fr="Horizon de la prédiction", en="Time point of the prediction"),
            unit=Unit.YEARS,
            help=Text(
                fr="Délai auquel le modèle donnera un risque.",
                en="Time at which the model will give a risk.",
            ),
            symbol="t",
            gt=0,
            le=50,
        ),
    ]
    performance: Annotated[float, PERFORMANCE]
    risk_margin: Annotated[
        float,
        Quantity(
            label=Text(
                fr="Marge d'erreur sur le risque global à l'horizon",
                en="Margin of error on the overall risk at the time point",
            ),
            unit=Unit.POINTS,
            help=Text(
                fr="Plus grand écart admis entre le risque et une borne de son intervalle. Usage : 0,05 ; moins si l'événement est rare.",
                en="Largest distance admitted between the risk and a limit of its interval. Usual: 0.05; less when the event is rare.",
            ),
            gt=0,
            lt=0.5,
        ),
    ] = 0.05
    index: Annotated[
        Literal["cox_snell", "nagelkerke", "c_statistic"],
        Choice(
            label=Text(fr="Indice de performance", en="Index of performance"),
            options={
                "cox_snell": Text(fr="R² de Cox-Snell", en="Cox-Snell R²"),
                "nagelkerke": Text(fr="R² de Nagelkerke (part du maximum)", en="Nagelkerke R² (share of the largest)"),
                "c_statistic": Text(fr="statistique C de Harrell", en="Harrell's C statistic"),
            },
        ),
    ] = "cox_snell"
    convention: Annotated[
        Literal["riley", "pmsampsize"],
        Choice(
            label=Text(fr="Précision du risque global", en="Precision of the overall risk"),
            options={
                "riley": Text(
                    fr="effectif calculé pour que le risque soit connu à la marge près",
                    en="size solved so that the risk is known within the margin",
                ),
                "pmsampsize": Text(
                    fr="pmsampsize : intervalle du risque affiché sans effectif demandé, R² issu de Nagelkerke arrondi à 3 décimales",
                    en="pmsampsize: interval of the risk printed without asking for a size, R² that comes from Nagelkerke's rounded to 3 decimals",
                ),
            },
        ),
    ] = "riley"

    card: ClassVar[Card] = Card(
        title=Text(
            fr="Développement d'un modèle prédictif (délai de survenue)",
            en="Development of a prediction model (time to event)",
        ),
        question=Text(
            fr="Combien de patients pour développer un modèle qui prédit le délai d'un événement sans surajustement ?",
            en="How many patients to develop a model that predicts the time to an event without overfitting?",
        ),
        family=Family.PREDICTION,
        method=Text(
            fr="critères de Riley : facteur de rétrécissement attendu, optimisme du R² apparent, précision du risque global à l'horizon sous "
            "un taux constant",
            en="Riley's criteria: expected shrinkage factor, optimism of the apparent R², precision of the overall risk at the time point "
            "under a constant rate",
        ),
        limits=Text(
            fr="Modèle de Cox par vraisemblance partielle, sans pénalisation, patients indépendants, risques proportionnels. Le plus grand R² "
            "possible vient d'une vraisemblance à taux constant (Riley, équation 23). L'horizon doit être couvert par le suivi d'assez de "
            "patients : le calcul ne le vérifie pas. La pente de calibration simulée est de 0,88 au lieu de 0,90 à C = 0,85 avec 10 % d'événements et 20 paramètres, de 0,83 avec 60 % d'événements ; avec 5 paramètres ou moins elle dépasse le facteur de 0,03 environ. La statistique C suppose un prédicteur linéaire normal et une censure au même "
            "délai pour tous ; pmsampsize ne la prend pas pour un délai. pmsampsize n'impose pas d'effectif pour la précision du risque "
            "global (74 patients au lieu de 136 pour 3 paramètres, un R² de 0,3, 0,3 événement par an, un suivi de 2 ans et un horizon d'un an).",
            en="Cox model by partial likelihood, without penalty, independent patients, proportional hazards. The largest possible R² comes "
            "from a likelihood with a constant rate (Riley, equation 23). The time point must be covered by the follow-up of enough patients: "
            "the calculation does not check it. The simulated calibration slope is 0.88 instead of 0.90 at C = 0.85 with 10% of events and 20 parameters, 0.83 with 60% of events; with 5 parameters or fewer it exceeds the factor by about 0.03. The C statistic assumes a normal linear predictor and censoring at the same time for all; "
            "pmsampsize does not take it for a time to event. pmsampsize asks for no size for the precision of the overall risk (74 patients instead of 136 for 3 parameters, an R² of 0.3, 0.3 event a year, a follow-up of 2 years and a time point of one year).",
        ),
        references=(
            RILEY_2019,
            RILEY_2020,
            Reference(
                "Gönen M, Heller G. Concordance probability and discriminatory power in proportional hazards regression. Biometrika "
                "2005;92:965-70",
                "10.1093/biomet/92.4.965",
            ),
        ),
        measures=(Measure.SHRINKAGE,),
        endpoint=Endpoint.TIME_TO_EVENT,
        against=Against.NOTHING,
        attained=Attained.SHARE,
        share=SHRINKAGE,
    )

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.share >= 1 - 1e-6:
            raise Refusal(_MORE_EVENTS_THAN_PEOPLE, "follow_up", events=Value(self.share))
        if self.index == "c_statistic":
            if self.performance <= 0.5 + 1e-6:
                raise Refusal(C_TOO_LOW, "performance")
            highest = concordance_of(_WIDEST, self.share)
            if self.performance >= highest:
                raise Refusal(_C_TOO_HIGH, "performance", largest=Value(highest))
        largest = largest_cox_snell(self.share)
        if self.cox_snell >= largest * (1 - 1e-9):
            raise Refusal(NOT_REACHABLE, "performance", largest=Value(largest))
        return self

    @property
    def share(self) -> float:
        """Share of patients whose event is observed: rate times mean follow-up."""
        return self.rate * self.follow_up

    @property
    def cox_snell(self) -> float:
        """The Cox-Snell R² of the performance expected."""
        if self.index == "cox_snell":
            return self.performance
        if self.index == "nagelkerke":
            value = self.performance * largest_cox_snell(self.share)
            return max(round(value, 3), 0.001) if self.convention == "pmsampsize" else value
        return partial_cox_snell(spread_of_concordance(self.performance, self.share), self.share)

    @property
    def spread(self) -> float:
        """SD of the linear predictor of the model."""
        return spread_of_partial(self.cox_snell, self.share)

    @property
    def risk(self) -> float:
        """The overall risk at the time point, under a constant rate."""
        return -expm1(-self.rate * self.time_point)

    def attained(self, size: Size) -> FloatArray:
        return shrinkage(self.cox_snell, self.parameters, np.asarray(size["participants"], dtype=np.float64))

    def size_at(self, factor: float) -> float:
        return size_for_shrinkage(self.cox_snell, self.parameters, factor)

    def requirements(self) -> Iterator[tuple[Text, float]]:
        cox_snell, pmsampsize = self.cox_snell, self.convention == "pmsampsize"
        events = ceil(round(1e4 * self.share, 6)) / 1e4 if pmsampsize else self.share
        factor = cox_snell / (cox_snell + self.optimism * largest_cox_snell(events))
        yield BY_OPTIMISM, size_for_shrinkage(cox_snell, self.parameters, factor)
        if not pmsampsize:
            # the interval of a rate, rate ± z √(rate / total follow-up), carried to the risk: its lower limit is the farther
            error = log1p(self.risk_margin * exp(self.rate * self.time_point))
            yield _BY_RISK, (self.critical * self.time_point / error) ** 2 * self.rate / self.follow_up

    def slopes(self, rng: np.random.Generator, trials: int, n: int) -> tuple[FloatArray, BoolArray]:
        spread = self.spread
        end = end_of(spread, self.share)
        predictors = rng.standard_normal((trials, n, int(self.parameters)))
        time = rng.exponential(size=(trials, n)) * np.exp(-spread * predictors[:, :, 0])
        coefficients, failed = cox(predictors, np.minimum(time, end), time < end)
        return slope_of(coefficients, spread), failed

    def events(self, size: Mapping[str, float]) -> float | None:
        return size["participants"] * self.share

    def caution(self) -> Text | None:
        return _STRONG if self.spread > _STRONG_SPREAD else None

    def variants(self) -> tuple[Variant, ...]:
        return self.other_options("convention")

    def inputs(self) -> tuple[Step, ...]:
        return (
            Step(_SHARE, Value(self.share, Unit.PROPORTION)),
            Step(_RISK, Value(self.risk, Unit.PROPORTION)),
            Step(COX_SNELL, Value(self.cox_snell)),
            Step(LARGEST, Value(largest_cox_snell(self.share))),
        )

    def sentence(self) -> Text:
        return _SENTENCES[self.convention, self.index]

    def r_call(self) -> str | None:
        risk = "" if self.convention == "pmsampsize" else ", (z * t / log(1 + m * exp(l * t)))^2 * l / f"
        e = "ceiling(1e4 * l * f) / 1e4" if self.convention == "pmsampsize" else "l * f"
        return (
            f"with(list(r2 = {self.cox_snell:.12g}, P = {self.parameters:g}, l = {self.rate:.12g}, f = {self.follow_up:.12g}, "
            f"t = {self.time_point:.12g}, d = {self.optimism:g}, m = {self.risk_margin:g}, "
            f"z = qnorm({(1 + self.goal.confidence) / 2:.12g})), max(P / (({{target}} - 1) * log(1 - r2 / {{target}})), "
            f"local({{{{e <- {e}; s <- r2 / (r2 + d * (1 - exp(2 * e * (log(e) - 1)))); P / ((s - 1) * log(1 - r2 / s))}}}}){risk}))"
        )


_BY_RISK = Text(
    fr="Effectif pour la précision du risque global à l'horizon",
    en="Size for the precision of the overall risk at the time point",
)
_SHARE = Text(fr="Patients dont l'événement sera observé", en="Patients whose event will be observed")
_RISK = Text(fr="Risque global à l'horizon", en="Overall risk at the time point")
_STRONG = Text(
    fr="Modèle performant (statistique C au-delà de 0,8 environ) : la formule de Riley promet un facteur de rétrécissement trop élevé, la "
    "pente simulée tombe à 0,83 quand 0,90 est visé. Viser 0,95 ou prévoir une pénalisation.",
    en="Strong model (C statistic beyond about 0.8): Riley's formula promises too high a shrinkage factor, the simulated slope falls to 0.83 "
    "where 0.90 is aimed at. Aim at 0.95 or plan a penalty.",
)
_ENDS = {
    "riley": (
        "un optimisme du R² apparent d'au plus {optimism} et un risque global à {time_point} connu à {risk_margin} près",
        "an optimism of the apparent R² of at most {optimism} and an overall risk at {time_point} known within {risk_margin}",
    ),
    "pmsampsize": (
        "et un optimisme du R² apparent d'au plus {optimism}, pour une prédiction à {time_point}",
        "and an optimism of the apparent R² of at most {optimism}, for a prediction at {time_point}",
    ),
}
_SENTENCES = {
    (convention, index): Text(
        fr="Pour développer un modèle de {parameters} paramètres qui prédit le délai d'un événement de taux {rate}, avec un suivi moyen de "
        f"{{follow_up}}, {fr} de {{performance}}, un facteur de rétrécissement d'au moins {{target}}, {end_fr}, {{n_total}} patients "
        "analysables sont nécessaires.",
        en="To develop a model of {parameters} parameters that predicts the time to an event of rate {rate}, with a mean follow-up of "
        f"{{follow_up}}, {en} of {{performance}} expected, a shrinkage factor of at least {{target}}, {end_en}, {{n_total}} analysable "
        "patients are needed.",
    )
    for index, (fr, en) in NAMES.items()
    for convention, (end_fr, end_en) in _ENDS.items()
}
