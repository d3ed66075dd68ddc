"""Who decides, who watches."""

from __future__ import annotations

from typing import Annotated

from protocols.model.asking import Ask
from protocols.model.section import Narrative, NotApplicable, Section
from stats.text import Text


class Governance(Section):
    """Governance, committees and monitoring."""

    sponsor_contact: Annotated[
        Narrative | None,
        Ask(
            Text(
                fr="Coordonnées du promoteur",
                en="Sponsor contact",
            ),
            Text(
                fr="Adresse et contact du promoteur, et de son représentant légal dans l'Union s'il est établi ailleurs.",
                en="Address and contact of the sponsor, and of its legal representative in the Union if established elsewhere.",
            ),
            shape="narrative",
            items=("spirit_2025:3b", "mdr_annex_xv:3.1.2", "iso_14155_annex_a:A.1.3"),
        ),
    ] = None

    roles: Annotated[
        Narrative | None,
        Ask(
            Text(
                fr="Rôle du promoteur et du financeur",
                en="Role of sponsor and funder",
            ),
            Text(
                fr="Ce qu'ils peuvent décider à chaque étape : conception, analyse, décision de publier.",
                en="What they may decide at each stage: design, analysis, decision to publish.",
            ),
            shape="narrative",
            items=("spirit_2025:3c", "stard_ai:38", "cheers_2022:27"),
        ),
    ] = None

    committees: Annotated[
        Narrative | None,
        Ask(
            Text(
                fr="Comités et équipes",
                en="Committees and teams",
            ),
            Text(
                fr="Comité de pilotage, comité d'adjudication, équipe de données : composition et missions.",
                en="Steering committee, adjudication committee, data team: membership and duties.",
            ),
            shape="narrative",
            items=("spirit_2025:3d",),
        ),
    ] = None

    dmc: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(
                fr="Comité de surveillance indépendant",
                en="Independent data monitoring committee",
            ),
            Text(
                fr="Composition, indépendance, charte ; s'il n'y en a pas, dire pourquoi.",
                en="Membership, independence, charter; if there is none, say why.",
            ),
            shape="narrative",
            items=("spirit_2025:28a", "iso_14155_annex_a:A.14"),
        ),
    ] = None

    monitoring: Annotated[
        Narrative | None,
        Ask(
            Text(
                fr="Monitoring de l'étude",
                en="Monitoring of the study",
            ),
            Text(
                fr="Plan de monitoring, fréquence, indépendance, audit.",
                en="Monitoring plan, frequency, independence, audit.",
            ),
            shape="narrative",
            items=(
                "spirit_2025:29",
                "mdr_annex_xv:3.6.6",
                "iso_14155_annex_a:A.6.5",
            ),
        ),
    ] = None
