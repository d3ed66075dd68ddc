"""How far the predicted risks lie from the true ones on average, over models developed on so many people.

Van Smeden and colleagues (10.1177/0962280218784726) fitted the mean absolute error of the risks over simulated developments (4 to 12
candidate parameters, 1 event in 16 to 1 in 2); Riley and colleagues (10.1136/bmj.m441) turn the fit into a size, for 30 parameters
at most.
"""

from __future__ import annotations

from math import exp, log

from stats.card import Reference
from stats.quantities import Quantity, Unit
from stats.text import Text

MOST_PARAMETERS = 30
RISK_ERROR = Quantity(
    label=Text(fr="Erreur moyenne tolérée sur les risques prédits", en="Mean error tolerated in the predicted risks"),
    unit=Unit.POINTS,
    help=Text(
        fr="Facultatif. Écart absolu moyen entre risque prédit et vrai risque de chaque patient (MAPE), en moyenne sur les modèles "
        "développés. Usage : 0,05, moins si l'événement est rare. Vide : le critère n'est pas demandé. Valable jusqu'à 30 paramètres.",
        en="Optional. Mean absolute difference between the predicted and the true risk of each patient (MAPE), on average over the "
        "models developed. Usual: 0.05, less when the event is rare. Empty: the criterion is not asked for. Valid up to 30 parameters.",
    ),
    gt=0,
    lt=0.5,
)
TOO_MANY_PARAMETERS = Text(
    fr="La formule de l'erreur moyenne des risques vaut jusqu'à 30 paramètres candidats : laisser ce champ vide.",
    en="The formula of the mean error of the risks holds up to 30 candidate parameters: leave this field empty.",
)
BY_RISK_ERROR = Text(
    fr="Effectif pour l'erreur moyenne des risques prédits (MAPE)",
    en="Size for the mean error of the predicted risks (MAPE)",
)
RISK_ERROR_AT = Text(
    fr="Erreur absolue moyenne des risques prédits à cet effectif (MAPE)",
    en="Mean absolute error of the predicted risks at this size (MAPE)",
)
RISK_ERROR_FORMULA = Text(
    fr="exp(-0,508 + 0,259 ln φ + 0,504 ln P - 0,544 ln n), formule de van Smeden",
    en="exp(-0.508 + 0.259 ln φ + 0.504 ln P - 0.544 ln n), van Smeden's formula",
)
VAN_SMEDEN_2019 = Reference(
    "Van Smeden M, Moons KGM, de Groot JAH, et al. Sample size for binary logistic prediction models: beyond events per variable "
    "criteria. Stat Methods Med Res 2019;28:2455-74",
    "10.1177/0962280218784726",
)


def risk_error(parameters: float, prevalence: float, n: float) -> float:
    """The mean absolute error of the predicted risks of a model developed on n people."""
    return exp(_without_people(parameters, prevalence) - 0.544 * log(n))


def size_for_risk_error(parameters: float, prevalence: float, error: float) -> float:
    """The size at which the mean absolute error of the predicted risks is the one given."""
    return exp((_without_people(parameters, prevalence) - log(error)) / 0.544)


def _without_people(parameters: float, prevalence: float) -> float:
    """The part of the fitted log error that does not depend on the size; the rarer outcome is counted."""
    return -0.508 + 0.259 * log(min(prevalence, 1 - prevalence)) + 0.504 * log(parameters)
