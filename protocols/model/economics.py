"""Economic and organisational evaluation, when there is one."""

from __future__ import annotations

from typing import Annotated

from protocols.model.asking import Ask
from protocols.model.section import Narrative, NotApplicable, Section
from stats.text import Text


class Economics(Section):
    """Economic and organisational evaluation."""

    plan: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(
                fr="Évaluation économique",
                en="Economic evaluation",
            ),
            Text(
                fr="Type d'analyse, perspective, horizon, comparateur, coûts et conséquences ; « sans objet » avec la raison s'il n'y en a pas.",
                en="Type of analysis, perspective, horizon, comparator, costs and outcomes; “not applicable” with the reason if there is none.",
            ),
            shape="narrative",
            items=(
                "cheers_2022:1",
                "cheers_2022:3",
                "cheers_2022:4",
                "cheers_2022:7",
                "cheers_2022:8",
                "cheers_2022:9",
                "cheers_2022:11",
                "cheers_2022:12",
            ),
        ),
    ] = None

    resources: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(
                fr="Ressources et coûts unitaires",
                en="Resources and unit costs",
            ),
            Text(
                fr="Postes de coût, source des volumes et des coûts unitaires, année des prix.",
                en="Cost items, source of volumes and unit costs, price year.",
            ),
            shape="narrative",
            items=("cheers_2022:14", "cheers_2022:15"),
        ),
    ] = None

    organisation: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(
                fr="Impact organisationnel",
                en="Organisational impact",
            ),
            Text(
                fr="Effets sur le processus de soins, les compétences et la société ; indicateurs et sources. Point faible souvent relevé par la HAS.",
                en="Effects on the care process, skills and society; indicators and sources. A weak spot often noted by HAS.",
            ),
            shape="narrative",
        ),
    ] = None
