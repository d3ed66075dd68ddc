"""Who, what, which version: the identification of the study."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from protocols.model.asking import Ask
from protocols.model.section import Line, Narrative, NotApplicable, Section
from stats.text import Text


class Identification(Section):
    """Title, versions, sponsor and people."""

    title: Annotated[
        Line | None,
        Ask(
            Text(fr="Titre complet", en="Full title"),
            Text(
                fr="Le titre nomme le plan de l'étude, la population, le dispositif et le comparateur : c'est la première "
                "chose que lit l'évaluateur.",
                en="The title names the design, the population, the device and the comparator: it is what a reviewer reads first.",
            ),
            example=Text(
                fr="Essai randomisé contrôlé comparant le programme X aux soins courants chez l'adulte insomniaque",
                en="Randomised controlled trial of programme X against usual care in adults with insomnia",
            ),
            items=(
                "spirit_2025:1a",
                "spirit_ai:1(i)",
                "spirit_ai:1(ii)",
                "iso_14155_annex_a:A.1.1",
                "iso_14155_annex_a:A.1.2",
                "stard_ai:1",
                "decide_ai:1",
            ),
        ),
    ] = None
    short_title: Annotated[
        Line | None,
        Ask(
            Text(fr="Titre court ou acronyme", en="Short title or acronym"),
            Text(fr="Il figure en en-tête de chaque page.", en="It stands in the header of each page."),
            example=Text(fr="SOMMEIL-1", en="SLEEP-1"),
        ),
    ] = None
    code: Annotated[
        Line | None,
        Ask(
            Text(fr="Code du protocole", en="Protocol code"),
            Text(
                fr="Référence interne du promoteur ; le numéro ID-RCB ou CIV-ID viendra s'y ajouter.",
                en="Sponsor's own reference; the national or EU number will be added later.",
            ),
            example=Text(fr="PREUVE-2026-01", en="PREUVE-2026-01"),
            needed=False,
            items=("mdr_annex_xv:3.1.1",),
        ),
    ] = None
    version: Annotated[
        Line | None,
        Ask(
            Text(fr="Version du protocole", en="Protocol version"),
            Text(
                fr="Chaque document soumis porte un numéro de version et une date.",
                en="Every document submitted carries a version number and a date.",
            ),
            example=Text(fr="0.1", en="0.1"),
            items=("spirit_2025:2", "iso_14155_annex_a:A.1.2"),
        ),
    ] = None
    version_date: Annotated[
        date | None,
        Ask(
            Text(fr="Date de cette version", en="Date of this version"),
            Text(fr="Date de la version imprimée sur la couverture.", en="Date of the version printed on the cover."),
            shape="date",
            items=("spirit_2025:2", "iso_14155_annex_a:A.1.2"),
        ),
    ] = None
    sponsor: Annotated[
        Line | None,
        Ask(
            Text(fr="Promoteur", en="Sponsor"),
            Text(
                fr="La personne morale responsable de l'étude. Le fabricant et le promoteur peuvent être différents.",
                en="The legal entity responsible for the study. Manufacturer and sponsor may differ.",
            ),
            example=Text(
                fr="CHU de Lille, direction de la recherche", en="Lille University Hospital, research department"
            ),
            items=("spirit_2025:3b", "mdr_annex_xv:3.1.2", "iso_14155_annex_a:A.1.3"),
        ),
    ] = None
    investigator: Annotated[
        Line | None,
        Ask(
            Text(fr="Investigateur coordonnateur", en="Coordinating investigator"),
            Text(
                fr="Nom, spécialité et établissement de la personne qui coordonne l'étude.",
                en="Name, specialty and institution of the person who coordinates the study.",
            ),
            items=("spirit_2025:3a", "mdr_annex_xv:3.1.3", "iso_14155_annex_a:A.1.4"),
        ),
    ] = None
    statistician: Annotated[
        Line | None,
        Ask(
            Text(fr="Méthodologiste ou biostatisticien", en="Methodologist or biostatistician"),
            Text(
                fr="La personne qui signe le calcul d'effectif et le plan d'analyse.",
                en="The person who signs the sample size and the analysis plan.",
            ),
            items=("spirit_2025:3a",),
        ),
    ] = None
    registration: Annotated[
        Line | NotApplicable | None,
        Ask(
            Text(fr="Enregistrement public", en="Public registration"),
            Text(
                fr="Registre et numéro ; l'enregistrement précède la première inclusion.",
                en="Registry and number; registration comes before the first enrolment.",
            ),
            example=Text(fr="ClinicalTrials.gov, NCT à obtenir", en="ClinicalTrials.gov, NCT number pending"),
            items=("spirit_2025:4", "mdr_annex_xv:3.1.1", "stard_ai:36", "decide_ai:III"),
        ),
    ] = None
    funding: Annotated[
        Line | NotApplicable | None,
        Ask(
            Text(fr="Financement", en="Funding"),
            Text(fr="Source de financement de l'étude.", en="Source of funding of the study."),
            items=("spirit_2025:7a", "mdr_annex_xv:3.1.4", "iso_14155_annex_a:A.1.3", "stard_ai:38", "cheers_2022:27"),
        ),
    ] = None
    notice: Annotated[
        Narrative | None,
        Ask(
            Text(fr="Avertissement en couverture", en="Notice on the cover"),
            Text(
                fr="Une mention à imprimer sur la couverture (projet, exemple, document confidentiel).",
                en="A notice to print on the cover (draft, example, confidential).",
            ),
            needed=False,
        ),
    ] = None
