"""Amendments, deviations, stopping."""

from __future__ import annotations

from typing import Annotated

from protocols.model.asking import Ask
from protocols.model.section import Narrative, Section
from stats.text import Text


class Changes(Section):
    """Amendments, deviations, stopping and end of study."""

    amendments: Annotated[
        Narrative | None,
        Ask(
            Text(
                fr="Modifications du protocole",
                en="Protocol amendments",
            ),
            Text(
                fr="Qui décide, qui est informé, quelles modifications sont substantielles, y compris celles du logiciel.",
                en="Who decides, who is told, which changes are substantial, including those of the software.",
            ),
            shape="narrative",
            items=(
                "spirit_2025:31",
                "mdr_annex_xv:3.9",
                "iso_14155_annex_a:A.9",
            ),
        ),
    ] = None

    deviations: Annotated[
        Narrative | None,
        Ask(
            Text(
                fr="Écarts au protocole",
                en="Protocol deviations",
            ),
            Text(
                fr="Recueil, analyse et correction ; aucune dérogation n'est accordée à l'avance.",
                en="Collection, analysis and correction; no waiver is granted in advance.",
            ),
            shape="narrative",
            items=(
                "mdr_annex_xv:3.10",
                "iso_14155_annex_a:A.10",
            ),
        ),
    ] = None

    stopping: Annotated[
        Narrative | None,
        Ask(
            Text(
                fr="Suspension, arrêt et fin de l'étude",
                en="Suspension, stopping and end of study",
            ),
            Text(
                fr="Critères d'arrêt, conséquences pour les participants, définition de la fin de l'étude.",
                en="Stopping criteria, consequences for participants, definition of the end of the study.",
            ),
            shape="narrative",
            items=(
                "mdr_annex_xv:3.15",
                "iso_14155_annex_a:A.16",
            ),
        ),
    ] = None
