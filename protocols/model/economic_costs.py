"""What the economic evaluation counts and values: resources, outcomes, utilities, values of a QALY."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from protocols.model.asking import Ask
from protocols.model.economic_choices import (
    INSTRUMENTS,
    RESOURCE_ROWS,
    UTILITY_ROWS,
    WILLINGNESS_ROWS,
    Instrument,
    Resource,
    Utility,
    Willingness,
)
from protocols.model.economic_frame import EconomicFrame
from protocols.model.section import Narrative, NotApplicable
from stats.text import Text


class EconomicCosts(EconomicFrame):
    """Resources and their costs, outcomes and their value."""

    resources: Annotated[
        Annotated[tuple[Resource, ...], Field(max_length=60)] | NotApplicable,
        Ask(
            Text(fr="Ressources et coûts unitaires", en="Resources and unit costs"),
            Text(
                fr="Chaque poste a la source de ses volumes, celle de son coût unitaire et l'année des prix ; le dispositif "
                "lui-même, la formation et la gestion des alertes en sont.",
                en="Each item has the source of its volumes, that of its unit cost and the price year; the device itself, "
                "training and the handling of alerts are among them.",
            ),
            shape="rows",
            rows=RESOURCE_ROWS,
            asked_if="economic",
            example=Text(
                fr="Hospitalisations ; PMSI ; Étude nationale de coûts ; 2025",
                en="Hospital stays; discharge data; national cost study; 2025",
            ),
            items=("cheers_2022:14", "cheers_2022:15"),
        ),
    ] = ()
    resources_note: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(fr="Précisions sur les coûts", en="Details on costs"),
            Text(
                fr="Monnaie, mise à jour des prix, coûts de production, postes laissés de côté et pourquoi.",
                en="Currency, updating of prices, production costs, items left out and why.",
            ),
            shape="narrative",
            asked_if="economic",
            example=Text(
                fr="En euros de 2025 ; les prix antérieurs sont actualisés par l'indice des services de santé de l'Insee.",
                en="In 2025 euros; earlier prices are updated with the health-services index of the statistics office.",
            ),
            needed=False,
        ),
    ] = None
    utility_instrument: Annotated[
        Instrument | NotApplicable | None,
        Ask(
            Text(fr="Mesure des utilités", en="Measurement of utilities"),
            Text(
                fr="Les QALY reposent sur elle. L'EQ-5D-5L avec les valeurs françaises est attendu ; un autre choix se justifie.",
                en="QALYs rest on it. The EQ-5D-5L with the French value set is expected; another choice needs a reason.",
            ),
            shape="choice",
            options=INSTRUMENTS,
            asked_if="economic",
            example=Text(fr="EQ-5D-5L, valeurs françaises", en="EQ-5D-5L, French value set"),
            items=("cheers_2022:11", "cheers_2022:12", "cheers_2022:13"),
        ),
    ] = None
    utility_note: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(fr="Résultats retenus et leur mesure", en="Outcomes and how they are measured"),
            Text(
                fr="Résultats de santé, bénéfices et risques ; moments de mesure, répondant, conversion (mapping) et raison "
                "d'un autre questionnaire.",
                en="Health outcomes, benefits and harms; times of measurement, respondent, mapping, and reason for another "
                "questionnaire.",
            ),
            shape="narrative",
            asked_if="economic",
            example=Text(
                fr="EQ-5D-5L rempli par le patient à l'inclusion, à 3, 6 et 12 mois ; QALY par la méthode des aires ; les "
                "événements indésirables entrent dans les coûts et les utilités.",
                en="EQ-5D-5L completed by the patient at baseline, 3, 6 and 12 months; QALYs by the area under the curve; "
                "adverse events enter costs and utilities.",
            ),
            items=("cheers_2022:11", "cheers_2022:12", "cheers_2022:13"),
        ),
    ] = None
    utilities: Annotated[
        Annotated[tuple[Utility, ...], Field(max_length=40)] | NotApplicable,
        Ask(
            Text(fr="Utilités attendues", en="Expected utilities"),
            Text(
                fr="Les valeurs sur lesquelles reposent le calcul économique ou le modèle, avec leur source.",
                en="The values on which the economic calculation or the model rests, with their source.",
            ),
            shape="rows",
            rows=UTILITY_ROWS,
            asked_if="economic",
            example=Text(fr="Soins courants ; 0,78 ; étude pilote", en="Usual care; 0.78; pilot study"),
            needed=False,
        ),
    ] = ()
    willingness: Annotated[
        Annotated[tuple[Willingness, ...], Field(max_length=20)] | NotApplicable,
        Ask(
            Text(fr="Valeurs du QALY auxquelles lire les résultats", en="Values of a QALY at which results are read"),
            Text(
                fr="La HAS ne fixe aucun seuil : plusieurs valeurs, chacune justifiée.",
                en="HAS sets no threshold: several values, each with its reason.",
            ),
            shape="rows",
            rows=WILLINGNESS_ROWS,
            asked_if="economic",
            example=Text(
                fr="50 000 ; ordre de grandeur des avis rendus", en="50,000; order of magnitude of past opinions"
            ),
        ),
    ] = ()
