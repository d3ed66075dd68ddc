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
                fr="Comment l'utilisateur travaille avec le dispositif : apprentissage, charge, confiance, erreurs d'usage possibles.",
                en="How the user works with the device: learning, workload, trust, possible use errors.",
            ),
            shape="narrative",
            items=("decide_ai:7", "decide_ai:12"),
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
                fr="Instruments (utilisabilité, satisfaction, entretiens) et moment ; ils ne remplacent pas un critère clinique.",
                en="Instruments (usability, satisfaction, interviews) and timing; they do not replace a clinical endpoint.",
            ),
            shape="narrative",
            items=("decide_ai:7", "decide_ai:14"),
        ),
    ] = None
