"""The questions that decide the legal route of the study, its identifiers and its insurance."""

from __future__ import annotations

from typing import Annotated, Literal

from protocols.model.asking import Ask
from protocols.model.section import Section
from stats.text import Text

DATA_SOURCES = {
    "existing_only": Text(fr="Uniquement des données déjà recueillies", en="Only data already collected"),
    "prospective": Text(fr="Des données recueillies pour l'étude", en="Data collected for the study"),
}


class Route(Section):
    """Legal route of the study."""

    data_source: Annotated[
        Literal["existing_only", "prospective"] | None,
        Ask(
            Text(fr="Données de l'étude", en="Data of the study"),
            Text(
                fr="L'étude n'utilise-t-elle que des données déjà recueillies, sans contact avec les personnes ni changement de soins ?",
                en="Does the study only use data already collected, without contact with people or change of care?",
            ),
            shape="choice",
            options=DATA_SOURCES,
        ),
    ] = None
