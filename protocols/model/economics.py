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
                fr="Question et type d'analyse, comparateur, perspective, horizon et actualisation, résultats retenus (QALY, critère clinique), leur mesure et leur valorisation, méthodes statistiques, incertitude ; « sans objet », avec la raison, s'il n'y en a pas.",
                en="Question and type of analysis, comparator, perspective, horizon and discounting, outcomes (QALY, clinical endpoint), their measurement and valuation, statistical methods, uncertainty; “not applicable”, with the reason, if there is none.",
            ),
            shape="narrative",
            example=Text(
                fr="Analyse coût-utilité adossée à l'essai, perspective collective, horizon de 12 mois sans actualisation, comparateur : soins courants ; QALY par l'EQ-5D-5L ; incertitude par bootstrap et courbe d'acceptabilité.",
                en="Cost-utility analysis alongside the trial, collective perspective, 12-month horizon without discounting, comparator: usual care; QALYs from the EQ-5D-5L; uncertainty by bootstrap and acceptability curve.",
            ),
            items=(
                "cheers_2022:3",
                "cheers_2022:4",
                "cheers_2022:7",
                "cheers_2022:8",
                "cheers_2022:9",
                "cheers_2022:10",
                "cheers_2022:11",
                "cheers_2022:12",
                "cheers_2022:13",
                "cheers_2022:17",
                "cheers_2022:20",
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
                fr="Postes de coût, source des volumes et des coûts unitaires, monnaie et année des prix.",
                en="Cost items, source of volumes and unit costs, currency and price year.",
            ),
            shape="narrative",
            example=Text(
                fr="Consultations, hospitalisations et transports (appariement au SNDS), dispositif (prix revendiqué) et temps soignant (minutage) ; tarifs de l'assurance maladie et coûts de l'ENC, euros 2026.",
                en="Visits, hospital stays and transport (linkage with national claims data), device (claimed price) and staff time (timing); health-insurance tariffs and national hospital cost study, 2026 euros.",
            ),
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
                fr="Par macro-critère de la HAS (processus de soins, capacités et compétences, société) : acteur concerné, indicateur, source, sens attendu.",
                en="By HAS macro-criterion (care process, capabilities and skills, society): actor concerned, indicator, source, expected direction.",
            ),
            shape="narrative",
            example=Text(
                fr="Processus de soins : délai de lecture (heures, journaux) ; compétences : temps infirmier de gestion des alertes (minutage) ; société : déplacements évités (questionnaire) ; avant, puis à 6 mois.",
                en="Care process: reading delay (hours, logs); skills: nursing time spent on alerts (timing); society: journeys avoided (questionnaire); before, then at 6 months.",
            ),
        ),
    ] = None
