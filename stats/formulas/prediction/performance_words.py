"""How well a prediction model is expected to do: the index, its names and its refusals, for an event and for a time to event."""

from __future__ import annotations

from stats.quantities import Quantity, Unit
from stats.text import Text

PERFORMANCE = Quantity(
    label=Text(fr="Performance attendue du modèle", en="Expected performance of the model"),
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
BY_OPTIMISM = Text(fr="Effectif pour l'optimisme du R² apparent", en="Size for the optimism of the apparent R²")
COX_SNELL = Text(fr="R² de Cox-Snell attendu", en="Expected Cox-Snell R²")
LARGEST = Text(fr="Plus grand R² de Cox-Snell possible", en="Largest possible Cox-Snell R²")
NAMES = {
    "c_statistic": ("une statistique C attendue", "a C statistic"),
    "cox_snell": ("un R² de Cox-Snell attendu", "a Cox-Snell R²"),
    "nagelkerke": ("un R² de Nagelkerke attendu", "a Nagelkerke R²"),
}
