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
            Text(
                fr="Gestion et qualité des données",
                en="Data management and quality",
            ),
            Text(
                fr="Cahier d'observation électronique, saisie, codage, contrôles, traçabilité, verrouillage de la base.",
                en="Electronic case report form, entry, coding, checks, audit trail, database lock.",
            ),
            shape="narrative",
            items=(
                "spirit_2025:26",
                "spirit_2025:25a",
                "mdr_annex_xv:3.8",
                "iso_14155_annex_a:A.8",
            ),
        ),
    ] = None

    storage: Annotated[
        Narrative | None,
        Ask(
            Text(
                fr="Hébergement, sécurité et conservation",
                en="Hosting, security and retention",
            ),
            Text(
                fr="Hébergeur certifié, accès, sauvegarde, durée de conservation.",
                en="Certified host, access, backup, retention period.",
            ),
            shape="narrative",
            items=("spirit_2025:26", "mdr_annex_xv:3.8", "iso_14155_annex_a:A.8", "stard_ai:40b"),
        ),
    ] = None

    protection: Annotated[
        Narrative | None,
        Ask(
            Text(
                fr="Protection des données personnelles",
                en="Protection of personal data",
            ),
            Text(
                fr="Responsable de traitement, base légale, méthodologie de référence ou autorisation de la CNIL, pseudonymisation, transferts hors UE, information des personnes.",
                en="Controller, legal basis, CNIL reference methodology or authorisation, pseudonymisation, transfers outside the EU, information of the people concerned.",
            ),
            shape="narrative",
            items=("spirit_2025:33",),
        ),
    ] = None
