"""The words of Simon's two-stage design: its sentence, with the criterion that chose the thresholds, and what it refuses."""

from __future__ import annotations

from stats.text import Text

WEIGHT_NEEDED = Text(
    fr="Le critère admissible demande un poids, entre 0 (plan optimal) et 1 (plan minimax) : à renseigner, par exemple 0,5.",
    en="The admissible criterion needs a weight, between 0 (optimal) and 1 (minimax): please fill it in, for example 0.5.",
)
WEIGHT_NOT_USED = Text(
    fr="Seul le critère admissible utilise ce poids : laisser vide.",
    en="Only the admissible criterion uses this weight: leave empty.",
)
_CRITERIA = {
    "optimal": Text(
        fr="optimal (effectif moyen le plus petit sous l'hypothèse nulle)",
        en="optimal (smallest expected size under the null hypothesis)",
    ),
    "minimax": Text(
        fr="minimax (effectif maximal le plus petit)",
        en="minimax (smallest maximum size)",
    ),
    "admissible": Text(
        fr="admissible selon Jung (poids de {weight} pour l'effectif maximal, le reste pour l'effectif moyen sous l'hypothèse nulle)",
        en="admissible after Jung (weight of {weight} for the maximum size, the rest for the expected size under the null hypothesis)",
    ),
}


def sentence_by(criterion: str) -> Text:
    """The sentence of a design chosen by a criterion."""
    named = _CRITERIA[criterion]
    return Text(
        fr="Pour montrer que la proportion est meilleure que la valeur de {p_reference} jugée insuffisante, sous une proportion "
        "attendue de {p_expected}, au risque de première espèce {sides} de {alpha} avec une puissance de {target}, un plan de "
        f"Simon en deux étapes, {named.fr}, demande au plus {{n_total}} participants analysables, avec un arrêt possible pour futilité "
        "après la première étape.",
        en="To show that the proportion is better than the value of {p_reference} judged insufficient, under an expected "
        "proportion of {p_expected}, at a {sides} type I error of {alpha} with a power of {target}, a Simon two-stage design, "
        f"{named.en}, needs at most {{n_total}} analysable participants, with a possible stop for futility after the first stage.",
    )
