"""Harms: what is looked for, declared to whom, within which time."""

from __future__ import annotations

from typing import Annotated

from protocols.model.asking import Ask
from protocols.model.section import Narrative, NotApplicable, Section
from stats.text import Text


class Safety(Section):
    """Safety, vigilance and device deficiencies."""

    harms: Annotated[
        Narrative | None,
        Ask(
            Text(
                fr="Événements recherchés et recueil",
                en="Harms sought and how they are collected",
            ),
            Text(
                fr="Événements attendus, méthode et périodicité du recueil (systématique ou spontané).",
                en="Expected events, method and frequency of collection (systematic or spontaneous).",
            ),
            shape="narrative",
            items=("spirit_2025:17", "mdr_annex_xv:3.14", "iso_14155_annex_a:A.14"),
        ),
    ] = None

    definitions: Annotated[
        Narrative | None,
        Ask(
            Text(
                fr="Définitions et imputabilité",
                en="Definitions and causality",
            ),
            Text(
                fr="Événement indésirable, grave, défectuosité du dispositif ; qui juge du lien et sur quelle échelle.",
                en="Adverse event, serious adverse event, device deficiency; who judges the relationship and on which scale.",
            ),
            shape="narrative",
            items=("spirit_2025:17", "mdr_annex_xv:3.14", "iso_14155_annex_a:A.14"),
        ),
    ] = None

    reporting: Annotated[
        Narrative | None,
        Ask(
            Text(
                fr="Circuit et délais de déclaration",
                en="Reporting and deadlines",
            ),
            Text(
                fr="De l'investigateur au promoteur, du promoteur à l'autorité : qui, à qui, en combien de temps.",
                en="From investigator to sponsor, from sponsor to authority: who, to whom, within which time.",
            ),
            shape="narrative",
            items=(
                "mdr_annex_xv:3.14",
                "iso_14155_annex_a:A.14",
            ),
        ),
    ] = None

    performance_errors: Annotated[
        Narrative | NotApplicable | None,
        Ask(
            Text(
                fr="Erreurs de performance de l'algorithme",
                en="Performance errors of the algorithm",
            ),
            Text(
                fr="Comment une sortie fausse, une alerte manquée ou une panne est repérée, analysée et corrigée.",
                en="How a wrong output, a missed alert or a failure is identified, analysed and acted upon.",
            ),
            shape="narrative",
            items=("spirit_ai:22", "decide_ai:6", "decide_ai:13"),
        ),
    ] = None

    cybersecurity: Annotated[
        Narrative | None,
        Ask(
            Text(
                fr="Cybersécurité et disponibilité",
                en="Cybersecurity and availability",
            ),
            Text(
                fr="Incident de sécurité, indisponibilité, procédure de repli.",
                en="Security incident, downtime, fallback procedure.",
            ),
            shape="narrative",
            needed=False,
        ),
    ] = None
