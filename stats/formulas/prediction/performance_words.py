"""How well a prediction model is expected to do: the index, its names and its refusals, for an event and for a time to event."""

from __future__ import annotations

from stats.quantities import Quantity, Unit
from stats.text import Text

PERFORMANCE = Quantity(
    label=Text(
        fr="Performance attendue du modèle (statistique C ou R²)",
        en="Expected performance of the model (C statistic or R²)",
    ),
    unit=Unit.NUMBER,
    help=Text(
        fr="Statistique C ou R² d'un modèle existant, corrigé de son optimisme. Sans information, Riley propose un R² de "
        "Nagelkerke de 0,15.",
        en="C statistic or R² of an existing model, corrected for its optimism. Without information, Riley suggests a "
        "Nagelkerke R² of 0.15.",
    ),
    gt=0,
    lt=1,
)
C_TOO_LOW = Text(
    fr="Une statistique C est comprise entre 0,5 (hasard) et 1 : donner une valeur strictement supérieure à 0,5.",
    en="A C statistic lies between 0.5 (chance) and 1: give a value above 0.5.",
)
NOT_REACHABLE = Text(
    fr="Ce R² atteint ou dépasse le plus grand possible à cette fréquence d'événements ({largest}). Vérifier l'indice choisi "
    "(Cox-Snell ou Nagelkerke).",
    en="This R² reaches or exceeds the largest possible at this frequency of events ({largest}). Check the index chosen "
    "(Cox-Snell or Nagelkerke).",
)
PERHAPS_C = Text(
    fr="Un R² de 0,5 ou plus est exceptionnel pour un événement : s'il s'agit d'une statistique C, la choisir comme indice de "
    "performance, sinon le nombre de patients est bien trop petit.",
    en="An R² of 0.5 or more is exceptional for an event: if this is a C statistic, choose it as the index of performance, otherwise "
    "the number of patients is far too small.",
)
BY_OPTIMISM = Text(fr="Effectif pour l'optimisme du R² apparent", en="Size for the optimism of the apparent R²")
COX_SNELL = Text(fr="R² de Cox-Snell attendu", en="Expected Cox-Snell R²")
LARGEST = Text(fr="Plus grand R² de Cox-Snell possible", en="Largest possible Cox-Snell R²")
NAMES = {
    "c_statistic": ("une statistique C attendue", "an expected C statistic"),
    "cox_snell": ("un R² de Cox-Snell attendu", "an expected Cox-Snell R²"),
    "nagelkerke": ("un R² de Nagelkerke attendu", "an expected Nagelkerke R²"),
}
