"""Who takes part."""

from __future__ import annotations

from typing import Annotated

from protocols.model.asking import Ask
from protocols.model.section import Lines, Narrative, NotApplicable, Section
from stats.text import Text


class Population(Section):
    """Eligibility and recruitment."""

    inclusion: Annotated[
        Lines,
        Ask(
            Text(fr="Critères d'inclusion", en="Inclusion criteria"),
            Text(fr="Un critère vérifiable par ligne.", en="One verifiable criterion per line."),
            shape="lines",
            example=Text(fr="Âge de 18 ans ou plus", en="Aged 18 years or over"),
            items=(
                "spirit_2025:14a",
                "spirit_ai:10(i)",
                "mdr_annex_xv:3.6.3",
                "iso_14155_annex_a:A.6.3",
                "stard_ai:7",
                "decide_ai:3",
                "cheers_2022:5",
            ),
        ),
    ] = ()
    exclusion: Annotated[
        Lines | NotApplicable,
        Ask(
            Text(fr="Critères de non-inclusion", en="Exclusion criteria"),
            Text(fr="Un critère par ligne, chacun justifié.", en="One criterion per line, each justified."),
            shape="lines",
            items=(
                "spirit_2025:14a",
                "spirit_ai:10(i)",
                "mdr_annex_xv:3.6.3",
                "iso_14155_annex_a:A.6.3",
                "stard_ai:7",
                "decide_ai:3",
            ),
        ),
    ] = ()
    input_criteria: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(fr="Critères portant sur les données d'entrée", en="Criteria on the input data"),
            Text(
                fr="Qualité minimale de l'image, du signal ou du questionnaire ; ce qui se passe sinon.",
                en="Minimal quality of the image, signal or questionnaire; what happens otherwise.",
            ),
            shape="narrative",
            items=("spirit_ai:10(ii)", "stard_ai:7", "stard_ai:19", "decide_ai:3"),
        ),
    ] = None
    recruitment: Annotated[
        Narrative | None,
        Ask(
            Text(fr="Recrutement", en="Recruitment"),
            Text(
                fr="Comment les participants sont repérés et sollicités ; consécutifs ou non.",
                en="How participants are identified and approached; consecutive or not.",
            ),
            shape="narrative",
            items=(
                "spirit_2025:20",
                "mdr_annex_xv:3.6.3",
                "iso_14155_annex_a:A.6.3",
                "stard_ai:8",
                "stard_ai:10",
                "decide_ai:3",
            ),
        ),
    ] = None
