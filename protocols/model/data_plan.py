"""Data: how they are managed, secured and protected."""

from __future__ import annotations

from typing import Annotated

from protocols.model.asking import Ask
from protocols.model.section import Narrative, Section
from stats.text import Text


class DataPlan(Section):
    """Data management, quality and protection."""

    management: Annotated[
        Narrative | None,
        Ask(
            Text(fr="Gestion et qualité des données", en="Data management and quality"),
            Text(
                fr="Du recueil au gel de la base : cahier d'observation électronique, documents sources, codage, contrôles de cohérence, demandes de clarification, piste d'audit. Dire qui saisit, qui contrôle, qui gèle.",
                en="From collection to database lock: electronic case report form, source documents, coding, consistency checks, queries, audit trail. Say who enters, who checks, who locks.",
            ),
            shape="narrative",
            example=Text(
                fr="Les données sont saisies dans un cahier d'observation électronique à accès individuel. Des contrôles automatiques émettent des demandes de clarification, traitées par l'attaché de recherche clinique sous dix jours ouvrés. La base est gelée après revue des données, puis transmise au statisticien.",
                en="Data are entered in an electronic case report form with individual access. Automatic checks raise queries, handled by the clinical research associate within ten working days. The database is locked after data review, then sent to the statistician.",
            ),
            items=("spirit_2025:26", "spirit_2025:25a", "mdr_annex_xv:3.8", "iso_14155_annex_a:A.8"),
        ),
    ] = None

    storage: Annotated[
        Narrative | None,
        Ask(
            Text(fr="Hébergement, sécurité et conservation", en="Hosting, security and retention"),
            Text(
                fr="Où sont les données, qui y accède, comment elles sont sauvegardées, combien de temps elles sont gardées et par qui. Nommer l'hébergeur et sa certification HDS.",
                en="Where the data are, who has access, how they are backed up, how long they are kept and by whom. Name the host and its certification for health data.",
            ),
            shape="narrative",
            example=Text(
                fr="La base est hébergée en France par un hébergeur certifié HDS, avec chiffrement, authentification à deux facteurs, journal des accès et sauvegarde quotidienne. Les documents de l'étude sont archivés quinze ans par le promoteur et par chaque centre, durée à confirmer.",
                en="The database is hosted in France by a host certified for health data, with encryption, two-factor authentication, access log and daily backup. Study documents are archived for fifteen years by the sponsor and by each site, a period to be confirmed.",
            ),
            items=("spirit_2025:26", "mdr_annex_xv:3.8", "iso_14155_annex_a:A.8", "stard_ai:40b"),
        ),
    ] = None

    protection: Annotated[
        Narrative | None,
        Ask(
            Text(fr="Protection des données personnelles", en="Protection of personal data"),
            Text(
                fr="Responsable de traitement et sous-traitants, base légale, méthodologie de référence ou autorisation de la CNIL, pseudonymisation, transferts hors de l'Union européenne, exercice des droits.",
                en="Controller and processors, legal basis, CNIL reference methodology or authorisation, pseudonymisation, transfers outside the European Union, exercise of rights.",
            ),
            shape="narrative",
            example=Text(
                fr="Le promoteur est responsable de traitement et a désigné un délégué à la protection des données. Le traitement relèverait de la méthodologie de référence MR-001, à confirmer. Les données sont pseudonymisées ; la table de correspondance reste dans le centre. Aucun transfert hors de l'Union européenne n'est prévu.",
                en="The sponsor is the controller and has appointed a data protection officer. Processing is expected to fall under reference methodology MR-001, to be confirmed. Data are pseudonymised; the key stays at the site. No transfer outside the European Union is planned.",
            ),
            items=("spirit_2025:33",),
        ),
    ] = None
