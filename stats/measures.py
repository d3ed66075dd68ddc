"""Population-level summary measures of an estimand (ICH E9(R1)) that a design can serve."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from stats.quantities import Unit
from stats.text import Text

Scale = Literal["level", "difference", "ratio"]


class Measure(StrEnum):
    """The summary measures; the value is what a draft stores."""

    PROPORTION = "proportion"
    RISK_DIFFERENCE = "risk difference"
    PAIRED_RISK_DIFFERENCE = "difference in paired proportions"
    RISK_RATIO = "risk ratio"
    ODDS_RATIO = "odds ratio"
    COMMON_ODDS_RATIO = "common odds ratio"
    PROBABILITY_OF_SUPERIORITY = "probability of superiority"
    MEAN = "mean"
    MEAN_DIFFERENCE = "difference in means"
    MEAN_RATIO = "ratio of geometric means"
    SLOPE_DIFFERENCE = "difference in slopes"
    RATE = "rate"
    RATE_RATIO = "rate ratio"
    RATE_DIFFERENCE = "difference in rates"
    HAZARD_RATIO = "hazard ratio"
    SUBDISTRIBUTION_HAZARD_RATIO = "subdistribution hazard ratio"
    RMST_DIFFERENCE = "difference in restricted mean survival time"
    SURVIVAL_DIFFERENCE = "difference in survival probability"
    STANDARDISED_MORTALITY_RATIO = "standardised event ratio"
    SENSITIVITY_SPECIFICITY = "sensitivity and specificity"
    PAIRED_SENSITIVITY_SPECIFICITY = "differences in sensitivity and specificity"
    PREDICTIVE_VALUES = "predictive values"
    RELATIVE_PREDICTIVE_VALUES = "relative predictive values"
    RELATIVE_DETECTION = "relative detection and recall"
    LIKELIHOOD_RATIO = "likelihood ratio"
    AUC = "area under the ROC curve"
    AUC_DIFFERENCE = "difference in areas under the ROC curve"
    KAPPA = "kappa"
    ICC = "intraclass correlation coefficient"
    LIMITS_OF_AGREEMENT = "limits of agreement"
    CALIBRATION_SLOPE = "calibration slope"
    CALIBRATION_INTERCEPT = "calibration in the large"
    STANDARDISED_NET_BENEFIT = "standardised net benefit"
    SHRINKAGE = "uniform shrinkage factor"
    SHARE_SEEN = "share of problems seen"
    EVENTS_SEEN = "number of participants with the event"
    RELATIVE_SD = "standard deviation relative to its value"
    NET_BENEFIT = "incremental net monetary benefit"
    COST_DIFFERENCE = "difference in mean costs"
    INNER = "that of the inner design"


@dataclass(frozen=True, slots=True)
class Meaning:
    """How a measure is called, on which scale an effect lies, in which unit, and where no effect stands."""

    label: Text
    scale: Scale
    unit: Unit

    @property
    def no_effect(self) -> float:
        """The value without effect: 0 for a difference, 1 for a ratio; a level has none of its own."""
        return 1.0 if self.scale == "ratio" else 0.0


def _meaning(fr: str, en: str, scale: Scale, unit: Unit) -> Meaning:
    return Meaning(Text(fr=fr, en=en), scale, unit)


MEANINGS: dict[Measure, Meaning] = {
    Measure.PROPORTION: _meaning(
        "proportion (sensibilité, taux de succès)", "proportion (sensitivity, success rate)", "level", Unit.POINTS
    ),
    Measure.RISK_DIFFERENCE: _meaning(
        "différence de proportions (risques)", "difference in proportions (risks)", "difference", Unit.POINTS
    ),
    Measure.PAIRED_RISK_DIFFERENCE: _meaning(
        "différence de proportions appariées", "difference in paired proportions", "difference", Unit.POINTS
    ),
    Measure.RISK_RATIO: _meaning("risque relatif", "risk ratio", "ratio", Unit.EFFECT_RATIO),
    Measure.ODDS_RATIO: _meaning("rapport des cotes (odds ratio)", "odds ratio", "ratio", Unit.EFFECT_RATIO),
    Measure.COMMON_ODDS_RATIO: _meaning(
        "rapport des cotes commun (odds ratio proportionnel)",
        "common (proportional) odds ratio",
        "ratio",
        Unit.EFFECT_RATIO,
    ),
    Measure.PROBABILITY_OF_SUPERIORITY: _meaning(
        "probabilité de supériorité (Mann-Whitney)", "probability of superiority (Mann-Whitney)", "level", Unit.POINTS
    ),
    Measure.MEAN: _meaning("moyenne", "mean", "level", Unit.ENDPOINT),
    Measure.MEAN_DIFFERENCE: _meaning("différence de moyennes", "difference in means", "difference", Unit.ENDPOINT),
    Measure.MEAN_RATIO: _meaning(
        "rapport de moyennes géométriques", "ratio of geometric means", "ratio", Unit.EFFECT_RATIO
    ),
    Measure.SLOPE_DIFFERENCE: _meaning("différence de pentes", "difference in slopes", "difference", Unit.ENDPOINT),
    Measure.RATE: _meaning("taux d'événements", "event rate", "level", Unit.RATE),
    Measure.RATE_RATIO: _meaning("rapport de taux d'événements", "rate ratio", "ratio", Unit.EFFECT_RATIO),
    Measure.RATE_DIFFERENCE: _meaning(
        "différence de taux d'événements", "difference in rates", "difference", Unit.RATE
    ),
    Measure.HAZARD_RATIO: _meaning(
        "rapport de risques instantanés (hazard ratio)", "hazard ratio", "ratio", Unit.EFFECT_RATIO
    ),
    Measure.SUBDISTRIBUTION_HAZARD_RATIO: _meaning(
        "rapport de risques de sous-distribution (Fine et Gray)",
        "subdistribution hazard ratio (Fine and Gray)",
        "ratio",
        Unit.EFFECT_RATIO,
    ),
    Measure.RMST_DIFFERENCE: _meaning(
        "différence de durées moyennes de survie restreintes (RMST)",
        "difference in restricted mean survival time (RMST)",
        "difference",
        Unit.MONTHS,
    ),
    Measure.SURVIVAL_DIFFERENCE: _meaning(
        "différence de survie sans événement à une date donnée",
        "difference in event-free survival at a given time",
        "difference",
        Unit.POINTS,
    ),
    Measure.STANDARDISED_MORTALITY_RATIO: _meaning(
        "rapport du nombre d'événements observés aux attendus",
        "ratio of observed to expected events",
        "ratio",
        Unit.EFFECT_RATIO,
    ),
    Measure.SENSITIVITY_SPECIFICITY: _meaning(
        "sensibilité et spécificité", "sensitivity and specificity", "level", Unit.POINTS
    ),
    Measure.PAIRED_SENSITIVITY_SPECIFICITY: _meaning(
        "différences de sensibilité et de spécificité",
        "differences in sensitivity and specificity",
        "difference",
        Unit.POINTS,
    ),
    Measure.PREDICTIVE_VALUES: _meaning("valeurs prédictives", "predictive values", "level", Unit.POINTS),
    Measure.RELATIVE_PREDICTIVE_VALUES: _meaning(
        "rapport de valeurs prédictives", "relative predictive values", "ratio", Unit.EFFECT_RATIO
    ),
    Measure.RELATIVE_DETECTION: _meaning(
        "rapports de détection et de rappel", "relative detection and recall rates", "ratio", Unit.EFFECT_RATIO
    ),
    Measure.LIKELIHOOD_RATIO: _meaning("rapport de vraisemblance", "likelihood ratio", "ratio", Unit.EFFECT_RATIO),
    Measure.AUC: _meaning("aire sous la courbe ROC (AUC)", "area under the ROC curve (AUC)", "level", Unit.NUMBER),
    Measure.AUC_DIFFERENCE: _meaning(
        "différence d'aires sous la courbe ROC", "difference in areas under the ROC curve", "difference", Unit.NUMBER
    ),
    Measure.KAPPA: _meaning("coefficient kappa", "kappa coefficient", "level", Unit.NUMBER),
    Measure.ICC: _meaning(
        "coefficient de corrélation intraclasse (ICC)", "intraclass correlation coefficient (ICC)", "level", Unit.NUMBER
    ),
    Measure.LIMITS_OF_AGREEMENT: _meaning(
        "limites d'agrément (Bland-Altman)", "limits of agreement (Bland-Altman)", "level", Unit.ENDPOINT
    ),
    Measure.CALIBRATION_SLOPE: _meaning("pente de calibration", "calibration slope", "level", Unit.NUMBER),
    Measure.CALIBRATION_INTERCEPT: _meaning(
        "calibration globale (intercept, en log des cotes)",
        "calibration in the large (intercept, in log odds)",
        "level",
        Unit.NUMBER,
    ),
    Measure.STANDARDISED_NET_BENEFIT: _meaning(
        "bénéfice net standardisé", "standardised net benefit", "level", Unit.NUMBER
    ),
    Measure.SHRINKAGE: _meaning(
        "facteur de rétrécissement (pente de calibration attendue)",
        "uniform shrinkage factor (expected calibration slope)",
        "level",
        Unit.NUMBER,
    ),
    Measure.SHARE_SEEN: _meaning("part des problèmes observés", "share of problems seen", "level", Unit.POINTS),
    Measure.EVENTS_SEEN: _meaning(
        "nombre de participants avec l'événement", "number of participants with the event", "level", Unit.COUNT
    ),
    Measure.RELATIVE_SD: _meaning(
        "écart-type, rapporté à sa valeur", "standard deviation, relative to its value", "level", Unit.EFFECT_RATIO
    ),
    Measure.NET_BENEFIT: _meaning(
        "bénéfice monétaire net différentiel", "incremental net monetary benefit", "difference", Unit.EUROS
    ),
    Measure.COST_DIFFERENCE: _meaning(
        "différence de coûts moyens", "difference in mean costs", "difference", Unit.EUROS
    ),
    Measure.INNER: _meaning("celle du plan sous-jacent", "that of the inner design", "difference", Unit.NUMBER),
}
