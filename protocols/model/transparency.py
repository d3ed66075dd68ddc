"""Open science: access, interests, dissemination."""

from __future__ import annotations

from typing import Annotated

from protocols.model.asking import Ask
from protocols.model.section import Narrative, Section
from stats.text import Text


class Transparency(Section):
    """Transparency, funding and dissemination."""

    documents: Annotated[
        Narrative | None,
        Ask(
            Text(
                fr="Accès au protocole et au plan d'analyse",
                en="Access to the protocol and the analysis plan",
            ),
            Text(
                fr="Où et quand le protocole et le plan d'analyse statistique seront lisibles.",
                en="Where and when the protocol and the statistical analysis plan can be read.",
            ),
            shape="narrative",
            items=("spirit_2025:5", "stard_ai:37"),
        ),
    ] = None

    sharing: Annotated[
        Narrative | None,
        Ask(
            Text(
                fr="Partage des données et du code",
                en="Sharing of data and code",
            ),
            Text(
                fr="Accès aux données désidentifiées, au dictionnaire, au code ; s'il n'y en a pas, dire pourquoi. Souvent oublié (53 %).",
                en="Access to de-identified data, dictionary, code; if there is none, say why. Often forgotten (53%).",
            ),
            shape="narrative",
            items=("spirit_2025:6", "spirit_ai:29", "stard_ai:40a", "decide_ai:17"),
        ),
    ] = None

    interests: Annotated[
        Narrative | None,
        Ask(
            Text(
                fr="Liens d'intérêts",
                en="Declared interests",
            ),
            Text(
                fr="Liens des investigateurs et des membres des comités avec le fabricant.",
                en="Interests of investigators and committee members, with the manufacturer in particular.",
            ),
            shape="narrative",
            items=("spirit_2025:7b", "stard_ai:39", "decide_ai:X", "cheers_2022:28"),
        ),
    ] = None

    dissemination: Annotated[
        Narrative | None,
        Ask(
            Text(
                fr="Publication et diffusion des résultats",
                en="Publication and dissemination",
            ),
            Text(
                fr="Publication quel que soit le résultat, retour aux participants, rapport d'investigation.",
                en="Publication whatever the result, return to participants, investigation report.",
            ),
            shape="narrative",
            items=(
                "spirit_2025:8",
                "mdr_annex_xv:3.17",
                "iso_14155_annex_a:A.17",
            ),
        ),
    ] = None

    agreements: Annotated[
        Narrative | None,
        Ask(
            Text(
                fr="Convention avec les centres",
                en="Agreements with the sites",
            ),
            Text(
                fr="Type de convention entre promoteur et centres, et surcoûts pris en charge.",
                en="Type of agreement between sponsor and sites, and extra costs covered.",
            ),
            shape="narrative",
            items=("mdr_annex_xv:3.1.4",),
        ),
    ] = None
