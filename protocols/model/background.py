"""Why the study: need, state of the art, rationale."""

from __future__ import annotations

from typing import Annotated

from protocols.model.asking import Ask
from protocols.model.section import Narrative, Section
from stats.text import Text


class Background(Section):
    """Context of the study."""

    need: Annotated[
        Narrative | None,
        Ask(
            Text(fr="Besoin médical", en="Medical need"),
            Text(
                fr="La maladie, sa fréquence, ce que vivent les patients et ce qui manque aujourd'hui.",
                en="The condition, its frequency, what patients live with and what is missing today.",
            ),
            shape="narrative",
            example=Text(
                fr="L'insomnie chronique touche 15 à 20 % des adultes ; la thérapie recommandée en première intention est "
                "peu accessible.",
                en="Chronic insomnia affects 15 to 20% of adults; the recommended first-line therapy is hard to access.",
            ),
            items=("spirit_2025:9a", "mdr_annex_xv:3.4", "iso_14155_annex_a:A.3"),
        ),
    ] = None
    state_of_art: Annotated[
        Narrative | None,
        Ask(
            Text(fr="Prise en charge actuelle et état de l'art", en="Current care and state of the art"),
            Text(
                fr="La prise en charge courante en France et les preuves disponibles, bénéfices et limites compris. C'est "
                "elle qui désigne le comparateur.",
                en="Usual care in France and the evidence available, benefits and limits included. It designates the comparator.",
            ),
            shape="narrative",
            items=(
                "spirit_2025:9a",
                "spirit_ai:6a(ii)",
                "mdr_annex_xv:3.2",
                "mdr_annex_xv:3.4",
                "iso_14155_annex_a:A.3",
            ),
        ),
    ] = None
    rationale: Annotated[
        Narrative | None,
        Ask(
            Text(fr="Justification de l'étude", en="Rationale of the study"),
            Text(
                fr="Ce que cette étude apportera que les précédentes n'apportent pas, et pourquoi ce plan.",
                en="What this study will bring that earlier ones do not, and why this design.",
            ),
            shape="narrative",
            items=(
                "spirit_2025:9a",
                "spirit_ai:6a(ii)",
                "mdr_annex_xv:3.4",
                "mdr_annex_xv:3.6",
                "mdr_annex_xv:3.6.1",
                "iso_14155_annex_a:A.3",
            ),
        ),
    ] = None
    benefit_risk: Annotated[
        Narrative | None,
        Ask(
            Text(fr="Bénéfices attendus et risques", en="Expected benefits and risks"),
            Text(
                fr="Bénéfices attendus pour les participants, risques résiduels du dispositif et mesures prises.",
                en="Benefits expected for participants, residual risks of the device and measures taken.",
            ),
            shape="narrative",
            items=("spirit_2025:9a", "mdr_annex_xv:3.3", "iso_14155_annex_a:A.4", "ai_act:9"),
        ),
    ] = None
