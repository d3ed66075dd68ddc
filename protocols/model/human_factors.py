"""Real use: interaction, errors of use, acceptability."""

from __future__ import annotations

from typing import Annotated

from protocols.model.asking import Ask
from protocols.model.section import Narrative, NotApplicable, Section
from stats.text import Text


class HumanFactors(Section):
    """Human factors, real use and performance errors."""

    interaction: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(
                fr="Interaction avec l'utilisateur",
                en="Interaction with the user",
            ),
            Text(
                fr="Comment l'utilisateur travaille avec le dispositif : formation et apprentissage, charge de travail, confiance et biais d'automatisation, erreurs d'usage prévisibles ; mesure de l'usage conforme et, pour une aide à la décision, des avis suivis ou écartés.",
                en="How the user works with the device: training and learning curve, workload, trust and automation bias, foreseeable use errors; measurement of use as intended and, for decision support, of advice followed or overridden.",
            ),
            shape="narrative",
            example=Text(
                fr="Prise en main de 30 minutes ; erreurs d'usage redoutées : lire une alerte comme un diagnostic, ne pas la voir ; part des alertes suivies et écartées, avec le motif, relevée dans les journaux.",
                en="Thirty minutes of training; feared use errors: reading an alert as a diagnosis, not seeing it; share of alerts followed and dismissed, with the reason, taken from the logs.",
            ),
            items=(
                "decide_ai:6",
                "decide_ai:7",
                "decide_ai:10",
                "decide_ai:12",
                "ai_act:14",
            ),
        ),
    ] = None

    evaluation: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(
                fr="Évaluation de l'usage et de l'acceptabilité",
                en="Evaluation of use and acceptability",
            ),
            Text(
                fr="Instruments (utilisabilité, satisfaction, entretiens), personnes interrogées et moment ; ils ne remplacent pas un critère clinique.",
                en="Instruments (usability, satisfaction, interviews), who is asked and when; they do not replace a clinical endpoint.",
            ),
            shape="narrative",
            example=Text(
                fr="Questionnaire System Usability Scale à 4 et 12 semaines, entretiens avec 15 utilisateurs choisis pour la diversité de leur usage, analyse thématique à deux lecteurs.",
                en="System Usability Scale at 4 and 12 weeks, interviews with 15 users chosen for the diversity of their use, thematic analysis by two readers.",
            ),
            items=("decide_ai:7", "decide_ai:14"),
        ),
    ] = None
